import { readFileSync } from 'node:fs';
import { buildWasm } from '../../../scripts/build-wasm.mjs';

/** The kernels, built when a source is newer than the module; for tests. */
export async function loadTestKernels<Exports>(): Promise<Exports & { readonly memory: WebAssembly.Memory }> {
  const { target } = await buildWasm();
  const { instance } = await WebAssembly.instantiate(readFileSync(target), {});
  return instance.exports as unknown as Exports & { readonly memory: WebAssembly.Memory };
}
