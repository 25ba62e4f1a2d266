import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Analysis, CoverJob, Measures, Prepared, PrepareJob, Raster, Refinement, RenderJob } from '@/lib/develop/engine';
import type { Survey } from '@/lib/develop/assets';
import type { Pixels } from '@/lib/develop/types';
import { PhotoError } from './errors';
import type { HuffmanTable } from './jpeg/format';
import { engineWasmPath, jpegWasmPath, renderWorkerPath } from './paths';
import type { WorkerModules } from './render-worker';
import { shareArrays } from './shared-memory';

export type PoolOptions = {
  /** Threads at most; default: one per core. */
  readonly workers?: number;
  /** An idle thread ends after this long, and gives its memory back. Default 30 s. */
  readonly idleMilliseconds?: number;
};

/** Pixels in one piece of work: few enough that a cancelled render stops soon, enough that setting a piece up (a millisecond or two) costs little. */
const MAX_CHUNK_PIXELS = 3_000_000;
const MIN_CHUNK_PIXELS = 900_000;
/** A picture that is not worth a second thread. */
const SINGLE_PIXELS = 60_000;

type Chunk = readonly [from: number, to: number];

/**
 * How `rows` rows of `width` px are cut for `workers` threads. A preview is shared out evenly, one piece a thread. A large picture goes out in large
 * pieces first, then smaller ones, so that all threads end together (guided self-scheduling: Polychronopoulos & Kuck 1987). Where the cuts fall
 * never shows in the picture: the engine's rows do not depend on each other.
 */
export function chunksOf(rows: number, width: number, workers: number): readonly Chunk[] {
  const least = Math.ceil(MIN_CHUNK_PIXELS / width), most = Math.max(1, Math.floor(MAX_CHUNK_PIXELS / width));
  if (rows <= least * workers) {
    const pieces = rows * width <= SINGLE_PIXELS ? 1 : Math.min(workers, rows);
    return Array.from({ length: pieces }, (_, i): Chunk => [Math.round((i * rows) / pieces), Math.round(((i + 1) * rows) / pieces)]);
  }
  const chunks: Chunk[] = [];
  for (let from = 0; from < rows; ) {
    const size = Math.min(most, Math.max(least, Math.ceil((rows - from) / (workers * 2))));
    const to = rows - from - size < least / 2 ? rows : from + size;
    chunks.push([from, to]);
    from = to;
  }
  return chunks;
}

/**
 * Works through items with so many at a time, each lane taking the next when it is free. `signal` stops it between items: piscina's own signal
 * would kill the thread, and with it the compiled engine. Whatever is thrown, all lanes have stopped before anyone hears of it.
 */
export async function inLanes<T>(lanes: number, items: Iterator<T> & Iterable<T>, work: (item: T) => Promise<void>, signal?: AbortSignal): Promise<void> {
  const lane = async (): Promise<void> => {
    for (const item of items) {
      signal?.throwIfAborted();
      await work(item);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  signal?.throwIfAborted();
}

/** Threads that each hold one engine. Started at first use. */
export class RenderPool {
  readonly workers: number;
  readonly #idle: number;
  #pool: Promise<Piscina> | undefined;

  constructor(options: PoolOptions = {}) {
    this.workers = Math.max(1, options.workers ?? availableParallelism());
    this.#idle = options.idleMilliseconds ?? 30_000;
  }

  /** Threads alive now. */
  async threads(): Promise<number> {
    return this.#pool ? (await this.#pool).threads.length : 0;
  }

  /** Starts the threads and their engines, so that they are ready when the first decode is. Errors show at the first real work. */
  warm(): void {
    void this.#open().then(async (pool) => {
      if (pool.threads.length >= this.workers) return;
      await Promise.all(Array.from({ length: this.workers }, () => pool.run(undefined, { name: 'ready' })));
    }).catch(() => {});
  }

  async analyse(pixels: Pixels): Promise<Analysis> {
    const pool = await this.#open();
    return shareArrays(await this.#attempt<Analysis>(pool, pixels, 'analyse'));
  }

  /** What Auto looks at, of a photo at `analysisSize`. */
  async measure(pixels: Pixels): Promise<Measures> {
    return this.#attempt(await this.#open(), pixels, 'measure');
  }

  /** Brings a raster to the edges of the photo, which is given at `analysisSize`. */
  async refine(pixels: Pixels, raster: Raster): Promise<Refinement> {
    const pool = await this.#open();
    return shareArrays(await this.#attempt<Refinement>(pool, { pixels, raster }, 'refine'));
  }

  async cover(job: CoverJob): Promise<Uint8Array> {
    return this.#attempt(await this.#open(), job, 'cover');
  }

  /** Does what is done to a source once; its pixels must be shared memory. */
  async prepare(job: PrepareJob): Promise<Prepared> {
    const pool = await this.#open();
    return shareArrays(await this.#attempt<Prepared>(pool, job, 'prepare'));
  }

  async survey(pixels: Pixels, focal?: number): Promise<Survey> {
    return this.#attempt(await this.#open(), { pixels, ...(focal !== undefined && { focal }) }, 'survey');
  }

  /** Renders `rows` rows of the job into its target, which must be shared memory. `signal` stops it between pieces. */
  async render(job: Omit<RenderJob, 'rows'>, rows: number, signal?: AbortSignal): Promise<void> {
    const pool = await this.#open();
    const chunks = chunksOf(rows, (job.region ?? job.output).width, this.workers).values();
    await inLanes(this.workers, chunks, (chunk) => this.#attempt<void>(pool, { ...job, rows: chunk }, 'render'), signal);
  }

  /** Renders one piece of a picture on one thread. */
  async renderPiece(job: RenderJob): Promise<void> {
    return this.#attempt<void>(await this.#open(), job, 'render');
  }

  /** Symbol counts of a JPEG strip, for the tables that all strips will share. */
  async countStrip(file: Uint8Array): Promise<Uint32Array> {
    return this.#attempt(await this.#open(), file, 'countStrip');
  }

  /** The scan of a JPEG strip in the codes of `tables`. */
  async recodeStrip(file: Uint8Array, tables: readonly HuffmanTable[]): Promise<Uint8Array> {
    return this.#attempt(await this.#open(), { file, tables }, 'recodeStrip');
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    await (await pool)?.destroy();
  }

  async #attempt<T>(pool: Piscina, task: unknown, name: 'analyse' | 'measure' | 'survey' | 'refine' | 'cover' | 'prepare' | 'render' | 'countStrip' | 'recodeStrip'): Promise<T> {
    try {
      return (await pool.run(task, { name })) as T;
    } catch (cause) {
      throw new PhotoError('render-failed', `The picture could not be rendered: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  #open(): Promise<Piscina> {
    this.#pool ??= this.#start().catch((error: unknown) => {
      this.#pool = undefined;
      throw error;
    });
    return this.#pool;
  }

  async #start(): Promise<Piscina> {
    const [worker, engine, jpeg] = [renderWorkerPath(), engineWasmPath(), jpegWasmPath()];
    for (const file of [worker, engine, jpeg]) {
      if (!existsSync(file)) throw new PhotoError('engine-missing', `The develop engine is not built: ${file} is missing. Run \`node scripts/build.mjs --only wasm,workers\`.`);
    }
    const compile = async (file: string): Promise<WebAssembly.Module> => WebAssembly.compile(await readFile(file));
    const modules: WorkerModules = { engine: await compile(engine), jpeg: await compile(jpeg) };
    return new Piscina({ filename: worker, minThreads: 0, maxThreads: this.workers, idleTimeout: this.#idle, workerData: modules });
  }
}
