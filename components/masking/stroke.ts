import { combineFields, type PaintMask } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import { MASK_BRUSH, type MaskBrush } from './masking-slice';
import { between, lengthOf, longEdge, minus, toShares, type Point } from './plane';

export const sizedBrush = (brush: MaskBrush, factor: number): MaskBrush => ({ ...brush, size: Math.min(MASK_BRUSH.most, Math.max(MASK_BRUSH.least, brush.size * factor)) });
export const featheredBrush = (brush: MaskBrush, by: number): MaskBrush => ({ ...brush, feather: Math.min(100, Math.max(0, brush.feather + by)) });

/** Dabs lie this share of the radius apart: the engine's tip builds up by it (`kernels/assembly/brush.ts`). */
const SPACING = 1 / 3;
/** Flow by pressure is written in steps of this: a pen never rests. */
const PRESSURE_STEP = 0.05;
const MOST_DABS = 20_000;

const digits = (value: number): string => String(Math.round(value * 1e5) / 1e5);

/**
 * One stroke while it is drawn: dabs at even distances along the way of the hand, wherever its events fall. Places are px of the photo; with a pen the
 * flow follows its pressure.
 */
export class Stroke {
  readonly #brush: MaskBrush;
  readonly #full: Size;
  readonly #erase: boolean;
  readonly #dabs: string[] = [];
  /** The last dab, from which distances are measured. */
  #last: Point;
  #pressure = 1;

  constructor(brush: MaskBrush, full: Size, erase: boolean, at: Point, pressure = 1) {
    this.#brush = brush;
    this.#full = full;
    this.#erase = erase;
    this.#last = at;
    this.#put(at, pressure);
  }

  /** Where its last dab lies. */
  get end(): Point {
    return this.#last;
  }

  /** The hand has come to a place; what is nearer than the next dab leaves none. Answers whether any was put. */
  to(place: Point, pressure = 1): boolean {
    const spacing = Math.max(0.5, this.#brush.size * longEdge(this.#full) * SPACING);
    const from = this.#last, way = lengthOf(minus(place, from));
    const count = Math.min(Math.floor(way / spacing), MOST_DABS - this.#dabs.length);
    for (let i = 1; i <= count; i++) {
      this.#last = between(from, place, (i * spacing) / way);
      this.#put(this.#last, pressure);
    }
    return count > 0;
  }

  mask(): PaintMask {
    const { size, feather, flow, density } = this.#brush;
    return {
      What: 'Mask/Paint', MaskActive: true,
      // What adds nothing is how an eraser is written.
      ...combineFields('add'), ...(this.#erase ? { MaskValue: 0, ...(density < 100 && { MaskDensity: density / 100 }) } : { MaskValue: density / 100 }),
      Radius: size, Flow: flow / 100, CenterWeight: 1 - feather / 100, Dabs: [...this.#dabs],
    };
  }

  #put(at: Point, pressure: number): void {
    const level = Math.max(PRESSURE_STEP, Math.round(pressure / PRESSURE_STEP) * PRESSURE_STEP);
    if (level !== this.#pressure) this.#dabs.push(`f ${digits((level * this.#brush.flow) / 100)}`);
    this.#pressure = level;
    const [x, y] = toShares(at, this.#full);
    this.#dabs.push(`d ${digits(x)} ${digits(y)}`);
  }
}
