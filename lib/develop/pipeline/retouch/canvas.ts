import type { Pixels } from '../../types';
import type { Rect } from '../planes';

/** A rectangle of replaced pixels of a source picture, at the source's depth and channels. Plain data. */
export type Patch = { readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly data: Uint8Array | Uint16Array };

/** `v` brought into 0 … n − 1 as if the picture were mirrored at its edges. */
export function mirrored(v: number, n: number): number {
  const period = 2 * n;
  const folded = ((v % period) + period) % period;
  return folded < n ? folded : period - 1 - folded;
}

/** Side of the squares in which patches are looked up. */
const BLOCK = 128;

/** A picture with the patches that were laid over it so far. */
export class Canvas {
  readonly patches: Patch[] = [];
  readonly #blocks = new Map<number, Patch[]>();

  constructor(readonly pixels: Pixels) {}

  add(patches: readonly Patch[]): void {
    for (const patch of patches) {
      this.patches.push(patch);
      for (let by = Math.floor(patch.y / BLOCK); by * BLOCK < patch.y + patch.height; by++) {
        for (let bx = Math.floor(patch.x / BLOCK); bx * BLOCK < patch.x + patch.width; bx++) {
          const key = by * 65536 + bx;
          const list = this.#blocks.get(key);
          if (list) list.push(patch);
          else this.#blocks.set(key, [patch]);
        }
      }
    }
  }

  /** Where the values of a pixel within the picture lie: the array and the index of its first channel. */
  #find(x: number, y: number): readonly [data: Uint8Array | Uint16Array, index: number] {
    const { width, channels, data } = this.pixels;
    const list = this.#blocks.get(Math.floor(y / BLOCK) * 65536 + Math.floor(x / BLOCK));
    for (let k = (list?.length ?? 0) - 1; k >= 0; k--) {
      const patch = list?.[k];
      if (patch && x >= patch.x && y >= patch.y && x < patch.x + patch.width && y < patch.y + patch.height) return [patch.data, ((y - patch.y) * patch.width + x - patch.x) * channels];
    }
    return [data, (y * width + x) * channels];
  }

  /** Copies the rectangle's values, row by row; outside the picture it is mirrored. */
  read(rect: Rect, target: Uint8Array | Uint16Array): void {
    const { width, height, channels } = this.pixels;
    let at = 0;
    for (let y = rect.y0; y < rect.y1; y++) {
      const sy = mirrored(y, height);
      for (let x = rect.x0; x < rect.x1; x++, at += channels) {
        const [data, from] = this.#find(mirrored(x, width), sy);
        for (let c = 0; c < channels; c++) target[at + c] = data[from + c] ?? 0;
      }
    }
  }

  /** The three colours of one pixel through `table`, mirrored outside the picture. */
  colour(x: number, y: number, table: Float32Array, out: Float32Array, at: number): void {
    const [data, from] = this.#find(mirrored(x, this.pixels.width), mirrored(y, this.pixels.height));
    out[at] = table[data[from] ?? 0] ?? 0;
    out[at + 1] = table[data[from + 1] ?? 0] ?? 0;
    out[at + 2] = table[data[from + 2] ?? 0] ?? 0;
  }
}
