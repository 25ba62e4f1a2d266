import type { Assets } from '../../assets';
import type { Address } from '../../kernels/arena';
import type { Module } from '../../kernels/loader';
import type { LensBlur } from '../../settings';
import type { ColourSpace, Size } from '../../types';
import { type PhotoMap, Positions } from '../photo-map';
import type { Planes, Rect } from '../planes';
import { defocusOf } from './defocus';
import type { BlurLayers, Layer } from './layers';

type StageContext = { readonly module: Module; readonly full: Size; readonly map: PhotoMap; readonly space: ColourSpace; readonly width: number; readonly assets: Assets };

/** Bytes of a layer's record for the kernel. */
const RECORD = 32;

/** Lays the layers of a lens blur over tiles: each pixel takes the layers that hold where it lies, by how far out of focus it is. */
export class LensBlurStage {
  readonly #module: Module;
  readonly #positions: Positions;
  readonly #defocus: ReturnType<typeof defocusOf>;
  readonly #row: Address;
  readonly #records: Address;
  readonly #count: number;
  readonly #front: boolean;

  /** `width`: of the widest row, halo included. */
  constructor(blur: LensBlur, { id, range, layers, front }: BlurLayers, { module, full, map, space, width, assets }: StageContext) {
    const { arena } = module;
    this.#module = module;
    this.#positions = new Positions(module, 'lens-blur', map, width);
    this.#defocus = defocusOf(blur, { module, full, map, space, width, assets, positions: this.#positions }, 'lens-blur');
    this.#row = arena.slot('lens-blur.row', width * 4 + 16);
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
  }

  /** In place, linear light of the photo's primaries; the rectangle's corner lies `from` bytes into each plane. */
  apply(rect: Rect, planes: Planes, from: number): void {
    const { kernels } = this.#module;
    const n = rect.x1 - rect.x0;
    for (let y = rect.y0; y < rect.y1; y++) {
      const at = from + (y - rect.y0) * planes.pitch;
      const [r, g, b] = [planes.r + at, planes.g + at, planes.b + at];
      this.#defocus(this.#row, { y, first: rect.x0, n, rgb: [r, g, b] });
      const { xs, ys } = this.#positions.at(y, rect.x0, n);
      kernels.defocusRows(r, g, b, this.#row, xs, ys, n, this.#records, this.#count, this.#front, 0, 0);
    }
  }
}
