import { DevelopError } from '../errors';
import { Arena } from './arena';
import type { ColourKernels } from './colour';
import type { SpatialKernels } from './spatial';

export type Kernels = SpatialKernels & ColourKernels;

/** One instance of the module: its functions and its memory. */
export type Module<Of = Kernels> = { readonly kernels: Of; readonly arena: Arena };

/**
 * Instantiates the compiled kernels (`public/engine/develop.wasm`), from its bytes or from a module that is compiled already.
 *
 * @throws DevelopError `engine-unavailable` when the bytes are no such module or the host has no WebAssembly SIMD.
 */
export async function instantiate(wasm: BufferSource | WebAssembly.Module): Promise<Module> {
  // Node does not count a compilation that is under way as a reason to stay (nodejs/node#36616): a program that waits for nothing else would end in the middle of it.
  const awake = setInterval(() => undefined, 60_000);
  try {
    const compiled = wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm);
    const { exports } = await WebAssembly.instantiate(compiled, {});
    const kernels = exports as unknown as Kernels;
    return { kernels, arena: new Arena(exports.memory as WebAssembly.Memory, kernels.heapBase()) };
  } catch (cause) {
    throw new DevelopError('engine-unavailable', 'The develop engine could not be started: its WebAssembly module is missing, damaged or not supported here.', { cause });
  } finally {
    clearInterval(awake);
  }
}
