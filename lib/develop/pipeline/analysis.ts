import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Pixels, Size } from '../types';
import { fromScene, luminanceOf, toWorking } from './primaries';

/** Guided-filter coefficients: `width` × `height` pairs (a, b), one per block of `cell` × `cell` analysis pixels. base = a·l + b. */
export type Grid = Size & { readonly cell: number; readonly data: Float32Array; /** Names the data: equal keys, equal data. */ readonly key: string };

export type BaseName = 'tone' | 'clarity' | 'texture' | 'veil';

/** What the engine knows of a whole photo; plain data, may cross threads and be cached with the photo. About 2.5 MB. */
export type Analysis = {
  readonly size: Size;
  readonly grids: Readonly<Record<BaseName, Grid>>;
  /** Colour of the veil, linear Rec.2020. */
  readonly airlight: readonly [number, number, number];
  /** Whether part of the photo is blown in all channels, so that its light is known only from below: 0 nothing, 1 more than a speck. */
  readonly blown: number;
};

type Scale = { readonly cell: number; readonly radius: number; readonly epsilon: number };

/**
 * Radii in blocks, ε in squared stops: contrasts well above √ε stops are edges that a base follows, smaller ones are detail that it leaves out.
 */
const SCALES: Readonly<Record<BaseName, Scale>> = {
  tone: { cell: 4, radius: 8, epsilon: 0.7 },
  clarity: { cell: 4, radius: 5, epsilon: 0.6 },
  texture: { cell: 2, radius: 2, epsilon: 0.35 },
  veil: { cell: 4, radius: 10, epsilon: 0.02 },
};
/** Window of the dark channel's minimum, in blocks of four. */
const DARK_RADIUS = 2;
/** A block of the veil whose least channel reaches from … to (linear) is blown, and so many of them are more than a speck. */
const BLOWN = { from: 0.94, to: 0.985, blocks: 8 } as const;
/** Share of the veil that the model may take away: a trace of haze is what makes distance look far (He, Sun & Tang). */
const KEEP_HAZE = 0.95;

/** The photo as planes of linear light in its own primaries, without padding. Good until the next call. */
export function linearPlanes(module: Module, pixels: Pixels): readonly [r: Address, g: Address, b: Address] {
  const { arena, kernels } = module;
  const count = pixels.width * pixels.height;
  const plane = (name: string) => arena.slot(`analysis.${name}`, count * 4);
  const raw = arena.slot('analysis.raw', pixels.data.byteLength);
  const [r, g, b] = [plane('r'), plane('g'), plane('b')];
  const table = arena.slot('analysis.table', 1024);
  arena.u8.set(new Uint8Array(pixels.data.buffer, pixels.data.byteOffset, pixels.data.byteLength), raw);
  if (pixels.depth === 8) {
    kernels.fillTable(table, true);
    kernels.unpack8(raw, pixels.channels, count, table, r, g, b, 0);
  } else {
    kernels.unpack16(raw, pixels.channels * 2, count, r, g, b, 0);
    if (!pixels.scene) kernels.decodeRow(r, g, b, count);
  }
  if (pixels.scene) {
    const matrix = arena.slot('analysis.scene', 48);
    arena.f32.set(fromScene(pixels.scene, pixels.space), matrix / 4);
    kernels.matrixRows(matrix, r, g, b, count);
  }
  return [r, g, b];
}

/** The photo as planes of linear Rec.2020 and its log-luminance. Good until the next call. */
export function workingPlanes(module: Module, pixels: Pixels): Readonly<Record<'r' | 'g' | 'b' | 'l', Address>> {
  const { arena, kernels } = module;
  const count = pixels.width * pixels.height;
  const [r, g, b] = linearPlanes(module, pixels);
  const l = arena.slot('analysis.l', count * 4);
  const constants = arena.slot('analysis.constants', 64);

  arena.f32.set(luminanceOf(pixels.space), constants / 4);
  kernels.luminanceRow(l, r, g, b, constants, count);
  arena.f32.set(toWorking(pixels.space), constants / 4);
  kernels.matrixRows(constants, r, g, b, count);
  return { r, g, b, l };
}

export function analyse(module: Module, pixels: Pixels): Analysis {
  const { width, height } = pixels;
  const { r, g, b, l } = workingPlanes(module, pixels);
  const base = (name: BaseName) => selfGuided(module, l, width, height, SCALES[name]);
  const dark = darkBlocks(module, r, g, b, width, height);
  // First: looking for the veil's colour changes the blocks.
  const blown = blownness(module, dark, width, height);
  const airlight = findAirlight(module, dark, r, g, b, width, height);
  return {
    size: { width, height },
    blown,
    grids: { tone: base('tone'), clarity: base('clarity'), texture: base('texture'), veil: veil(module, l, r, g, b, width, height, airlight) },
    airlight,
  };
}

/** 64 bits of FNV-1a over the words, in two halves. */
function checksum(data: Float32Array<ArrayBuffer>): string {
  let [even, odd] = [0x811c9dc5, 0x01000193];
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length);
  for (let i = 0; i + 1 < words.length; i += 2) {
    even = Math.imul(even ^ (words[i] ?? 0), 0x01000193);
    odd = Math.imul(odd ^ (words[i + 1] ?? 0), 0x01000193);
  }
  return `${even >>> 0}-${odd >>> 0}-${words.length}`;
}

/** The darkest channel of every block. */
function darkBlocks(module: Module, r: Address, g: Address, b: Address, width: number, height: number): Address {
  const { cell } = SCALES.veil;
  const size = blockSize(width, height, cell);
  const { p } = blocks(module, size.width, size.height);
  module.kernels.darkBlocks(p, r, g, b, width, height, cell, 1, 1, 1);
  return p;
}

/** Slots for the moments of one block grid. */
function blocks(module: Module, columns: number, rows: number) {
  const slot = (name: string, floats = columns * rows) => module.arena.slot(`analysis.block.${name}`, floats * 4);
  return {
    mean: slot('mean'), square: slot('square'), p: slot('p'), cross: slot('cross'), scratch: slot('scratch'), pairs: slot('pairs', columns * rows * 2),
  };
}

const blockSize = (width: number, height: number, cell: number): Size => ({ width: Math.ceil(width / cell), height: Math.ceil(height / cell) });

/** From the moments of guide and signal to a grid of smoothed coefficients. */
function solve(module: Module, slots: ReturnType<typeof blocks>, size: Size, scale: Scale, p: Address, cross: Address): Grid {
  const { arena, kernels } = module;
  const { width, height } = size;
  kernels.guidedCoefficients(slots.mean, slots.square, p, cross, width * height, scale.epsilon);
  kernels.boxMean(slots.square, slots.square, slots.scratch, width, height, scale.radius);
  kernels.boxMean(cross, cross, slots.scratch, width, height, scale.radius);
  kernels.pairs(slots.pairs, slots.square, cross, width * height);
  const data = arena.floats(slots.pairs, width * height * 2).slice();
  return { width, height, cell: scale.cell, data, key: checksum(data) };
}

function selfGuided(module: Module, l: Address, width: number, height: number, scale: Scale): Grid {
  const { arena, kernels } = module;
  const size = blockSize(width, height, scale.cell);
  const n = size.width * size.height;
  const slots = blocks(module, size.width, size.height);
  kernels.blockMoments(l, width, height, scale.cell, slots.mean, slots.square);
  kernels.boxMean(slots.mean, slots.mean, slots.scratch, size.width, size.height, scale.radius);
  kernels.boxMean(slots.square, slots.square, slots.scratch, size.width, size.height, scale.radius);
  // Self-guided: the signal is the guide, so their product's mean is the mean square.
  arena.u8.copyWithin(slots.cross, slots.square, slots.square + n * 4);
  return solve(module, slots, size, scale, slots.mean, slots.cross);
}

/**
 * The veil's colour: the brightest of the haziest thousandth of the photo (He, Sun & Tang 2009), pulled half-way to neutral, and no darker than
 * a light grey, so that a photo without haze has next to no veil.
 */
function findAirlight(module: Module, blocksAt: Address, r: Address, g: Address, b: Address, width: number, height: number): readonly [number, number, number] {
  const { arena, kernels } = module;
  const { cell } = SCALES.veil;
  const size = blockSize(width, height, cell);
  const n = size.width * size.height;
  const slots = blocks(module, size.width, size.height);
  kernels.boxExtreme(blocksAt, blocksAt, slots.scratch, size.width, size.height, DARK_RADIUS, 1);
  const dark = arena.floats(blocksAt, n);
  const threshold = dark.slice().sort()[Math.floor((n - 1) * 0.999)] ?? 0;
  const f32 = arena.f32;
  let sum: [number, number, number] = [0, 0, 0];
  let found = 0;
  for (let block = 0; block < n; block++) {
    if ((dark[block] ?? 0) < threshold) continue;
    const x = Math.min(width - 1, (block % size.width) * cell + cell / 2), y = Math.min(height - 1, Math.floor(block / size.width) * cell + cell / 2);
    const at = y * width + x;
    sum = [sum[0] + (f32[r / 4 + at] ?? 0), sum[1] + (f32[g / 4 + at] ?? 0), sum[2] + (f32[b / 4 + at] ?? 0)];
    found++;
  }
  const mean = sum.map((value) => value / Math.max(1, found)) as unknown as readonly [number, number, number];
  const grey = 0.2627 * mean[0] + 0.678 * mean[1] + 0.0593 * mean[2];
  const level = Math.max(0.6, grey);
  const scale = grey > 1e-4 ? level / grey : 0;
  const channel = (value: number) => Math.min(1, Math.max(0.4, grey > 1e-4 ? 0.5 * value * scale + 0.5 * level : level));
  return [channel(mean[0]), channel(mean[1]), channel(mean[2])];
}

/** Transmission t as a guided function of the log-luminance. */
function veil(module: Module, l: Address, r: Address, g: Address, b: Address, width: number, height: number, [ar, ag, ab]: readonly [number, number, number]): Grid {
  const { kernels } = module;
  const scale = SCALES.veil;
  const size = blockSize(width, height, scale.cell);
  const n = size.width * size.height;
  const slots = blocks(module, size.width, size.height);
  const box = (plane: Address) => kernels.boxMean(plane, plane, slots.scratch, size.width, size.height, scale.radius);
  kernels.darkBlocks(slots.p, r, g, b, width, height, scale.cell, 1 / ar, 1 / ag, 1 / ab);
  // An opening: the minimum alone would thin the veil around dark things, which shows as a glow.
  kernels.boxExtreme(slots.p, slots.p, slots.scratch, size.width, size.height, DARK_RADIUS, 1);
  kernels.boxExtreme(slots.p, slots.p, slots.scratch, size.width, size.height, DARK_RADIUS, -1);
  kernels.transmission(slots.p, n, KEEP_HAZE);
  kernels.blockMoments(l, width, height, scale.cell, slots.mean, slots.square);
  kernels.product(slots.cross, slots.mean, slots.p, n);
  for (const plane of [slots.mean, slots.square, slots.p, slots.cross]) box(plane);
  return solve(module, slots, size, scale, slots.p, slots.cross);
}

function blownness({ arena }: Module, dark: Address, width: number, height: number): number {
  const { from, to, blocks: enough } = BLOWN;
  const size = blockSize(width, height, SCALES.veil.cell);
  const least = arena.floats(dark, size.width * size.height);
  let sum = 0;
  for (let block = 0; block < least.length; block++) sum += Math.min(1, Math.max(0, ((least[block] ?? 0) - from) / (to - from)));
  return Math.min(1, sum / enough);
}
