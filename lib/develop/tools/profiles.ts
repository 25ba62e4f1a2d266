import type { JsonValue, Localised } from '../types';

/**
 * Renderings by name. Lightroom's profiles are tables of its maker; these are likenesses in our own tools, each a small set of parameters that lies under the
 * photo's own. `likens` are other names that files use for the same intention. An empty set is the photo as the camera rendered it.
 */
export type Profile = {
  readonly name: string;
  readonly label: Localised;
  readonly likens: readonly string[];
  readonly parameters: Readonly<Record<string, JsonValue>>;
};

const profile = (name: string, en: string, zh: string, likens: readonly string[], parameters: Profile['parameters'] = {}): Profile => ({ name, label: { en, zh }, likens, parameters });

/** Glass filters before black-and-white film lighten their own colour and darken its opposite. */
const BLACK_AND_WHITE: readonly (readonly [name: string, zh: string, parameters: Profile['parameters']])[] = [
  ['Landscape', '风景', { Contrast2012: 12, GrayMixerBlue: -30, GrayMixerAqua: -15, GrayMixerGreen: 10 }],
  ['Portrait', '人像', { Contrast2012: -4, GrayMixerRed: 10, GrayMixerOrange: 14 }],
  ['Punch', '浓烈', { Contrast2012: 26, Clarity2012: 10 }],
  ['Soft', '柔和', { Contrast2012: -16, Highlights2012: -8, Clarity2012: -6 }],
  ['Flat', '平面', { Contrast2012: -32, Highlights2012: -20, Shadows2012: 20 }],
  ['High Contrast', '高对比度', { Contrast2012: 40 }],
  ['Low Contrast', '低对比度', { Contrast2012: -24 }],
  ['Red Filter', '红色滤镜', { GrayMixerRed: 40, GrayMixerOrange: 25, GrayMixerAqua: -45, GrayMixerBlue: -60, GrayMixerGreen: -20 }],
  ['Orange Filter', '橙色滤镜', { GrayMixerOrange: 35, GrayMixerRed: 20, GrayMixerYellow: 20, GrayMixerBlue: -45, GrayMixerAqua: -30 }],
  ['Yellow Filter', '黄色滤镜', { GrayMixerYellow: 30, GrayMixerOrange: 15, GrayMixerBlue: -35, GrayMixerPurple: -20 }],
  ['Green Filter', '绿色滤镜', { GrayMixerGreen: 35, GrayMixerYellow: 20, GrayMixerRed: -30, GrayMixerMagenta: -35 }],
  ['Blue Filter', '蓝色滤镜', { GrayMixerBlue: 40, GrayMixerAqua: 20, GrayMixerOrange: -35, GrayMixerRed: -40, GrayMixerYellow: -30 }],
  ['Infrared', '红外', { Contrast2012: 16, GrayMixerGreen: 80, GrayMixerYellow: 60, GrayMixerBlue: -70, GrayMixerAqua: -60 }],
  ['Sepia Tone', '棕褐色调', { ColorGradeGlobalHue: 38, ColorGradeGlobalSat: 24 }],
  ['Blue Tone', '蓝色调', { ColorGradeGlobalHue: 222, ColorGradeGlobalSat: 20 }],
];

/** The default comes first. */
export const PROFILES: readonly Profile[] = [
  profile('Embedded', 'As Embedded', '嵌入', ['Default Profile', 'Color', 'Camera Default', 'Adobe Raw']),
  profile('Adobe Color', 'Adobe Color', 'Adobe 颜色', []),
  profile('Adobe Standard', 'Adobe Standard', 'Adobe 标准', ['Adobe Standard v2', 'Adobe Standard B&W']),
  profile('Adobe Landscape', 'Adobe Landscape', 'Adobe 风景', ['Landscape'], { Contrast2012: 6, Highlights2012: -10, Shadows2012: 8, Vibrance: 18, SaturationAdjustmentGreen: 8, SaturationAdjustmentBlue: 10, LuminanceAdjustmentBlue: -6 }),
  profile('Adobe Portrait', 'Adobe Portrait', 'Adobe 人像', ['Portrait'], { Contrast2012: -8, Highlights2012: -6, SaturationAdjustmentRed: -5, SaturationAdjustmentOrange: -5, LuminanceAdjustmentOrange: 5 }),
  profile('Adobe Vivid', 'Adobe Vivid', 'Adobe 鲜艳', ['Vivid'], { Contrast2012: 14, Vibrance: 16, Saturation: 8 }),
  profile('Adobe Neutral', 'Adobe Neutral', 'Adobe 中性', ['Neutral'], { Contrast2012: -22, Highlights2012: -14, Shadows2012: 10, Saturation: -10 }),
  profile('Adobe Monochrome', 'Adobe Monochrome', 'Adobe 单色', ['Monochrome'], { ConvertToGrayscale: true, Contrast2012: 6, GrayMixerBlue: -10, GrayMixerOrange: 4 }),
  profile('Camera Standard', 'Camera Standard', '相机标准', ['Standard', 'Camera ST', 'Camera Auto']),
  profile('Camera Landscape', 'Camera Landscape', '相机风景', [], { Contrast2012: 8, Vibrance: 20, SaturationAdjustmentGreen: 10, SaturationAdjustmentBlue: 14, HueAdjustmentGreen: 6 }),
  profile('Camera Portrait', 'Camera Portrait', '相机人像', [], { Contrast2012: -6, SaturationAdjustmentOrange: -4, LuminanceAdjustmentOrange: 6, HueAdjustmentOrange: -3 }),
  profile('Camera Vivid', 'Camera Vivid', '相机鲜艳', [], { Contrast2012: 16, Vibrance: 12, Saturation: 14 }),
  profile('Camera Neutral', 'Camera Neutral', '相机中性', [], { Contrast2012: -18, Saturation: -8 }),
  profile('Camera Faithful', 'Camera Faithful', '相机可靠', [], { Contrast2012: -8, Saturation: -4 }),
  profile('Camera Flat', 'Camera Flat', '相机平面', [], { Contrast2012: -34, Highlights2012: -20, Shadows2012: 18, Saturation: -14 }),
  profile('Camera Muted', 'Camera Muted', '相机柔和', [], { Contrast2012: -12, Saturation: -18 }),
  profile('Camera Natural', 'Camera Natural', '相机自然', [], { Contrast2012: -6, Saturation: -2 }),
  profile('Camera Light', 'Camera Light', '相机明亮', [], { Exposure2012: 0.2, Contrast2012: -8, Shadows2012: 10 }),
  profile('Camera Deep', 'Camera Deep', '相机深沉', [], { Exposure2012: -0.15, Contrast2012: 14, Saturation: 6 }),
  profile('Camera Clear', 'Camera Clear', '相机清澈', [], { Contrast2012: 10, Highlights2012: -12, Whites2012: 8, Clarity2012: 4 }),
  profile('Camera Fine Detail', 'Camera Fine Detail', '相机细节', ['Camera Finedetail'], { Contrast2012: -4, Texture: 8 }),
  profile('Camera Sunset', 'Camera Sunset', '相机日落', [], { Contrast2012: 8, Vibrance: 10, SaturationAdjustmentRed: 16, SaturationAdjustmentOrange: 14 }),
  profile('Camera Sepia', 'Camera Sepia', '相机棕褐', [], { ConvertToGrayscale: true, ColorGradeGlobalHue: 38, ColorGradeGlobalSat: 26 }),
  profile('Camera Monochrome', 'Camera Monochrome', '相机单色', ['Camera MONOCHROME', 'Camera BW'], { ConvertToGrayscale: true, Contrast2012: 8 }),
  profile('Camera PROVIA/Standard', 'Camera PROVIA', '相机 PROVIA', ['Camera PROVIA/STANDARD'], { Contrast2012: 4, Vibrance: 4 }),
  profile('Camera Velvia/Vivid', 'Camera Velvia', '相机 Velvia', ['Camera Velvia/VIVID'], { Contrast2012: 20, Vibrance: 16, Saturation: 16, SaturationAdjustmentGreen: 8 }),
  profile('Camera ASTIA/Soft', 'Camera ASTIA', '相机 ASTIA', ['Camera ASTIA/SOFT'], { Contrast2012: -6, Vibrance: 6, LuminanceAdjustmentOrange: 4 }),
  profile('Camera CLASSIC CHROME', 'Camera Classic Chrome', '相机经典正片', ['Camera Classic Chrome'], { Contrast2012: 12, Saturation: -16, HueAdjustmentBlue: -8, SaturationAdjustmentRed: -8, LuminanceAdjustmentBlue: -10 }),
  profile('Camera CLASSIC Neg.', 'Camera Classic Neg.', '相机经典负片', ['Camera Classic Negative'], { Contrast2012: 14, Saturation: -10, HueAdjustmentGreen: 10, SplitToningShadowHue: 190, SplitToningShadowSaturation: 8, SplitToningHighlightHue: 30, SplitToningHighlightSaturation: 6 }),
  profile('Camera PRO Neg. Hi', 'Camera PRO Neg. Hi', '相机 PRO Neg. Hi', [], { Contrast2012: 6, Saturation: -8 }),
  profile('Camera PRO Neg. Std', 'Camera PRO Neg. Std', '相机 PRO Neg. Std', ['Camera PRO Neg. Standard'], { Contrast2012: -10, Saturation: -10 }),
  profile('Camera ETERNA/Cinema', 'Camera ETERNA', '相机 ETERNA', ['Camera ETERNA/CINEMA'], { Contrast2012: -26, Highlights2012: -16, Shadows2012: 12, Saturation: -18 }),
  profile('Camera ACROS', 'Camera ACROS', '相机 ACROS', ['Camera ACROS+R Filter', 'Camera ACROS+Ye Filter', 'Camera ACROS+G Filter'], { ConvertToGrayscale: true, Contrast2012: 12, Highlights2012: -8, Texture: 6 }),
  ...BLACK_AND_WHITE.map(([name, zh, parameters]) => profile(`B&W ${name}`, `B&W ${name}`, `黑白${zh}`, [], { ConvertToGrayscale: true, ...parameters })),
];

const BY_NAME: ReadonlyMap<string, Profile> = new Map(PROFILES.flatMap((one) => [one.name, ...one.likens].map((name) => [name.toLowerCase(), one] as const)));

/** The rendering that a profile's name stands for, if it is known. */
export const profileOf = (name: string): Profile | undefined => BY_NAME.get(name.trim().toLowerCase());
