import type { Attribute } from '@/lib/agent/types';
import type { Atom, Row, Unit } from '../atoms';

const slider = (tool: string, en: string, zh: string): Row => ({ atom: { tag: 'slider', tool }, en, zh });
const component = (name: 'Hue' | 'Saturation' | 'Luminance', en: string, zh: string): Row =>
  ({ atom: { tag: 'slider', tool: '', component: name }, en, zh });
const unit = (name: Unit, en: string, zh: string): Row => ({ atom: { tag: 'unit', unit: name }, en, zh });
const count = (value: number, en: string, zh: string): Row => ({ atom: { tag: 'number', value, signed: false } satisfies Atom, en, zh });

/** Sliders that no attribute names, amounts and their units. */
export const SLIDERS: readonly Row[] = [
  component('Hue', 'hue, hue slider, hue angle', '色相'),
  component('Luminance', 'luminance', '明亮度'),
  slider('GrainSize', 'grain size', '颗粒大小'),
  slider('GrainFrequency', 'grain roughness, roughness', '颗粒粗糙度, 粗糙度'),
  slider('PostCropVignetteMidpoint', 'vignette midpoint', '暗角中点'),
  slider('PostCropVignetteFeather', 'vignette feather', '暗角羽化'),
  slider('PostCropVignetteRoundness', 'vignette roundness', '暗角圆度'),
  slider('SharpenRadius', 'sharpening radius, sharpen radius', '锐化半径'),
  slider('SharpenDetail', 'sharpening detail, sharpen detail', '锐化细节'),
  slider('SharpenEdgeMasking', 'sharpening masking, sharpen masking', '锐化蒙版'),
  slider('LuminanceSmoothing', 'luminance noise reduction, luminance smoothing, noise reduction slider', '明亮度降噪, 明度降噪, 亮度降噪'),
  slider('ColorNoiseReduction', 'color noise reduction, colour noise reduction', '颜色降噪, 色彩降噪'),
  slider('ColorGradeBlending', 'color grading blending, grading blending, colour grading blending', '混合度'),
  slider('SplitToningBalance', 'color grading balance, grading balance, split toning balance, colour grading balance', '色调平衡, 分离色调平衡'),
  slider('SplitToningShadowSaturation', 'shadow tint saturation', '阴影着色饱和度'),
  slider('SplitToningHighlightSaturation', 'highlight tint saturation', '高光着色饱和度'),
  slider('ParametricShadows', 'curve shadows', '曲线阴影'),
  slider('ParametricDarks', 'curve darks', '曲线暗色调'),
  slider('ParametricLights', 'curve lights', '曲线亮色调'),
  slider('ParametricHighlights', 'curve highlights', '曲线高光'),
  unit('stop', 'stop, stops, ev', '档, 挡, 级'),
  unit('percent', '%, percent', '%, 百分之'),
  unit('kelvin', 'k, kelvin', '开尔文'),
  unit('degree', 'degree, degrees, deg, °', '度, °'),
  count(0.5, 'half a, by half a, one half, half a full', '半'),
  count(1 / 3, 'one third, a third, one third of a, a third of a', '三分之一'),
  count(2 / 3, 'two thirds, two thirds of a', '三分之二'),
  count(1, 'one, a full, one full', '一'),
  count(2, 'two', '二, 两'),
  count(3, 'three', '三'),
  count(4, 'four', '四'),
  count(5, 'five', '五'),
  count(10, 'ten', '十'),
  count(20, 'twenty', '二十'),
  count(90, 'ninety', '九十'),
];

/** The slider that carries an attribute, and its range: what a number moves, and how far is far. */
export const TOOL_OF: Readonly<Partial<Record<Attribute, { readonly tool: string; readonly range: number; readonly sign?: -1 }>>> = {
  brightness: { tool: 'Exposure2012', range: 5 },
  contrast: { tool: 'Contrast2012', range: 100 },
  highlights: { tool: 'Highlights2012', range: 100 },
  shadows: { tool: 'Shadows2012', range: 100 },
  whites: { tool: 'Whites2012', range: 100 },
  blacks: { tool: 'Blacks2012', range: 100 },
  warmth: { tool: 'IncrementalTemperature', range: 100 },
  tint: { tool: 'IncrementalTint', range: 100 },
  saturation: { tool: 'Saturation', range: 100 },
  vibrance: { tool: 'Vibrance', range: 100 },
  haze: { tool: 'Dehaze', range: 100, sign: -1 },
  clarity: { tool: 'Clarity2012', range: 100 },
  texture: { tool: 'Texture', range: 100 },
  sharpness: { tool: 'Sharpness', range: 150 },
  grain: { tool: 'GrainAmount', range: 100 },
  vignette: { tool: 'PostCropVignetteAmount', range: 100, sign: -1 },
};
