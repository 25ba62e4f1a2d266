import type { CurvePoint } from '../types';
import { STRAIGHT, rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('tone-curve');
const region = { group: 'curve-region' } as const;
const point = { group: 'curve-point' } as const;

export const TONE_CURVE: readonly Tool[] = [
  row.number('ParametricShadows', ['Curve Shadows', '曲线阴影'], ['Raises or lowers the darkest quarter of the tone curve.', '抬高或压低色调曲线最暗的一段。'], { ...region, short: ['Shadows', '阴影'] }),
  row.number('ParametricDarks', ['Curve Darks', '曲线暗色调'], ['Raises or lowers the part of the tone curve just below the middle.', '抬高或压低色调曲线中点以下的一段。'], { ...region, short: ['Darks', '暗色调'] }),
  row.number('ParametricLights', ['Curve Lights', '曲线亮色调'], ['Raises or lowers the part of the tone curve just above the middle.', '抬高或压低色调曲线中点以上的一段。'], { ...region, short: ['Lights', '亮色调'] }),
  row.number('ParametricHighlights', ['Curve Highlights', '曲线高光'], ['Raises or lowers the brightest quarter of the tone curve.', '抬高或压低色调曲线最亮的一段。'], { ...region, short: ['Highlights', '高光'] }),
  row.number('ParametricShadowSplit', ['Shadow Split', '阴影分界'], ['Sets where the curve’s shadows end and its darks begin.', '设定曲线阴影与暗色调的分界。'], { ...region, min: 10, max: 70, default: 25 }),
  row.number('ParametricMidtoneSplit', ['Midtone Split', '中间调分界'], ['Sets where the curve’s darks end and its lights begin.', '设定曲线暗色调与亮色调的分界。'], { ...region, min: 20, max: 80, default: 50 }),
  row.number('ParametricHighlightSplit', ['Highlight Split', '高光分界'], ['Sets where the curve’s lights end and its highlights begin.', '设定曲线亮色调与高光的分界。'], { ...region, min: 30, max: 90, default: 75 }),
  row.choice('ToneCurveName2012', ['Point Curve Preset', '点曲线预设'], ['Picks a ready-made point curve of more or less contrast.', '选择一条预设的点曲线，决定对比强弱。'], {
    ...point, default: 'Linear',
    options: [['Linear', 'Linear', '线性'], ['Medium Contrast', 'Medium Contrast', '中对比度'], ['Strong Contrast', 'Strong Contrast', '强对比度'], ['Custom', 'Custom', '自定']],
  }),
  row.number('CurveRefineSaturation', ['Curve Saturation', '曲线饱和度'], ['Sets how much of the saturation that the curve brings along with contrast is kept.', '设定保留多少曲线提升对比时带来的饱和度。'], { ...point, min: 0, default: 100, short: ['Saturation', '饱和度'] }),
  row.curve('ToneCurvePV2012', ['Point Curve', '点曲线'], ['Maps every brightness of the photo to a new one along a curve of your own.', '按自定曲线把每级亮度映射为新的亮度。'], { ...point, short: ['RGB', 'RGB'] }),
  row.curve('ToneCurvePV2012Red', ['Red Curve', '红色曲线'], ['Bends red against brightness: up for red, down for cyan, in the tones you choose.', '按亮度弯曲红色：向上偏红，向下偏青。'], { ...point, short: ['Red', '红色'] }),
  row.curve('ToneCurvePV2012Green', ['Green Curve', '绿色曲线'], ['Bends green against brightness: up for green, down for magenta, in the tones you choose.', '按亮度弯曲绿色：向上偏绿，向下偏洋红。'], { ...point, short: ['Green', '绿色'] }),
  row.curve('ToneCurvePV2012Blue', ['Blue Curve', '蓝色曲线'], ['Bends blue against brightness: up for blue, down for yellow, in the tones you choose.', '按亮度弯曲蓝色：向上偏蓝，向下偏黄。'], { ...point, short: ['Blue', '蓝色'] }),
];

/** The points behind the names of `ToneCurveName2012`, as Camera Raw writes them. */
export const TONE_CURVE_PRESETS: Readonly<Record<string, { readonly ToneCurvePV2012: readonly CurvePoint[] }>> = {
  Linear: { ToneCurvePV2012: STRAIGHT },
  'Medium Contrast': { ToneCurvePV2012: [[0, 0], [32, 22], [64, 56], [128, 128], [192, 196], [255, 255]] },
  'Strong Contrast': { ToneCurvePV2012: [[0, 0], [32, 16], [64, 50], [128, 128], [192, 202], [255, 255]] },
};
