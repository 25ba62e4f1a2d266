import type { EightColour, Localised } from '../types';

/** The eight colours of the mixers, in Lightroom's order, with what a photographer finds in each. */
export const EIGHT_COLOURS: readonly { readonly name: EightColour; readonly label: Localised; readonly seenIn: Localised; readonly towards: { readonly less: Localised; readonly more: Localised } }[] = [
  { name: 'Red', label: { en: 'Red', zh: '红色' }, seenIn: { en: 'lips and red cloth', zh: '嘴唇和红色衣物' }, towards: { less: { en: 'pink', zh: '粉红' }, more: { en: 'orange', zh: '橙色' } } },
  { name: 'Orange', label: { en: 'Orange', zh: '橙色' }, seenIn: { en: 'skin and lamplight', zh: '肤色和灯光' }, towards: { less: { en: 'red', zh: '红色' }, more: { en: 'yellow', zh: '黄色' } } },
  { name: 'Yellow', label: { en: 'Yellow', zh: '黄色' }, seenIn: { en: 'dry grass and autumn leaves', zh: '枯草和秋叶' }, towards: { less: { en: 'orange', zh: '橙色' }, more: { en: 'green', zh: '绿色' } } },
  { name: 'Green', label: { en: 'Green', zh: '绿色' }, seenIn: { en: 'foliage', zh: '草木' }, towards: { less: { en: 'yellow', zh: '黄色' }, more: { en: 'aqua', zh: '浅绿色' } } },
  { name: 'Aqua', label: { en: 'Aqua', zh: '浅绿色' }, seenIn: { en: 'shallow water and teal', zh: '浅水和青色' }, towards: { less: { en: 'green', zh: '绿色' }, more: { en: 'blue', zh: '蓝色' } } },
  { name: 'Blue', label: { en: 'Blue', zh: '蓝色' }, seenIn: { en: 'sky and sea', zh: '天空和海水' }, towards: { less: { en: 'aqua', zh: '浅绿色' }, more: { en: 'purple', zh: '紫色' } } },
  { name: 'Purple', label: { en: 'Purple', zh: '紫色' }, seenIn: { en: 'dusk and lavender', zh: '暮色和薰衣草' }, towards: { less: { en: 'blue', zh: '蓝色' }, more: { en: 'magenta', zh: '洋红色' } } },
  { name: 'Magenta', label: { en: 'Magenta', zh: '洋红' }, seenIn: { en: 'blossom and neon', zh: '花朵和霓虹' }, towards: { less: { en: 'purple', zh: '紫色' }, more: { en: 'red', zh: '红色' } } },
];
