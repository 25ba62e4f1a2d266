import { combineFields, correctionsValue, retouchSpot, retouchStroke, type Correction } from '../settings';
import { CORRECTIONS } from '../settings/names';
import type { DevelopSettings } from '../types';

/** A rendering that was looked at and decided on; `npm run golden` compares, `npm run golden -- --accept` decides anew. */
export type GoldenCase = { readonly name: string; /** A file of `public/samples` without loss. */ readonly sample: 'astronaut.png' | 'coffee.png' | 'chelsea.png'; readonly settings: DevelopSettings };

/** Long edge of a golden picture in px. */
export const GOLDEN_EDGE = 192;

const local = (amounts: DevelopSettings): DevelopSettings => ({
  [CORRECTIONS]: correctionsValue([{
    What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount: 1, ...amounts,
    CorrectionMasks: [{ What: 'Mask/CircularGradient', Top: 0.1, Left: 0.2, Bottom: 0.8, Right: 0.7, Angle: 20, Midpoint: 50, Feather: 60, Roundness: 0, Flipped: true, ...combineFields('add') }],
  } as unknown as Correction]),
});

export const GOLDEN: readonly GoldenCase[] = [
  { name: 'light', sample: 'coffee.png', settings: { Exposure2012: 0.6, Contrast2012: 25, Highlights2012: -70, Shadows2012: 60, Whites2012: 20, Blacks2012: -20 } },
  { name: 'presence', sample: 'chelsea.png', settings: { Texture: 40, Clarity2012: 35, Dehaze: 25, Vibrance: 40, Saturation: -10 } },
  { name: 'soft', sample: 'astronaut.png', settings: { Texture: -50, Clarity2012: -40, Dehaze: -30 } },
  { name: 'white-balance', sample: 'astronaut.png', settings: { IncrementalTemperature: 40, IncrementalTint: -15 } },
  { name: 'curves', sample: 'coffee.png', settings: { ParametricShadows: -30, ParametricHighlights: 20, ToneCurvePV2012: [[0, 24], [90, 84], [180, 196], [255, 240]], ToneCurvePV2012Blue: [[0, 30], [255, 230]] } },
  { name: 'mixer', sample: 'astronaut.png', settings: { HueAdjustmentOrange: 30, SaturationAdjustmentBlue: -60, LuminanceAdjustmentRed: 40, SaturationAdjustmentAqua: 50 } },
  { name: 'black-and-white', sample: 'astronaut.png', settings: { ConvertToGrayscale: true, GrayMixerOrange: 30, GrayMixerBlue: -40, Contrast2012: 20 } },
  { name: 'grading', sample: 'coffee.png', settings: { SplitToningShadowHue: 220, SplitToningShadowSaturation: 40, SplitToningHighlightHue: 45, SplitToningHighlightSaturation: 35, ColorGradeMidtoneLum: 10, ColorGradeBlending: 70 } },
  { name: 'calibration', sample: 'chelsea.png', settings: { ShadowTint: -30, RedHue: 30, GreenSaturation: -40, BlueHue: -40, BlueSaturation: 30 } },
  { name: 'profile', sample: 'astronaut.png', settings: { CameraProfile: 'Adobe Vivid' } },
  { name: 'detail', sample: 'chelsea.png', settings: { Sharpness: 90, SharpenRadius: 1.4, LuminanceSmoothing: 50, ColorNoiseReduction: 50 } },
  { name: 'effects', sample: 'coffee.png', settings: { PostCropVignetteAmount: -60, PostCropVignetteRoundness: 40, GrainAmount: 40, GrainSize: 40 } },
  { name: 'geometry', sample: 'astronaut.png', settings: { PerspectiveVertical: 30, PerspectiveRotate: 2, LensManualDistortionAmount: 20, CropConstrainToWarp: true, VignetteAmount: 40 } },
  {
    name: 'retouch', sample: 'coffee.png',
    settings: { RetouchAreas: [
      retouchSpot({ method: 'heal', x: 0.2, y: 0.25, radius: 0.04 }), retouchSpot({ method: 'clone', x: 0.12, y: 0.75, radius: 0.06, source: { x: 0.12, y: 0.3 } }),
      retouchStroke({ method: 'remove', points: [[0.76, 0.55], [0.82, 0.4]], radius: 0.05, feather: 0.1 }),
    ] },
  },
  {
    name: 'lens-blur', sample: 'astronaut.png',
    settings: { LensBlur: { Active: true, BlurAmount: 90, BokehShape: 2, HighlightsBoost: 50, CatEyeAmount: 40, FocusMasks: [{ What: 'Mask/CircularGradient', Top: 0, Left: 0.3, Bottom: 0.5, Right: 0.6, Angle: 0, Midpoint: 50, Feather: 40, Roundness: 0, Flipped: true, ...combineFields('add') }] } },
  },
  { name: 'local', sample: 'chelsea.png', settings: local({ LocalExposure2012: 0.2, LocalTemperature: 0.4, LocalClarity2012: 0.5, LocalSaturation: -0.5, LocalToningHue: 40, LocalToningSaturation: 0.4 }) },
];
