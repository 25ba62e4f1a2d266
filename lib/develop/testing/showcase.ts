import { combineFields, correctionsValue, lensBlurValue, redEye, retouchSpot, samplePoint, pointColoursPatch, type Correction, type Mask } from '../settings';
import { CORRECTIONS } from '../settings/names';
import { toolOf, type MaskTool, type Tool } from '../tools';
import type { DevelopSettings, JsonValue } from '../types';

/** A value of a tool as settings of a whole picture: what must stand beside it, and the value itself. */
export type Shown = { readonly value: JsonValue; readonly settings: DevelopSettings };

/** How a tool is shown: settings without it, and with it at some of its values, in rising order for numbers. */
export type Showcase = { readonly without: DevelopSettings; readonly at: readonly Shown[] };

const CURVE: JsonValue = [[0, 0], [64, 40], [192, 220], [255, 255]];

/** What must stand beside a tool that does nothing alone. Every other tool must show by itself, a new one too. */
const BESIDE: Readonly<Record<string, DevelopSettings>> = {
  ParametricShadowSplit: { ParametricShadows: 80, ParametricDarks: -60 },
  ParametricMidtoneSplit: { ParametricDarks: -60, ParametricLights: 60 },
  ParametricHighlightSplit: { ParametricLights: -60, ParametricHighlights: 80 },
  CurveRefineSaturation: { ToneCurvePV2012: CURVE },
  ColorVariance: pointColoursPatch([samplePoint([0.6, 0.2, 0.15])]),
  ...Object.fromEntries(['Red', 'Orange', 'Yellow', 'Green', 'Aqua', 'Blue', 'Purple', 'Magenta'].map((name) => [`GrayMixer${name}`, { ConvertToGrayscale: true }])),
  SplitToningShadowHue: { SplitToningShadowSaturation: 60 },
  SplitToningHighlightHue: { SplitToningHighlightSaturation: 60 },
  ColorGradeMidtoneHue: { ColorGradeMidtoneSat: 60 },
  ColorGradeGlobalHue: { ColorGradeGlobalSat: 60 },
  ColorGradeBlending: { SplitToningShadowHue: 220, SplitToningShadowSaturation: 80, SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 80 },
  SplitToningBalance: { SplitToningShadowHue: 220, SplitToningShadowSaturation: 80, SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 80 },
  SharpenRadius: { Sharpness: 100 },
  SharpenDetail: { Sharpness: 100 },
  SharpenEdgeMasking: { Sharpness: 100 },
  LuminanceNoiseReductionDetail: { LuminanceSmoothing: 80 },
  LuminanceNoiseReductionContrast: { LuminanceSmoothing: 80 },
  ColorNoiseReductionDetail: { ColorNoiseReduction: 80 },
  ColorNoiseReductionSmoothness: { ColorNoiseReduction: 80 },
  PostCropVignetteMidpoint: { PostCropVignetteAmount: -80 },
  PostCropVignetteFeather: { PostCropVignetteAmount: -80 },
  PostCropVignetteRoundness: { PostCropVignetteAmount: -80 },
  PostCropVignetteStyle: { PostCropVignetteAmount: -80 },
  PostCropVignetteHighlightContrast: { PostCropVignetteAmount: -100, PostCropVignetteMidpoint: 0 },
  GrainSize: { GrainAmount: 80 },
  GrainFrequency: { GrainAmount: 80 },
  GrainSeed: { GrainAmount: 80 },
  CropTop: { HasCrop: true },
  CropLeft: { HasCrop: true },
  CropBottom: { HasCrop: true },
  CropRight: { HasCrop: true },
  CropAngle: { HasCrop: true },
  CropConstrainToWarp: { PerspectiveVertical: 60 },
  LensProfileDistortionScale: { LensProfileEnable: true },
  LensProfileVignettingScale: { LensProfileEnable: true },
  VignetteMidpoint: { VignetteAmount: 100 },
  DefringePurpleHueLo: { DefringePurpleAmount: 20 },
  DefringePurpleHueHi: { DefringePurpleAmount: 20 },
  DefringeGreenHueLo: { DefringeGreenAmount: 20 },
  DefringeGreenHueHi: { DefringeGreenAmount: 20 },
  LocalToningHue: { LocalToningSaturation: 0.8 },
  LocalCurveRefineSaturation: { MainCurve: CURVE },
  LocalLuminanceNoise: { LuminanceSmoothing: 50 },
  LocalMoire: { MoireFilter: 50 },
  LocalDefringe: { DefringePurpleAmount: 8, DefringeGreenAmount: 8 },
  LocalGrain: { GrainAmount: 40 },
  LocalColorVariance: { LocalPointColors: pointColoursPatch([samplePoint([0.6, 0.2, 0.15])])['PointColors'] ?? null },
};

/** What a value brings along: documents say `HasCrop` exactly where there is a crop. */
const BRINGS: Readonly<Record<string, DevelopSettings>> = { HasCrop: { CropLeft: 0.2, CropRight: 0.9 } };

/** Values of tools that are not one number, switch or choice. */
const VALUES: Readonly<Record<string, readonly JsonValue[]>> = {
  PointColors: [pointColoursPatch([samplePoint([0.6, 0.2, 0.15], { shift: [0.8, 0.4, 0.2] })])['PointColors'] ?? null],
  LocalPointColors: [pointColoursPatch([samplePoint([0.6, 0.2, 0.15], { shift: [0.8, 0.4, 0.2] })])['PointColors'] ?? null],
  ColorVariance: [[-1], [1]],
  LocalColorVariance: [[-1], [1]],
  Look: [{ Name: 'Faded', Amount: 1, Parameters: { Saturation: -40, ToneCurvePV2012: [[0, 30], [255, 240]] } }],
  LensBlur: [lensBlurValue({ amount: 80, focalRange: [0, 0, 20, 40] })],
  RetouchAreas: [[retouchSpot({ x: 0.27, y: 0.68, radius: 0.05, method: 'heal' })]],
  RedEyeInfo: [[redEye({ x: 0.275, y: 0.675, radius: 0.06 })]],
  // The travel of these is longer than what a picture of a few hundred pixels shows.
  CropTop: [0.1, 0.3], CropLeft: [0.1, 0.3], CropBottom: [0.9, 0.7], CropRight: [0.9, 0.7],
  GrainSeed: [1, 2],
  // Each needs room between its neighbours.
  ParametricShadowSplit: [10, 40], ParametricMidtoneSplit: [35, 65], ParametricHighlightSplit: [55, 90],
};

const MIDDLE: Mask = { What: 'Mask/CircularGradient', Top: 0.1, Left: 0.1, Bottom: 0.9, Right: 0.9, Angle: 0, Midpoint: 50, Feather: 40, Roundness: 0, Flipped: true, ...combineFields('add') };

const corrected = (amounts: DevelopSettings, mask: Mask): DevelopSettings =>
  ({ [CORRECTIONS]: correctionsValue([{ What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: [mask], ...amounts } as unknown as Correction]) });

/** A mask of each kind that selects part of the test picture. */
const MASKS: Readonly<Record<string, Readonly<Record<string, JsonValue>>>> = {
  'Mask/Gradient': { ZeroX: 0.5, ZeroY: 0.8, FullX: 0.5, FullY: 0.2 },
  'Mask/CircularGradient': { ...MIDDLE } as Readonly<Record<string, JsonValue>>,
  'Mask/Paint': { Dabs: ['r 0.1', 'd 0.3 0.4', 'd 0.5 0.5', 'd 0.7 0.6'], Radius: 0.1, Flow: 1, CenterWeight: 0.5 },
  'Mask/Image 1': { MaskSubType: 1 },
  'Mask/Image 2': { MaskSubType: 2 },
  'Mask/Image 0': { MaskSubType: 0, MaskSubCategoryID: 22 },
  'Mask/Image 3': { MaskSubType: 3, MaskSubCategoryID: 2 },
  'Mask/RangeMask colour': { CorrectionRangeMask: { Type: 1, ColorAmount: 0.4, PointModels: [[0.6, 0.2, 0.15, 0.3, 0.6, 0]] } },
  'Mask/RangeMask luminance': { CorrectionRangeMask: { Type: 2, LumRange: [0.4, 0.5, 1, 1] } },
  'Mask/RangeMask depth': { CorrectionRangeMask: { Type: 3, DepthRange: [0.4, 0.5, 1, 1] } },
};
const maskOf = ({ name, what }: MaskTool): Mask => ({ What: what, MaskActive: true, ...combineFields('add'), ...MASKS[name] }) as unknown as Mask;

/** Between its ends and its default: five values at most, in rising order, without the default. */
function valuesOf(tool: Tool): readonly JsonValue[] {
  const own = VALUES[tool.name];
  if (own) return own;
  switch (tool.kind) {
    case 'number': {
      const { min, max, default: initial } = tool;
      if (max === 360) return [120, 240];
      return [...new Set([min, (min + initial) / 2, (max + initial) / 2, max])].filter((value) => value !== initial).sort((a, b) => a - b);
    }
    case 'boolean': return [!tool.default];
    case 'enum': return tool.options.map(({ value }) => value).filter((value) => value !== tool.default);
    case 'curve': return [CURVE];
    case 'list':
    case 'mask': return [];
  }
}

/** How a registry row is shown. Rows that need nothing beside them need no line here. */
export function showcase(tool: Tool): Showcase {
  if (tool.kind === 'mask') {
    const amounts = { LocalExposure2012: 0.3 };
    return { without: {}, at: [{ value: tool.what, settings: corrected(amounts, maskOf(tool)) }] };
  }
  const beside = BESIDE[tool.name] ?? {};
  const dressed = (all: DevelopSettings): DevelopSettings => {
    if (tool.scope !== 'local') return all;
    const [local, global] = [true, false].map((within) => Object.fromEntries(Object.entries(all).filter(([name]) => (toolOf(name)?.scope === 'local') === within)));
    return { ...global, ...corrected(local ?? {}, MIDDLE) };
  };
  return { without: dressed(beside), at: valuesOf(tool).map((value) => ({ value, settings: dressed({ ...beside, ...BRINGS[tool.name], [tool.name]: value }) })) };
}
