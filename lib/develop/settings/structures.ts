import type { JsonValue, SettingsIssue } from '../types';
import type { JsonRecord } from './json';
import { booleanIn, readNumber } from './read';

export type Report = (issue: SettingsIssue) => void;

/** What a field of a structured setting holds: a number in a range, or true or false. What a table does not name stays as it came. */
export type FieldTable = Readonly<Record<string, readonly [min: number, max: number] | 'flag'>>;

/** A record with its known fields as numbers within their ranges and as booleans; what was wrong is reported, what cannot be read left out. */
export function readFields(record: JsonRecord, table: FieldTable, path: string, report: Report): Record<string, JsonValue> {
  const out: Record<string, JsonValue> = {};
  for (const [name, given] of Object.entries(record)) {
    const field = Object.hasOwn(table, name) ? table[name] : undefined;
    if (field === undefined) out[name] = given;
    else if (field === 'flag') {
      const read = booleanIn(given);
      if (read === undefined) report({ name: `${path}.${name}`, kind: 'invalid', message: 'expected true or false; it is left out' });
      else out[name] = read;
    } else {
      const { value, issue } = readNumber({ min: field[0], max: field[1] }, given);
      if (issue) report({ name: `${path}.${name}`, ...issue });
      if (value !== undefined) out[name] = value;
    }
  }
  return out;
}

/** `x = 0.5, y = 0.4, spotType = heal`: how Lightroom writes small records as text. */
export const pairsIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split(',').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()] as const];
  }));
