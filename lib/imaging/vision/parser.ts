import { kernels, pitchOf } from './kernels';
import type { Box, Plane, Pyramid } from './plane';
import { LiteModel } from './runtime/tflite';

/** Probabilities of the classes over a square of the photo: 256² groups of eight, of which six are used. */
export type Parse = { readonly box: Box; readonly classes: Float32Array };

const SIDE = 256;

/** MediaPipe's SelfieMulticlass: every pixel is hair, body skin, face skin, clothes, other things worn or held, or background (in the order background, hair, body, face, clothes, other). Made for one person near the camera. */
export class Parser {
  readonly #model: LiteModel;
  private constructor(model: LiteModel) {
    this.#model = model;
  }

  static async load(): Promise<Parser> {
    return new Parser(await LiteModel.load('selfie_multiclass_256x256.tflite'));
  }

  parse(photo: Pyramid, box: Box): Parse {
    const logits = this.#model.run(photo.crop(box, { width: SIDE, height: SIDE }));
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
