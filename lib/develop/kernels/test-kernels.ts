import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { noise } from '../testing/charts';
import type { Address, Arena } from './arena';
import { instantiate, type Module } from './loader';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The kernels, for tests. */
export async function loadTestKernels<Kernels>(): Promise<Module<Kernels>> {
  return (await instantiate(readFileSync(`${root}/public/engine/develop.wasm`))) as unknown as Module<Kernels>;
}

/** Room for rows in a module's memory, each with slack for kernels that read past its end. */
export function rowsIn(arena: Arena) {
  let slots = 0;
  const put = (values: ArrayLike<number>): Address => {
    const address = arena.slot(`test.${slots++}`, values.length * 4 + 128);
    arena.f32.set(values, address / 4);
    return address;
  };
  return { put, room: (n: number): Address => put(new Float32Array(n)), get: (address: Address, n: number): number[] => [...arena.floats(address, n)] };
}

/** The same numbers for the same seed. */
export const random = (n: number, seed: number, low = 0, high = 1) => Float32Array.from({ length: n }, (_, i) => low + (high - low) * noise(i, 0, seed));

export const expectClose = (actual: readonly number[], expected: readonly number[], tolerance: number) => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((v, i) => expect(Math.abs(v - (expected[i] ?? NaN)), `at ${i}: ${v} for ${expected[i]}`).toBeLessThan(tolerance));
};
