import type { Address } from '@/lib/develop/kernels/arena';
import { type Kernels, kernels, pitchOf } from './kernels';
import { type Picture, type Plane, resizeColours, resizePlane } from './plane';
import type { Size } from '@/lib/develop/types';
import type { Raster } from '@/lib/develop/assets';

let made = 0;

/**
 * Fits masks to the edges of one picture: the guided filter with a colour guide (He, Sun & Tang 2013), a local form of the matting Laplacian's
 * closed solution. Its coefficients are found at half size and enlarged, as in the fast guided filter (He & Sun 2015). What depends on the picture
 * alone is made once, stays in the kernels' memory and serves all masks.
 */
export class Guide {
  /** The size at which coefficients are found, and masks are best given. */
  readonly half: Size;
  readonly #id = `guide ${made++}`;
  readonly #picture: Picture;
  readonly #radius: number;
  readonly #epsilon: number;

  /** `epsilon`: variance of colour that counts as flat; 0…1 encoded, squared. */
  constructor(picture: Picture, radius: number, epsilon: number) {
    this.#picture = picture;
    this.#radius = Math.max(1, Math.round(radius / 2));
    this.#epsilon = epsilon;
    this.half = { width: Math.ceil(picture.width / 2), height: Math.ceil(picture.height / 2) };
  }

  /**
   * A mask of any size as the best local linear function of the picture's colours, at the picture's size: 0 where that is below `low`, 255 above
   * `high`, straight between.
   */
  refine(given: Plane, low = 0, high = 1): Raster {
    const k = kernels();
    const { width, height } = this.half, n = width * height, pitch = pitchOf(n);
    const mask = resizePlane(given, this.half);
    const guide = k.arena.hold('guide', 12 * pitch, this.#id, (address) => this.#prepare(k, address, pitch));
    const means = guide + 3 * pitch, inverse = guide + 6 * pitch;
    const work = k.arena.slot('coefficients', 4 * pitch), p = work + 3 * pitch;
    k.arena.floats(p, n).set(mask.data);
    for (let c = 0; c < 3; c++) k.run.multiply(work + c * pitch, guide + c * pitch, p, n);
    const smooth = (): void => { for (let c = 0; c < 4; c++) k.boxMean(work + c * pitch, width, height, this.#radius); };
    smooth();
    k.run.solve(work, means, inverse, pitch, n);
    smooth();
    const { data, width: fullWidth, height: fullHeight } = this.#picture;
    const line = k.room('line', 4 * width + 16), out = k.arena.slot('refined', fullWidth * fullHeight);
    const picture = k.arena.hold('picture', data.byteLength + 64, this.#id, (address) => k.arena.u8.set(data, address));
    k.run.enlarge(out, picture, fullWidth, fullHeight, work, pitch, width, height, line, low, high);
    return { width: fullWidth, height: fullHeight, data: k.arena.u8.slice(out, out + fullWidth * fullHeight) };
  }

  /** Twelve planes: the channels, their means, the inverse of the local covariance (rr rg rb gg gb bb). */
  #prepare(k: Kernels, channels: Address, pitch: number): void {
    const { width, height } = this.half, n = width * height;
    const small = resizeColours(this.#picture, this.half).data;
    const means = channels + 3 * pitch, inverse = channels + 6 * pitch;
    const [r, g, b] = [0, 1, 2].map((c) => k.arena.floats(channels + c * pitch, n)) as [Float32Array, Float32Array, Float32Array];
    for (let i = 0; i < n; i++) {
      r[i] = small[i * 3] ?? 0;
      g[i] = small[i * 3 + 1] ?? 0;
      b[i] = small[i * 3 + 2] ?? 0;
    }
    k.arena.u8.copyWithin(means, channels, channels + 3 * pitch);
    PAIRS.forEach(([x, y], at) => k.run.multiply(inverse + at * pitch, channels + x * pitch, channels + y * pitch, n));
    for (let at = 3; at < 12; at++) k.boxMean(channels + at * pitch, width, height, this.#radius);
    k.run.covariance(inverse, means, pitch, this.#epsilon, n);
  }
}

const PAIRS = [[0, 0], [0, 1], [0, 2], [1, 1], [1, 2], [2, 2]] as const;
