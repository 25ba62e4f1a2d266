import { parserWorkerPath } from '../paths';
import { Threads } from '../threads';
import { kernels, pitchOf } from './kernels';
import type { Box, Plane, Pyramid } from './plane';

/** Probabilities of the classes over a square of the photo: 256² groups of eight, of which six are used. */
export type Parse = { readonly box: Box; readonly classes: Float32Array };

const SIDE = 256;

/** A second one makes four people a quarter faster and one no faster, and takes 100 MB. */
const MOST_THREADS = 1;
const IDLE = 20_000;

/**
 * MediaPipe's SelfieMulticlass: every pixel is background, hair, body skin, face skin, clothes, or other things worn or held (in this order). Made
 * for one person near the camera. It runs in a thread of its own.
 */
export class Parser {
  #threads: Threads | undefined;

  /** Reads the network in the background. */
  prepare(): void {
    // What goes wrong here goes wrong again with the first question, where it is told.
    this.#open().run('prepare').catch(() => {});
  }

  async parse(photo: Pyramid, box: Box): Promise<Parse> {
    const logits = (await this.#open().run('parse', photo.crop(box, { width: SIDE, height: SIDE }))) as Float32Array;
    const count = SIDE * SIDE, k = kernels();
    const out = k.room('resized', count * GROUP);
    k.run.softmax(out, k.put('source', logits), count);
    return { box, classes: k.read(out, count * GROUP) };
  }

  #open(): Threads {
    return (this.#threads ??= new Threads(parserWorkerPath(), { most: MOST_THREADS, idleMilliseconds: IDLE, limits: { maxYoungGenerationSizeMb: 4 } }));
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
