import type { Analysis, Engine, Found, Prepared, RenderJob } from '@/lib/develop/engine';
import type { Pixels } from '@/lib/develop/types';
import { Keeper } from './keeper';

type Region = NonNullable<RenderJob['region']>;
/** A whole picture without where it goes. */
type Picture = Omit<RenderJob, 'target' | 'depth' | 'rows' | 'region'>;
/** A band of a picture without what is kept on the other side. */
type Part = Omit<Picture, 'source' | 'analysis' | 'prepared'> & { readonly region: Region };

/** What is large and stays the same from frame to frame. */
export type Lasting = Pixels | Analysis | Found | NonNullable<Prepared['patches']> | NonNullable<Prepared['blur']>;
/** Tokens of what a picture needs of it. */
export type Tokens = { readonly source: number; readonly analysis: number; readonly masks: Readonly<Record<string, number>>; readonly depth?: number; readonly patches?: number; readonly blur?: number };

export type HandRequest =
  | { readonly type: 'open'; readonly wasm: WebAssembly.Module }
  | { readonly type: 'keep'; readonly token: number; readonly value: Lasting }
  | { readonly type: 'drop'; readonly token: number }
  | { readonly type: 'render'; readonly id: number; readonly tokens: Tokens; readonly job: Part };
export type HandAnswer = { readonly id: number; readonly rows: Uint8Array<ArrayBuffer> } | { readonly id: number; readonly message: string };

/** What is smaller is rendered sooner than it is shared out, in px. */
const WORTHWHILE_PIXELS = 200_000;
/** More hands than this wait for memory, not for arithmetic. */
const MOST_HANDS = 3;

/** A worker that renders bands of pictures for the live worker. */
class Hand {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { readonly resolve: (rows: Uint8Array<ArrayBuffer>) => void; readonly reject: (error: Error) => void }>();
  readonly #keeper = new Keeper({ keep: (token, value) => this.#tell({ type: 'keep', token, value: value as Lasting }), drop: (token) => this.#tell({ type: 'drop', token }) });
  #next = 0;

  constructor(wasm: WebAssembly.Module) {
    this.#worker = new Worker(new URL('./hand.worker.ts', import.meta.url), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<HandAnswer>) => {
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('rows' in data) waiting?.resolve(data.rows);
      else waiting?.reject(new Error(data.message));
    });
    this.#worker.addEventListener('error', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('A thread of the live preview stopped'));
      this.#waiting.clear();
    });
    this.#tell({ type: 'open', wasm });
  }

  render({ source, analysis, prepared, assets: { masks, depth, ...assets } = {}, ...job }: Picture, region: Region): Promise<Uint8Array<ArrayBuffer>> {
    const id = this.#next++;
    this.#keeper.frame();
    const { patches, blur } = prepared ?? {};
    const tokens: Tokens = {
      // A photo has few whole sources; the one for resting is large and comes back after every drag. Of windows there are many.
      source: job.sourceFrom === undefined ? this.#keeper.token(source, Infinity) : this.#keeper.token(source), analysis: this.#keeper.token(analysis, Infinity),
      masks: Object.fromEntries(Object.entries(masks ?? {}).map(([key, found]) => [key, this.#keeper.token(found)])),
      ...(depth && { depth: this.#keeper.token(depth) }), ...(patches && { patches: this.#keeper.token(patches) }), ...(blur && { blur: this.#keeper.token(blur) }),
    };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#tell({ type: 'render', id, tokens, job: { ...job, assets, region } });
    });
  }

  #tell(request: HandRequest): void {
    this.#worker.postMessage(request);
  }
}

/** The other cores of the machine: each renders a band of the live picture. */
export class Hands {
  readonly #hands: readonly Hand[];

  constructor(wasm: WebAssembly.Module) {
    const cores = typeof Worker === 'undefined' ? 1 : navigator.hardwareConcurrency;
    this.#hands = Array.from({ length: Math.min(MOST_HANDS, Math.max(0, cores - 1)) }, () => new Hand(wasm));
  }

  /** The RGBA picture, or a region of it: the hands' bands, and the first of the caller's own engine. */
  async render(engine: Engine, picture: Picture, region: Region = { x: 0, y: 0, ...picture.output }): Promise<Uint8Array<ArrayBuffer>> {
    const { x, y, width, height } = region;
    const bands = width * height < WORTHWHILE_PIXELS ? 1 : this.#hands.length + 1;
    const cut = (band: number): number => Math.round((height * band) / bands);
    const target = new Uint8Array(width * height * 4);
    const others = this.#hands.slice(0, bands - 1).map(async (hand, i) => {
      const [from, to] = [cut(i + 1), cut(i + 2)];
      target.set(await hand.render(picture, { x, y: y + from, width, height: to - from }), from * width * 4);
    });
    engine.render({ ...picture, region, target, depth: 8, rows: [0, cut(1)] });
    await Promise.all(others);
    return target;
  }
}
