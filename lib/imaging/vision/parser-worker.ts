/** Runs in the thread that parses people: the largest network works while its asker looks into other questions. */
import { serve } from '../serve';
import { LiteModel } from './runtime/tflite';

let model: Promise<LiteModel> | undefined;
const loaded = (): Promise<LiteModel> => (model ??= LiteModel.load('selfie_multiclass_256x256.tflite'));

serve({
  prepare: async (): Promise<void> => void (await loaded()),
  /** `input`: a picture of the network's size. Answers its logits. */
  parse: async (input: Float32Array): Promise<Float32Array> => (await loaded()).run(input),
});
