import type { BooleanTool, CurveTool, EnumTool, NumberTool } from '../tools';
import type { CurvePoint, JsonValue } from '../types';
import { isList, isRecord } from './json';
import { booleanIn, numberIn, type Reading } from './scalars';

const show = (value: JsonValue): string => { const text = JSON.stringify(value); return text.length > 40 ? `${text.slice(0, 39)}…` : text; };
export const invalid = (expected: string, value: JsonValue): Reading => ({ value: undefined, issue: { kind: 'invalid', message: `expected ${expected} but received ${show(value)}; its default is used` } });

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
  // An object from a file may carry a `toString` of its own that is no function.
  const wanted = isRecord(value) || isList(value) ? undefined : String(value).trim().toLowerCase();
  const option = tool.options.find(({ value: known }) => String(known).toLowerCase() === wanted);
  if (option) return { value: option.value };
  if (tool.open && typeof value === 'string' && wanted !== '') {
    const same = tool.likes?.(value);
    return { value, ...(same === undefined && { issue: { kind: 'unrendered', message: `${tool.label.en} ${show(value)} is kept, but this version has no rendering of that name` } as const }) };
  }
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

/** A tool whose value is one value, or a curve. */
export type PlainTool = NumberTool | BooleanTool | EnumTool | CurveTool;

/** Reads one value for a tool: the right type and inside its range, or why not. */
export function readPlain(tool: PlainTool, value: JsonValue): Reading {
  switch (tool.kind) {
    case 'number': return readNumber(tool, value);
    case 'boolean': return readBoolean(tool, value);
    case 'enum': return readChoice(tool, value);
    case 'curve': return readCurve(tool, value);
    default: return tool satisfies never;
  }
}
