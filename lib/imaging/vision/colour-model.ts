import { kernels } from './kernels';
import type { Colours, Plane } from './plane';

const LINEAR = Float32Array.from({ length: 1025 }, (_, i) => {
  const v = i / 1024;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

/** A picture in Oklab (Ottosson 2020), interleaved: L 0…1, a and b near ±0.4 at most. */
export function oklabOf({ width, height, data }: Colours): Colours {
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
  static fit(lab: Colours, weight: (index: number) => number, components = 5): ColourModel | undefined {
    const samples = pick(lab, weight);
    if (samples.weights.length < 8) return undefined;
    let parts = summarise(samples, 1);
    while (parts.length < components) {
      let widest = 0;
      parts.forEach((part, k) => { if (part.spread * part.total > (parts[widest]?.spread ?? 0) * (parts[widest]?.total ?? 0)) widest = k; });
      split(samples, parts[widest] as Cluster, widest, parts.length);
      parts = summarise(samples, parts.length + 1);
    }
    for (let round = 0; round < 3; round++) {
      assign(samples, parts);
      parts = summarise(samples, parts.length);
    }
    const total = parts.reduce((sum, part) => sum + part.total, 0);
    return new ColourModel(parts.filter((part) => part.total > 0).map((part) => gaussian(part, part.total / total)));
  }

  /** Negative logarithm of the density at each of a picture's colours. */
  costs(lab: Colours): Plane {
    const k = kernels();
    const count = lab.width * lab.height;
    // Powers of two, mixed terms counted twice.
    const own = -0.5 * Math.LOG2E, mixed = -Math.LOG2E;
    const components = Float32Array.from(this.#parts.flatMap(({ mean, inverse: [xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0], log }) => [...mean, xx * own, xy * mixed, xz * mixed, yy * own, yz * mixed, zz * own, log * Math.LOG2E]));
    const out = k.room('resized', count);
    k.run.mixtureCost(out, k.put('source', lab.data), count, k.put('components', components), this.#parts.length);
    return { width: lab.width, height: lab.height, data: k.read(out, count) };
  }
}

/** Colours that a model is fitted to, interleaved; how much each counts; and the cluster that it is in. */
type Samples = { readonly colours: Float32Array; readonly weights: Float32Array; readonly cluster: Uint8Array };

type Cluster = { readonly total: number; readonly mean: Triple; readonly covariance: readonly number[]; readonly spread: number; readonly axis: Triple };

function pick({ width, height, data }: Colours, weight: (index: number) => number): Samples {
  const stride = Math.max(1, Math.floor((width * height) / SAMPLES)), most = Math.ceil((width * height) / stride);
  const colours = new Float32Array(most * 3), weights = new Float32Array(most);
  let n = 0;
  for (let i = 0; i < width * height; i += stride) {
    const w = weight(i);
    if (w <= 0.01) continue;
    weights[n] = w;
    for (let c = 0; c < 3; c++) colours[n * 3 + c] = data[i * 3 + c] ?? 0;
    n++;
  }
  return { colours: colours.subarray(0, n * 3), weights: weights.subarray(0, n), cluster: new Uint8Array(n) };
}

/** What lies beyond the middle of a cluster along its longest axis goes to a new one. */
function split({ colours, cluster }: Samples, { mean: [ml, ma, mb], axis: [al, aa, ab] }: Cluster, from: number, to: number): void {
  for (let j = 0; j < cluster.length; j++) {
    if (cluster[j] === from && ((colours[j * 3] ?? 0) - ml) * al + ((colours[j * 3 + 1] ?? 0) - ma) * aa + ((colours[j * 3 + 2] ?? 0) - mb) * ab > 0) cluster[j] = to;
  }
}

/** Each to the nearest mean. */
function assign({ colours, cluster }: Samples, parts: readonly Cluster[]): void {
  const means = Float64Array.from(parts.flatMap(({ mean, total }) => (total > 0 ? mean : [Infinity, Infinity, Infinity])));
  for (let j = 0; j < cluster.length; j++) {
    const l = colours[j * 3] ?? 0, a = colours[j * 3 + 1] ?? 0, b = colours[j * 3 + 2] ?? 0;
    let best = 0, least = Infinity;
    for (let k = 0; k < means.length; k += 3) {
      const dl = l - (means[k] ?? 0), da = a - (means[k + 1] ?? 0), db = b - (means[k + 2] ?? 0);
      const d = dl * dl + da * da + db * db;
      if (d < least) {
        best = k;
        least = d;
      }
    }
    cluster[j] = best / 3;
  }
}

/** Numbers kept while summing a cluster: weight, l a b, ll la lb aa ab bb. */
const SUMS = 10;

function summarise({ colours, weights, cluster }: Samples, count: number): readonly Cluster[] {
  const sums = new Float64Array(count * SUMS);
  for (let j = 0; j < cluster.length; j++) {
    const at = (cluster[j] ?? 0) * SUMS, w = weights[j] ?? 0, l = colours[j * 3] ?? 0, a = colours[j * 3 + 1] ?? 0, b = colours[j * 3 + 2] ?? 0;
    sums[at] = (sums[at] ?? 0) + w;
    sums[at + 1] = (sums[at + 1] ?? 0) + w * l;
    sums[at + 2] = (sums[at + 2] ?? 0) + w * a;
    sums[at + 3] = (sums[at + 3] ?? 0) + w * b;
    sums[at + 4] = (sums[at + 4] ?? 0) + w * l * l;
    sums[at + 5] = (sums[at + 5] ?? 0) + w * l * a;
    sums[at + 6] = (sums[at + 6] ?? 0) + w * l * b;
    sums[at + 7] = (sums[at + 7] ?? 0) + w * a * a;
    sums[at + 8] = (sums[at + 8] ?? 0) + w * a * b;
    sums[at + 9] = (sums[at + 9] ?? 0) + w * b * b;
  }
  return Array.from({ length: count }, (_, k): Cluster => {
    const [n = 0, ...rest] = sums.subarray(k * SUMS, (k + 1) * SUMS);
    const [l = 0, a = 0, b = 0, ll = 0, la = 0, lb = 0, aa = 0, ab = 0, bb = 0] = rest.map((sum) => (n > 0 ? sum / n : 0));
    const covariance = [ll - l * l + FLOOR, la - l * a, lb - l * b, aa - a * a + FLOOR, ab - a * b, bb - b * b + FLOOR];
    const { value, axis } = mainAxis(covariance);
    return { total: n, mean: [l, a, b], covariance, spread: value, axis };
  });
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
