import type { Pixels, Size } from '@/lib/develop/types';
import { CBRT, CBRT_STEPS, LUMA, lmsMatrix, linearLevels } from './oklab';

/** A picture as measurements see it, one value per pixel: display-encoded luma 0..100, Oklab a and b, and their length. */
export type Planes = Size & {
  readonly luma: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly chroma: Float32Array;
  /** 0 where a pixel is fully transparent and does not count; absent when all count. */
  readonly seen?: Uint8Array;
  /** Pixels that count. */
  readonly count: number;
};

/** A picture is measured several times in a row: its planes are kept until others have taken their place. */
const KEPT = 4;
const recent: { readonly pixels: Pixels; readonly planes: Planes }[] = [];

export function planesOf(pixels: Pixels): Planes {
  const known = recent.find((entry) => entry.pixels === pixels);
  if (known) return known.planes;
  const planes = convert(pixels);
  recent.unshift({ pixels, planes });
  if (recent.length > KEPT) recent.pop();
  return planes;
}

/** Memory for planes that are needed for one measurement only. */
let scratch = new Float32Array(0);

/**
 * Measures a picture that will not be measured again: its planes lie in memory that the next such picture overwrites, which is what costs least where
 * hundreds are measured in a second. `work` must be done with the planes when it returns.
 */
export function once<T>(pixels: Pixels, work: () => T): T {
  const count = pixels.width * pixels.height;
  if (scratch.length < 4 * count) scratch = new Float32Array(4 * count);
  const entry = { pixels, planes: convert(pixels, scratch) };
  recent.unshift(entry);
  try {
    return work();
  } finally {
    recent.splice(recent.indexOf(entry), 1);
  }
}

function convert({ width, height, channels, data, depth, space }: Pixels, memory = new Float32Array(4 * width * height)): Planes {
  const count = width * height;
  const [luma, a, b, chroma] = [0, 1, 2, 3].map((plane) => memory.subarray(plane * count, (plane + 1) * count)) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const linear = linearLevels(depth);
  const toLuma = 100 / (depth === 8 ? 255 : 65535);
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = lmsMatrix(space).map((weight) => weight * CBRT_STEPS) as unknown as readonly [number, number, number, number, number, number, number, number, number];
  const [wr, wg, wb] = LUMA.map((weight) => weight * toLuma) as unknown as readonly [number, number, number];
  // Imports are live bindings; under some module runners each read is a property access. The loop reads a local.
  const cbrt = CBRT;
  for (let at = 0, i = 0; at < count; at++, i += channels) {
    const red = data[i] as number;
    const green = data[i + 1] as number;
    const blue = data[i + 2] as number;
    const r = linear[red] as number;
    const g = linear[green] as number;
    const bl = linear[blue] as number;
    const li = m0 * r + m1 * g + m2 * bl;
    const mi = m3 * r + m4 * g + m5 * bl;
    const si = m6 * r + m7 * g + m8 * bl;
    const lf = li | 0;
    const mf = mi | 0;
    const sf = si | 0;
    const l0 = cbrt[lf] as number;
    const mm0 = cbrt[mf] as number;
    const s0 = cbrt[sf] as number;
    const l = l0 + ((cbrt[lf + 1] as number) - l0) * (li - lf);
    const m = mm0 + ((cbrt[mf + 1] as number) - mm0) * (mi - mf);
    const s = s0 + ((cbrt[sf + 1] as number) - s0) * (si - sf);
    const labA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    const labB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
    luma[at] = wr * red + wg * green + wb * blue;
    a[at] = labA;
    b[at] = labB;
    chroma[at] = Math.sqrt(labA * labA + labB * labB);
  }
  const planes = { width, height, luma, a, b, chroma, count };
  if (channels !== 4) return planes;
  const seen = Uint8Array.from({ length: count }, (_, at) => (data[at * 4 + 3] === 0 ? 0 : 1));
  const visible = seen.reduce((sum, one) => sum + one, 0);
  return visible === count ? planes : { ...planes, seen, count: visible };
}
