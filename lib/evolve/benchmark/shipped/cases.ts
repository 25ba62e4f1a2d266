import type { DevelopSettings, Locale } from '@/lib/develop/types';
import type { Category } from '../../types';

/**
 * A small benchmark of sample photos that nothing is trained on (`environment/photos/subjects.ts` keeps their originals out of every training half), in words that no
 * training sentence has. Each case has a hidden target: what the expert has in mind when it hears the words, more than they say and in degrees of its own.
 */
export type ShippedPhoto = { readonly id: string; readonly sample: string; /** In shares of the sample. */ readonly crop: readonly [left: number, top: number, right: number, bottom: number]; /** What is wrong with it, developed into its pixels. */ readonly flaw: DevelopSettings };

export const PHOTOS: readonly ShippedPhoto[] = [
  { id: 'cup-dark', sample: 'coffee', crop: [0, 0, 0.85, 0.95], flaw: { Exposure2012: -0.9 } },
  { id: 'cup-cold', sample: 'coffee', crop: [0.12, 0.08, 1, 1], flaw: { IncrementalTemperature: -38 } },
  { id: 'launch-flat', sample: 'rocket', crop: [0, 0, 1, 1], flaw: { Contrast2012: -55, Blacks2012: 35 } },
  { id: 'launch-close', sample: 'rocket', crop: [0.18, 0, 0.82, 1], flaw: { Exposure2012: -0.6 } },
  { id: 'hill-plain', sample: 'hilltop-sunset', crop: [0, 0, 0.72, 1], flaw: {} },
  { id: 'hill-bright', sample: 'hilltop-sunset', crop: [0.3, 0.05, 1, 0.95], flaw: { Exposure2012: 0.9 } },
  { id: 'hill-dull', sample: 'hilltop-sunset', crop: [0.12, 0.1, 0.92, 1], flaw: { Saturation: -45 } },
  { id: 'hill-green', sample: 'hilltop-sunset', crop: [0.05, 0.2, 0.85, 1], flaw: { IncrementalTint: -32 } },
];

export type ShippedCase = { readonly id: string; readonly photo: string; readonly category: Category; readonly subcategory: string; readonly locale: Locale; readonly says: string; readonly means: string };

type Told = readonly [says: string, means: string];
const pair = (photo: string, category: Category, subcategory: string, english: Told, chinese: Told): readonly ShippedCase[] => {
  const one = (locale: Locale, [says, means]: Told): ShippedCase => ({ id: `${photo}-${subcategory}-${locale}`, photo, category, subcategory, locale, says, means });
  return [one('en', english), one('zh', chinese)];
};

export const CASES: readonly ShippedCase[] = [
  ...pair('cup-dark', 'food', 'drink', ['it is too dark, I can hardly see the cup; let more light in', 'a lot brighter, shadows up a bit, slightly warmer'], ['杯子太暗了,亮一点好吗', '明显调亮,阴影稍微提亮,稍微暖一点']),
  ...pair('cup-dark', 'still-life', 'object', ['more punch please, and brighter', 'noticeably more contrast, brighter, a touch of vibrance'], ['想要更亮、更有冲击力', '亮一些,对比度明显增加,自然饱和度稍微增加']),
  ...pair('cup-cold', 'food', 'dessert', ['this looks chilly, I would like it cosy and warm', 'much warmer, slightly brighter'], ['颜色太冷,想要温暖的感觉', '明显调暖,稍微提亮']),
  ...pair('cup-cold', 'still-life', 'product', ['cleaner and crisper, colours truer', 'warmer, more clarity, slightly more contrast'], ['更干净通透,颜色暖回来', '调暖,清晰度增加,对比度稍微增加']),
  ...pair('launch-flat', 'event', 'stage', ['it looks washed out, give it deeper blacks', 'much more contrast, deeper blacks'], ['灰蒙蒙的,黑的地方要再黑一点', '对比度大幅增加,黑色色阶压低']),
  ...pair('launch-flat', 'night', 'city-night', ['a dramatic night mood', 'darker, more contrast, cooler'], ['夜晚要更有戏剧感', '压暗,增加对比,偏冷一点']),
  ...pair('launch-close', 'night', 'low-light', ['open up the dark parts but keep the fire from burning out', 'shadows up, highlights down, slightly brighter'], ['暗的地方看不清,提亮暗部,火光别过曝', '阴影提亮,高光压低,稍微提亮']),
  ...pair('launch-close', 'event', 'sports', ['brighter and more vivid', 'brighter, vibrance up, slightly more contrast'], ['再亮一点,再鲜艳一点', '提亮,增加自然饱和度,对比度稍微增加']),
  ...pair('hill-plain', 'landscape', 'sunset', ['let the evening glow: warmer, richer', 'warmer, more saturated, shadows up slightly'], ['晚霞再暖一些,颜色再浓一些', '调暖,增加饱和度,阴影稍微提亮']),
  ...pair('hill-bright', 'travel', 'landmark', ['too bright, tone it down and get the sky back', 'darker, highlights down a lot, slightly more contrast'], ['太亮了,压下来一点,天空找回来', '压暗,高光大幅压低,对比度稍微增加']),
  ...pair('hill-dull', 'landscape', 'mountain', ['the colours are lifeless, wake them up', 'much more saturated, a bit more contrast'], ['颜色没有生气,鲜活一点', '大幅增加饱和度,对比度稍微增加']),
  ...pair('hill-green', 'travel', 'road', ['there is a green cast, take it out', 'more magenta tint, slightly warmer'], ['画面偏绿,校正一下', '画面偏绿,校正一下,稍微暖一点']),
];
