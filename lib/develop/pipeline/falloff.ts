import type { LensModel } from '../assets';
import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import { booleanOf, numberOf } from '../settings';
import type { DevelopSettings, Size } from '../types';
import type { PositionRows } from './photo-map';
import { pitchOf } from './planes';
import { manualVignette, profileVignette, radialTable } from './warp/radial';

/** Whether the settings lighten or darken the photo toward its corners; by a profile only if there is one (`lens`). */
export const asksForFalloff = (settings: DevelopSettings, lens: boolean): boolean =>
  numberOf(settings, 'VignetteAmount') !== 0 || (lens && booleanOf(settings, 'LensProfileEnable') && numberOf(settings, 'LensProfileVignettingScale') !== 0);

/**
 * Light that the lens kept from the corners, given back: a gain in stops over the distance from the photo's centre (not the crop's), in linear light, before
 * all tone. What was measured on the photo as it came (bases, log-luminance) is lifted by as much.
 */
export class Falloff {
  readonly #module: Module;
  readonly #full: Size;
  readonly #table: Address;
  readonly #row: Address;

  constructor(module: Module, full: Size, stops: Float32Array, width: number) {
    this.#module = module;
    this.#full = full;
    this.#table = module.arena.slot('falloff.table', stops.byteLength);
    module.arena.f32.set(stops, this.#table / 4);
    this.#row = module.arena.slot('falloff.row', pitchOf(width));
  }

  /** Stops at the pixels of a row. */
  stops({ xs, ys }: PositionRows, n: number): Address {
    const { width, height } = this.#full;
    this.#module.kernels.tableRow(this.#row, xs, ys, n, this.#table, width / 2, height / 2, Math.sqrt(width * width + height * height) / 2);
    return this.#row;
  }
}

/** Absent where nothing is to be given back. */
export function falloffOf(module: Module, full: Size, settings: DevelopSettings, lens: LensModel | undefined, width: number): Falloff | undefined {
  const amount = numberOf(settings, 'VignetteAmount');
  const manual = amount === 0 ? undefined : manualVignette(amount, numberOf(settings, 'VignetteMidpoint'));
  const profile = lens && booleanOf(settings, 'LensProfileEnable') ? profileVignette(lens, numberOf(settings, 'LensProfileVignettingScale') / 100, module.kernels.log2) : undefined;
  if (!manual && !profile) return undefined;
  return new Falloff(module, full, radialTable((r) => (manual?.(r) ?? 0) + (profile?.(r) ?? 0)), width);
}
