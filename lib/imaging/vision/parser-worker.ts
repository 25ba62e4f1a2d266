/** Runs in the thread that parses people: the largest network works while its asker looks into other questions. */
import { parentPort } from 'node:worker_threads';
import { LiteModel } from './runtime/tflite';

/** A picture of the network's size, or none: then the network is only made ready. */
export type ParserQuestion = { readonly id: number; readonly input?: Float32Array<ArrayBuffer> };
export type ParserAnswer = { readonly id: number; readonly logits?: Float32Array<ArrayBuffer>; readonly problem?: string };

let model: Promise<LiteModel> | undefined;

async function answer({ id, input }: ParserQuestion): Promise<void> {
  try {
    model ??= LiteModel.load('selfie_multiclass_256x256.tflite');
    const ready = await model;
    if (!input) return;
    const logits = ready.run(input);
    parentPort?.postMessage({ id, logits } satisfies ParserAnswer, [logits.buffer]);
  } catch (cause) {
    parentPort?.postMessage({ id, problem: cause instanceof Error ? cause.message : String(cause) } satisfies ParserAnswer);
  }
}

parentPort?.on('message', (question: ParserQuestion) => void answer(question));
