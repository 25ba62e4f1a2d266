import type { EightColour, Localised } from '@/lib/develop/types';
import type { Effects, Row } from '../atoms';

/** Around the mixer's wheel: a positive hue slider moves each colour toward the next. */
export const COLOUR_RING: readonly EightColour[] = ['Red', 'Orange', 'Yellow', 'Green', 'Aqua', 'Blue', 'Purple', 'Magenta'];

export const COLOUR_LABELS: Readonly<Record<EightColour, Localised>> = {
  Red: { en: 'reds', zh: '红色' },
  Orange: { en: 'oranges', zh: '橙色' },
  Yellow: { en: 'yellows', zh: '黄色' },
  Green: { en: 'greens', zh: '绿色' },
  Aqua: { en: 'aquas', zh: '青色' },
  Blue: { en: 'blues', zh: '蓝色' },
  Purple: { en: 'purples', zh: '紫色' },
  Magenta: { en: 'magentas', zh: '洋红' },
};

/** What "more of this colour everywhere" means on the two axes of white balance. */
export const CAST_OF: Readonly<Record<EightColour, Effects>> = {
  Red: [['warmth', 1, 0.6], ['tint', 1, 0.8]],
  Orange: [['warmth', 1]],
  Yellow: [['warmth', 1]],
  Green: [['tint', -1]],
  Aqua: [['warmth', -1, 0.7], ['tint', -1, 0.6]],
  Blue: [['warmth', -1]],
  Purple: [['tint', 1], ['warmth', -1, 0.5]],
  Magenta: [['tint', 1]],
};

const colour = (name: EightColour | readonly EightColour[], hue: number, en: string, zh: string): Row =>
  ({ atom: { tag: 'colour', colours: typeof name === 'string' ? [name] : name, hue }, en, zh });
/** Things that are their colour: the mixer reaches them. */
const coloured = (name: EightColour | readonly EightColour[], hue: number, en: string, zh: string): Row =>
  ({ atom: { tag: 'colour', colours: typeof name === 'string' ? [name] : name, hue, object: true }, en, zh });

/** Colour names. `hue` is the colour-grading wheel's: 0 red, 60 yellow, 120 green, 180 cyan, 240 blue, 300 magenta. */
export const COLOURS: readonly Row[] = [
  colour('Red', 0, 'red, reds, crimson, scarlet, ruby, reddish', '红, 红色, 大红, 正红, 朱红, 赤色, 绛红'),
  colour('Red', 345, 'burgundy, maroon, wine red', '酒红, 酒红色, 暗红, 暗红色'),
  colour('Orange', 30, 'orange, oranges, orangey, orangish, amber, copper, tangerine, rust', '橙, 橙色, 橘, 橘色, 橘黄, 橘红, 橙黄, 橙红, 琥珀色, 铜色'),
  colour('Orange', 25, 'brown, browns, brownish, tan, terracotta', '棕, 棕色, 褐色, 咖色, 咖啡色, 棕褐色, 古铜色'),
  colour('Yellow', 50, 'yellow, yellows, yellowish, yellowy, gold, golden, lemon, mustard', '黄, 黄色, 金, 金色, 金黄, 金黄色, 柠檬黄, 土黄, 姜黄'),
  colour('Green', 120, 'green, greens, greenish, emerald, olive, lime', '绿, 绿色, 翠绿, 墨绿, 草绿, 橄榄绿, 嫩绿, 翠绿色, 墨绿色'),
  colour('Aqua', 185, 'aqua, aquas, teal, teals, cyan, cyans, turquoise, cyanish, teal blue', '青, 青色, 青绿, 青绿色, 蓝绿, 蓝绿色, 湖蓝, 青蓝, 青蓝色, 水绿, 松石绿, 浅绿色, 孔雀蓝'),
  colour('Blue', 225, 'blue, blues, bluish, navy, azure, cobalt, indigo', '蓝, 蓝色, 宝蓝, 深蓝, 天蓝, 天蓝色, 蔚蓝, 湛蓝, 靛蓝, 藏蓝'),
  colour('Purple', 275, 'purple, purples, violet, lavender, lilac, purplish', '紫, 紫色, 薰衣草, 紫罗兰, 紫罗兰色, 淡紫色'),
  colour('Magenta', 320, 'magenta, magentas, pink, pinks, pinkish, fuchsia, rose, rosy', '洋红, 洋红色, 品红, 品红色, 粉, 粉色, 粉红, 粉红色, 玫红, 玫红色, 桃红'),
  coloured('Green', 110, 'foliage, grass, leaves, trees, vegetation, lawn, forest greens, the leaves, plants, greenery', '草地, 树叶, 叶子, 绿叶, 草坪, 草, 植物, 植被, 树木, 树林, 森林的颜色, 绿植, 草木'),
  coloured(['Aqua', 'Blue'], 200, 'sea, ocean, water, lake, river, pool, the sea', '海, 海水, 大海, 海面, 水, 水面, 湖水, 湖面, 泳池, 河水'),
  coloured('Blue', 220, 'sky blue, blue sky, blue of the sky, sky blues, blue skies, blues of the sky, blues in the sky, the blue in the sky', '天空的蓝, 天空的蓝色, 蓝天, 天空蓝, 天蓝色的天空'),
  coloured(['Orange', 'Red'], 25, 'autumn leaves, fall foliage, fall leaves', '秋叶, 红叶, 枫叶, 黄叶'),
];
