import type { BooleanTool, CurveTool, EnumTool, NumberTool, Tool } from '../tools';
import type { CurvePoint, JsonValue, SettingsIssue } from '../types';
import { isList, isRecord } from './json';

/** A value read for one tool: `undefined` is unusable. `kind` says what was wrong with it. */
export type Reading = { readonly value: JsonValue | undefined; readonly issue?: Pick<SettingsIssue, 'kind' | 'message'> };

const show = (value: JsonValue): string => { const text = JSON.stringify(value); return text.length > 40 ? `${text.slice(0, 39)}…` : text; };
const invalid = (expected: string, value: JsonValue): Reading => ({ value: undefined, issue: { kind: 'invalid', message: `expected ${expected} but received ${show(value)}; its default is used` } });

/** Numbers as JSON has them or as files spell them: `12`, `"+0.50"`, `"-12"`. */
export function numberIn(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value)) return undefined;
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

const clean = (value: number): number => (Object.is(value, -0) ? 0 : value);

export function readNumber({ min, max }: Pick<NumberTool, 'min' | 'max'>, value: JsonValue): Reading {
  const read = numberIn(value);
  if (read === undefined) return invalid('a number', value);
  const inside = Math.min(max, Math.max(min, read));
  if (inside === read) return { value: clean(read) };
  return { value: inside, issue: { kind: 'clamped', message: `${read} is outside ${min} to ${max}; ${inside} is used` } };
}

const readBoolean = (_: BooleanTool, value: JsonValue): Reading => {
  const read = booleanIn(value);
  return read === undefined ? invalid('true or false', value) : { value: read };
};

function readChoice(tool: EnumTool, value: JsonValue): Reading {
  const wanted = String(value).trim().toLowerCase();
  const option = tool.options.find(({ value: known }) => String(known).toLowerCase() === wanted);
  if (option && !isRecord(value) && !isList(value)) return { value: option.value };
  return invalid(`one of ${tool.options.map(({ value: known }) => known).join(', ')}`, value);
}

const pointIn = (value: JsonValue): CurvePoint | undefined => {
  const pair = typeof value === 'string' ? value.split(/[,\s]+/).filter(Boolean) : isRecord(value) ? [value['x'] ?? null, value['y'] ?? null] : isList(value) ? value : [];
  const [x, y] = pair.map(numberIn);
  return pair.length === 2 && x !== undefined && y !== undefined ? [x, y] : undefined;
};

/**
 * Points as `[[0, 0], [255, 255]]`, as files spell them (`["0, 0", "255, 255"]`), as one flat list of numbers, or as `{ x, y }`.
 * Points outside 0…255 are clamped; they must come in order of x, and a repeated x keeps the last.
 */
function readCurve(_: CurveTool, value: JsonValue): Reading {
  if (!isList(value)) return invalid('a list of curve points', value);
  const flat = value.length >= 4 && value.length % 2 === 0 && value.every((item) => typeof item === 'number');
  const points = flat ? Array.from({ length: value.length / 2 }, (__, i) => pointIn([value[2 * i] ?? null, value[2 * i + 1] ?? null])) : value.map(pointIn);
  if (points.some((point) => !point)) return invalid('curve points of two numbers', value);
  const given = points.filter((point): point is CurvePoint => point !== undefined);
  const inside = given.map(([x, y]): CurvePoint => [Math.min(255, Math.max(0, x)), Math.min(255, Math.max(0, y))]);
  const curve = inside.filter(([x], i) => { const next = inside[i + 1]; return !next || next[0] !== x; });
  if (curve.length < 2 || curve.some(([x], i) => { const before = curve[i - 1]; return before !== undefined && before[0] >= x; })) return invalid('at least two curve points in order', value);
  const mended = curve.length !== given.length || curve.some(([x, y], i) => given[i]?.[0] !== x || given[i]?.[1] !== y);
  return { value: curve, ...(mended && { issue: { kind: 'clamped', message: 'some points were outside 0 to 255 or repeated an x; they were brought in' } as const }) };
}

/** Reads one value for a tool: the right type and inside its range, or why not. */
export function readValue(tool: Tool, value: JsonValue): Reading {
  switch (tool.kind) {
    case 'number': return readNumber(tool, value);
    case 'boolean': return readBoolean(tool, value);
    case 'enum': return readChoice(tool, value);
    case 'curve': return readCurve(tool, value);
    case 'list': return { value };
    case 'mask': return invalid('a develop setting, not a kind of mask', value);
    default: return tool satisfies never;
  }
}
