import { rowsOf } from './rows';
import type { Tool } from './types';

const row = rowsOf('effects');
const vignette = { group: 'vignette' } as const;
const grain = { group: 'grain', min: 0 } as const;

export const EFFECTS: readonly Tool[] = [
  row.number('PostCropVignetteAmount', ['Vignette', '暗角'], ['Darkens the edges of the cropped photo to the left, lightens them to the right.', '向左压暗裁剪后照片的四周，向右提亮四周。'], { ...vignette, short: ['Amount', '数量'] }),
  row.choice('PostCropVignetteStyle', ['Vignette Style', '暗角样式'], ['Sets whether the vignette protects highlights, protects colour, or is painted on flat.', '设定暗角保护高光、保护颜色，还是直接叠加黑白。'], {
    ...vignette, default: 1, short: ['Style', '样式'],
    options: [[1, 'Highlight Priority', '高光优先'], [2, 'Color Priority', '颜色优先'], [3, 'Paint Overlay', '绘画叠加']],
  }),
  row.number('PostCropVignetteMidpoint', ['Vignette Midpoint', '暗角中点'], ['Sets how far the vignette reaches from the corners toward the centre.', '设定暗角由四角向中心延伸的程度。'], { ...vignette, min: 0, default: 50, short: ['Midpoint', '中点'] }),
  row.number('PostCropVignetteRoundness', ['Vignette Roundness', '暗角圆度'], ['Makes the vignette follow the frame to the left, a circle to the right.', '向左贴合画框形状，向右接近圆形。'], { ...vignette, short: ['Roundness', '圆度'] }),
  row.number('PostCropVignetteFeather', ['Vignette Feather', '暗角羽化'], ['Sets how soft the edge of the vignette is.', '设定暗角边缘的柔和程度。'], { ...vignette, min: 0, default: 50, short: ['Feather', '羽化'] }),
  row.number('PostCropVignetteHighlightContrast', ['Vignette Highlights', '暗角高光'], ['Keeps lamps and other bright spots shining through a dark vignette.', '让灯光等亮点透过暗角保持明亮。'], { ...vignette, min: 0, short: ['Highlights', '高光'] }),
  row.number('GrainAmount', ['Grain', '颗粒'], ['Adds film-like grain.', '添加胶片般的颗粒。'], { ...grain, short: ['Amount', '数量'] }),
  row.number('GrainSize', ['Grain Size', '颗粒大小'], ['Makes the grain finer or coarser, softening the photo a little as it grows.', '设定颗粒粗细，颗粒越大画面略微变软。'], { ...grain, default: 25, short: ['Size', '大小'] }),
  row.number('GrainFrequency', ['Grain Roughness', '颗粒粗糙度'], ['Makes the grain even to the left, uneven and clumped to the right.', '向左颗粒均匀，向右颗粒不均而成簇。'], { ...grain, default: 50, short: ['Roughness', '粗糙度'] }),
  row.number('GrainSeed', ['Grain Seed', '颗粒种子'], ['Picks the pattern of the grain: the same seed gives the same grain at every size.', '决定颗粒的图案：相同种子在任何尺寸都得到相同颗粒。'], { ...grain, max: 4294967295, short: ['Seed', '种子'] }),
];
