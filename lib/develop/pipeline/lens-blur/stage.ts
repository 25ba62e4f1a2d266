import type { Assets } from '../../assets';
import type { Address } from '../../kernels/arena';
import type { Module } from '../../kernels/loader';
import type { LensBlur } from '../../settings';
import type { ColourSpace, Size } from '../../types';
import { type PhotoMap, Positions } from '../photo-map';
import { pitchOf, type Planes, type Rect } from '../planes';
import { defocusOf } from './defocus';
import { type BlurLayers, type Layer, radiusOf } from './layers';

/** `scale`: output px per px of the full photo; `width`: of the widest row, with all around it. */
type StageContext = { readonly module: Module; readonly full: Size; readonly map: PhotoMap; readonly space: ColourSpace; readonly width: number; readonly scale: number; readonly assets: Assets };

/** Bytes of a layer's record for the kernel. */
const RECORD = 32;
/** A Gaussian as wide as a disc of radius 1. */
const SIGMA = 0.5;
/** Softer than this a pixel grid cannot show. */
const LEAST_SIGMA = 0.3;
const WIDEST = 20;

/** Lays the layers of a lens blur over tiles: each pixel takes the layers that hold where it lies, by how far out of focus it is. */
export class LensBlurStage {
  readonly #module: Module;
  readonly #positions: Positions;
  readonly #defocus: ReturnType<typeof defocusOf>;
  readonly #records: Address;
  readonly #count: number;
  readonly #front: boolean;
  /** Defocus of the layer that is blurred least; what is less out of focus than that is blurred in the tile itself. */
  readonly #least: number;
  readonly #weights: Address;
  readonly #taps: number;
  /** Pixels around a tile that it looks at. */
  readonly halo: number;

  constructor(blur: LensBlur, { id, range, layers, front }: BlurLayers, { module, full, map, space, width, scale, assets }: StageContext) {
    const { arena, kernels } = module;
    this.#module = module;
    this.#positions = new Positions(module, 'lens-blur', map, width);
    this.#defocus = defocusOf(blur, { module, full, map, space, width, assets, positions: this.#positions }, 'lens-blur');
    this.#count = layers.length;
    this.#front = front !== undefined;
    const all: readonly Layer[] = [...layers, ...(front ? [front.veil, front.behind] : [])];
    this.#records = arena.slot('lens-blur.records', (layers.length + 2) * RECORD);
    const places = all.map(({ data }, k) => arena.hold(`lens-blur.layer.${k}`, data.byteLength, `${id} ${k}`, (at) => arena.u8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)));
    all.forEach((layer, k) => {
      const at = this.#records / 4 + k * (RECORD / 4);
      arena.u32.set([places[k] ?? 0, layer.width, layer.height], at);
      arena.f32.set([layer.width / full.width, layer.height / full.height, layer.defocus, range], at + 3);
    });
    this.#least = layers.at(-1)?.defocus ?? 1;
    // Half way between sharp and the last layer.
    const sigma = 0.5 * SIGMA * this.#least * radiusOf(blur, full) * scale;
    this.#taps = sigma < LEAST_SIGMA ? 0 : Math.min(WIDEST, Math.ceil(sigma * 2.7));
    this.#weights = arena.slot('lens-blur.weights', (WIDEST + 1) * 4);
    const raw = Array.from({ length: this.#taps + 1 }, (_, k) => kernels.exp2(-(k * k) / (2 * sigma * sigma * 0.6931471805599453)));
    const sum = raw.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
    arena.f32.set(raw.map((weight) => weight / sum), this.#weights / 4);
    this.halo = Math.ceil(this.#taps / 4) * 4;
  }

  /**
   * In place, linear light of the photo's primaries; the rectangle's corner lies `from` bytes into each plane, and the planes hold `halo` pixels more
   * on every side.
   */
  apply(rect: Rect, planes: Planes, from: number): void {
    const { arena, kernels } = this.#module;
    const { halo } = this;
    const { pitch } = planes;
    const n = rect.x1 - rect.x0, wide = n + 2 * halo, rows = rect.y1 - rect.y0, high = rows + 2 * this.#taps;
    const s = arena.slot('lens-blur.defocus', pitchOf(wide) * high);
    const line = pitchOf(wide);
    for (let y = 0; y < high; y++) {
      const at = from + (y - this.#taps) * pitch - halo * 4;
      this.#defocus(s + y * line, { y: rect.y0 + y - this.#taps, first: rect.x0 - halo, n: wide, rgb: [planes.r + at, planes.g + at, planes.b + at] });
    }
    const inside = s + this.#taps * line + halo * 4;
    const soft = this.#taps > 0 && this.#slightly(inside, line, n, rows) ? this.#soften(planes, from, s, line, wide, high) : undefined;
    const small = arena.slot('lens-blur.small', 4 * line);
    for (let y = 0; y < rows; y++) {
      const at = from + y * pitch;
      const [r, g, b] = [planes.r + at, planes.g + at, planes.b + at];
      if (soft) {
        soft.forEach((plane, c) => kernels.blurRow(small + c * line, plane + (y + this.#taps) * line + halo * 4, line, this.#weights, this.#taps, n));
        kernels.dividedRows(small, small + line, small + 2 * line, small + 3 * line, n);
      }
      const { xs, ys } = this.#positions.at(rect.y0 + y, rect.x0, n);
      kernels.defocusRows(r, g, b, inside + y * line, xs, ys, n, this.#records, this.#count, this.#front, soft ? small : 0, line);
    }
  }

  /** Whether anything in the tile is less out of focus than the last layer. */
  #slightly(s: Address, line: number, n: number, rows: number): boolean {
    const { f32 } = this.#module.arena;
    for (let y = 0; y < rows; y++) {
      for (let k = (s + y * line) / 4, end = k + n; k < end; k++) if ((f32[k] ?? 0) > 0 && (f32[k] ?? 0) < this.#least) return true;
    }
    return false;
  }

  /** The tile blurred along its rows: red, green, blue and weight, of which what is in focus has none. */
  #soften(planes: Planes, from: number, s: Address, line: number, wide: number, high: number): readonly Address[] {
    const { arena, kernels } = this.#module;
    const pad = this.halo * 4;
    const rows = ['r', 'g', 'b', 'w'].map((name) => arena.slot(`lens-blur.row.${name}`, line + 64)) as [Address, Address, Address, Address];
    const out = ['r', 'g', 'b', 'w'].map((name) => arena.slot(`lens-blur.across.${name}`, line * high));
    for (let y = 0; y < high; y++) {
      const at = from + (y - this.#taps) * planes.pitch - pad;
      kernels.weighedRows(...rows, planes.r + at, planes.g + at, planes.b + at, s + y * line, wide, 8 / this.#least);
      rows.forEach((row, c) => kernels.blurRow((out[c] ?? 0) + y * line + pad, row + pad, 4, this.#weights, this.#taps, wide - 2 * this.halo));
    }
    return out;
  }
}
