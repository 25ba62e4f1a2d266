import type { JsonValue } from '../types';

export type JsonRecord = Readonly<Record<string, JsonValue>>;

export const isRecord = (value: unknown): value is JsonRecord => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: unknown): value is readonly JsonValue[] => Array.isArray(value);

/** The same value always gives the same text: keys sorted by code unit, no spaces, `-0` as `0`. */
export function canonicalJson(value: JsonValue): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isRecord(value)) return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
  return JSON.stringify(value);
}

export const sameJson = (a: JsonValue, b: JsonValue): boolean => a === b || canonicalJson(a) === canonicalJson(b);
