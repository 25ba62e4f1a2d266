import { DevelopError } from '../errors';
import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { Pixels } from '../types';
import { makePlanes, type Planes, pitchOf } from './planes';
import type { Patch } from './retouch';
import type { Taps } from './taps';

/** Rectangles of a source photo as f32 planes, at its own size or on a lattice: the two ways in which every reading begins. */
export class SourceRows {
  readonly #module: Module;
  readonly #source: Pixels;
  readonly #bytes: Uint8Array;
  readonly #table: Address;
  readonly #patches: readonly Patch[];
  readonly #from: number;
  readonly pixelBytes: number;

  /** `table`: 256 floats that 8-bit values go through. `patches` lie over the source. `from`: the row that the source's data begin with. */
  constructor(module: Module, source: Pixels, table: Address, patches: readonly Patch[] = [], from = 0) {
    this.#module = module;
    this.#source = source;
    this.#bytes = new Uint8Array(source.data.buffer, source.data.byteOffset, source.data.byteLength);
    this.#table = table;
    this.#patches = patches;
    this.#from = from;
    this.pixelBytes = source.channels * (source.depth / 8);
  }

  /** Copies source pixels into wasm memory; answers the address and pitch of the first. */
  stage(x0: number, y0: number, x1: number, y1: number): { readonly at: number; readonly pitch: number } {
    const { arena } = this.#module;
    const pitch = (x1 - x0) * this.pixelBytes;
    const at = arena.slot('sampler.raw', pitch * (y1 - y0));
    const rowBytes = this.#source.width * this.pixelBytes;
    const above = this.#from * rowBytes;
    if (y0 < this.#from || y1 * rowBytes - above > this.#bytes.length) throw new DevelopError('bad-job', `Expected source rows ${y0} … ${y1} but received those from ${this.#from} on.`);
    const heap = arena.u8;
    if (pitch === rowBytes) heap.set(this.#bytes.subarray(y0 * rowBytes - above, y1 * rowBytes - above), at);
    else {
      for (let y = y0; y < y1; y++) {
        const from = y * rowBytes - above + x0 * this.pixelBytes;
        heap.set(this.#bytes.subarray(from, from + pitch), at + (y - y0) * pitch);
      }
    }
    this.#overlay(x0, y0, x1, y1, at, pitch);
    return { at, pitch };
  }

  /** Lays the patches over source pixels staged at `at`. */
  #overlay(x0: number, y0: number, x1: number, y1: number, at: number, pitch: number): void {
    const heap = this.#module.arena.u8;
    for (const { x, y, width, height, data } of this.#patches) {
      const left = Math.max(x0, x), right = Math.min(x1, x + width), top = Math.max(y0, y), bottom = Math.min(y1, y + height);
      if (left >= right || top >= bottom) continue;
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      for (let row = top; row < bottom; row++) {
        const from = ((row - y) * width + left - x) * this.pixelBytes;
        heap.set(bytes.subarray(from, from + (right - left) * this.pixelBytes), at + (row - y0) * pitch + (left - x0) * this.pixelBytes);
      }
    }
  }

  unpack(src: number, step: number, n: number, planes: Planes, offset: number): void {
    const { kernels } = this.#module;
    const a = planes.a ? planes.a + offset : 0;
    if (this.#source.depth === 8) kernels.unpack8(src, step, n, this.#table, planes.r + offset, planes.g + offset, planes.b + offset, a);
    else kernels.unpack16(src, step, n, planes.r + offset, planes.g + offset, planes.b + offset, a);
  }

  extend(planes: Planes, row: number, inside: number, count: number, n: number): void {
    const f32 = this.#module.arena.f32;
    for (const plane of [planes.r, planes.g, planes.b, planes.a]) {
      if (plane === 0) continue;
      const at = (plane + row) / 4;
      f32.fill(f32[at + inside] ?? 0, at, at + inside);
      f32.fill(f32[at + inside + count - 1] ?? 0, at + inside + count, at + n);
    }
  }

  /** Resamples lattice columns kx0…kx1 and rows ky0…ky1 (inclusive) into `planes`. */
  resample(x: Taps, y: Taps, kx0: number, ky0: number, kx1: number, ky1: number, planes: Planes): void {
    const { arena, kernels } = this.#module;
    const { width, height } = this.#source;
    const sx0 = x.starts[kx0 - x.first] ?? 0, sx1 = Math.min(width, (x.starts[kx1 - x.first] ?? 0) + x.taps);
    const sy0 = y.starts[ky0 - y.first] ?? 0, sy1 = Math.min(height, (y.starts[ky1 - y.first] ?? 0) + y.taps);
    const { at, pitch } = this.stage(sx0, sy0, sx1, sy1);
    const columns = Math.max(sx1 - sx0, x.taps), rows = Math.max(sy1 - sy0, y.taps);
    const wide = makePlanes(arena, 'sampler.wide', columns, rows, planes.a !== 0);
    for (let s = sy0; s < sy1; s++) this.unpack(at + (s - sy0) * pitch, this.pixelBytes, sx1 - sx0, wide, (s - sy0) * wide.pitch);
    const line = arena.slot('sampler.line', pitchOf(columns));
    const pairs = [[planes.r, wide.r], [planes.g, wide.g], [planes.b, wide.b], [planes.a, wide.a]] as const;
    for (let ky = ky0; ky <= ky1; ky++) {
      const n = ky - y.first;
      const from = ((y.starts[n] ?? 0) - sy0) * wide.pitch;
      for (const [dst, src] of pairs) {
        if (dst === 0) continue;
        kernels.resampleColumns(line, src + from, wide.pitch, columns, y.weightsAt + n * y.taps * 4, y.taps);
        const m = kx0 - x.first;
        kernels.resampleRow(dst + (ky - ky0) * planes.pitch, line, x.startsAt + m * 4, x.weightsAt + m * x.taps * 4, x.taps, kx1 - kx0 + 1, sx0);
      }
    }
  }

  /** Unpacks source pixels left…right × top…bottom (inclusive), some of which may lie outside: the photo's edge repeats there. */
  unpackWithEdges(left: number, top: number, right: number, bottom: number, planes: Planes): void {
    const { width, height } = this.#source;
    const x0 = Math.max(0, left), x1 = Math.min(width, right + 1), y0 = Math.max(0, Math.min(top, height - 1)), y1 = Math.min(height, Math.max(bottom, 0) + 1);
    const { at, pitch } = this.stage(x0, y0, x1, y1);
    for (let y = top; y <= bottom; y++) {
      const row = (y - top) * planes.pitch;
      const line = Math.min(y1 - 1, Math.max(y0, y)) - y0;
      this.unpack(at + line * pitch, this.pixelBytes, x1 - x0, planes, row + (x0 - left) * 4);
      if (x1 - x0 < right - left + 1) this.extend(planes, row, x0 - left, x1 - x0, right - left + 1);
    }
  }
}
