import { Worker } from 'node:worker_threads';
import { parserWorkerPath } from '../paths';
import { kernels, pitchOf } from './kernels';
import type { Box, Plane, Pyramid } from './plane';
import type { ParserAnswer, ParserQuestion } from './parser-worker';

/** Probabilities of the classes over a square of the photo: 256² groups of eight, of which six are used. */
export type Parse = { readonly box: Box; readonly classes: Float32Array };

const SIDE = 256;

type Waiting = { readonly resolve: (logits: Float32Array) => void; readonly reject: (cause: Error) => void };

/**
 * MediaPipe's SelfieMulticlass: every pixel is background, hair, body skin, face skin, clothes, or other things worn or held (in this order). Made
 * for one person near the camera. It runs in a thread of its own.
 */
export class Parser {
  #thread: Worker | undefined;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** Starts the thread, which costs little; the network is read with the first question or `prepare`. */
  start(): Worker {
    if (this.#thread) return this.#thread;
    const thread = new Worker(parserWorkerPath(), { resourceLimits: { maxYoungGenerationSizeMb: 4 } });
    // The thread ends with the one that started it.
    thread.unref();
    thread.on('message', ({ id, logits, problem }: ParserAnswer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (logits) waiting?.resolve(logits);
      else waiting?.reject(new Error(problem ?? 'The model could not be run.'));
    });
    const lost = (cause: Error): void => {
      this.#thread = undefined;
      for (const { reject } of this.#waiting.values()) reject(cause);
      this.#waiting.clear();
    };
    thread.on('error', lost);
    thread.on('exit', () => lost(new Error('The thread that parses people ended.')));
    this.#thread = thread;
    return thread;
  }

  /** Reads the network in the background. */
  prepare(): void {
    this.start().postMessage({ id: -1 } satisfies ParserQuestion);
  }

  async parse(photo: Pyramid, box: Box): Promise<Parse> {
    const input = photo.crop(box, { width: SIDE, height: SIDE }), id = this.#asked++;
    const logits = await new Promise<Float32Array>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.start().postMessage({ id, input } satisfies ParserQuestion, [input.buffer]);
    });
    const count = SIDE * SIDE, k = kernels();
    const out = k.room('resized', count * GROUP);
    k.run.softmax(out, k.put('source', logits), count);
    return { box, classes: k.read(out, count * GROUP) };
  }
}

/** Floats per place of a parse. */
const GROUP = 8;

export type Layers = { readonly whole: Plane; readonly hair: Plane; readonly body: Plane; readonly face: Plane; /** With what is held or worn. */ readonly clothes: Plane };

/**
 * Joins parses over the whole photo: closer ones count more where they reach; all times `reach`. `scale`: px of the result per px of the photo.
 * Where no parse reaches, nobody is.
 */
export function join(parses: readonly Parse[], reach: Plane, scale: number): Layers {
  const { width, height } = reach;
  const k = kernels();
  const n = width * height, pitch = pitchOf(n), places = SIDE * SIDE * GROUP;
  const boxes = Float64Array.from(parses.flatMap(({ box }) => [box.x * scale, box.y * scale, box.width * scale, (1e3 / (box.width * scale)) ** 2]));
  const joined = k.arena.slot('layers', 5 * pitch), within = k.put('source', reach.data), at = k.put('boxes', boxes);
  const classes = k.room('parses', parses.length * places);
  parses.forEach((parse, i) => k.arena.floats(classes + i * places * 4, places).set(parse.classes));
  k.run.join(joined, pitch, within, width, height, classes, at, parses.length);
  const plane = (index: number): Plane => ({ width, height, data: k.read(joined + index * pitch, n) });
  return { whole: plane(0), hair: plane(1), body: plane(2), face: plane(3), clothes: plane(4) };
}
