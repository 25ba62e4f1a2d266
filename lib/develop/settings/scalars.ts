import type { JsonValue, SettingsIssue } from '../types';

/** A value read for one tool: `undefined` is unusable. `kind` says what was wrong with it. */
export type Reading = { readonly value: JsonValue | undefined; readonly issue?: Pick<SettingsIssue, 'kind' | 'message'> };

/** Numbers as JSON has them or as files spell them: `12`, `"+0.50"`, `"-12"`. */
export function numberIn(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return undefined;
  const read = Number(value);
  return Number.isFinite(read) ? read : undefined;
}

export function booleanIn(value: JsonValue | undefined): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return undefined;
  if (/^\s*(true|1)\s*$/i.test(value)) return true;
  return /^\s*(false|0)\s*$/i.test(value) ? false : undefined;
}
