import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Tensors } from '../policy/network';

let opened: Promise<Tensors> | undefined;

/** TensorFlow.js on its WebAssembly backend, one thread: the same numbers at every run. Its plain backend takes several times as long. */
export function openTensors(): Promise<Tensors> {
  opened ??= (async () => {
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-core/dist/register_all_gradients');
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    tf.env().set('PROD', true);
    await tf.setBackend('wasm');
    return tf;
  })();
  return opened;
}
