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

const mask = (CorrectionMasks: readonly Readonly<Record<string, unknown>>[], amounts: DevelopSettings) => ({ What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount: 1, ...amounts, CorrectionMasks: CorrectionMasks.map((one) => ({ MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ...one })) });

/** The same with three masks: a gradient, an ellipse, and the subject as it is found in the photo. */
export const MASKED: DevelopSettings = {
  ...RECIPE,
  MaskGroupBasedCorrections: [
    mask([{ What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.1 }], { LocalExposure2012: -0.1, LocalDehaze: 0.2 }),
    mask([{ What: 'Mask/CircularGradient', Top: 0.3, Left: 0.3, Bottom: 0.8, Right: 0.7, Angle: 0, Midpoint: 50, Feather: 60, Roundness: 0, Flipped: true }], { LocalExposure2012: 0.1, LocalTemperature: 0.15 }),
    mask([{ What: 'Mask/Image', MaskSubType: 1 }], { LocalClarity2012: 0.2, LocalSaturation: 0.1 }),
  ] as unknown as DevelopSettings['MaskGroupBasedCorrections'] & {},
};

/** The recipe with every tool that looks at a neighbourhood or bends the photo. */
export const SPATIAL: DevelopSettings = {
  ...RECIPE,
  LuminanceSmoothing: 30, ColorNoiseReduction: 30, MoireFilter: 20, DefringePurpleAmount: 5, DefringeGreenAmount: 5,
  LensManualDistortionAmount: 8, VignetteAmount: 20, ChromaticAberrationR: 10, ChromaticAberrationB: -10, PerspectiveVertical: -10, PerspectiveRotate: 0.5, CropConstrainToWarp: true,
  GrainAmount: 20,
};

export const RECIPES = { '18 parameters': RECIPE, '18 parameters, 3 masks': MASKED, 'all spatial tools': SPATIAL } as const;
export type RecipeName = keyof typeof RECIPES;

/** Twelve parameters of a rollout: what an agent moves in its first steps. */
export const ROLLOUT: DevelopSettings = {
  IncrementalTemperature: 8, Exposure2012: 0.35, Contrast2012: 12, Highlights2012: -45, Shadows2012: 35, Whites2012: 10, Blacks2012: -8, Clarity2012: 18, Dehaze: 10, Vibrance: 18,
  SaturationAdjustmentGreen: -20, SplitToningShadowSaturation: 12,
};
