/**
 * Adobe's .cube colour tables (Cube LUT Specification 1.0, 2013; and DaVinci Resolve's form with a 1D shaper before the lattice): in as a look, and the
 * colour part of settings out.
 */
import { interpolate, packTable, type ColourTable, type Triple } from '../looks';
import { LOOK } from '../settings';
import type { JsonValue, SettingsIssue } from '../types';
import { SettingsFileError } from './errors';
import type { SettingsFile } from './document';

/** Text of the largest lattice of 65 nodes to an axis with long numbers has some 14 million characters. */
const MOST_CHARS = 24 * 1024 * 1024;
const MOST_SIZE = { 1: 65_536, 3: 65 } as const;
/** Nodes to an axis that are kept: those of the engine's own lattice, and of Adobe's longest curves. */
const KEPT = { 1: 4096, 3: 33 } as const;
const MOST_TITLE = 200;

type Table = { readonly size: number; readonly values: Float64Array };
type Domain = { readonly low: Triple; readonly high: Triple };

export type Cube = {
  readonly title?: string;
  /** A curve for each channel, `values` three for each node. Before the lattice where there are both. */
  readonly curves?: Table & Domain;
  /** Red runs fastest. */
  readonly lattice?: Table & Domain;
};

const bad = (line: number, what: string): SettingsFileError => new SettingsFileError('malformed-cube', `The .cube file is broken at line ${line}: ${what}.`);

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function numbersOf(words: readonly string[], count: number, line: number): readonly number[] {
  const numbers = words.map((word) => (NUMBER.test(word) ? Number(word) : Number.NaN));
  if (numbers.length !== count || !numbers.every(Number.isFinite)) throw bad(line, `expected ${count === 1 ? 'a number' : `${count} numbers`} but found ${words.slice(0, 4).join(' ').slice(0, 60) || 'nothing'}`);
  return numbers;
}

const same = (x: number): Triple => [x, x, x];

/**
 * The table of a .cube file's text.
 *
 * @throws SettingsFileError `too-large`, `malformed-cube` or `empty`
 */
export function parseCube(text: string): Cube {
  if (text.length > MOST_CHARS) throw new SettingsFileError('too-large', `The .cube file has ${text.length} characters; ${MOST_CHARS} is the most that can be read.`);
  let title: string | undefined;
  const sizes: Partial<Record<1 | 3, number>> = {};
  const ranges: Partial<Record<1 | 3, Domain>> = {};
  let low: Triple = same(0), high: Triple = same(1);
  let values = new Float64Array(0);
  let filled = 0, line = 0;

  const wanted = () => 3 * ((sizes[1] ?? 0) + (sizes[3] ?? 0) ** 3);
  const sized = (dimensions: 1 | 3, words: readonly string[]): void => {
    const [size = 0] = numbersOf(words, 1, line);
    if (!Number.isInteger(size) || size < 2) throw bad(line, `a table cannot have ${size} steps`);
    if (size > MOST_SIZE[dimensions]) throw new SettingsFileError('too-large', `The .cube file has ${size} steps to an axis; ${MOST_SIZE[dimensions]} is the most that can be read.`);
    if (sizes[dimensions] !== undefined || filled > 0) throw bad(line, 'the size of the table stands in a second place');
    sizes[dimensions] = size;
  };

  for (let at = 0; at < text.length;) {
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop;
    const content = text.slice(at, end).trim();
    at = end + 1;
    line += 1;
    if (content === '' || content.startsWith('#')) continue;
    const words = content.split(/\s+/);
    const [word = '', ...rest] = words;
    if (!/^[A-Z]/i.test(word)) {
      const numbers = numbersOf(words, 3, line);
      if (filled === 0) {
        if (wanted() === 0) throw bad(line, 'colours come before the size of the table (LUT_1D_SIZE or LUT_3D_SIZE)');
        values = new Float64Array(wanted());
      }
      if (filled >= values.length) throw bad(line, `there are more colours than the ${values.length / 3} of the table`);
      values.set(numbers, filled);
      filled += 3;
      continue;
    }
    switch (word.toUpperCase()) {
      case 'TITLE': title = content.slice(word.length).trim().replace(/^"|"$/g, '').slice(0, MOST_TITLE); break;
      case 'LUT_1D_SIZE': sized(1, rest); break;
      case 'LUT_3D_SIZE': sized(3, rest); break;
      case 'DOMAIN_MIN': low = numbersOf(rest, 3, line) as unknown as Triple; break;
      case 'DOMAIN_MAX': high = numbersOf(rest, 3, line) as unknown as Triple; break;
      case 'LUT_1D_INPUT_RANGE': case 'LUT_3D_INPUT_RANGE': {
        const [from = 0, to = 1] = numbersOf(rest, 2, line);
        ranges[word.toUpperCase() === 'LUT_1D_INPUT_RANGE' ? 1 : 3] = { low: same(from), high: same(to) };
        break;
      }
      default: if (!/^LUT_(IN|OUT)_VIDEO_RANGE$/i.test(word)) throw bad(line, `${word.slice(0, 40)} is not a word of .cube files`);
    }
  }
  if (wanted() === 0) throw line === 0 || text.trim() === '' ? new SettingsFileError('empty', 'The .cube file is empty.') : bad(line, 'it has no table (LUT_1D_SIZE or LUT_3D_SIZE)');
  if (filled !== values.length || filled === 0) throw bad(line, `it ends after ${filled / 3} of ${wanted() / 3} colours`);
  const domains = { 1: ranges[1] ?? { low, high }, 3: ranges[3] ?? { low, high } };
  for (const domain of Object.values(domains)) if (domain.low.some((x, c) => !(x < (domain.high[c as 0])))) throw bad(line, 'the domain ends before it begins');
  const of = (dimensions: 1 | 3, from: number, count: number) => ({ size: sizes[dimensions] ?? 0, values: values.subarray(from, from + count), ...domains[dimensions] });
  const curve = 3 * (sizes[1] ?? 0);
  return {
    ...(title !== undefined && title !== '' && { title }),
    ...(sizes[1] !== undefined && { curves: of(1, 0, curve) }),
    ...(sizes[3] !== undefined && { lattice: of(3, curve, values.length - curve) }),
  };
}

const shares = (point: Triple, { low, high }: Domain): Triple => point.map((x, c) => Math.min(1, Math.max(0, (x - low[c as 0]) / (high[c as 0] - low[c as 0])))) as unknown as Triple;

/** What a cube makes of a colour; both display-encoded. */
export function applyCube({ curves, lattice }: Cube, colour: Triple): Triple {
  let value = colour;
  if (curves) {
    const { size, values } = curves;
    value = shares(value, curves).map((x, c) => {
      const u = x * (size - 1);
      const cell = Math.min(size - 2, Math.floor(u));
      const from = values[3 * cell + c] ?? 0;
      return from + ((values[3 * cell + 3 + c] ?? 0) - from) * (u - cell);
    }) as unknown as Triple;
  }
  if (lattice) {
    const { size, values } = lattice;
    value = interpolate(size, (r, g, b) => { const i = 3 * ((b * size + g) * size + r); return [values[i] ?? 0, values[i + 1] ?? 0, values[i + 2] ?? 0]; }, shares(value, lattice));
  }
  return value;
}

const isUnit = (domain: Domain | undefined): boolean => !domain || (domain.low.every((x) => x === 0) && domain.high.every((x) => x === 1));

/** The cube as a table of ours: sRGB, at most as fine as `KEPT`. */
function tableOfCube(cube: Cube): { readonly table: ColourTable; readonly resampled: boolean; readonly clipped: boolean } {
  const dimensions = cube.lattice ? 3 : 1;
  const size = (cube.lattice ?? cube.curves)?.size ?? 2;
  const alone = dimensions === 1 || !cube.curves;
  const divisions = isUnit(cube.lattice ?? cube.curves) && alone ? Math.min(size, KEPT[dimensions]) : KEPT[dimensions];
  const samples = new Uint16Array(3 * divisions ** dimensions);
  const last = divisions - 1;
  let clipped = false;
  for (let at = 0; at < samples.length / 3; at++) {
    const node = (dimensions === 1 ? same(at) : [Math.floor(at / divisions ** 2), Math.floor(at / divisions) % divisions, at % divisions]) as Triple;
    applyCube(cube, node.map((i) => i / last) as unknown as Triple).forEach((value, c) => {
      clipped ||= value < -0.002 || value > 1.002;
      samples[3 * at + c] = Math.round(65535 * Math.min(1, Math.max(0, value)));
    });
  }
  return { table: { dimensions, divisions, samples, primaries: 'srgb', gamma: 'srgb', gamut: 'clip', least: 0, most: 2 }, resampled: divisions !== size, clipped };
}

/** A table as a look, for a patch. */
export function lookOfTable(table: ColourTable, name: string): { readonly Look: JsonValue } {
  const packed = packTable(table);
  return { [LOOK]: { Name: name, Amount: 1, SupportsAmount: 'true', Parameters: { RGBTable: packed.name, [`Table_${packed.name}`]: packed.text } } };
}

/**
 * A .cube file as settings: a look that holds its table, taken to map sRGB to sRGB as displayed. `name` stands in where the file has no title.
 *
 * @throws SettingsFileError for what is not a .cube file
 */
export function readCube(text: string, name = 'LUT'): SettingsFile {
  const cube = parseCube(text.replace(/^\ufeff/, ''));
  const { table, resampled, clipped } = tableOfCube(cube);
  const title = cube.title ?? name;
  const issue = (message: string): SettingsIssue => ({ name: LOOK, kind: 'translated', message });
  const settings = lookOfTable(table, title);
  return {
    settings,
    stated: settings,
    issues: [
      ...(resampled ? [issue(`the table was brought to ${table.divisions} steps to an axis over 0 to 1`)] : []),
      ...(clipped ? [issue('colours of the table outside 0 to 1 were brought in')] : []),
    ],
    meta: { format: 'cube', preset: true, name: title },
  };
}
