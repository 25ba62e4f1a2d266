import { parentPort } from 'node:worker_threads';
import type { Answer, Question } from './threads';

/** An answer that is an array of its own memory is handed over with it, not copied. */
function handedOver(value: unknown): ArrayBuffer[] {
  return ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
}

/** Answers what `Threads` asks, in the script of a thread: one after the other, in their order. */
export function serve(tasks: Readonly<Record<string, (argument: never) => unknown>>): void {
  const port = parentPort;
  if (!port) throw new Error('Expected to run in a worker thread.');
  const answered = async ({ name, argument }: Question): Promise<void> => {
    let answer: Answer;
    try {
      const task = tasks[name];
      if (!task) throw new Error(`Expected one of ${Object.keys(tasks).join(', ')} but was asked for ${name}.`);
      answer = { value: await task(argument as never) };
    } catch (error) {
      answer = { error };
    }
    port.postMessage(answer, 'value' in answer ? handedOver(answer.value) : []);
  };
  let last = Promise.resolve();
  port.on('message', (question: Question) => { last = last.then(() => answered(question)); });
}
