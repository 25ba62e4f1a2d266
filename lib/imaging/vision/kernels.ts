import { readFileSync } from 'node:fs';
import { type Address, Arena } from '@/lib/develop/kernels/arena';
import { visionWasmPath } from '../paths';
import { VisionError } from './errors';

/** What `assembly/index.ts` exports; planes and pictures by address. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  heapBase(): Address;
  boxMean(dst: Address, src: Address, across: Address, sums: Address, width: number, height: number, radius: number): void;
  minimalCut(u: Address, lead: Address, px: Address, py: Address, cost: Address, limit: Address, pitch: number, width: number, height: number, iterations: number): void;
  multiply(dst: Address, a: Address, b: Address, n: number): void;
  covariance(products: Address, means: Address, pitch: number, epsilon: number, n: number): void;
  solve(planes: Address, means: Address, inverse: Address, pitch: number, n: number): void;
  enlarge(dst: Address, rgb: Address, width: number, height: number, planes: Address, pitch: number, halfWidth: number, halfHeight: number, line: Address, low: number, high: number): void;
  mixtureCost(dst: Address, colours: Address, n: number, components: Address, count: number): void;
  resample(
    dst: Address, src: Address, line: Address, result: Address, fromWidth: number, toWidth: number, toHeight: number, channels: number,
    tapsDown: Address, weightsDown: Address, mostDown: number, tapsAcross: Address, weightsAcross: Address, mostAcross: number, bytesIn: boolean, bytesOut: boolean,
  ): void;
  softmax(dst: Address, logits: Address, n: number): void;
  join(planes: Address, pitch: number, reach: Address, width: number, height: number, parses: Address, boxes: Address, count: number): void;
};

/** The pixel loops and the memory they work in: named slots that one caller fills, runs on and reads before the next. */
export class Kernels {
  readonly run: Exports;
  readonly arena: Arena;

  constructor(wasm: BufferSource) {
    this.run = new WebAssembly.Instance(new WebAssembly.Module(wasm), {}).exports as unknown as Exports;
    this.arena = new Arena(this.run.memory, this.run.heapBase());
  }

  /** A slot for so many floats. Its contents are whatever was there. */
  room(name: string, floats: number): Address {
    return this.arena.slot(name, floats * 4);
  }

  put(name: string, data: Uint8Array | Float32Array | Int32Array | Float64Array): Address {
    // Kernels read whole vectors of pixels and may look at what follows the last.
    const address = this.arena.slot(name, data.byteLength + 64);
    this.arena.u8.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), address);
    return address;
  }

  /** A copy. */
  read(address: Address, floats: number): Float32Array {
    return this.arena.floats(address, floats).slice();
  }

  /** Mean over squares, in place. */
  boxMean(plane: Address, width: number, height: number, radius: number): void {
    this.run.boxMean(plane, plane, this.room('across', width * height), this.room('sums', 2 * width + 8), width, height, radius);
  }
}

/** Bytes between planes that follow each other: whole vectors, and one that a last row may spill into. */
export const pitchOf = (floats: number): number => Math.ceil((floats + 4) / 4) * 16;

let opened: Kernels | undefined;

/** @throws {VisionError} `not-built` */
export function kernels(): Kernels {
  opened ??= new Kernels(compiled());
  return opened;
}

function compiled(): BufferSource {
  try {
    return new Uint8Array(readFileSync(visionWasmPath()));
  } catch (cause) {
    throw new VisionError('not-built', `The part that finds masks is not built: ${visionWasmPath()} is missing. Run \`node scripts/build.mjs --only workers\`.`, { cause });
  }
}
