import type { Size } from '@/lib/develop/types';
import { type Box, clamp, type Plane, planeOf, type Pyramid } from './plane';
import { LiteModel } from './runtime/tflite';

/** What the parser tells apart, in its own order. */
export const CLASSES = ['background', 'hair', 'body', 'face', 'clothes', 'other'] as const;
export type ParserClass = (typeof CLASSES)[number];

/** Probabilities of the classes over a square of the photo, 256². */
export type Parse = { readonly box: Box; readonly classes: Readonly<Record<ParserClass, Float32Array>> };

const SIDE = 256;

/** MediaPipe's SelfieMulticlass: every pixel is hair, body skin, face skin, clothes, other things worn or held, or background. Made for one person near the camera. */
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
    const count = SIDE * SIDE;
    const planes = CLASSES.map(() => new Float32Array(count));
    for (let i = 0; i < count; i++) {
      let peak = -Infinity, sum = 0;
      for (let c = 0; c < 6; c++) peak = Math.max(peak, logits[i * 6 + c] ?? 0);
      planes.forEach((plane, c) => {
        const e = Math.exp((logits[i * 6 + c] ?? 0) - peak);
        plane[i] = e;
        sum += e;
      });
      for (const plane of planes) plane[i] = (plane[i] ?? 0) / sum;
    }
    return { box, classes: Object.fromEntries(CLASSES.map((name, c) => [name, planes[c]])) as Parse['classes'] };
  }
}

/** How much a parse is trusted at a place: less toward its border, where the network sees little around it. */
const trust = (u: number, v: number): number => {
  const edge = Math.min(u, v, 1 - u, 1 - v);
  return edge <= 0 ? 0 : clamp(edge / 0.08, 0.02, 1);
};

/**
 * Joins parses over the whole photo: closer ones count more where they reach. `scale`: px of the result per px of the photo.
 * Where no parse reaches, all is background.
 */
export function join(parses: readonly Parse[], size: Size, scale: number): Readonly<Record<ParserClass, Plane>> {
  const planes = Object.fromEntries(CLASSES.map((name) => [name, planeOf(size)])) as Record<ParserClass, Plane>;
  const total = new Float32Array(size.width * size.height);
  for (const { box, classes } of parses) {
    const closeness = (1 / (box.width * scale)) ** 2 * 1e6;
    const x0 = Math.max(0, Math.floor(box.x * scale)), x1 = Math.min(size.width, Math.ceil((box.x + box.width) * scale));
    const y0 = Math.max(0, Math.floor(box.y * scale)), y1 = Math.min(size.height, Math.ceil((box.y + box.height) * scale));
    for (let y = y0; y < y1; y++) {
      const v = ((y + 0.5) / scale - box.y) / box.height;
      for (let x = x0; x < x1; x++) {
        const u = ((x + 0.5) / scale - box.x) / box.width;
        // At the photo's own border a parse sees all there is.
        const atEdge = (x < 2 && box.x <= 1) || (y < 2 && box.y <= 1) ? 1 : 0;
        const weight = closeness * Math.max(trust(u, v), atEdge * 0.5);
        if (weight <= 0) continue;
        const px = clamp(u * SIDE - 0.5, 0, SIDE - 1.001), py = clamp(v * SIDE - 0.5, 0, SIDE - 1.001);
        const ix = Math.floor(px), iy = Math.floor(py), fx = px - ix, fy = py - iy;
        const a = iy * SIDE + ix, b = a + SIDE, o = y * size.width + x;
        total[o] = (total[o] ?? 0) + weight;
        for (const name of CLASSES) {
          const p = classes[name];
          const value = ((p[a] ?? 0) * (1 - fx) + (p[a + 1] ?? 0) * fx) * (1 - fy) + ((p[b] ?? 0) * (1 - fx) + (p[b + 1] ?? 0) * fx) * fy;
          const out = planes[name].data;
          out[o] = (out[o] ?? 0) + weight * value;
        }
      }
    }
  }
  for (const name of CLASSES) {
    const out = planes[name].data;
    for (let i = 0; i < out.length; i++) {
      const sum = total[i] ?? 0;
      out[i] = sum > 0 ? (out[i] ?? 0) / sum : name === 'background' ? 1 : 0;
    }
  }
  return planes;
}
