import { rowsOf } from './rows';
import type { GroupId, Tool, Words } from './types';

const row = rowsOf('grading');

type Wheel = { readonly group: GroupId; readonly label: Words; readonly where: Words; readonly hue: string; readonly saturation: string; readonly luminance: string };

/** Shadows and highlights keep the names of the older split toning, as Lightroom's files do. */
const WHEELS: readonly Wheel[] = [
  { group: 'midtones', label: ['Midtone', '中间调'], where: ['the midtones', '中间调'], hue: 'ColorGradeMidtoneHue', saturation: 'ColorGradeMidtoneSat', luminance: 'ColorGradeMidtoneLum' },
  { group: 'shadows', label: ['Shadow', '阴影'], where: ['the shadows', '阴影'], hue: 'SplitToningShadowHue', saturation: 'SplitToningShadowSaturation', luminance: 'ColorGradeShadowLum' },
  { group: 'highlights', label: ['Highlight', '高光'], where: ['the highlights', '高光'], hue: 'SplitToningHighlightHue', saturation: 'SplitToningHighlightSaturation', luminance: 'ColorGradeHighlightLum' },
  { group: 'global', label: ['Global', '全局'], where: ['the whole photo', '整张照片'], hue: 'ColorGradeGlobalHue', saturation: 'ColorGradeGlobalSat', luminance: 'ColorGradeGlobalLum' },
];

export const GRADING: readonly Tool[] = [
  ...WHEELS.flatMap(({ group, label, where, hue, saturation, luminance }) => [
    row.number(hue, [`${label[0]} Hue`, `${label[1]}色相`], [`Picks the colour that ${where[0]} take on, in degrees of the colour wheel.`, `选择${where[1]}所染的颜色，单位为色轮角度。`], { group, short: ['Hue', '色相'], min: 0, max: 360, unit: '°' }),
    row.number(saturation, [`${label[0]} Tint Strength`, `${label[1]}染色饱和度`], [`Sets how strongly ${where[0]} take on the chosen colour.`, `设定${where[1]}染上所选颜色的强度。`], { group, short: ['Saturation', '饱和度'], min: 0 }),
    row.number(luminance, [`${label[0]} Luminance`, `${label[1]}明亮度`], [`Lightens or darkens ${where[0]} without changing the chosen colour.`, `提亮或压暗${where[1]},不改变所选颜色。`], { group, short: ['Luminance', '明亮度'] }),
  ]),
  row.number('ColorGradeBlending', ['Grading Blending', '颜色分级混合'], ['Sets how far the shadow, midtone and highlight colours flow into each other.', '设定阴影、中间调和高光颜色相互融合的程度。'], { min: 0, default: 50, short: ['Blending', '混合'] }),
  row.number('SplitToningBalance', ['Grading Balance', '颜色分级平衡'], ['Gives more of the tonal range to the highlight colour to the right, to the shadow colour to the left.', '向右让高光颜色占更多影调，向左让阴影颜色占更多。'], { short: ['Balance', '平衡'] }),
];
