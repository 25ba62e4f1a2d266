import { analysisSize, type Analysis, type Engine, fitLongEdge, type Measures, needsMeasures, outputSize, sourceEdge } from '@/lib/develop/engine';
import { inForce, normalise } from '@/lib/develop/settings';
import type { DevelopSettings, Pixels, Size } from '@/lib/develop/types';
import { decode } from '@/lib/imaging/decode';
import { probe } from '@/lib/imaging/probe';
import { shrink } from '@/lib/imaging/shrink';
import type { Crop, Recipe } from '../photos/recipe';

const longest = ({ width, height }: Size): number => Math.max(width, height);

/**
 * One photo on one engine, ready to be developed at rollout size as often as is wanted. What depends on the photo alone is made once: the source at
 * the size that is needed, the analysis, what Auto looks at.
 */
export class Still {
  readonly full: Size;
  readonly #engine: Engine;
  readonly #small: Pixels;
  readonly #at: (edge: number) => Promise<Pixels>;
  readonly #sources = new Map<number, Pixels>();
  #analysis: Analysis | undefined;
  #measures: Measures | undefined;

  private constructor(engine: Engine, full: Size, small: Pixels, at: (edge: number) => Promise<Pixels>) {
    [this.#engine, this.full, this.#small, this.#at] = [engine, full, small, at];
  }

  /** @throws {PhotoError} a file that is missing, damaged or no photo */
  static async open(engine: Engine, recipe: Recipe, decoded: Decoded = decodeLarge): Promise<Still> {
    if (!recipe.crop && !recipe.flaw && recipe.longEdge === undefined) {
      const info = await probe(recipe.path);
      const at = (edge: number): Promise<Pixels> => decode(recipe.path, { longEdge: edge, depth: info.depth });
      return new Still(engine, { width: info.width, height: info.height }, await at(longest(analysisSize(info))), at);
    }
    const small = flawed(engine, await made(recipe, decoded), recipe.flaw);
    return new Still(engine, { width: small.width, height: small.height }, small, (edge) => shrink(small, fitLongEdge(small, edge)));
  }

  /** Bytes that it holds. */
  get bytes(): number {
    return this.#small.data.byteLength * 2 + Array.from(this.#sources.values()).reduce((sum, { data }) => sum + data.byteLength, 0);
  }

  get measures(): Measures {
    return (this.#measures ??= this.#engine.measure(this.#small));
  }

  /** The picture, 8 bits, long edge at most `edge`. Masks of things that have to be recognised cover nothing, lens profiles correct nothing. */
  async render(document: DevelopSettings, edge: number): Promise<Pixels> {
    const settings = inForce(normalise(document).settings);
    const output = fitLongEdge(outputSize(this.full, settings), edge);
    const source = await this.#source(sourceEdge(this.full, settings, output));
    const { channels, space } = source;
    const target = new Uint8Array(output.width * output.height * channels);
    this.#analysis ??= this.#engine.analyse(this.#small);
    this.#engine.render({
      source, full: this.full, settings, output, target, depth: 8, rows: [0, output.height], analysis: this.#analysis, ...(needsMeasures(settings) && { measures: this.measures }),
    });
    return { ...output, channels, space, depth: 8, data: target };
  }

  async #source(edge: number): Promise<Pixels> {
    const known = this.#sources.get(edge);
    if (known) return known;
    const source = await this.#at(edge);
    this.#sources.set(edge, source);
    return source;
  }
}

/** A file upright in 8-bit sRGB or Display P3, its long edge at most `LARGE` px. */
export type Decoded = (path: string) => Promise<Pixels>;
/** So large that half of it is still a photo. */
const LARGE = 1280;
export const decodeLarge: Decoded = (path) => decode(path, { longEdge: LARGE, depth: 8 });

/** The photo of a recipe before anything is wrong with it. */
async function made({ path, crop, longEdge }: Recipe, decoded: Decoded): Promise<Pixels> {
  const large = await decoded(path);
  const part = crop ? cut(large, crop) : large;
  const edge = longEdge ?? longest(part);
  return longest(part) > edge ? shrink(part, fitLongEdge(part, edge)) : part;
}

function cut(pixels: Pixels, { x, y, width, height }: Crop): Pixels {
  if (pixels.depth !== 8) throw new TypeError('Expected 8 bits per channel.');
  const [left, top] = [Math.floor(x * pixels.width), Math.floor(y * pixels.height)];
  const size: Size = { width: Math.max(1, Math.min(pixels.width - left, Math.round(width * pixels.width))), height: Math.max(1, Math.min(pixels.height - top, Math.round(height * pixels.height))) };
  const { channels } = pixels;
  const data = new Uint8Array(size.width * size.height * channels);
  for (let row = 0; row < size.height; row++) {
    const from = ((top + row) * pixels.width + left) * channels;
    data.set(pixels.data.subarray(from, from + size.width * channels), row * size.width * channels);
  }
  return { ...pixels, ...size, depth: 8, data };
}

function flawed(engine: Engine, pixels: Pixels, flaw: DevelopSettings | undefined): Pixels {
  if (!flaw) return pixels;
  const settings = inForce(normalise(flaw).settings);
  const data = new Uint8Array(pixels.width * pixels.height * pixels.channels);
  engine.render({ source: pixels, full: pixels, settings, analysis: engine.analyse(pixels), output: { width: pixels.width, height: pixels.height }, target: data, depth: 8, rows: [0, pixels.height] });
  return { width: pixels.width, height: pixels.height, channels: pixels.channels, space: pixels.space, depth: 8, data };
}
