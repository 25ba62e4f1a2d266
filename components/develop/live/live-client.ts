import type { Mask } from '@/lib/develop/settings';
import type { TileRegion } from '@/lib/develop/pyramid';
import type { ColourSpace, DevelopSettings, Size } from '@/lib/develop/types';
import { ANALYSIS_EDGE, type PhotoPart, type SampledColour } from '@/lib/develop/engine';
import { maskUrl, opticsUrl, sourceTileUrl, sourceUrl } from '../../studio/urls';
import { LatestWins } from './latest-wins';
import { dragEdge, type Places, LEAST_EDGE, PREVIEW_EDGE, type LiveAnswer, type LiveRequest } from './protocol';

/** Of the veil over what a mask covers, at rest and while it is drawn: then it should come with the hand. */
const VEIL_EDGE = { rest: 1024, drag: 512 } as const;
const WASM_URL = '/engine/develop.wasm';

export type LivePhoto = { readonly id: string; readonly full: Size; readonly space: ColourSpace; readonly hasAlpha: boolean };
export type LiveState = 'off' | 'loading' | 'ready' | 'failed';

/** `most`: no larger than this, in px; `region`: what is looked at closely, px at full resolution. */
type Job = { readonly settings: DevelopSettings; readonly dragging: boolean; readonly most: number; readonly region: TileRegion | undefined };
/** `name` is the caller's, to know its answer by. */
type Cover = { readonly settings: DevelopSettings; readonly masks: readonly Mask[]; readonly name: number; readonly dragging: boolean };
type Listener = {
  readonly onVeil: (bitmap: ImageBitmap, name: number) => void; readonly onFrame: (bitmap: ImageBitmap, settings: DevelopSettings, region?: TileRegion) => void; readonly onState: (state: LiveState) => void };

/** The engine of one photo in a worker of its own: ask for settings, get frames; of many asks only the newest is rendered. */
export class LiveClient {
  readonly #worker: Worker;
  readonly #queue: LatestWins<Job>;
  readonly #listener: Listener;
  readonly #covers: LatestWins<Cover>;
  #covered: ((answer: LiveAnswer) => void) | undefined;
  #answer: ((answer: LiveAnswer) => void) | undefined;
  #last: { readonly edge: number; readonly milliseconds: number } | undefined;
  /** What was shown small although it is looked at closely. */
  #small: { readonly settings: DevelopSettings; readonly region: TileRegion } | undefined;
  #id = 0;
  #coverId = 0;
  readonly #sources = new Map<number, (places: Places | undefined) => void>();
  readonly #thumbs = new Map<number, (bitmap: ImageBitmap | undefined) => void>();
  readonly #samples = new Map<number, (colours: readonly SampledColour[] | undefined) => void>();
  /** Small pictures come one after the other, and none while a slider moves. */
  #thumbing: Promise<unknown> = Promise.resolve();
  #rendering: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(photo: LivePhoto, listener: Listener) {
    this.#listener = listener;
    this.#worker = new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<LiveAnswer>) => this.#hear(data));
    this.#worker.addEventListener('error', () => this.#fail());
    this.#queue = new LatestWins((job) => this.#render(job));
    this.#covers = new LatestWins((cover) => this.#cover(cover));
    const { full, space, hasAlpha } = photo;
    listener.onState('loading');
    this.#tell({ type: 'open', wasmUrl: WASM_URL, analysisUrl: sourceUrl(photo.id, ANALYSIS_EDGE), maskUrl: maskUrl(photo.id), opticsUrl: opticsUrl(photo.id), tileUrl: sourceTileUrl(photo.id), full, space, hasAlpha });
    if (Math.max(full.width, full.height) > ANALYSIS_EDGE) this.#tell({ type: 'source', url: sourceUrl(photo.id, PREVIEW_EDGE), edge: PREVIEW_EDGE });
  }

  /** @param region the part of the picture that is looked at closely, px at full resolution */
  show(settings: DevelopSettings, dragging: boolean, most = PREVIEW_EDGE, region?: TileRegion): void {
    if (!this.#closed) this.#queue.push({ settings, dragging, most, region });
  }

  /** Sliders may move over this part: its pixels are fetched before. */
  look(settings: DevelopSettings, region: TileRegion): void {
    if (!this.#closed) this.#tell({ type: 'look', settings, region });
  }

  /** Which part of the picture masks cover. */
  cover(settings: DevelopSettings, masks: readonly Mask[], name: number, dragging: boolean): void {
    if (!this.#closed) this.#covers.push({ settings, masks, name, dragging });
  }

  /** Where retouched areas take their pixels from, one for each; undefined when the engine stopped. */
  sources(settings: DevelopSettings): Promise<Places | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const id = ++this.#id;
      this.#sources.set(id, resolve);
      this.#tell({ type: 'sources', id, settings });
    });
  }

  /** A small picture of settings; undefined when there will be none, or it is not wanted any more when its turn comes. */
  thumb(settings: DevelopSettings, edge: number, wanted: () => boolean): Promise<ImageBitmap | undefined> {
    const made = this.#thumbing.then(() => this.#rendering).then(() => this.#closed || !wanted() ? undefined : new Promise<ImageBitmap | undefined>((resolve) => {
      const id = ++this.#id;
      this.#thumbs.set(id, resolve);
      this.#tell({ type: 'thumb', id, settings, edge });
    }));
    this.#thumbing = made;
    return made;
  }

  /** Colours of parts of the untouched photo; undefined when the engine is not there. */
  sample(parts: readonly PhotoPart[]): Promise<readonly SampledColour[] | undefined> {
    if (this.#closed) return Promise.resolve(undefined);
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#samples.set(id, resolve);
      this.#tell({ type: 'sample', id, parts });
    });
  }

  close(): void {
    this.#closed = true;
    this.#queue.clear();
    this.#covers.clear();
    this.#worker.terminate();
    this.#endThumbs();
    this.#answer?.({ type: 'failed', message: 'closed' });
    this.#covered?.({ type: 'failed', message: 'closed' });
  }

  async #cover({ settings, masks, name, dragging }: Cover): Promise<void> {
    const id = (this.#coverId = ++this.#id);
    const answer = await new Promise<LiveAnswer>((resolve) => {
      this.#covered = resolve;
      this.#tell({ type: 'cover', id, settings, masks, edge: dragging ? VEIL_EDGE.drag : VEIL_EDGE.rest });
    });
    this.#covered = undefined;
    if (answer.type !== 'veil') return;
    if (this.#closed) return answer.bitmap.close();
    this.#listener.onVeil(answer.bitmap, name);
  }

  #endThumbs(): void {
    for (const resolve of [...this.#thumbs.values(), ...this.#samples.values(), ...this.#sources.values()]) resolve(undefined);
    this.#thumbs.clear();
    this.#samples.clear();
    this.#sources.clear();
  }

  #render(job: Job): Promise<void> {
    const done = this.#frame(job);
    this.#rendering = done.catch(() => undefined);
    return done;
  }

  async #frame({ settings, dragging, most, region }: Job): Promise<void> {
    const id = ++this.#id;
    const edge = dragging ? dragEdge(this.#last, LEAST_EDGE, most) : PREVIEW_EDGE;
    const answer = await new Promise<LiveAnswer>((resolve) => {
      this.#answer = resolve;
      this.#tell({ type: 'render', id, settings, edge, ...(region && { region }) });
    });
    this.#answer = undefined;
    if (answer.type !== 'frame') return;
    if (this.#closed) return answer.bitmap.close();
    this.#small = region && !answer.region ? { settings, region } : undefined;
    // A region says nothing about how fast the whole is.
    if (!answer.region) this.#last = { edge: Math.max(answer.bitmap.width, answer.bitmap.height), milliseconds: answer.milliseconds };
    this.#listener.onFrame(answer.bitmap, settings, answer.region);
  }

  #hear(answer: LiveAnswer): void {
    if (answer.type === 'sources') {
      this.#sources.get(answer.id)?.(answer.places);
      this.#sources.delete(answer.id);
      return;
    }
    const waiting = 'id' in answer && answer.id !== undefined ? this.#thumbs.get(answer.id) : undefined;
    const sampled = 'id' in answer && answer.id !== undefined ? this.#samples.get(answer.id) : undefined;
    if (sampled && 'id' in answer && answer.id !== undefined) {
      this.#samples.delete(answer.id);
      sampled(answer.type === 'colours' ? answer.colours : undefined);
    } else if (waiting && 'id' in answer && answer.id !== undefined) {
      this.#thumbs.delete(answer.id);
      waiting(answer.type === 'thumb' ? answer.bitmap : undefined);
    } else if (answer.type === 'ready') this.#listener.onState('ready');
    else if (answer.type === 'sharper') {
      if (this.#small) this.show(this.#small.settings, false, PREVIEW_EDGE, this.#small.region);
    }
    else if (answer.type === 'failed' && answer.id === undefined) this.#fail();
    else if (answer.type === 'veil' || (answer.type === 'failed' && answer.id === this.#coverId)) this.#covered?.(answer);
    else this.#answer?.(answer);
  }

  #fail(): void {
    if (this.#closed) return;
    this.#listener.onState('failed');
    this.#endThumbs();
    this.#answer?.({ type: 'failed', message: 'The live preview stopped' });
    this.#covered?.({ type: 'failed', message: 'The live preview stopped' });
  }

  #tell(request: LiveRequest): void {
    this.#worker.postMessage(request);
  }
}
