import { parentPort } from 'node:worker_threads';
import type { Answer, Question } from './threads';

/** An answer that is an array of its own memory is handed over with it, not copied. */
function handedOver(value: unknown): ArrayBuffer[] {
  return ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
}

/** Answers what `Threads` asks, in the script of a thread. */
export function serve(tasks: Readonly<Record<string, (argument: never) => unknown>>): void {
  const port = parentPort;
  if (!port) throw new Error('Expected to run in a worker thread.');
  port.on('message', async ({ name, argument }: Question) => {
    let answer: Answer;
    try {
      const task = tasks[name];
      if (!task) throw new Error(`Expected one of ${Object.keys(tasks).join(', ')} but was asked for ${name}.`);
      answer = { value: await task(argument as never) };
    } catch (error) {
      answer = { error };
    }
    port.postMessage(answer, 'value' in answer ? handedOver(answer.value) : []);
  });
}
