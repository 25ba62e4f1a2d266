import { TableError } from './errors';

/**
 * A colour table of a look: a curve for each channel (`dimensions` 1) or a lattice over all three (3), in stated primaries and on a stated transfer curve.
 * `samples` are 0…65535, three for each node; of a lattice blue runs fastest, then green, then red.
 */
export type ColourTable = {
  readonly dimensions: 1 | 3;
  /** Nodes along an axis. */
  readonly divisions: number;
  readonly samples: Uint16Array;
  readonly primaries: TablePrimaries;
  readonly gamma: TableGamma;
  /** Colours outside the table's space: taken to its face, or moved as the nearest colour inside is. */
  readonly gamut: 'clip' | 'extend';
  /** The amounts that the table may be used at. */
  readonly least: number;
  readonly most: number;
};

/** In the order of their codes. */
export const TABLE_PRIMARIES = ['srgb', 'adobe-rgb', 'prophoto', 'display-p3', 'rec2020'] as const;
export type TablePrimaries = (typeof TABLE_PRIMARIES)[number];
export const TABLE_GAMMAS = ['linear', 'srgb', '1.8', '2.2', 'rec2020'] as const;
export type TableGamma = (typeof TABLE_GAMMAS)[number];
const GAMUTS = ['clip', 'extend'] as const;

/** The most nodes along an axis that a table may have: more is either damage or an attack. */
export const MOST_DIVISIONS = { 1: 4096, 3: 64 } as const;

const RGB_TABLE = 1;
const VERSION = 1;
const HEAD = 16;
const TAIL = 28;

const nodesOf = (dimensions: 1 | 3, divisions: number): number => (dimensions === 1 ? divisions : divisions ** 3);

/** Bytes of the largest table as `encodeTable` writes it. */
export const MOST_TABLE_BYTES = HEAD + 6 * nodesOf(3, MOST_DIVISIONS[3]) + TAIL + 4;

/** What node `i` of an axis holds in the table that changes nothing; samples are kept as differences from it, rounded as Adobe rounds. */
export const rung = (i: number, divisions: number): number => Math.floor((i * 0xffff + (divisions >> 1)) / (divisions - 1));

/** The samples of the table that changes nothing. */
function identitySamples(dimensions: 1 | 3, n: number): Uint16Array {
  const rungs = Array.from({ length: n }, (_, i) => rung(i, n));
  const samples = new Uint16Array(3 * nodesOf(dimensions, n));
  let at = 0;
  for (const r of rungs) {
    for (const g of dimensions === 1 ? [r] : rungs) {
      for (const b of dimensions === 1 ? [r] : rungs) {
        samples[at] = r;
        samples[at + 1] = g;
        samples[at + 2] = b;
        at += 3;
      }
    }
  }
  return samples;
}

/**
 * Bytes of Adobe's RGB table (`dng_rgb_table` of the DNG SDK), little-endian: u32 type 1, u32 version 1, u32 dimensions, u32 divisions; for each node three
 * u16, differences from the identity modulo 65536; u32 primaries, u32 transfer curve, u32 gamut; f64 least and most amount; at times a u32 of flags.
 *
 * @throws TableError for whatever is not exactly that
 */
export function decodeTable(bytes: Uint8Array): ColourTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD + TAIL) throw new TableError('table-damaged', 'The look’s table is cut off. Export the look again.');
  const [type, version, dimensions, divisions] = [0, 4, 8, 12].map((at) => view.getUint32(at, true)) as [number, number, number, number];
  if (type !== RGB_TABLE || version !== VERSION) throw new TableError('table-unsupported', `The look’s table is of kind ${type}, version ${version}; RGB tables of version 1 can be used.`);
  if (dimensions !== 1 && dimensions !== 3) throw new TableError('table-unsupported', `The look’s table has ${dimensions} dimensions; 1 and 3 can be used.`);
  if (divisions < 2 || divisions > MOST_DIVISIONS[dimensions]) throw new TableError('table-too-large', `The look’s table has ${divisions} steps to an axis; 2 to ${MOST_DIVISIONS[dimensions]} can be used.`);
  const count = nodesOf(dimensions, divisions);
  const end = HEAD + 6 * count;
  if (bytes.length !== end + TAIL && bytes.length !== end + TAIL + 4) throw new TableError('table-damaged', `The look’s table should have ${end + TAIL} bytes but has ${bytes.length}. Export the look again.`);
  // Sums modulo 65536.
  const samples = identitySamples(dimensions, divisions);
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) + view.getUint16(HEAD + 2 * i, true);
  const [primaries, gamma, gamut] = [TABLE_PRIMARIES[view.getUint32(end, true)], TABLE_GAMMAS[view.getUint32(end + 4, true)], GAMUTS[view.getUint32(end + 8, true)]];
  if (primaries === undefined || gamma === undefined || gamut === undefined) throw new TableError('table-unsupported', 'The look’s table is in a colour space that this version does not know.');
  const [least, most] = [view.getFloat64(end + 12, true), view.getFloat64(end + 20, true)];
  if (!(least >= 0 && least <= 1 && most >= 1 && most <= 16)) throw new TableError('table-damaged', 'The look’s table states amounts that make no sense. Export the look again.');
  return { dimensions, divisions, samples, primaries, gamma, gamut, least, most };
}

/** The bytes that `decodeTable` reads. */
export function encodeTable(table: ColourTable): Uint8Array {
  const { dimensions, divisions, samples } = table;
  const count = nodesOf(dimensions, divisions);
  const bytes = new Uint8Array(HEAD + 6 * count + TAIL);
  const view = new DataView(bytes.buffer);
  [RGB_TABLE, VERSION, dimensions, divisions].forEach((word, i) => view.setUint32(4 * i, word, true));
  const identity = identitySamples(dimensions, divisions);
  for (let i = 0; i < identity.length; i++) view.setUint16(HEAD + 2 * i, (samples[i] ?? 0) - (identity[i] ?? 0), true);
  const end = HEAD + 6 * count;
  [TABLE_PRIMARIES.indexOf(table.primaries), TABLE_GAMMAS.indexOf(table.gamma), GAMUTS.indexOf(table.gamut)].forEach((word, i) => view.setUint32(end + 4 * i, word, true));
  view.setFloat64(end + 12, table.least, true);
  view.setFloat64(end + 20, table.most, true);
  return bytes;
}

export type Triple = readonly [number, number, number];

/** Corners of a cell in the order of falling fractions (Kasson, Plouffe & Nin 1993): a lattice of `n` nodes to an axis at a point of 0…1. */
export function interpolate(n: number, at: (r: number, g: number, b: number) => Triple, point: Triple): Triple {
  const scaled = point.map((x) => Math.min(1, Math.max(0, x)) * (n - 1)) as unknown as Triple;
  const base = scaled.map((u) => Math.min(n - 2, Math.floor(u))) as unknown as Triple;
  const fractions = ([0, 1, 2] as const).map((axis) => ({ axis, f: scaled[axis] - base[axis] })).sort((p, q) => q.f - p.f || p.axis - q.axis);
  const corner: [number, number, number] = [...base];
  let value = at(...corner);
  const sum: [number, number, number] = [...value];
  for (const { axis, f } of fractions) {
    corner[axis] += 1;
    const next = at(...corner);
    for (const c of [0, 1, 2] as const) sum[c] += f * (next[c] - value[c]);
    value = next;
  }
  return sum;
}
