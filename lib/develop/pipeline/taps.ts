import type { Address, Arena } from '../kernels/arena';

/** Weights that resample one axis of the source onto a lattice: for each lattice index the first source sample and `taps` weights. */
export type Taps = {
  readonly starts: Int32Array;
  readonly weights: Float32Array;
  readonly taps: number; // a multiple of four
  readonly first: number; // lattice index of entry 0
  readonly startsAt: Address;
  readonly weightsAt: Address;
};

/** Keys' cubic with a = −½ (Catmull–Rom), 1981. */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t >= 2) return 0;
  return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2;
}

/**
 * Taps for lattice samples `first … last` at source positions origin + k·spacing (pixel centres at ½). The kernel widens with the spacing
 * when that is above 1, which is the low-pass that minifying needs. Samples beyond the source repeat its edge.
 */
export function makeTaps(arena: Arena, name: string, sourceLength: number, origin: number, spacing: number, first: number, last: number): Taps {
  const scale = Math.max(1, spacing);
  const taps = Math.ceil((4 * scale + 1) / 4) * 4;
  const count = last - first + 1;
  const starts = new Int32Array(count);
  const weights = new Float32Array(count * taps);
  const limit = Math.max(0, sourceLength - taps);
  for (let n = 0; n < count; n++) {
    const centre = Math.min(sourceLength - 0.5, Math.max(0.5, origin + (first + n) * spacing));
    const low = Math.ceil(centre - 2 * scale - 0.5), high = Math.floor(centre + 2 * scale - 0.5);
    const start = Math.min(limit, Math.max(0, low));
    starts[n] = start;
    let sum = 0;
    for (let s = low; s <= high; s++) sum += cubic((s + 0.5 - centre) / scale);
    for (let s = low; s <= high; s++) {
      const at = n * taps + Math.min(sourceLength - 1, Math.max(0, s)) - start;
      weights[at] = (weights[at] ?? 0) + cubic((s + 0.5 - centre) / scale) / sum;
    }
  }
  const startsAt = arena.slot(`${name}.starts`, starts.byteLength);
  const weightsAt = arena.slot(`${name}.weights`, weights.byteLength);
  arena.u8.set(new Uint8Array(starts.buffer), startsAt);
  arena.u8.set(new Uint8Array(weights.buffer), weightsAt);
  return { starts, weights, taps, first, startsAt, weightsAt };
}
