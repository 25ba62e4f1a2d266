import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Pixels, Size } from '../types';
import { type Affine, scaled } from './geometry';
import type { PhotoMap } from './photo-map';
import { makePlanes, type Planes, type Rect } from './planes';
import { fromScene } from './primaries';
import type { Patch } from './retouch';
import { SourceRows } from './source-rows';
import { makeTaps, type Taps } from './taps';
import { WarpReader } from './warp/reader';

const NEAR = 1e-6;
/** Rows and columns repeated around a photo, for the bicubic at its border: beyond them all four taps are the same. */
const EDGE = 3;
/** Taps of the bicubic. */
const TAPS = 4;

/** One axis of the lattice that the source is brought to before pixels are picked from it. */
type Axis = { readonly origin: number; readonly spacing: number };

type Plan =
  /** Every output pixel is a source pixel: s = offset + step·(output index). */
  | { readonly kind: 'copy' }
  /** Resampled along each axis, then picked. */
  | { readonly kind: 'scale'; readonly x: Taps; readonly y: Taps }
  /** Bent: `pipeline/warp`. */
  | { readonly kind: 'warp'; readonly reader: WarpReader }
  /** Turned: bicubic from the source, or from a reduced lattice when minifying. */
  | { readonly kind: 'turn'; readonly lattice: Affine; readonly reduced?: { readonly x: Taps; readonly y: Taps } };

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < NEAR;

/**
 * Reads rectangles of the output's geometry out of a source photo into f32 planes: encoded values, or linear light. What a pixel gets depends on
 * its position only, never on the rectangle it was asked in. Outside the photo its edge pixels repeat.
 */
export class Sampler {
  readonly #module: Module;
  readonly #source: Pixels;
  readonly #rows: SourceRows;
  readonly #map: Affine;
  readonly #transposed: boolean;
  readonly #plan: Plan;
  readonly #table: number;
  readonly #linear: boolean;
  /** Where the matrix of a RAW photo lies, which is linear already. */
  readonly #scene: Address | undefined;
  readonly #halo: number;
  /** Source pixels per output pixel, both axes multiplied: what a tile costs to read. */
  readonly density: number;

  /** `halo`: output pixels around the picture that tiles may ask for; `patches` lie over the source, whose data begin with row `from`. */
  constructor(module: Module, source: Pixels, photoMap: PhotoMap, output: Size, linear: boolean, halo: number, patches: readonly Patch[] = [], from = 0) {
    // Output pixel index → position in source px, pixel centres at ½.
    const map = scaled(photoMap.frame, source.width / photoMap.full.width, source.height / photoMap.full.height);
    const { arena, kernels } = module;
    this.#module = module;
    this.#source = source;
    this.#map = map;
    this.#linear = linear;
    this.#halo = halo;
    this.#table = arena.slot('sampler.table', 1024);
    this.#rows = new SourceRows(module, source, this.#table, patches, from);

    const straight = Math.abs(map.xy) < 1e-12 && Math.abs(map.yx) < 1e-12;
    this.#transposed = Math.abs(map.xx) < 1e-12 && Math.abs(map.yy) < 1e-12;
    const stepX = straight ? map.xx : map.xy, stepY = straight ? map.yy : map.yx;
    if (photoMap.warp) {
      const reader = new WarpReader(module, source, this.#rows, photoMap, output);
      this.#plan = { kind: 'warp', reader };
      this.density = reader.density;
    } else if (!straight && !this.#transposed) {
      const mx = Math.sqrt(map.xx * map.xx + map.xy * map.xy), my = Math.sqrt(map.yx * map.yx + map.yy * map.yy);
      this.#plan = this.#turnPlan(mx, my);
      this.density = Math.max(1, mx) * Math.max(1, my) * 2;
    } else if (isWhole(stepX) && isWhole(stepY) && Math.abs(Math.round(stepX)) === 1 && Math.abs(Math.round(stepY)) === 1 && isWhole(map.x0 - 0.5) && isWhole(map.y0 - 0.5)) {
      this.#plan = { kind: 'copy' };
      this.density = 1;
    } else {
      const alongX = this.#transposed ? output.height : output.width, alongY = this.#transposed ? output.width : output.height;
      const x = this.#ascending(map.x0, stepX, alongX), y = this.#ascending(map.y0, stepY, alongY);
      this.#plan = {
        kind: 'scale',
        x: makeTaps(arena, 'sampler.x', source.width, x.origin, x.spacing, -halo, alongX - 1 + halo),
        y: makeTaps(arena, 'sampler.y', source.height, y.origin, y.spacing, -halo, alongY - 1 + halo),
      };
      this.density = Math.max(1, x.spacing) * Math.max(1, y.spacing);
    }
    kernels.fillTable(this.#table, linear && this.#plan.kind === 'copy');
    this.#scene = source.scene && arena.slot('sampler.scene', 48);
    if (source.scene && this.#scene) arena.f32.set(fromScene(source.scene, source.space), this.#scene / 4);
  }

  /** Whether pixels come through unchanged, so that a job without edits is a copy of bytes. */
  get exact(): boolean {
    return this.#plan.kind === 'copy';
  }

  /** Which source row an output row is, from output row 0 on; undefined where an output row is more than one source row or another way round. */
  get firstRow(): number | undefined {
    return this.exact && !this.#transposed && this.#map.yy > 0 ? Math.round(this.#map.y0 - 0.5) : undefined;
  }

  /** Fills `planes` with the output rectangle. */
  read(rect: Rect, planes: Planes): void {
    if (this.#plan.kind === 'copy') this.#copy(rect, planes);
    else if (this.#plan.kind === 'scale') this.#scale(rect, planes, this.#plan.x, this.#plan.y);
    else if (this.#plan.kind === 'warp') this.#plan.reader.read(rect, planes);
    else this.#turn(rect, planes, this.#plan);
    if (this.#scene) this.#fromScene(rect, planes, this.#scene);
    else if (this.#linear && !(this.#plan.kind === 'copy' && this.#source.depth === 8)) this.#decode(rect, planes);
  }

  /** A mirrored axis is resampled in ascending order and read backwards. */
  #ascending(origin: number, step: number, count: number): Axis {
    return step > 0 ? { origin, spacing: step } : { origin: origin + step * (count - 1), spacing: -step };
  }

  #turnPlan(mx: number, my: number): Plan {
    const { arena } = this.#module;
    const { width, height } = this.#source;
    const map = this.#map;
    if (mx <= 1.0001 && my <= 1.0001) return { kind: 'turn', lattice: { ...map, x0: map.x0 - 0.5, y0: map.y0 - 0.5 } };
    const lattice = { xx: map.xx / mx, xy: map.xy / mx, x0: map.x0 / mx - 0.5, yx: map.yx / my, yy: map.yy / my, y0: map.y0 / my - 0.5 };
    const pad = EDGE + 1;
    return {
      kind: 'turn',
      lattice,
      reduced: {
        x: makeTaps(arena, 'sampler.x', width, mx / 2, mx, -pad, Math.ceil(width / mx) + pad),
        y: makeTaps(arena, 'sampler.y', height, my / 2, my, -pad, Math.ceil(height / my) + pad),
      },
    };
  }

  #copy(rect: Rect, planes: Planes): void {
    const map = this.#map;
    const { width, height } = this.#source;
    const limit = (v: number, n: number) => Math.min(n - 1, Math.max(0, v));
    const sourceX = (i: number, j: number) => Math.round(map.x0 - 0.5 + map.xx * i + map.xy * j);
    const sourceY = (i: number, j: number) => Math.round(map.y0 - 0.5 + map.yx * i + map.yy * j);
    const xs = [limit(sourceX(rect.x0, rect.y0), width), limit(sourceX(rect.x1 - 1, rect.y1 - 1), width)] as const;
    const ys = [limit(sourceY(rect.x0, rect.y0), height), limit(sourceY(rect.x1 - 1, rect.y1 - 1), height)] as const;
    const x0 = Math.min(...xs), y0 = Math.min(...ys);
    const { at, pitch } = this.#rows.stage(x0, y0, Math.max(...xs) + 1, Math.max(...ys) + 1);

    // Along an output row one source coordinate runs by ±1: the part inside the photo is read in one go, the rest repeats its ends.
    const along = this.#transposed ? sourceY : sourceX;
    const length = this.#transposed ? height : width;
    const direction = Math.round(this.#transposed ? map.yx : map.xx);
    const bytes = (this.#transposed ? pitch : this.#rows.pixelBytes) * direction;
    const n = rect.x1 - rect.x0;
    for (let j = rect.y0; j < rect.y1; j++) {
      const start = along(rect.x0, j);
      const inside = direction > 0 ? Math.max(0, -start) : Math.max(0, start - (length - 1));
      const count = direction > 0 ? Math.min(n - inside, length - Math.max(0, start)) : Math.min(n - inside, Math.min(length - 1, start) + 1);
      const i = rect.x0 + inside;
      const src = at + (limit(sourceY(i, j), height) - y0) * pitch + (limit(sourceX(i, j), width) - x0) * this.#rows.pixelBytes;
      const row = (j - rect.y0) * planes.pitch;
      this.#rows.unpack(src, bytes, count, planes, row + inside * 4);
      if (count < n) this.#rows.extend(planes, row, inside, count, n);
    }
  }

  #scale(rect: Rect, planes: Planes, x: Taps, y: Taps): void {
    const { arena, kernels } = this.#module;
    const map = this.#map;
    if (!this.#transposed && map.xx > 0 && map.yy > 0) {
      this.#rows.resample(x, y, rect.x0, rect.y0, rect.x1 - 1, rect.y1 - 1, planes);
      return;
    }
    // Output index → lattice index, per axis: mirrored axes count down.
    const lastX = x.starts.length - 1 - 2 * this.#halo, lastY = y.starts.length - 1 - 2 * this.#halo;
    const forwardX = (this.#transposed ? map.xy : map.xx) > 0, forwardY = (this.#transposed ? map.yx : map.yy) > 0;
    const kx = (k: number) => (forwardX ? k : lastX - k), ky = (k: number) => (forwardY ? k : lastY - k);
    const [ax0, ax1, ay0, ay1] = this.#transposed ? [rect.y0, rect.y1 - 1, rect.x0, rect.x1 - 1] : [rect.x0, rect.x1 - 1, rect.y0, rect.y1 - 1];
    const x0 = Math.min(kx(ax0), kx(ax1)), x1 = Math.max(kx(ax0), kx(ax1)), y0 = Math.min(ky(ay0), ky(ay1)), y1 = Math.max(ky(ay0), ky(ay1));
    const lattice = makePlanes(arena, 'sampler.lattice', x1 - x0 + 1, y1 - y0 + 1, planes.a !== 0);
    this.#rows.resample(x, y, x0, y0, x1, y1, lattice);
    const step = this.#transposed ? lattice.pitch * (forwardY ? 1 : -1) : forwardX ? 4 : -4;
    for (let j = rect.y0; j < rect.y1; j++) {
      const column = kx(this.#transposed ? j : rect.x0) - x0, line = ky(this.#transposed ? rect.x0 : j) - y0;
      const from = line * lattice.pitch + column * 4;
      for (const [dst, src] of [[planes.r, lattice.r], [planes.g, lattice.g], [planes.b, lattice.b], [planes.a, lattice.a]] as const) {
        if (dst !== 0) kernels.gather(dst + (j - rect.y0) * planes.pitch, src + from, step, rect.x1 - rect.x0);
      }
    }
  }

  #turn(rect: Rect, planes: Planes, plan: Extract<Plan, { kind: 'turn' }>): void {
    const { arena, kernels } = this.#module;
    const { lattice: map, reduced } = plan;
    const corners = [[rect.x0, rect.y0], [rect.x1 - 1, rect.y0], [rect.x0, rect.y1 - 1], [rect.x1 - 1, rect.y1 - 1]] as const;
    const xs = corners.map(([i, j]) => map.x0 + map.xx * i + map.xy * j), ys = corners.map(([i, j]) => map.y0 + map.yx * i + map.yy * j);
    const lowX = reduced ? reduced.x.first : -EDGE, highX = reduced ? reduced.x.first + reduced.x.starts.length - 1 : this.#source.width - 1 + EDGE;
    const lowY = reduced ? reduced.y.first : -EDGE, highY = reduced ? reduced.y.first + reduced.y.starts.length - 1 : this.#source.height - 1 + EDGE;
    const hold = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));
    const left = hold(Math.floor(Math.min(...xs)) - 2, lowX, highX - TAPS + 1), right = hold(Math.ceil(Math.max(...xs)) + 3, lowX + TAPS - 1, highX);
    const top = hold(Math.floor(Math.min(...ys)) - 2, lowY, highY - TAPS + 1), bottom = hold(Math.ceil(Math.max(...ys)) + 3, lowY + TAPS - 1, highY);
    const width = right - left + 1, height = bottom - top + 1;
    const lattice = makePlanes(arena, 'sampler.lattice', width + 4, height + 4, planes.a !== 0);
    if (reduced) this.#rows.resample(reduced.x, reduced.y, left, top, right, bottom, lattice);
    else this.#rows.unpackWithEdges(left, top, right, bottom, lattice);
    for (let j = rect.y0; j < rect.y1; j++) {
      const row = (j - rect.y0) * planes.pitch;
      kernels.warpRow(
        planes.r + row, planes.g + row, planes.b + row, planes.a ? planes.a + row : 0, rect.x1 - rect.x0,
        lattice.r, lattice.g, lattice.b, lattice.a, lattice.pitch, left, top, width, height,
        map.x0 + map.xy * j, map.y0 + map.yy * j, map.xx, map.yx, rect.x0,
      );
    }
  }

  #fromScene(rect: Rect, planes: Planes, matrix: Address): void {
    for (let j = 0; j < rect.y1 - rect.y0; j++) {
      const row = j * planes.pitch;
      this.#module.kernels.matrixRows(matrix, planes.r + row, planes.g + row, planes.b + row, rect.x1 - rect.x0);
    }
  }

  #decode(rect: Rect, planes: Planes): void {
    const { kernels } = this.#module;
    for (let j = 0; j < rect.y1 - rect.y0; j++) {
      const row = j * planes.pitch;
      kernels.decodeRow(planes.r + row, planes.g + row, planes.b + row, rect.x1 - rect.x0);
    }
  }
}
