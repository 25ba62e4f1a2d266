import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import { numberOf } from '../settings';
import type { DevelopSettings, Size } from '../types';
import { type Gaussian, gaussian } from './gaussian';

/** Columns and rows around a tile that its neighbourhood tools look at. Columns keep rows aligned. */
export type Halo = { readonly x: number; readonly y: number };

/** On a side, for any size of photo. */
const MOST_TAPS = 16;
/** The gradient of the sharpening mask looks one pixel further; whole vectors keep rows aligned. */
const GRADIENT_X = 4;
const GRADIENT_Y = 1;
/** Upper cut of Texture: this share of the photo's long edge (1.1 px of a 24-megapixel photo), so that noise is not texture. */
const TEXTURE_SIGMA = 1.1 / 6000;

/** Blurred copies of a tile's log-luminance for Texture and sharpening. Radii are in px of the full photo. */
export class DetailStage {
  readonly #module: Module;
  readonly #texture: Gaussian;
  readonly #sharpen: Gaussian;
  readonly #limit: number;
  readonly #threshold: number;
  readonly halo: Halo;
  #low = 0;
  #blurred = 0;
  #detail = 0;
  #pitch = 0;

  /** `scale`: output px per px of the full photo. */
  constructor(module: Module, settings: DevelopSettings, full: Size, scale: number, needs: { readonly texture: boolean; readonly sharpen: boolean }) {
    this.#module = module;
    const long = Math.max(full.width, full.height);
    this.#texture = gaussian(module, 'texture', needs.texture ? long * TEXTURE_SIGMA * scale : 0, MOST_TAPS);
    this.#sharpen = gaussian(module, 'sharpen', needs.sharpen ? numberOf(settings, 'SharpenRadius') * scale : 0, MOST_TAPS);
    this.#limit = 0.15 + 0.85 * (numberOf(settings, 'SharpenDetail') / 100);
    const masking = numberOf(settings, 'SharpenEdgeMasking') / 100;
    this.#threshold = masking === 0 ? 0 : 0.02 + 0.5 * masking * masking;
    const reach = Math.max(this.#texture.radius, this.#sharpen.radius === 0 ? 0 : this.#sharpen.radius + GRADIENT_Y);
    this.halo = reach === 0 ? { x: 0, y: 0 } : { x: Math.ceil((reach + GRADIENT_X) / 4) * 4, y: reach };
  }

  /** Prepares a tile of `width` × `height`; `l` is the first pixel inside the halo of its log-luminance plane with row pitch `pitch`. */
  prepare(l: Address, pitch: number, width: number, height: number): void {
    this.#pitch = pitch;
    if (this.#texture.radius > 0) this.#low = this.#blur('low', this.#texture, l, pitch, width, height, 0, 0);
    else this.#low = l;
    if (this.#sharpen.radius > 0) {
      this.#blurred = this.#blur('blurred', this.#sharpen, l, pitch, width, height, GRADIENT_X, GRADIENT_Y);
      this.#detail = this.#module.arena.slot('detail.row', pitch);
    }
  }

  /** Blurs the tile, grown by growX and growY on every side; answers the address of the tile's first pixel in a plane of the same pitch. */
  #blur(name: string, { radius, weights }: Gaussian, l: Address, pitch: number, width: number, height: number, growX: number, growY: number): Address {
    const { arena, kernels } = this.#module;
    const rows = height + 2 * (radius + growY);
    const across = arena.slot('detail.across', pitch * rows);
    const plane = arena.slot(`detail.${name}`, pitch * (height + 2 * growY));
    const n = width + 2 * growX;
    // All rows in one call: what it makes of the ends of rows, which lie between them, nobody reads.
    kernels.blurRow(across, l - (radius + growY) * pitch - growX * 4, 4, weights, radius, ((rows - 1) * pitch) / 4 + n);
    kernels.blurRow(plane, across + radius * pitch, pitch, weights, radius, ((height + 2 * growY - 1) * pitch) / 4 + n);
    return plane + growY * pitch + growX * 4;
  }

  /** Row `y` of the tile's lowpassed log-luminance. */
  low(y: number): Address {
    return this.#low + y * this.#pitch;
  }

  /** What sharpening adds to row `y` per unit of its amount; 0 when it is not used. */
  detail(l: Address, y: number, n: number): Address {
    if (this.#sharpen.radius === 0) return 0;
    this.#module.kernels.sharpenRow(this.#detail, l, this.#blurred + y * this.#pitch, this.#pitch, n, this.#limit, this.#threshold);
    return this.#detail;
  }

  /** Whether sharpening does anything at this size. */
  get sharpens(): boolean {
    return this.#sharpen.radius > 0;
  }
}
