import type { Analysis, Engine, RenderJob } from '@/lib/develop/engine';
import type { Pixels } from '@/lib/develop/types';

type Region = NonNullable<RenderJob['region']>;
/** A picture without what is kept on the other side, and without where it goes. */
type Part = Omit<RenderJob, 'source' | 'analysis' | 'target' | 'depth' | 'rows' | 'region'> & { readonly region: Region };

export type HandRequest =
  | { readonly type: 'open'; readonly wasm: WebAssembly.Module }
  | { readonly type: 'keep'; readonly token: number; readonly value: Pixels | Analysis }
  | { readonly type: 'render'; readonly id: number; readonly source: number; readonly analysis: number; readonly job: Part };
export type HandAnswer = { readonly id: number; readonly rows: Uint8Array<ArrayBuffer> } | { readonly id: number; readonly message: string };

/** What is smaller is rendered sooner than it is shared out, in px. */
const WORTHWHILE_PIXELS = 200_000;
/** More hands than this wait for memory, not for arithmetic. */
const MOST_HANDS = 3;

/** A worker that renders bands of pictures for the live worker. */
class Hand {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { readonly resolve: (rows: Uint8Array<ArrayBuffer>) => void; readonly reject: (error: Error) => void }>();
  readonly #tokens = new WeakMap<object, number>();
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

  render({ source, analysis }: Pick<RenderJob, 'source' | 'analysis'>, job: Part): Promise<Uint8Array<ArrayBuffer>> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#tell({ type: 'render', id, source: this.#keep(source), analysis: this.#keep(analysis), job });
    });
  }

  /** Sends what stays the same from frame to frame once. */
  #keep(value: Pixels | Analysis): number {
    const known = this.#tokens.get(value);
    if (known !== undefined) return known;
    const token = this.#next++;
    this.#tokens.set(value, token);
    this.#tell({ type: 'keep', token, value });
    return token;
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

  /** The whole RGBA picture: the hands' bands, and the first of the caller's own engine. */
  async render(engine: Engine, { source, analysis, ...job }: Omit<RenderJob, 'target' | 'depth' | 'rows' | 'region'>): Promise<Uint8Array<ArrayBuffer>> {
    const { width, height } = job.output;
    const bands = width * height < WORTHWHILE_PIXELS ? 1 : this.#hands.length + 1;
    const cut = (band: number): number => Math.round((height * band) / bands);
    const target = new Uint8Array(width * height * 4);
    const others = this.#hands.slice(0, bands - 1).map(async (hand, i) => {
      const [from, to] = [cut(i + 1), cut(i + 2)];
      target.set(await hand.render({ source, analysis }, { ...job, region: { x: 0, y: from, width, height: to - from } }), from * width * 4);
    });
    engine.render({ ...job, source, analysis, target, depth: 8, rows: [0, cut(1)] });
    await Promise.all(others);
    return target;
  }
}
