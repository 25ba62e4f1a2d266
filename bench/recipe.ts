import type { DevelopSettings } from '@/lib/develop/types';

/** The recipe of the export benchmark: 18 parameters, each of a kind that a real edit of a landscape moves. */
export const RECIPE: DevelopSettings = {
  IncrementalTemperature: 8,
  Exposure2012: 0.35,
  Contrast2012: 12,
  Highlights2012: -45,
  Shadows2012: 35,
  Whites2012: 10,
  Blacks2012: -8,
  Texture: 15,
  Clarity2012: 18,
  Dehaze: 10,
  Vibrance: 18,
  Saturation: -4,
  ToneCurvePV2012: [[0, 0], [64, 58], [128, 130], [192, 198], [255, 255]],
  SaturationAdjustmentGreen: -20,
  SplitToningShadowHue: 220,
  SplitToningShadowSaturation: 12,
  Sharpness: 40,
  PostCropVignetteAmount: -15,
};
