import { tensors } from '@/lib/imaging/vision/runtime/tensors';
import type { Tensors } from '../policy/network';

/** TensorFlow.js with its gradients, for training. Its plain backend takes several times as long as the WebAssembly one. */
export async function openTensors(): Promise<Tensors> {
  const tf = await tensors();
  await import('@tensorflow/tfjs-core/dist/register_all_gradients');
  return tf;
}
