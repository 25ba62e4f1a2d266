import { describeChange } from '@/lib/develop/settings';
import type { DevelopSettings, Locale, SettingsPatch } from '@/lib/develop/types';
import type { Evidence } from '@/lib/agent/types';

const number = (value: number, digits = 0): string => value.toFixed(digits).replace('-', '−');

/** What the picture measures, in a sentence: thoughts may state only that. */
export function measured({ luma, colour }: Evidence, locale: Locale): string {
  const facts = [number(luma.mean), number(luma.std), number(colour.meanChroma, 1)];
  return locale === 'zh' ? `画面平均亮度 ${facts[0]} %，反差 ${facts[1]}，色彩浓度 ${facts[2]}。` : `The picture measures ${facts[0]} % brightness, a contrast of ${facts[1]} and a colour strength of ${facts[2]}. `;
}

export function changed(settings: DevelopSettings, patch: SettingsPatch, locale: Locale): string {
  const changes = Object.entries(patch).map(([name, to]) => describeChange(name, settings[name] ?? null, to ?? null, locale));
  return locale === 'zh' ? `按学到的做法：${changes.join('，')}。` : `From what I have learned: ${changes.join(', ')}.`;
}

export const planned = (titles: readonly string[], locale: Locale): string => (locale === 'zh' ? `打算：${titles.join('、')}。` : `The plan: ${titles.map((title) => title.toLowerCase()).join(', ')}.`);

export function ended(steps: number, score: number, locale: Locale): string {
  return locale === 'zh' ? `共 ${steps} 步，自评 ${number(score, 2)} 分。` : `${steps === 1 ? 'One step' : `${steps} steps`}; I give the result ${number(score, 2)} of 5.`;
}

export const retried = (score: number, locale: Locale): string => (locale === 'zh' ? `上一次只有 ${number(score, 2)} 分，再改一次。` : `The last attempt came to ${number(score, 2)} only; I go over it again. `);
