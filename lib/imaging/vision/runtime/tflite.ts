import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { weightsFolder } from '@/lib/imaging/paths';

// The part of the TensorFlow Lite web runtime that is used here.
type Tensor = { readonly data: () => Float32Array };
type List<T> = { readonly get: (index: number) => T };
type Runner = { readonly GetInputs: () => List<Tensor>; readonly GetOutputs: () => List<Tensor>; readonly Infer: () => boolean };
type Options = { numThreads: number; enableWebNNDelegate: boolean; webNNDeviceType: number; enableProfiling: boolean; maxProfilingBufferEntries: number };
type Module = {
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  readonly TFLiteWebModelRunner: {
    readonly CreateFromBufferAndOptions: (pointer: number, bytes: number, options: Options) => { readonly ok: () => boolean; readonly errorMessage: () => string; readonly value: () => Runner };
  };
};
type Factory = (options: { readonly wasmBinary: Uint8Array; readonly print: () => void; readonly printErr: () => void }) => Promise<Module>;

/** A TensorFlow Lite model of `weights/` with one float input and one float output, on one thread. */
export class LiteModel {
  readonly #runner: Runner;
  private constructor(runner: Runner) {
    this.#runner = runner;
  }

  static async load(file: string): Promise<LiteModel> {
    const folder = weightsFolder();
    const factory = createRequire(import.meta.url)(join(folder, 'tflite_web_api_cc_simd.cjs')) as Factory;
    const quiet = (): void => {};
    const lite = await factory({ wasmBinary: await readFile(join(folder, 'tflite_web_api_cc_simd.wasm')), print: quiet, printErr: quiet });
    const model = await readFile(join(folder, file));
    // The runner reads its weights from here as long as it lives.
    const pointer = lite._malloc(model.byteLength);
    lite.HEAPU8.set(model, pointer);
    const made = lite.TFLiteWebModelRunner.CreateFromBufferAndOptions(pointer, model.byteLength, { numThreads: 1, enableWebNNDelegate: false, webNNDeviceType: 0, enableProfiling: false, maxProfilingBufferEntries: 0 });
    if (!made.ok()) throw new Error(`${file}: ${made.errorMessage()}`);
    return new LiteModel(made.value());
  }

  /** The output is copied: the next run writes over the runtime's own. */
  run(input: Float32Array): Float32Array {
    this.#runner.GetInputs().get(0).data().set(input);
    if (!this.#runner.Infer()) throw new Error('The model could not be run.');
    return this.#runner.GetOutputs().get(0).data().slice();
  }
}
