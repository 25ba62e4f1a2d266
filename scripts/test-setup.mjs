// Before the unit tests, once for all files: the kernels as the sources have them.
import { buildWasm } from './build-wasm.mjs';

export async function setup() {
  await buildWasm();
}
