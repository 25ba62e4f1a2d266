import { rowsOf } from './rows';
import type { GroupId, Tool, Words } from './types';

const row = rowsOf('calibration');

const PRIMARIES: readonly { readonly name: string; readonly label: Words; readonly group: GroupId }[] = [
  { name: 'Red', label: ['Red', '红'], group: 'red-primary' },
  { name: 'Green', label: ['Green', '绿'], group: 'green-primary' },
  { name: 'Blue', label: ['Blue', '蓝'], group: 'blue-primary' },
];

export const CALIBRATION: readonly Tool[] = [
  row.number('ShadowTint', ['Shadow Tint', '阴影色调'], ['Takes a green or magenta cast out of the darkest tones.', '消除最暗处的偏绿或偏洋红。']),
  ...PRIMARIES.flatMap(({ name, label: [en, zh], group }) => [
    row.number(`${name}Hue`, [`${en} Primary Hue`, `${zh}原色色相`], [`Turns the ${en.toLowerCase()} that every colour of the photo is mixed from.`, `转动构成全部颜色的${zh}原色色相。`], { group, short: ['Hue', '色相'] }),
    row.number(`${name}Saturation`, [`${en} Primary Saturation`, `${zh}原色饱和度`], [`Strengthens or weakens the ${en.toLowerCase()} that every colour of the photo is mixed from.`, `增强或减弱构成全部颜色的${zh}原色。`], { group, short: ['Saturation', '饱和度'] }),
  ]),
];
