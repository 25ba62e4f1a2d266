import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Size } from '../types';
import type { Affine } from './geometry';
import { pitchOf } from './planes';
import { toPhoto, type Warp } from './warp/warp';

/**
 * Where the picture lies in the photo. Output pixel indices are affine in the frame (px of the full upright photo, before the crop); with a warp a point of
 * the frame lies elsewhere in the photo. Without one frame and photo are the same, and who places things may take the affine road.
 */
export type PhotoMap = { readonly full: Size; readonly frame: Affine; readonly warp?: Warp };

/** Rows of f32: where output pixels lie, in px of the full upright photo. */
export type PositionRows = { readonly xs: Address; readonly ys: Address };

/** Output pixel (i, j), also between pixels → px of the full upright photo: for planning; pixels are placed by `Positions`. */
export function placeOf({ frame, warp }: PhotoMap, i: number, j: number): readonly [x: number, y: number] {
  return toPhoto(warp, frame.xx * i + frame.xy * j + frame.x0, frame.yx * i + frame.yy * j + frame.y0);
}

/** Computes rows of positions; what a pixel gets depends on its index only. */
export class Positions {
  readonly #module: Module;
  readonly #map: PhotoMap;
  readonly #matrix: Address;
  readonly #table: Address;
  readonly #rows: PositionRows;
  #held: readonly [y: number, first: number, n: number] = [0, 0, -1];

  /** `name`: of the memory. `width`: longest row that `at` is asked for. */
  constructor(module: Module, name: string, map: PhotoMap, width: number) {
    const { arena } = module;
    this.#module = module;
    this.#map = map;
    this.#rows = { xs: arena.slot(`${name}.xs`, pitchOf(width + 1)), ys: arena.slot(`${name}.ys`, pitchOf(width + 1)) };
    const { homography, radius } = map.warp ?? {};
    this.#matrix = homography ? arena.slot(`${name}.matrix`, 48) : 0;
    this.#table = radius ? arena.slot(`${name}.radius`, radius.byteLength) : 0;
    if (homography) arena.f32.set(homography, this.#matrix / 4);
    if (radius) arena.f32.set(radius, this.#table / 4);
  }

  /** The positions of output pixels first … first + n of row y (one more than n, for steps), valid until the next call. */
  at(y: number, first: number, n: number): PositionRows {
    const [heldY, heldFirst, heldN] = this.#held;
    if (heldY !== y || heldFirst !== first || heldN !== n) this.write(this.#rows.xs, this.#rows.ys, y, first, n + 1);
    this.#held = [y, first, n];
    return this.#rows;
  }

  /** Writes the positions of `n` pixels. */
  write(xs: Address, ys: Address, y: number, first: number, n: number): void {
    const { frame, warp } = this.#map;
    const { kernels } = this.#module;
    const x0 = frame.x0 + frame.xy * y, y0 = frame.y0 + frame.yy * y;
    if (!warp) return kernels.positionsRow(xs, ys, n, first, frame.xx, x0, frame.yx, y0);
    const [cx, cy] = warp.centre;
    kernels.warpedRow(xs, ys, n, first, x0 - cx, frame.xx, y0 - cy, frame.yx, this.#matrix, this.#table, cx, cy, warp.unit);
  }
}

/** Least and greatest distance in the photo between neighbouring output pixels, along each of the photo's axes; where the photo is at all. */
export type Steps = { readonly least: readonly [x: number, y: number]; readonly most: readonly [x: number, y: number] };

const PROBES = 24;

export function stepsOf(map: PhotoMap, output: Size): Steps {
  const least: [number, number] = [Infinity, Infinity], most: [number, number] = [0, 0];
  for (let row = 0; row <= PROBES; row++) {
    for (let column = 0; column <= PROBES; column++) {
      const i = (output.width * column) / PROBES - 0.5, j = (output.height * row) / PROBES - 0.5;
      const [x, y] = placeOf(map, i, j);
      const inside = x >= 0 && y >= 0 && x <= map.full.width && y <= map.full.height;
      if (!inside && !(row === PROBES / 2 && column === PROBES / 2)) continue;
      const [xi, yi] = placeOf(map, i + 1, j), [xj, yj] = placeOf(map, i, j + 1);
      const steps = [Math.sqrt((xi - x) * (xi - x) + (xj - x) * (xj - x)), Math.sqrt((yi - y) * (yi - y) + (yj - y) * (yj - y))] as const;
      for (const axis of [0, 1] as const) {
        least[axis] = Math.min(least[axis], steps[axis]);
        most[axis] = Math.max(most[axis], steps[axis]);
      }
    }
  }
  return { least, most };
}

/** Whether the picture shows anything beyond the photo's edge; checked along the picture's border, where it would show first. */
export function showsOutside(map: PhotoMap, output: Size): boolean {
  if (!map.warp) return false;
  const count = 64;
  const tolerance = 1e-3;
  for (let k = 0; k <= count; k++) {
    const i = (output.width * k) / count - 0.5, j = (output.height * k) / count - 0.5;
    for (const [column, row] of [[i, -0.5], [i, output.height - 0.5], [-0.5, j], [output.width - 0.5, j]] as const) {
      const [x, y] = placeOf(map, column, row);
      if (x < -tolerance || y < -tolerance || x > map.full.width + tolerance || y > map.full.height + tolerance) return true;
    }
  }
  return false;
}
