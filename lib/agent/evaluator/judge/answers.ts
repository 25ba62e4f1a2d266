import { readLooseJson } from '@/lib/develop/codecs';
import type { JsonValue } from '@/lib/develop/types';

/** Reading of what judges write: JSON where they can, and what they write instead of it. Everything is bounded. */

export type Marks = { readonly aesthetics: number; readonly instruction: number; readonly preservation: number; readonly reasons: readonly string[] };
export type Preference = { readonly winner: 'a' | 'b' | 'tie'; readonly reasons: readonly string[] };

const LONGEST_ANSWER = 20_000;
const MOST_OBJECTS = 24;
const MOST_REASONS = 6;
const LONGEST_REASON = 400;

type Fields = Readonly<Record<string, JsonValue>>;

/** The last object in an answer whose keys hold what is looked for: models think aloud before they answer. */
function fieldsOf(text: string, wanted: readonly string[]): Fields | undefined {
  const answer = text.replace(/<think>[\s\S]*?(<\/think>|$)/gi, '').slice(-LONGEST_ANSWER);
  let from = answer.lastIndexOf('{');
  for (let tries = 0; from >= 0 && tries < MOST_OBJECTS; tries++, from = from === 0 ? -1 : answer.lastIndexOf('{', from - 1)) {
    const fields = objectAt(answer.slice(from));
    if (fields && wanted.every((name) => name in fields)) return fields;
  }
  return undefined;
}

function objectAt(text: string): Fields | undefined {
  let value: JsonValue;
  try {
    ({ value } = readLooseJson(text));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const flat = Object.entries(value).flatMap(([key, held]): readonly (readonly [string, JsonValue])[] => {
    const nested = typeof held === 'object' && held !== null && !Array.isArray(held) ? held : undefined;
    // {"aesthetics": {"score": 4, "reason": "…"}}
    const inner = nested && Object.entries(nested).find(([name]) => /score|value|rating/i.test(name))?.[1];
    return [[key.toLowerCase().replace(/[^a-z]/g, ''), inner ?? held]];
  });
  return Object.fromEntries(flat);
}

/** "4.5", "4.5/5", 4.5 → 4.5; undefined outside the scale. */
function markOf(value: JsonValue | undefined, least: number, most: number): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(/-?\d+(\.\d+)?/.exec(value)?.[0] ?? Number.NaN) : Number.NaN;
  return Number.isFinite(number) && number >= least && number <= most ? number : undefined;
}

function reasonsOf(...values: readonly (JsonValue | undefined)[]): readonly string[] {
  return values.flatMap((value) => (Array.isArray(value) ? value : [value]))
    .flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.replace(/\s+/g, ' ').trim().slice(0, LONGEST_REASON)] : []))
    .slice(0, MOST_REASONS);
}

export function readMarks(text: string): Marks | undefined {
  const fields = fieldsOf(text, ['aesthetics', 'instruction']);
  if (!fields) return undefined;
  const [aesthetics, instruction] = [markOf(fields['aesthetics'], 1, 5), markOf(fields['instruction'], 1, 5)];
  const preservation = markOf(fields['preservation'] ?? fields['contentpreservation'], 1, 5);
  if (aesthetics === undefined || instruction === undefined || preservation === undefined) return undefined;
  return { aesthetics, instruction, preservation, reasons: reasonsOf(fields['reasons'] ?? fields['reason'] ?? fields['reasoning']) };
}

export function readPreference(text: string): Preference | undefined {
  const fields = fieldsOf(text, ['winner']);
  const said = fields?.['winner'];
  if (!fields || typeof said !== 'string') return undefined;
  const winner = /^\s*(result |image |版本|结果)?\s*(a|b|tie|draw|equal|平|平局)\s*$/iu.exec(said.replace(/["'.。]/g, ''))?.[2]?.toLowerCase();
  if (winner === undefined) return undefined;
  return { winner: winner === 'a' || winner === 'b' ? winner : 'tie', reasons: reasonsOf(fields['reasons'] ?? fields['reason'] ?? fields['reasoning']) };
}

/** Two marks of VIEScore, 0–10. */
export function readPair(text: string): readonly [number, number] | undefined {
  const list = fieldsOf(text, ['score'])?.['score'];
  if (!Array.isArray(list) || list.length < 2) return undefined;
  const [first, second] = [markOf(list[0] as JsonValue, 0, 10), markOf(list[1] as JsonValue, 0, 10)];
  return first === undefined || second === undefined ? undefined : [first, second];
}
