import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
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

/** Straight to where it stays: a copy in between would be as large as the model. Nothing may move the heap meanwhile. */
function readInto(path: string, target: Uint8Array): void {
  const file = openSync(path, 'r');
  try {
    for (let at = 0; at < target.length; ) {
      const count = readSync(file, target, at, target.length - at, null);
      if (count === 0) throw new Error(`${path} ends too early.`);
      at += count;
    }
  } finally {
    closeSync(file);
  }
}

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
    const lite = await factory({ wasmBinary: readFileSync(join(folder, 'tflite_web_api_cc_simd.wasm')), print: quiet, printErr: quiet });
    // The runner reads its weights from here as long as it lives.
    const bytes = statSync(join(folder, file)).size, pointer = lite._malloc(bytes);
    readInto(join(folder, file), lite.HEAPU8.subarray(pointer, pointer + bytes));
    const made = lite.TFLiteWebModelRunner.CreateFromBufferAndOptions(pointer, bytes, { numThreads: 1, enableWebNNDelegate: false, webNNDeviceType: 0, enableProfiling: false, maxProfilingBufferEntries: 0 });
    if (!made.ok()) throw new Error(`${file}: ${made.errorMessage()}`);
    return new LiteModel(made.value());
  }

  /** The output is copied: the next run writes over the runtime's own. */
  run(input: Float32Array): Float32Array<ArrayBuffer> {
    this.#runner.GetInputs().get(0).data().set(input);
    if (!this.#runner.Infer()) throw new Error('The model could not be run.');
    return Float32Array.from(this.#runner.GetOutputs().get(0).data());
  }
}
