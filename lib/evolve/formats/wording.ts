import type { Evidence } from '@/lib/agent/types';
import type { Locale, Localised } from '@/lib/develop/types';
import type { Rating } from './sample';

/** What is said of a result before it is scored: what was measured, and nothing else. */

type Reading = { readonly label: Localised; readonly read: (evidence: Evidence) => number; /** A change that is worth a word. */ readonly least: number; readonly unit: string };
const READINGS: readonly Reading[] = [
  { label: { en: 'brightness', zh: '平均亮度' }, read: ({ luma }) => luma.mean, least: 2, unit: ' %' },
  { label: { en: 'tonal spread', zh: '明暗反差' }, read: ({ luma }) => luma.std, least: 1, unit: '' },
  { label: { en: 'colour strength', zh: '色彩浓度' }, read: ({ colour }) => colour.meanChroma, least: 0.6, unit: '' },
  { label: { en: 'warmth', zh: '冷暖偏向' }, read: ({ colour }) => colour.cast.b, least: 0.5, unit: '' },
  { label: { en: 'haze', zh: '雾感' }, read: ({ haze }) => haze, least: 2, unit: '' },
  { label: { en: 'clipped highlights', zh: '高光溢出' }, read: ({ clipping }) => 100 * clipping.highlights, least: 0.5, unit: ' %' },
];
const MOST = 3;

const moved = (before: Evidence, after: Evidence) => READINGS.map((reading) => ({ ...reading, from: reading.read(before), to: reading.read(after) }))
  .filter(({ from, to, least }) => Math.abs(to - from) >= least)
  .sort((a, b) => Math.abs(b.to - b.from) / b.least - Math.abs(a.to - a.from) / a.least).slice(0, MOST);

/** The thought before the final answer. */
export function evaluationThought(source: Evidence, result: Evidence, { aesthetics, instruction }: Pick<Rating, 'aesthetics' | 'instruction'>, locale: Locale): string {
  const changes = moved(source, result);
  if (locale === 'zh') {
    const seen = changes.length === 0 ? '与原图相比，测得的变化很小。' : `与原图相比：${changes.map(({ label, from, to, unit }) => `${label.zh}从 ${from.toFixed(1)}${unit} 变为 ${to.toFixed(1)}${unit}`).join('，')}。`;
    return `${seen}画面质量 ${aesthetics.toFixed(1)} 分，指令完成度 ${instruction.toFixed(1)} 分。`;
  }
  const seen = changes.length === 0 ? 'Against the original hardly anything measures differently.' : `Against the original: ${changes.map(({ label, from, to, unit }) => `${label.en} went from ${from.toFixed(1)}${unit} to ${to.toFixed(1)}${unit}`).join(', ')}.`;
  return `${seen} The picture looks like ${aesthetics.toFixed(1)} of 5, the instruction is followed to ${instruction.toFixed(1)} of 5.`;
}

/** The reflection on a poor result: which settings stand elsewhere than they should, as sliders show them. `changes` in words already. */
export function reflectionThought(changes: readonly string[], score: number, locale: Locale): string {
  const listed = changes.slice(0, 5);
  return locale === 'zh'
    ? `上次的结果只有 ${score.toFixed(2)} 分，离要求还差一截。需要改的是：${listed.join('；')}。`
    : `The last result scored ${score.toFixed(2)} and falls short of what was asked. What has to change: ${listed.join('; ')}.`;
}
