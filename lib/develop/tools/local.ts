import { rowsOf } from './rows';
import type { Tool, Words } from './types';

const row = rowsOf('local');

/** Keys of a correction whose value is one number. */
export const LOCAL_SLIDERS = [
  'LocalTemperature', 'LocalTint', 'LocalExposure2012', 'LocalContrast2012', 'LocalHighlights2012', 'LocalShadows2012', 'LocalWhites2012', 'LocalBlacks2012',
  'LocalTexture', 'LocalClarity2012', 'LocalDehaze', 'LocalHue', 'LocalSaturation', 'LocalToningHue', 'LocalToningSaturation', 'LocalSharpness',
  'LocalLuminanceNoise', 'LocalMoire', 'LocalDefringe', 'LocalGrain', 'LocalCurveRefineSaturation',
] as const;
export type LocalSlider = (typeof LOCAL_SLIDERS)[number];

/** Keys of a correction whose value is a point curve. */
export const LOCAL_CURVES = ['MainCurve', 'RedCurve', 'GreenCurve', 'BlueCurve'] as const;
export type LocalCurve = (typeof LOCAL_CURVES)[number];

/** Beside the name of its mask a local tool needs no "Local". */
const brief = ([en, zh]: Words): Words => [en.replace(/^Local /, ''), zh.replace(/^局部/, '')];

/** Files store a share of the slider's travel, −1…1; `scale` turns it into what the slider shows. */
const travel = (name: LocalSlider, label: Words, description: Words, { scale = 100, unit = '' as '' | 'EV' | '°', rendered = true, min = -1 } = {}): Tool =>
  row.number(name, label, description, { short: brief(label), scope: 'local', min, max: 1, step: 0.01, rendered, slider: { scale, unit, step: unit === 'EV' ? 0.01 : 1 } });

const curve = (name: LocalCurve, label: Words, description: Words): Tool => row.curve(name, label, description, { short: brief(label), scope: 'local' });

export const LOCAL: readonly Tool[] = [
  travel('LocalTemperature', ['Local Temperature', '局部色温'], ['Warms or cools the masked area.', '让蒙版区域变暖或变冷。']),
  travel('LocalTint', ['Local Tint', '局部色调'], ['Shifts the masked area toward magenta or green.', '让蒙版区域偏洋红或偏绿。']),
  travel('LocalExposure2012', ['Local Exposure', '局部曝光度'], ['Brightens or darkens the masked area in stops.', '以档为单位提亮或压暗蒙版区域。'], { scale: 4, unit: 'EV' }),
  travel('LocalContrast2012', ['Local Contrast', '局部对比度'], ['Pulls bright and dark apart within the masked area.', '拉开蒙版区域内的明暗差距。']),
  travel('LocalHighlights2012', ['Local Highlights', '局部高光'], ['Recovers or lifts the bright parts of the masked area.', '找回或提亮蒙版区域的亮部。']),
  travel('LocalShadows2012', ['Local Shadows', '局部阴影'], ['Opens or deepens the dark parts of the masked area.', '打开或加深蒙版区域的暗部。']),
  travel('LocalWhites2012', ['Local Whites', '局部白色色阶'], ['Sets how bright the brightest tones of the masked area are.', '设定蒙版区域最亮色调的亮度。']),
  travel('LocalBlacks2012', ['Local Blacks', '局部黑色色阶'], ['Sets how dark the darkest tones of the masked area are.', '设定蒙版区域最暗色调的深浅。']),
  travel('LocalTexture', ['Local Texture', '局部纹理'], ['Brings out or smooths fine detail in the masked area.', '增强或柔化蒙版区域的细小质感。']),
  travel('LocalClarity2012', ['Local Clarity', '局部清晰度'], ['Adds punch or a soft glow to the masked area.', '让蒙版区域更立体或更朦胧。']),
  travel('LocalDehaze', ['Local Dehaze', '局部去朦胧'], ['Clears or adds haze in the masked area.', '去除或增添蒙版区域的雾气。']),
  travel('LocalHue', ['Local Hue', '局部色相'], ['Turns every colour of the masked area around the colour wheel.', '沿色轮转动蒙版区域的所有颜色。'], { scale: 180, unit: '°' }),
  travel('LocalSaturation', ['Local Saturation', '局部饱和度'], ['Makes the colours of the masked area richer or paler.', '让蒙版区域的颜色变浓或变淡。']),
  row.number('LocalToningHue', ['Local Color Hue', '局部颜色色相'], ['Picks the colour that is laid over the masked area.', '选择叠加在蒙版区域上的颜色。'], { short: ['Color Hue', '颜色色相'], scope: 'local', min: 0, max: 360, step: 0.01, unit: '°' }),
  travel('LocalToningSaturation', ['Local Color Strength', '局部颜色强度'], ['Sets how strongly the chosen colour is laid over the masked area.', '设定所选颜色叠加在蒙版区域上的强度。'], { min: 0 }),
  travel('LocalSharpness', ['Local Sharpness', '局部锐化程度'], ['Sharpens the masked area; to the left it softens it and, beyond half-way, puts it out of focus.', '锐化蒙版区域；向左先柔化，过半后使其失焦。']),
  travel('LocalLuminanceNoise', ['Local Noise', '局部杂色'], ['Smooths brightness noise in the masked area; to the left it spares the area from the photo’s noise reduction.', '柔化蒙版区域的明暗杂色；向左则让该区域少受整张照片降噪的影响。']),
  travel('LocalMoire', ['Local Moiré', '局部波纹'], ['Removes rainbow patterns in the masked area; to the left it spares the area from the photo’s moiré reduction.', '消除蒙版区域的彩虹纹；向左则让该区域少受整张照片去波纹的影响。']),
  travel('LocalDefringe', ['Local Defringe', '局部去边'], ['Removes fringes of any colour in the masked area; to the left it spares the area from the photo’s defringing.', '去除蒙版区域任何颜色的边缘；向左则让该区域少受整张照片去边的影响。']),
  travel('LocalGrain', ['Local Grain', '局部颗粒'], ['Adds or takes away grain in the masked area.', '增加或减少蒙版区域的颗粒。']),
  row.number('LocalCurveRefineSaturation', ['Local Curve Saturation', '局部曲线饱和度'], ['Sets how much the local curve strengthens colours along with contrast.', '设定局部曲线提升对比时带动颜色的程度。'], { scope: 'local', min: 0, default: 100 }),
  curve('MainCurve', ['Local Curve', '局部曲线'], ['Maps every brightness of the masked area to a new one.', '把蒙版区域的每级亮度映射为新的亮度。']),
  curve('RedCurve', ['Local Red Curve', '局部红色曲线'], ['Bends red against brightness in the masked area.', '在蒙版区域按亮度弯曲红色。']),
  curve('GreenCurve', ['Local Green Curve', '局部绿色曲线'], ['Bends green against brightness in the masked area.', '在蒙版区域按亮度弯曲绿色。']),
  curve('BlueCurve', ['Local Blue Curve', '局部蓝色曲线'], ['Bends blue against brightness in the masked area.', '在蒙版区域按亮度弯曲蓝色。']),
  row.list('LocalPointColors', ['Local Point Color', '局部点颜色'], ['Shifts sampled colours within the masked area.', '调整蒙版区域内的取样颜色。'], { scope: 'local' }),
  row.list('LocalColorVariance', ['Local Point Color Variance', '局部点颜色差异'], ['Makes the colours around each sample in the masked area more alike or more different.', '让蒙版区域内每个取样颜色附近的颜色更一致或差异更大。'], { scope: 'local' }),
];
