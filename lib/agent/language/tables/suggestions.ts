import type { Evidence, RegionName } from '@/lib/agent/types';

/**
 * An instruction worth offering. `need` tells from the measurements how much this photo calls for it: 0 not at all, 1 plainly. Suggestions of
 * the same `topic` exclude each other.
 */
export type Suggestion = {
  readonly id: string;
  readonly topic: 'light' | 'highlights' | 'cast' | 'air' | 'colour' | 'local' | 'detail' | 'style';
  readonly need: (evidence: Evidence) => number;
  readonly en: readonly string[];
  readonly zh: readonly string[];
};

/** 0 at `from`, 1 at `to`, straight between; works downward too. */
const ramp = (value: number, from: number, to: number): number => Math.min(1, Math.max(0, (value - from) / (to - from)));
const share = (evidence: Evidence, region: RegionName): number => evidence.regions[region]?.share ?? 0;
const isMonochrome = (evidence: Evidence): boolean => evidence.colour.meanChroma < 1.2;
const inColour = (evidence: Evidence, need: number): number => (isMonochrome(evidence) ? 0 : need);
/** Blue in the upper part, bright enough to be sky. */
const skyness = (evidence: Evidence): number => {
  const top = evidence.regions.top;
  const blue = evidence.regions.Blue ?? evidence.regions.Aqua;
  return top !== undefined && blue !== undefined && blue.luma.mean > 35 ? ramp(blue.share, 0.05, 0.25) : 0;
};

export const SUGGESTIONS: readonly Suggestion[] = [
  { id: 'lift', topic: 'light', need: (e) => ramp(e.luma.median, 40, 22), en: ['Brighten it and open up the shadows', 'It is too dark, lift the shadows', 'Much brighter, but keep the highlights'], zh: ['整体提亮，暗部打开一些', '太暗了，阴影提亮一点', '明显提亮，但不要过曝'] },
  { id: 'hold', topic: 'light', need: (e) => ramp(e.luma.median, 62, 80), en: ['Slightly darker, with richer contrast', 'Bring the brightness down a little and add contrast'], zh: ['稍微压暗，对比度加一点', '亮度降一点，层次更丰富'] },
  { id: 'recover', topic: 'highlights', need: (e) => ramp(e.clipping.highlights, 0.005, 0.05), en: ['Recover the highlights', 'Pull the highlights down and keep the rest bright'], zh: ['压低高光，找回高光细节', '高光收一点'] },
  { id: 'contrast', topic: 'air', need: (e) => ramp(e.luma.p95 - e.luma.p5, 62, 38), en: ['It looks flat, give it more contrast', 'More depth and a little clarity'], zh: ['有点平，加点对比和层次', '增加立体感，清晰度高一点'] },
  { id: 'dehaze', topic: 'air', need: (e) => ramp(e.haze, 28, 50) * ramp(e.luma.p5, 8, 22), en: ['Cut through the haze and make it clear', 'Remove the haze and deepen the colours a little'], zh: ['去灰，整体更通透', '去雾，画面干净通透一些'] },
  { id: 'soften', topic: 'air', need: (e) => ramp(e.luma.p95 - e.luma.p5, 82, 95) * 0.8, en: ['Soften the contrast and lift the shadows', 'Gentler contrast, open the shadows a bit'], zh: ['对比柔和一点，阴影提亮', '降低反差，暗部亮一点'] },
  { id: 'cool', topic: 'cast', need: (e) => inColour(e, ramp(e.colour.cast.b, 4, 9)), en: ['A bit too yellow, cool it down slightly', 'Neutralise the warm cast'], zh: ['有点偏黄，稍微冷一点', '校正偏色，冷一点'] },
  { id: 'warm', topic: 'cast', need: (e) => inColour(e, ramp(e.colour.cast.b, -2, -6)), en: ['Warm it up a touch', 'Too cold: make it warmer'], zh: ['太冷了，稍微暖一点', '色温暖一些'] },
  { id: 'less-magenta', topic: 'cast', need: (e) => inColour(e, ramp(e.colour.cast.a, 3, 7)), en: ['Too pink, neutralise the colour cast'], zh: ['偏粉，校正一下白平衡'] },
  { id: 'less-green', topic: 'cast', need: (e) => inColour(e, ramp(e.colour.cast.a, -3, -7)), en: ['Too green, neutralise the colour cast'], zh: ['偏绿，校正一下白平衡'] },
  { id: 'sky', topic: 'local', need: (e) => inColour(e, skyness(e)), en: ['Make the sky blue deeper and a little darker', 'Darken the sky a bit and enrich the blues'], zh: ['天空压暗一点，蓝色更浓', '蓝天更深，云更有层次'] },
  { id: 'skin', topic: 'local', need: (e) => inColour(e, ramp(share(e, 'skin'), 0.004, 0.03)), en: ['Brighten the face a little, keep the skin natural', 'Softer skin and a slightly darker background'], zh: ['人物提亮，保持肤色自然', '皮肤柔和一点，背景压暗'] },
  { id: 'greens', topic: 'local', need: (e) => inColour(e, ramp(share(e, 'Green') + share(e, 'Yellow') * 0.4, 0.15, 0.45) * 0.8), en: ['Mute the greens and shift them toward teal', 'Deeper, calmer greens'], zh: ['绿色降低饱和，偏青一点', '绿色更沉稳，暗一点'] },
  { id: 'pop', topic: 'colour', need: (e) => inColour(e, ramp(e.colour.meanChroma, 7, 3.5)), en: ['Richer colours, still natural', 'More vibrance without touching the skin'], zh: ['颜色鲜艳一点，保持自然', '提高自然饱和度，保持肤色自然'] },
  { id: 'calm', topic: 'colour', need: (e) => ramp(e.colour.meanChroma, 13, 20), en: ['Calm the colours down a little', 'Slightly muted colours, matte blacks'], zh: ['颜色淡雅一点', '降低饱和度，哑光质感'] },
  { id: 'denoise', topic: 'detail', need: (e) => ramp(e.noise, 3, 7), en: ['Reduce the noise', 'Clean up the noise, keep the detail'], zh: ['降噪，保留细节', '减少噪点'] },
  { id: 'crisp', topic: 'detail', need: (e) => ramp(e.sharpness, 2.5, 1) * 0.6, en: ['Make it crisper', 'Sharpen it a little'], zh: ['更锐利一点', '清晰度提高一点'] },
  // Styles that suit what is there; they fill the list when little is wrong.
  { id: 'golden', topic: 'style', need: (e) => inColour(e, 0.3 + 0.3 * ramp(e.colour.cast.b, 1, 6)), en: ['Golden hour glow', 'A warm, cinematic evening'], zh: ['黄金时刻的暖光', '日落氛围，温暖一些'] },
  { id: 'landscape', topic: 'style', need: (e) => inColour(e, 0.25 + 0.4 * Math.max(skyness(e), ramp(share(e, 'Green'), 0.15, 0.5))), en: ['Vivid landscape, clear and deep', 'Bright and airy, like summer'], zh: ['风光大片，通透鲜艳', '夏日感，明亮通透'] },
  { id: 'portrait', topic: 'style', need: (e) => inColour(e, 0.25 + 0.45 * ramp(share(e, 'skin'), 0.004, 0.04)), en: ['A soft portrait with warm tones', 'Portra-like, gentle and warm'], zh: ['日系人像，明亮柔和', '奶油感，柔和一点'] },
  { id: 'night', topic: 'style', need: (e) => 0.15 + 0.55 * ramp(e.luma.median, 30, 12), en: ['Cinematic night, teal shadows', 'A cyberpunk city'], zh: ['电影感夜景，阴影偏青', '赛博朋克风'] },
  { id: 'monochrome', topic: 'style', need: (e) => (isMonochrome(e) ? 0.7 : 0.2 + 0.25 * ramp(e.colour.meanChroma, 6, 2.5)), en: ['Black and white with strong contrast', 'Film noir, a touch of grain'], zh: ['高反差黑白，加一点颗粒', '黑白，层次丰富'] },
  { id: 'cinematic', topic: 'style', need: () => 0.35, en: ['Cinematic, with a subtle vignette', 'Film look with fine grain', 'Moody, but keep the detail in the shadows'], zh: ['电影感，暗角轻一点', '胶片感，颗粒少一点', '情绪感，保留暗部细节'] },
  { id: 'auto', topic: 'light', need: () => 0.3, en: ['Make it look its best', 'Edit it like a pro'], zh: ['一键优化', '像专业修图师一样精修'] },
];
