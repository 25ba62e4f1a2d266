import { boxMean, clamp, type Picture, type Plane, planeOf, resizePicture, resizePlane } from './plane';

/**
 * Fits masks to the edges of one picture: the guided filter with a colour guide (He, Sun & Tang 2013), a local form of the matting Laplacian's
 * closed solution. Its coefficients are found at half size and enlarged, as in the fast guided filter (He & Sun 2015). What depends on the picture
 * alone is made once and serves all masks.
 */
export class Guide {
  readonly #picture: Picture;
  readonly #radius: number;
  /** At half size, as all that follows. */
  readonly #channels: readonly [Plane, Plane, Plane];
  readonly #means: readonly [Plane, Plane, Plane];
  /** Inverse of the local covariance, six numbers (rr rg rb gg gb bb) per pixel. */
  readonly #inverse: Float32Array;

  /** `epsilon`: variance of colour that counts as flat; 0…1 encoded, squared. */
  constructor(picture: Picture, radius: number, epsilon: number) {
    this.#picture = picture;
    this.#radius = Math.max(1, Math.round(radius / 2));
    const half = resizePicture(picture, { width: Math.ceil(picture.width / 2), height: Math.ceil(picture.height / 2) });
    const channel = (c: number): Plane => {
      const plane = planeOf(half);
      for (let i = 0; i < plane.data.length; i++) plane.data[i] = half.data[i * 3 + c] ?? 0;
      return plane;
    };
    this.#channels = [channel(0), channel(1), channel(2)];
    const [r, g, b] = this.#channels;
    this.#means = [boxMean(r, this.#radius), boxMean(g, this.#radius), boxMean(b, this.#radius)];
    const pairs = [[r, r], [r, g], [r, b], [g, g], [g, b], [b, b]] as const;
    const [rr, rg, rb, gg, gb, bb] = pairs.map(([x, y]) => boxMean(product(x, y), this.#radius).data) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
    const [mr, mg, mb] = this.#means.map(({ data }) => data) as [Float32Array, Float32Array, Float32Array];
    this.#inverse = new Float32Array(rr.length * 6);
    for (let i = 0; i < rr.length; i++) {
      const R = mr[i] ?? 0, G = mg[i] ?? 0, B = mb[i] ?? 0;
      const a = (rr[i] ?? 0) - R * R + epsilon, b1 = (rg[i] ?? 0) - R * G, c = (rb[i] ?? 0) - R * B;
      const d = (gg[i] ?? 0) - G * G + epsilon, e = (gb[i] ?? 0) - G * B, f = (bb[i] ?? 0) - B * B + epsilon;
      const A = d * f - e * e, D = c * e - b1 * f, E = b1 * e - c * d;
      const scale = 1 / Math.max(1e-12, a * A + b1 * D + c * E);
      const k = i * 6;
      this.#inverse[k] = A * scale;
      this.#inverse[k + 1] = D * scale;
      this.#inverse[k + 2] = E * scale;
      this.#inverse[k + 3] = (a * f - c * c) * scale;
      this.#inverse[k + 4] = (b1 * c - a * e) * scale;
      this.#inverse[k + 5] = (a * d - b1 * b1) * scale;
    }
  }

  /** A mask of any size as the best local linear function of the picture's colours, 0…1, at the picture's size. */
  refine(given: Plane): Plane {
    const radius = this.#radius;
    const mask = resizePlane(given, this.#channels[0]);
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
    const out = planeOf(this.#picture);
    const { data: rgb, width, height } = this.#picture;
    for (let y = 0, i = 0; y < height; y++) {
      const v = clamp((y - 0.5) / 2, 0, mask.height - 1), y0 = Math.floor(v), fy = v - y0, down = y0 + 1 < mask.height ? mask.width : 0;
      for (let x = 0; x < width; x++, i++) {
        const u = clamp((x - 0.5) / 2, 0, mask.width - 1), x0 = Math.floor(u), fx = u - x0, p = y0 * mask.width + x0, q = x0 + 1 < mask.width ? p + 1 : p;
        const w00 = (1 - fx) * (1 - fy), w01 = fx * (1 - fy), w10 = (1 - fx) * fy, w11 = fx * fy;
        const red = w00 * (ar[p] ?? 0) + w01 * (ar[q] ?? 0) + w10 * (ar[p + down] ?? 0) + w11 * (ar[q + down] ?? 0);
        const green = w00 * (ag[p] ?? 0) + w01 * (ag[q] ?? 0) + w10 * (ag[p + down] ?? 0) + w11 * (ag[q + down] ?? 0);
        const blue = w00 * (ab[p] ?? 0) + w01 * (ab[q] ?? 0) + w10 * (ab[p + down] ?? 0) + w11 * (ab[q + down] ?? 0);
        const offset = w00 * (b[p] ?? 0) + w01 * (b[q] ?? 0) + w10 * (b[p + down] ?? 0) + w11 * (b[q + down] ?? 0);
        out.data[i] = clamp(red * (rgb[i * 3] ?? 0) + green * (rgb[i * 3 + 1] ?? 0) + blue * (rgb[i * 3 + 2] ?? 0) + offset);
      }
    }
    return out;
  }
}

const product = (x: Plane, y: Plane): Plane => {
  const out = planeOf(x);
  for (let i = 0; i < out.data.length; i++) out.data[i] = (x.data[i] ?? 0) * (y.data[i] ?? 0);
  return out;
};
