import type { Picture } from './plane';

const LINEAR = Float32Array.from({ length: 1025 }, (_, i) => {
  const v = i / 1024;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

/** The picture in Oklab (Ottosson 2020), interleaved: L 0…1, a and b near ±0.4 at most. */
export function oklabOf({ width, height, data }: Picture): Picture {
  const out = new Float32Array(data.length);
  const linear = (v: number): number => LINEAR[Math.round(v * 1024)] ?? 0;
  for (let i = 0; i < data.length; i += 3) {
    const r = linear(data[i] ?? 0), g = linear(data[i + 1] ?? 0), b = linear(data[i + 2] ?? 0);
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    out[i] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    out[i + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    out[i + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
  return { width, height, data: out };
}

type Triple = readonly [number, number, number];

type Gaussian = { weight: number; mean: Triple; /** Inverse covariance, xx xy xz yy yz zz. */ inverse: readonly number[]; /** log(weight / √det). */ log: number };

/** Pixels that a model is fitted to at most. */
const SAMPLES = 24_000;

/** Spread that even a flat colour is given: noise, and steps of 8 bits. */
const FLOOR = 0.012 ** 2;

/** A Gaussian mixture over colours, fitted by splitting the widest cluster and a few rounds of k-means (as GrabCut does; Rother et al. 2004). */
export class ColourModel {
  readonly #parts: readonly Gaussian[];
  private constructor(parts: readonly Gaussian[]) {
    this.#parts = parts;
  }

  /** `weight`: how much each pixel counts, 0 for not at all. Undefined when next to nothing counts. */
  static fit(lab: Picture, weight: (index: number) => number, components = 5): ColourModel | undefined {
    const picked: number[] = [], weights: number[] = [];
    const stride = Math.max(1, Math.floor((lab.width * lab.height) / SAMPLES));
    for (let i = 0; i < lab.width * lab.height; i += stride) {
      const w = weight(i);
      if (w > 0.01) {
        picked.push(i);
        weights.push(w);
      }
    }
    if (picked.length < 8) return undefined;
    const assignment = new Uint8Array(picked.length);
    let parts = [summarise(lab, picked, weights, assignment, 0)];
    while (parts.length < components) {
      let widest = 0;
      parts.forEach((part, k) => { if (part.spread * part.total > (parts[widest]?.spread ?? 0) * (parts[widest]?.total ?? 0)) widest = k; });
      const { mean, axis } = parts[widest] as Cluster;
      picked.forEach((pixel, j) => {
        if (assignment[j] !== widest) return;
        const at = pixel * 3;
        const along = ((lab.data[at] ?? 0) - mean[0]) * axis[0] + ((lab.data[at + 1] ?? 0) - mean[1]) * axis[1] + ((lab.data[at + 2] ?? 0) - mean[2]) * axis[2];
        if (along > 0) assignment[j] = parts.length;
      });
      const count = parts.length + 1;
      parts = Array.from({ length: count }, (_, k) => summarise(lab, picked, weights, assignment, k));
    }
    for (let round = 0; round < 3; round++) {
      picked.forEach((pixel, j) => {
        let best = 0, least = Infinity;
        const l = lab.data[pixel * 3] ?? 0, a = lab.data[pixel * 3 + 1] ?? 0, b = lab.data[pixel * 3 + 2] ?? 0;
        for (let k = 0; k < parts.length; k++) {
          const { mean, total } = parts[k] as Cluster;
          const d = (l - mean[0]) ** 2 + (a - mean[1]) ** 2 + (b - mean[2]) ** 2;
          if (total > 0 && d < least) {
            best = k;
            least = d;
          }
        }
        assignment[j] = best;
      });
      parts = parts.map((_, k) => summarise(lab, picked, weights, assignment, k));
    }
    const total = parts.reduce((sum, part) => sum + part.total, 0);
    return new ColourModel(parts.filter((part) => part.total > 0).map((part) => gaussian(part, part.total / total)));
  }

  /** Negative logarithm of the density at a colour. */
  cost(l: number, a: number, b: number): number {
    let density = 0;
    for (const { mean, inverse, log } of this.#parts) {
      const x = l - mean[0], y = a - mean[1], z = b - mean[2];
      const q = x * x * (inverse[0] ?? 0) + y * y * (inverse[3] ?? 0) + z * z * (inverse[5] ?? 0) + 2 * (x * y * (inverse[1] ?? 0) + x * z * (inverse[2] ?? 0) + y * z * (inverse[4] ?? 0));
      density += Math.exp(log - q / 2);
    }
    return -Math.log(density + 1e-9);
  }
}

type Cluster = { total: number; mean: Triple; covariance: readonly number[]; spread: number; axis: Triple };

function summarise(lab: Picture, picked: readonly number[], weights: readonly number[], assignment: Uint8Array, k: number): Cluster {
  let n = 0, sl = 0, sa = 0, sb = 0, ll = 0, la = 0, lb = 0, aa = 0, ab = 0, bb = 0;
  picked.forEach((pixel, j) => {
    if (assignment[j] !== k) return;
    const w = weights[j] ?? 0, l = lab.data[pixel * 3] ?? 0, a = lab.data[pixel * 3 + 1] ?? 0, b = lab.data[pixel * 3 + 2] ?? 0;
    n += w;
    sl += w * l;
    sa += w * a;
    sb += w * b;
    ll += w * l * l;
    la += w * l * a;
    lb += w * l * b;
    aa += w * a * a;
    ab += w * a * b;
    bb += w * b * b;
  });
  const scale = n > 0 ? 1 / n : 0;
  const l = sl * scale, a = sa * scale, b = sb * scale;
  const covariance = [ll * scale - l * l + FLOOR, la * scale - l * a, lb * scale - l * b, aa * scale - a * a + FLOOR, ab * scale - a * b, bb * scale - b * b + FLOOR];
  const { value, axis } = mainAxis(covariance);
  return { total: n, mean: [l, a, b], covariance, spread: value, axis };
}

/** Largest eigenvalue and its vector of a symmetric 3 × 3 matrix, by the power method. */
function mainAxis([xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0]: readonly number[]): { readonly value: number; readonly axis: Triple } {
  let axis: Triple = [1, 0.7, 0.4], value = 0;
  for (let i = 0; i < 24; i++) {
    const [x, y, z] = axis;
    const nx = xx * x + xy * y + xz * z, ny = xy * x + yy * y + yz * z, nz = xz * x + yz * y + zz * z;
    value = Math.sqrt(nx * nx + ny * ny + nz * nz) || 1e-12;
    axis = [nx / value, ny / value, nz / value];
  }
  return { value, axis };
}

function gaussian({ mean, covariance: [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] }: Cluster, weight: number): Gaussian {
  const A = d * f - e * e, B = c * e - b * f, C = b * e - c * d;
  const det = Math.max(1e-15, a * A + b * B + c * C);
  return { weight, mean, inverse: [A, B, C, a * f - c * c, b * c - a * e, a * d - b * b].map((v) => v / det), log: Math.log(weight / Math.sqrt(det)) };
}
