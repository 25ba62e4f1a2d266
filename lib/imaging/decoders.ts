import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { DecodeAnswer, DecodeTask, DecodeTasks } from './decode-worker';
import { PhotoError } from './errors';
import { decodeWorkerPath } from './paths';

/** Decodes at the same time. One: at 45 megapixels each holds half a gigabyte. */
const LANES = 1;
const TIMEOUT = 180_000;

let free = LANES;
const waiting: (() => void)[] = [];

async function inLane<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }
}

/**
 * Has a file decoded by one of the WebAssembly libraries (RAW, HEIC) in a thread of its own.
 * @throws {PhotoError}, also when it takes minutes or runs out of memory
 */
export function decodeApart<Kind extends keyof DecodeTasks>(kind: Kind, ask: DecodeTasks[Kind]['ask']): Promise<DecodeTasks[Kind]['answer']> {
  return inLane(() => new Promise<DecodeTasks[Kind]['answer']>((resolve, reject) => {
    const script = decodeWorkerPath();
    if (!existsSync(script)) throw new PhotoError('engine-missing', `The decoders are not built: ${script} is missing. Run \`node scripts/build.mjs --only workers\`.`);
    const worker = new Worker(script, { workerData: { kind, ...ask } as DecodeTask });
    const failed = (detail: string, cause?: unknown): void =>
      reject(new PhotoError('damaged', `The photo cannot be decoded (${detail}). Export it as JPEG or TIFF and try again.`, { cause }));
    const timer = setTimeout(() => failed('it takes too long'), TIMEOUT);
    worker.once('message', (answer: DecodeAnswer) => {
      if ('error' in answer) reject(new PhotoError(answer.error.code, answer.error.message));
      else resolve(answer.value as DecodeTasks[Kind]['answer']);
    });
    worker.once('error', (cause) => failed(cause instanceof Error ? cause.message : String(cause), cause));
    worker.once('exit', () => failed('the decoder stopped'));
    const end = (): void => {
      clearTimeout(timer);
      void worker.terminate();
    };
    // Settled promises stay settled: the last `exit` changes nothing.
    worker.once('message', end);
    worker.once('error', end);
  }));
}
