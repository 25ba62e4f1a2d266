import type { Address } from '../../kernels/arena';
import type { Module } from '../../kernels/loader';
import type { Pixels, Size } from '../../types';
import { type PhotoMap, Positions, stepsOf } from '../photo-map';
import { makePlanes, pitchOf, type Planes, type Rect } from '../planes';
import type { SourceRows } from '../source-rows';
import { makeTaps, type Taps } from '../taps';

/** Up to this ratio of steps in the source the filter of the reading itself is wide enough; beyond, a reduced copy is read. */
const DIRECT = 2;
/** What is left to the reading of a reduced copy: one filtering, not two, decides how sharp the picture is. */
const LEFT = 1.5;
/** Widest filter, in lattice samples to each side of two: beyond lies a sliver at the horizon. */
const WIDEST = 16;

type Axis = { readonly spacing: number; readonly taps?: Taps; readonly low: number; readonly high: number };
type Channel = { readonly table: Address; readonly targets: readonly ('r' | 'g' | 'b' | 'a')[]; readonly xs: Address; readonly ys: Address };

/** Reads output rectangles of a warped photo: bicubic, filtered where the photo is minified, red and blue at places of their own. */
export class WarpReader {
  readonly #module: Module;
  readonly #source: Pixels;
  readonly #rows: SourceRows;
  readonly #map: PhotoMap;
  readonly #positions: Positions;
  readonly #x: Axis;
  readonly #y: Axis;
  readonly #widest: number;
  readonly #fringes: { readonly red: Address; readonly blue: Address };
  readonly density: number;

  constructor(module: Module, source: Pixels, rows: SourceRows, map: PhotoMap, output: Size) {
    const { arena } = module;
    this.#module = module;
    this.#source = source;
    this.#rows = rows;
    this.#map = map;
    this.#positions = new Positions(module, 'reader', map, 1);
    const { least, most } = stepsOf(map, output);
    const sx = source.width / map.full.width, sy = source.height / map.full.height;
    const spacing = (step: number) => (step > DIRECT ? step / LEFT : 1);
    const spacingX = spacing(least[0] * sx), spacingY = spacing(least[1] * sy);
    this.#widest = Math.min(WIDEST, Math.max(1, (most[0] * sx) / spacingX, (most[1] * sy) / spacingY) * 1.1);
    const pad = this.#reach + 1;
    // A reduced copy is made of both axes or of none.
    const reduced = spacingX !== 1 || spacingY !== 1;
    const axis = (name: string, length: number, step: number): Axis => {
      if (!reduced) return { spacing: 1, low: -0.5, high: length - 0.5 };
      const taps = makeTaps(arena, name, length, step / 2, step, -pad, Math.ceil(length / step) + pad);
      return { spacing: step, taps, low: -0.5, high: length / step - 0.5 };
    };
    this.#x = axis('sampler.x', source.width, spacingX);
    this.#y = axis('sampler.y', source.height, spacingY);
    const table = (name: string, values: Float32Array | undefined): Address => {
      if (!values) return 0;
      const at = arena.slot(`reader.${name}`, values.byteLength);
      arena.f32.set(values, at / 4);
      return at;
    };
    this.#fringes = { red: table('red', map.warp?.red), blue: table('blue', map.warp?.blue) };
    this.density = Math.max(1, most[0] * sx) * Math.max(1, most[1] * sy) * 2;
  }

  /** Lattice samples that a pixel may look at beyond its position. */
  get #reach(): number {
    return Math.ceil(2 * this.#widest) + 1;
  }

  read(rect: Rect, planes: Planes): void {
    const { arena, kernels } = this.#module;
    const n = rect.x1 - rect.x0, rows = rect.y1 - rect.y0;
    const pitch = pitchOf(n + 4);
    const place = (name: string): Address => arena.slot(`reader.${name}`, pitch * (rows + 1));
    const channels = this.#channels(place);
    const [sx, sy] = [this.#source.width / this.#map.full.width, this.#source.height / this.#map.full.height];
    const [cx, cy] = this.#map.warp?.centre ?? [0, 0];
    const unit = this.#map.warp?.unit ?? 1;
    const range = arena.slot('reader.range', 16 * channels.length);
    const [xs, ys] = [arena.slot('reader.photo.xs', pitch), arena.slot('reader.photo.ys', pitch)];
    arena.f32.set([Infinity, -Infinity, Infinity, -Infinity], range / 4);
    for (let j = 0; j <= rows; j++) {
      const row = j * pitch;
      this.#positions.write(xs, ys, rect.y0 + j, rect.x0, n + 1);
      for (const channel of channels) {
        const [atX, atY] = [channel.xs + row, channel.ys + row];
        if (channel.table) kernels.fringeRow(atX, atY, xs, ys, n + 1, channel.table, cx, cy, unit);
        kernels.placeRow(atX, channel.table ? atX : xs, n + 1, sx / this.#x.spacing, -0.5, this.#x.low, this.#x.high);
        kernels.placeRow(atY, channel.table ? atY : ys, n + 1, sy / this.#y.spacing, -0.5, this.#y.low, this.#y.high);
        if (j === rows) continue;
        kernels.rangeRow(range, atX, n);
        kernels.rangeRow(range + 8, atY, n);
      }
    }
    const [minX = 0, maxX = 0, minY = 0, maxY = 0] = arena.floats(range, 4);
    const reach = this.#reach;
    const left = Math.floor(minX) - reach, right = Math.ceil(maxX) + reach, top = Math.floor(minY) - reach, bottom = Math.ceil(maxY) + reach;
    const lattice = makePlanes(arena, 'sampler.lattice', right - left + 5, bottom - top + 2, planes.a !== 0);
    if (this.#x.taps && this.#y.taps) this.#rows.resample(this.#x.taps, this.#y.taps, left, top, right, bottom, lattice);
    else this.#rows.unpackWithEdges(left, top, right, bottom, lattice);
    for (let j = 0; j < rows; j++) {
      const row = j * planes.pitch;
      for (const { targets, xs: px, ys: py } of channels) {
        const target = (name: 'r' | 'g' | 'b' | 'a') => (targets.includes(name) && planes[name] ? planes[name] + row : 0);
        kernels.readRow(
          target('r'), target('g'), target('b'), target('a'), n, lattice.r, lattice.g, lattice.b, lattice.a, lattice.pitch, left, top,
          px + j * pitch, py + j * pitch, px + (j + 1) * pitch, py + (j + 1) * pitch, this.#widest,
        );
      }
    }
  }

  /** Colours that share their places are read together. */
  #channels(place: (name: string) => Address): readonly Channel[] {
    const { red, blue } = this.#fringes;
    const channel = (name: string, table: Address, targets: Channel['targets']): Channel => ({ table, targets, xs: place(`${name}.xs`), ys: place(`${name}.ys`) });
    return [
      channel('green', 0, ['g', 'a', ...(red ? [] : ['r' as const]), ...(blue ? [] : ['b' as const])]),
      ...(red ? [channel('red', red, ['r'])] : []),
      ...(blue ? [channel('blue', blue, ['b'])] : []),
    ];
  }
}
