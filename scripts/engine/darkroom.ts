import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analysisSize, fitLongEdge, loadEngine, needsMeasures, needsPreparing, outputSize, preparing, type Analysis, type Assets, type Engine } from '@/lib/develop/engine';
import { normalise } from '@/lib/develop/settings';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { decode } from '@/lib/imaging/decode';
import { engineWasmPath, projectRoot } from '@/lib/imaging/paths';

/** The engine on one thread, for pictures of documentation and tests: the same input gives the same bytes on any machine. */
export class Darkroom {
  readonly engine: Engine;
  readonly #analyses = new WeakMap<Pixels, { readonly small: Pixels; readonly analysis: Analysis }>();

  private constructor(engine: Engine) {
    this.engine = engine;
  }

  static async open(): Promise<Darkroom> {
    return new Darkroom(await loadEngine(readFileSync(engineWasmPath())));
  }

  /** A sample photo at its full size, or at a long edge. */
  async sample(file: string, longEdge?: number): Promise<Pixels> {
    return decode(join(projectRoot(), 'public', 'samples', file), { depth: 8, ...(longEdge && { longEdge }) });
  }

  /** @returns 8-bit pixels; `edge` is the long edge of the result, full size without it */
  async render(photo: Pixels, document: DevelopSettings, { edge, assets }: { readonly edge?: number; readonly assets?: Assets } = {}): Promise<Pixels> {
    const { settings } = normalise(document, { localUnits: 'file' });
    const cropped = outputSize(photo, settings, assets);
    const output = edge === undefined ? cropped : fitLongEdge(cropped, edge);
    const { small, analysis } = this.#analysis(photo);
    const target = new Uint8Array(output.width * output.height * photo.channels);
    const prepared = needsPreparing(settings) ? await preparing({ source: photo, small, full: photo, settings, ...(assets && { assets }) }, (_, job) => this.engine.prepare(job)) : undefined;
    this.engine.render({ source: photo, full: photo, settings, analysis, output, target, depth: 8, rows: [0, output.height], ...(needsMeasures(settings) && { measures: this.engine.measure(small) }), ...(prepared && { prepared }), ...(assets && { assets }) });
    return { ...output, channels: photo.channels, space: photo.space, depth: 8, data: target };
  }

  #analysis(photo: Pixels) {
    const kept = this.#analyses.get(photo);
    if (kept) return kept;
    const size = analysisSize(photo);
    if (size.width !== photo.width) throw new Error(`Expected a photo of at most ${size.width} px but received ${photo.width}.`);
    const made = { small: photo, analysis: this.engine.analyse(photo) };
    this.#analyses.set(photo, made);
    return made;
  }
}
