import { CORRECTIONS } from '@/lib/develop/settings';
import type { JsonValue, Locale } from '@/lib/develop/types';
import type { PlanItem } from '../../types';
import type { Fields } from './call';
import { PARTS } from './protocol';

const LONGEST_TITLE = 80;
const short = (text: string): string => (text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1).trimEnd()}…` : text);

/** Where a thought names its steps: `Step 1: …`, `1. **…**`, `第一步：…`, `步骤 2：…`. */
const STEP = /(?:^|[\n。.;；])\s*(?:[*#\-\s]*)(?:step\s*([1-9])|步骤\s*([1-9一二三四])|第\s*([1-9一二三四])\s*步)\s*[*]*\s*(?:\(([^)\n]{3,80})\)|（([^）\n]{2,80})）)?\s*[*]*\s*[:：,，—–-]?\s*[*]*\s*((?:[^\n。；;.]|\.(?!\s|$)){0,200})/gi;

const HAN: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4 };

/** The plan in a first thought: its own names for the steps, else the two parts of the published workflow. */
export function planIn(think: string, locale: Locale): readonly PlanItem[] {
  const named = new Map<number, string>();
  for (const [, latin, word, han, bracket, wide, rest] of think.matchAll(STEP)) {
    const digit = latin ?? word ?? han ?? '';
    const title = (bracket ?? wide ?? rest ?? '').replace(/[*#`]/g, '').split(/[:：]/)[0]?.trim().replace(/[.,，、]$/, '') ?? '';
    const number = HAN[digit] ?? Number(digit);
    if (title.length > 1 && !named.has(number)) named.set(number, short(title));
  }
  const titles = PARTS[locale].map((part, at) => named.get(at + 1) ?? part);
  const further = [...named].filter(([number]) => number > titles.length).sort(([a], [b]) => a - b).map(([, title]) => title);
  return [...titles, ...further].map((title, at) => ({ id: String(at + 1), title }));
}

const nameOf = (correction: JsonValue): string => {
  const name = typeof correction === 'object' && correction !== null && !Array.isArray(correction) ? (correction as Fields)['CorrectionName'] : undefined;
  return typeof name === 'string' ? name.trim() : '';
};

/** What a step is called in the history: its corrections where it is about them, else its part of the plan. */
export function titleOf(fields: Fields, part: string): string {
  const corrections = fields[CORRECTIONS];
  const names = Array.isArray(corrections) ? (corrections as readonly JsonValue[]).map(nameOf).filter((name) => name !== '') : [];
  const isLocal = Object.keys(fields).every((name) => name === CORRECTIONS);
  return short(isLocal && names.length > 0 ? [...new Set(names)].join(', ') : part);
}
