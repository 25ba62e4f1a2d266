import { LOCAL_SLIDERS, toolOf } from '../tools';
import type { JsonValue } from '../types';

const decimals = (step: number): number => Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));

/** As many digits as the number has, six at most, no trailing zeros. */
const plain = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '').replace(/^-0$/, '0');

/** Lightroom writes these with more decimals than their sliders move by. */
const DECIMALS: Readonly<Record<string, number>> = { PerspectiveX: 2, PerspectiveY: 2 };
/** Plus signs where the scale has a negative side, except for geometry; the sharpening radius has one all the same. */
const SIGNED = (name: string, min: number): boolean => name === 'SharpenRadius' || (min < 0 && name !== 'CropAngle');

const LOCALS: ReadonlySet<string> = new Set(LOCAL_SLIDERS);

/** A simple value as Lightroom's files spell it: `+0.50`, `-12`, `True`, `1`. `nested` is inside a correction, where booleans are lower case. */
export function spell(name: string, value: string | number | boolean, nested: boolean): string {
  if (typeof value === 'string') return value;
  const tool = nested ? undefined : toolOf(name);
  if (typeof value === 'boolean') return tool?.kind === 'boolean' && tool.written === 'digit' ? (value ? '1' : '0') : nested ? String(value) : value ? 'True' : 'False';
  if (tool?.kind !== 'number' || tool.unit === 'fraction' || LOCALS.has(name)) return plain(value);
  const least = DECIMALS[name] ?? decimals(tool.step);
  const exact = plain(value);
  const text = name === 'CropAngle' || (exact.split('.')[1]?.length ?? 0) > least ? exact : value.toFixed(least);
  return SIGNED(name, tool.min) && value > 0 ? `+${text}` : text.replace(/^-(0\.?0*)$/, '$1');
}

/** Lists of numbers that files spell as one text. */
const JOINED: ReadonlySet<string> = new Set(['LumRange', 'DepthRange', 'LuminanceDepthSampleInfo']);

/** A list as one attribute's text where files have it so, otherwise `undefined`. */
export const joined = (name: string, value: JsonValue): string | undefined =>
  JOINED.has(name) && Array.isArray(value) && value.every((item) => typeof item === 'number') ? value.map((item: number) => item.toFixed(6)).join(' ') : undefined;

/** Lists whose numbers Camera Raw writes with six decimals. */
const EXACT: ReadonlySet<string> = new Set(['PointColors', 'LocalPointColors', 'ColorVariance', 'LocalColorVariance']);

/** One item of a list: a point of a curve `0, 0`, the numbers of a sample with spaces between, or the text itself. */
export const spellItem = (list: string, value: JsonValue): string => {
  if (EXACT.has(list)) return (Array.isArray(value) ? value : [value]).map((item) => (typeof item === 'number' ? item.toFixed(6) : String(item))).join(', ');
  if (Array.isArray(value)) return list === 'PointModels' ? value.map((item) => (typeof item === 'number' ? plain(item) : String(item))).join(' ') : value.map((item) => (typeof item === 'number' ? plain(item) : String(item))).join(', ');
  return typeof value === 'number' ? plain(value) : String(value);
};
