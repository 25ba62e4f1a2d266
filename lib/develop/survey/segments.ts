import type { Pixels } from '../types';
import { encodedBy } from './encoded';

/** A straight edge in the picture: ends in px, pixel centres at ½. `length` in px. */
export type Segment = { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number; readonly length: number };

/** Luma, 0…1, display-encoded. */
function lumaOf(pixels: Pixels): Float32Array {
  const { width, height, channels, data } = pixels;
  const out = new Float32Array(width * height);
  const tone = encodedBy(pixels);
  for (let i = 0, at = 0; i < out.length; i++, at += channels) out[i] = tone(0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0));
  return out;
}

/** Binomial blur, 3 × 3: takes the stairs off slanted edges, which would bend their angle. */
function smooth(src: Float32Array, width: number, height: number): Float32Array {
  const across = new Float32Array(src.length), out = new Float32Array(src.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const left = src[x > 0 ? i - 1 : i] ?? 0, right = src[x + 1 < width ? i + 1 : i] ?? 0;
      across[i] = (left + 2 * (src[i] ?? 0) + right) / 4;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      out[i] = ((across[y > 0 ? i - width : i] ?? 0) + 2 * (across[i] ?? 0) + (across[y + 1 < height ? i + width : i] ?? 0)) / 4;
    }
  }
  return out;
}

/** Edges fainter than this, in luma per px, are texture. */
const LEAST_GRADIENT = 0.012;
/** Gradients of one edge point the same way within 22.5°: the cosine. */
const ALIGNED = 0.9238795325112867;
/** Share of the rectangle around an edge that has to be edge. */
const DENSITY = 0.6;
/** Shorter ones say little about a direction; share of the long edge. */
const LEAST_LENGTH = 0.025;
const BUCKETS = 512;

type Region = { readonly pixels: Int32Array; readonly count: number };

/**
 * Line segments by growing regions of pixels whose gradients point the same way, from the strongest on, and fitting a thin rectangle to each (after the
 * LSD of Grompone von Gioi, Jakubowicz, Morel & Randall, "LSD: a Fast Line Segment Detector with a False Detection Control", TPAMI 2010; length and
 * density stand in for its a-contrario test).
 */
export function findSegments(pixels: Pixels): readonly Segment[] {
  const { width, height } = pixels;
  const luma = smooth(lumaOf(pixels), width, height);
  const count = width * height;
  const gx = new Float32Array(count), gy = new Float32Array(count), magnitude = new Float32Array(count);
  let most = 0;
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x;
      const dx = ((luma[i + 1] ?? 0) - (luma[i - 1] ?? 0)) / 2, dy = ((luma[i + width] ?? 0) - (luma[i - width] ?? 0)) / 2;
      const length = Math.sqrt(dx * dx + dy * dy);
      if (length < LEAST_GRADIENT) continue;
      magnitude[i] = length;
      gx[i] = dx / length;
      gy[i] = dy / length;
      if (length > most) most = length;
    }
  }
  const order = strongestFirst(magnitude, most);
  const used = new Uint8Array(count);
  const queue = new Int32Array(count);
  const segments: Segment[] = [];
  const least = LEAST_LENGTH * Math.max(width, height);
  for (const seed of order) {
    if (used[seed]) continue;
    const region = grow(seed, width, gx, gy, magnitude, used, queue);
    if (region.count < least) continue;
    const segment = fit(region, width, magnitude);
    if (segment && segment.length >= least) segments.push(segment);
  }
  return segments;
}

function strongestFirst(magnitude: Float32Array, most: number): Int32Array {
  const starts = new Int32Array(BUCKETS + 1);
  const bucket = (value: number): number => BUCKETS - 1 - Math.min(BUCKETS - 1, Math.floor((value / most) * BUCKETS));
  let total = 0;
  for (const value of magnitude) {
    if (value === 0) continue;
    const b = bucket(value) + 1;
    starts[b] = (starts[b] ?? 0) + 1;
    total++;
  }
  for (let b = 1; b <= BUCKETS; b++) starts[b] = (starts[b] ?? 0) + (starts[b - 1] ?? 0);
  const order = new Int32Array(total);
  magnitude.forEach((value, i) => {
    if (value === 0) return;
    const b = bucket(value);
    const at = starts[b] ?? 0;
    order[at] = i;
    starts[b] = at + 1;
  });
  return order;
}

function grow(seed: number, width: number, gx: Float32Array, gy: Float32Array, magnitude: Float32Array, used: Uint8Array, queue: Int32Array): Region {
  let sumX = gx[seed] ?? 0, sumY = gy[seed] ?? 0, norm = 1;
  let end = 1;
  queue[0] = seed;
  used[seed] = 1;
  for (let at = 0; at < end; at++) {
    const centre = queue[at] ?? 0;
    for (const step of [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]) {
      const i = centre + step;
      if (used[i] || !magnitude[i]) continue;
      const x = gx[i] ?? 0, y = gy[i] ?? 0;
      if (x * sumX + y * sumY < ALIGNED * norm) continue;
      used[i] = 1;
      queue[end++] = i;
      sumX += x;
      sumY += y;
      norm = Math.sqrt(sumX * sumX + sumY * sumY);
    }
  }
  return { pixels: queue.subarray(0, end), count: end };
}

/** The rectangle's axis: centre of mass and principal axis, pixels weighing as much as their gradient. */
function fit({ pixels, count }: Region, width: number, magnitude: Float32Array): Segment | undefined {
  let mass = 0, cx = 0, cy = 0;
  for (const i of pixels) {
    const m = magnitude[i] ?? 0;
    mass += m;
    cx += m * (i % width);
    cy += m * Math.floor(i / width);
  }
  cx /= mass;
  cy /= mass;
  let xx = 0, xy = 0, yy = 0;
  for (const i of pixels) {
    const m = magnitude[i] ?? 0, x = (i % width) - cx, y = Math.floor(i / width) - cy;
    xx += m * x * x;
    xy += m * x * y;
    yy += m * y * y;
  }
  const half = (xx - yy) / 2;
  const root = Math.sqrt(half * half + xy * xy);
  // The eigenvector of the larger eigenvalue; of its two forms the one that does not cancel.
  const [ux, uy] = half >= 0 ? [half + root, xy] : [xy, root - half];
  const norm = Math.sqrt(ux * ux + uy * uy);
  if (!(norm > 0)) return undefined;
  const dx = ux / norm, dy = uy / norm;
  let from = Infinity, to = -Infinity, low = Infinity, high = -Infinity;
  for (const i of pixels) {
    const x = (i % width) - cx, y = Math.floor(i / width) - cy;
    const along = x * dx + y * dy, across = y * dx - x * dy;
    from = Math.min(from, along);
    to = Math.max(to, along);
    low = Math.min(low, across);
    high = Math.max(high, across);
  }
  const length = to - from;
  if (count < DENSITY * length * Math.max(1, high - low) || high - low > length / 4) return undefined;
  return { x1: cx + from * dx + 0.5, y1: cy + from * dy + 0.5, x2: cx + to * dx + 0.5, y2: cy + to * dy + 0.5, length };
}
