import { boxMean, clamp, type Picture, type Plane, planeOf } from './plane';

/**
 * Fits masks to the edges of one picture: the guided filter with a colour guide (He, Sun & Tang 2013), a local form of the matting Laplacian's
 * closed solution. What depends on the picture alone is made once and serves all masks.
 */
export class Guide {
  readonly #radius: number;
  readonly #channels: readonly [Plane, Plane, Plane];
  readonly #means: readonly [Plane, Plane, Plane];
  /** Inverse of the local covariance, six numbers (rr rg rb gg gb bb) per pixel. */
  readonly #inverse: Float32Array;

  /** `epsilon`: variance of colour that counts as flat; 0…1 encoded, squared. */
  constructor(picture: Picture, radius: number, epsilon: number) {
    this.#radius = radius;
    const channel = (c: number): Plane => {
      const plane = planeOf(picture);
      for (let i = 0; i < plane.data.length; i++) plane.data[i] = picture.data[i * 3 + c] ?? 0;
      return plane;
    };
    this.#channels = [channel(0), channel(1), channel(2)];
    const [r, g, b] = this.#channels;
    this.#means = [boxMean(r, radius), boxMean(g, radius), boxMean(b, radius)];
    const pairs = [[r, r], [r, g], [r, b], [g, g], [g, b], [b, b]] as const;
    const [rr, rg, rb, gg, gb, bb] = pairs.map(([x, y]) => boxMean(product(x, y), radius).data) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
    const [mr, mg, mb] = this.#means.map(({ data }) => data) as [Float32Array, Float32Array, Float32Array];
    this.#inverse = new Float32Array(rr.length * 6);
    for (let i = 0; i < rr.length; i++) {
      const R = mr[i] ?? 0, G = mg[i] ?? 0, B = mb[i] ?? 0;
      const a = (rr[i] ?? 0) - R * R + epsilon, b1 = (rg[i] ?? 0) - R * G, c = (rb[i] ?? 0) - R * B;
      const d = (gg[i] ?? 0) - G * G + epsilon, e = (gb[i] ?? 0) - G * B, f = (bb[i] ?? 0) - B * B + epsilon;
      const A = d * f - e * e, D = c * e - b1 * f, E = b1 * e - c * d;
      const scale = 1 / Math.max(1e-12, a * A + b1 * D + c * E);
      this.#inverse.set([A * scale, D * scale, E * scale, (a * f - c * c) * scale, (b1 * c - a * e) * scale, (a * d - b1 * b1) * scale], i * 6);
    }
  }

  /** The mask as the best local linear function of the picture's colours, 0…1. */
  refine(mask: Plane): Plane {
    const radius = this.#radius;
    const mean = boxMean(mask, radius).data;
    const cross = this.#channels.map((channel) => boxMean(product(channel, mask), radius).data);
    const [cr, cg, cb] = cross as [Float32Array, Float32Array, Float32Array];
    const [mr, mg, mb] = this.#means.map(({ data }) => data) as [Float32Array, Float32Array, Float32Array];
    const inverse = this.#inverse;
    const offset = planeOf(mask);
    for (let i = 0, k = 0; i < mean.length; i++, k += 6) {
      const p = mean[i] ?? 0, R = mr[i] ?? 0, G = mg[i] ?? 0, B = mb[i] ?? 0;
      const x = (cr[i] ?? 0) - R * p, y = (cg[i] ?? 0) - G * p, z = (cb[i] ?? 0) - B * p;
      const rr = inverse[k] ?? 0, rg = inverse[k + 1] ?? 0, rb = inverse[k + 2] ?? 0, gg = inverse[k + 3] ?? 0, gb = inverse[k + 4] ?? 0, bb = inverse[k + 5] ?? 0;
      const ar = rr * x + rg * y + rb * z, ag = rg * x + gg * y + gb * z, ab = rb * x + gb * y + bb * z;
      cr[i] = ar;
      cg[i] = ag;
      cb[i] = ab;
      offset.data[i] = p - ar * R - ag * G - ab * B;
    }
    const smooth = (data: Float32Array): Float32Array => boxMean({ width: mask.width, height: mask.height, data }, radius).data;
    const [ar, ag, ab, b] = [smooth(cr), smooth(cg), smooth(cb), smooth(offset.data)];
    const [r, g, bl] = this.#channels.map(({ data }) => data) as [Float32Array, Float32Array, Float32Array];
    const out = planeOf(mask);
    for (let i = 0; i < out.data.length; i++) {
      out.data[i] = clamp((ar[i] ?? 0) * (r[i] ?? 0) + (ag[i] ?? 0) * (g[i] ?? 0) + (ab[i] ?? 0) * (bl[i] ?? 0) + (b[i] ?? 0));
    }
    return out;
  }
}

const product = (x: Plane, y: Plane): Plane => {
  const out = planeOf(x);
  for (let i = 0; i < out.data.length; i++) out.data[i] = (x.data[i] ?? 0) * (y.data[i] ?? 0);
  return out;
};
