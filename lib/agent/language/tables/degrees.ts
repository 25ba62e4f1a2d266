import type { Row } from '../atoms';

type Side = 'before' | 'after' | 'either';
const degree = (value: number, side: Side, en: string, zh: string, complaint = false): Row =>
  ({ atom: { tag: 'degree', value, side, ...(complaint ? { complaint } : {}) }, en, zh });

/** How much, 0..1. A plain request is 0.5. English hedges stand before or after; Chinese ones mostly on one side. */
export const DEGREES: readonly Row[] = [
  degree(0.1, 'either', 'barely, a hair, very slightly, ever so slightly, a tiny bit, just a hint, a hint, hint, a hint of, barely noticeable, a smidge, a smidgen, smidge, tiny bit, minimally, the tiniest bit', ''),
  degree(0.1, 'after', '', '一丢丢, 一点点, 一丝, 一丝丝, 丢丢, 点点'),
  degree(0.1, 'before', '', '极轻微, 非常轻微'),
  degree(0.2, 'either', 'a touch, touch, subtle, slightly, slight, a touch of, subtly, gently, lightly, a little bit, little bit, mildly, mild, just a bit, just a touch, just slightly, just a little, a tad, tad, a dash, a dash of, softly', ''),
  degree(0.25, 'either', 'a bit, bit, a little, a bit of, little, a wee bit, a shade, a notch, small, some small, fine, modest', ''),
  degree(0.25, 'after', '', '一点, 一点儿, 点, 点儿, 些, 一些, 一下下, 少许, 一丢, 一咪咪, 一点吧'),
  degree(0.2, 'before', '', '稍微, 稍, 略微, 略, 轻微, 微微, 些微, 轻轻, 稍稍, 一点点地, 微, 淡淡, 浅浅, 淡淡的, 浅浅的, 轻轻的, 微微的'),
  degree(0.3, 'before', '', '有点, 有些, 有点儿, 有一点, 有一些, 有点太, 稍微有点', true),
  degree(0.35, 'either', 'somewhat, a fair bit less than, kind of, kinda, sort of, moderately, a little more than', ''),
  degree(0.4, 'before', '', '适当, 适度, 适当地, 酌情, 适中'),
  degree(0.4, 'either', 'a fair bit, fairly, reasonably, relatively', ''),
  degree(0.55, 'before', '', '比较, 较, 较为, 相对'),
  degree(0.6, 'either', 'quite, quite a bit, rather, pretty, noticeably, visibly, clearly, decent', ''),
  degree(0.7, 'either', 'considerably, significantly, substantially, really, strong, strongly, well', ''),
  degree(0.7, 'before', '', '明显, 显著, 好好, 明显地, 可以明显'),
  degree(0.85, 'either', 'much, a lot, lots, lots of, a lot of, very, greatly, heavily, heavy, big time, way, far, a great deal, loads, tons, a ton, highly, hugely, so much, very much, a whole lot, plenty, majorly', ''),
  degree(0.85, 'either', '', '大幅, 大幅度, 很, 非常, 很多, 许多, 大大, 多多, 特别, 十分, 得多, 大量, 好多, 不少, 相当, 重重, 强烈, 大力, 使劲, 猛'),
  degree(0.95, 'either', 'dramatically, drastically, massively, intensely, radically, aggressively, super, hard', '狠狠, 狠狠地, 狠, 疯狂, 拼命, 剧烈, 巨, 超, 超级'),
  degree(1, 'either', 'as possible, extremely, completely, totally, fully, as much as possible, to the max, maximum, max, all the way, insanely, ultra, entirely, utterly', '极其, 极度, 极, 完全, 彻底, 最大, 最大限度, 拉满, 到底, 到顶, 尽可能'),
  degree(0.5, 'either', 'medium, moderate, normal amount, average', '中等, 一般程度'),
];
