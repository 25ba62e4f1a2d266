import { between } from '../pipeline/primaries';
import type { JsonValue } from '../types';
import { isList } from './json';
import { numberIn, type Reading } from './scalars';

type Span = readonly [outerLow: number, innerLow: number, innerHigh: number, outerHigh: number];

/** One sample of Point Color in the units of Camera Raw's files. */
export type PointColour = {
  /** Of linear ProPhoto RGB: HSV hue in sixths of a turn (0…6), saturation and value (0…1). */
  readonly source: readonly [hue: number, saturation: number, value: number];
  /** −1…1: the sliders' −100…100. */
  readonly shift: readonly [hue: number, saturation: number, luminance: number];
  /** 0…1: how much of the ranges below counts; 0.5 is as they stand. */
  readonly range: number;
  /** Shares of the window of hues around the sample, which lies at 0.5. */
  readonly hues: Span;
  /** HSV saturation. */
  readonly saturations: Span;
  /** HSV value on the sRGB curve. */
  readonly values: Span;
  /** −1 colours in the range become like the sample … 1 they differ twice as much. */
  readonly variance: number;
};

export const MOST_POINT_COLOURS = 8;

/** What Camera Raw writes for "no sample". */
const NONE = -1;
const FIELDS = 19;

const clamp = (x: number): number => Math.min(1, Math.max(0, x));
const round = (x: number): number => Math.round(x * 1e6) / 1e6;
const decode = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const encode = (x: number): number => (x > 0.0031308 ? 1.055 * x ** (1 / 2.4) - 0.055 : x * 12.92);

/** Camera Raw's ranges around a new sample. */
const around = (x: number): Span => [clamp(x - 0.73), clamp(x - 0.18), clamp(x + 0.18), clamp(x + 0.73)].map(round) as unknown as Span;

/** A sample of a displayed sRGB colour (encoded, 0…1) with Camera Raw's usual ranges and nothing moved yet. */
export function samplePoint(rgb: readonly [number, number, number], moved: Partial<Pick<PointColour, 'shift' | 'range' | 'variance'>> = {}): PointColour {
  const m = between('srgb', 'prophoto');
  const [x, y, z] = rgb.map((v) => decode(clamp(v))) as [number, number, number];
  const [r, g, b] = [0, 3, 6].map((row) => clamp(m[row as 0] * x + m[(row + 1) as 1] * y + m[(row + 2) as 2] * z)) as [number, number, number];
  const high = Math.max(r, g, b), spread = high - Math.min(r, g, b);
  const hue = spread < 1e-6 ? 0 : high === r ? ((g - b) / spread + 6) % 6 : high === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  const saturation = high < 1e-6 ? 0 : spread / high;
  return {
    source: [round(hue) % 6, round(saturation), round(high)], shift: [0, 0, 0], range: 0.5, hues: [0, 0.333333, 0.666667, 1], saturations: around(saturation), values: around(encode(high)), variance: 0, ...moved,
  };
}

/** The sample as a displayed sRGB colour, encoded, 0…1. */
export function displayOf({ source: [hue, saturation, value] }: PointColour): readonly [number, number, number] {
  const channel = (n: number) => { const k = (n + hue) % 6; return value - value * saturation * Math.max(0, Math.min(k, 4 - k, 1)); };
  const [r, g, b] = [channel(5), channel(3), channel(1)];
  const m = between('prophoto', 'srgb');
  return [0, 3, 6].map((row) => clamp(encode(m[row as 0] * r + m[(row + 1) as 1] * g + m[(row + 2) as 2] * b))) as unknown as readonly [number, number, number];
}

const numbersIn = (value: JsonValue): readonly number[] | undefined => {
  const items = typeof value === 'string' ? value.split(/[,\s]+/).filter(Boolean) : isList(value) ? value : [];
  const numbers = items.map((item) => numberIn(item));
  return numbers.length > 0 && numbers.every((item): item is number => item !== undefined) ? numbers : undefined;
};

/** One item of the list as 19 numbers in range, or why not. */
function itemOf(value: JsonValue): readonly number[] | string {
  const numbers = numbersIn(value);
  if (numbers?.length !== FIELDS) return `expected ${FIELDS} numbers for a sample but received ${numbers?.length ?? 'something else'}`;
  const [hue = 0, ...rest] = numbers;
  const spans = [7, 11, 15].map((at) => numbers.slice(at, at + 4));
  const inRange = hue >= 0 && hue <= 6 && rest.every((x, i) => x >= (i >= 2 && i <= 4 ? -1 : 0) && x <= 1);
  if (!inRange) return 'a sample is out of range';
  if (spans.some((span) => span.some((x, i) => i > 0 && x < (span[i - 1] ?? 0)))) return 'a sample has a range whose ends are out of order';
  return numbers;
}

/** `PointColors` as lists of 19 numbers: sample, shifts, range, spans. Camera Raw's "no sample" is no value; samples that cannot be used are left out. */
export function readPointColours(value: JsonValue): Reading {
  if (!isList(value)) return { value: undefined, issue: { kind: 'invalid', message: 'expected a list of samples; it is left out' } };
  const given = value.filter((item) => !numbersIn(item)?.every((x) => x === NONE));
  const read = given.map(itemOf);
  const good = read.filter((item): item is readonly number[] => typeof item !== 'string');
  const bad = read.find((item): item is string => typeof item === 'string');
  const kept = good.slice(0, MOST_POINT_COLOURS);
  const message = bad ?? (good.length > kept.length ? `only ${MOST_POINT_COLOURS} samples can be used` : undefined);
  return { value: kept.length > 0 ? kept : undefined, ...(message !== undefined && { issue: { kind: 'invalid', message: `${message}; it is left out` } as const }) };
}

/** `ColorVariance`: one number for each sample, −1…1. */
export function readVariances(value: JsonValue): Reading {
  const numbers = numbersIn(isList(value) ? value : [value]);
  if (!numbers) return { value: undefined, issue: { kind: 'invalid', message: 'expected one number for each sample; it is left out' } };
  // Camera Raw's "no sample" is −50.
  const read = numbers.filter((x) => x !== -50).slice(0, MOST_POINT_COLOURS);
  const held = read.map((x) => Math.min(1, Math.max(-1, x)));
  const out = held.some((x, i) => x !== read[i]);
  return { value: held.some((x) => x !== 0) ? held : undefined, ...(out && { issue: { kind: 'clamped', message: 'a variance is outside −1 to 1; it was brought in' } as const }) };
}

/** The typed view of normalised `PointColors` and `ColorVariance`. */
export function pointColours(points: JsonValue | undefined, variances: JsonValue | undefined): readonly PointColour[] {
  const read = points === undefined ? undefined : readPointColours(points).value;
  const list = isList(read) ? (read as readonly (readonly number[])[]) : [];
  const varied = variances === undefined ? undefined : readVariances(variances).value;
  return list.map((n, i): PointColour => {
    const take = (at: number) => [n[at] ?? 0, n[at + 1] ?? 0, n[at + 2] ?? 0] as const;
    const span = (at: number): Span => [n[at] ?? 0, n[at + 1] ?? 0, n[at + 2] ?? 1, n[at + 3] ?? 1];
    const variance = isList(varied) ? varied[i] : 0;
    return { source: take(0), shift: take(3), range: n[6] ?? 0.5, hues: span(7), saturations: span(11), values: span(15), variance: typeof variance === 'number' ? variance : 0 };
  });
}

/** Samples as a document has them, for a patch: `applyPatch(settings, pointColoursPatch([…]))`. */
export const pointColoursPatch = (points: readonly PointColour[]): { readonly PointColors: JsonValue; readonly ColorVariance: JsonValue } => ({
  PointColors: points.length === 0 ? null : points.map(({ source, shift, range, hues, saturations, values }) => [...source, ...shift, range, ...hues, ...saturations, ...values]),
  ColorVariance: points.every(({ variance }) => variance === 0) ? null : points.map(({ variance }) => variance),
});
