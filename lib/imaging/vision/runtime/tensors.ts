import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type * as Core from '@tensorflow/tfjs-core';

export type Tensors = typeof Core;

let opened: Promise<Tensors> | undefined;

/** TensorFlow.js on its WebAssembly backend, one thread: the same numbers on any number of cores, and at every run. */
export function tensors(): Promise<Tensors> {
  opened ??= (async () => {
    const tf = await import('@tensorflow/tfjs-core');
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    tf.env().set('PROD', true);
    await tf.setBackend('wasm');
    return tf;
  })();
  return opened;
}
