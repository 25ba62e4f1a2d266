import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Analysis, CoverJob, Measures, Picture, Prepared, PrepareJob, Raster, Reading, Refinement, RenderJob } from '@/lib/develop/engine';
import type { Survey } from '@/lib/develop/assets';
import type { Pixels } from '@/lib/develop/types';
import { PhotoError } from './errors';
import type { Chroma, CodedStrip, JpegSettings } from './jpeg/coder';
import type { HuffmanTable } from './jpeg/format';
import { engineWasmPath, jpegWasmPath, renderWorkerPath } from './paths';
import type { RenderTasks, StripJob, WorkerModules } from './render-worker';
import { shareArrays } from './shared-memory';
import { Threads } from './threads';

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
 * Works through items with so many at a time, each lane taking the next when it is free. `signal` stops it between items: stopping within one would
 * end the thread, and with it the engine. Whatever is thrown, all lanes have stopped before anyone hears of it.
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

const withoutData = (pixels: Pixels): Pixels => (pixels.depth === 8 ? { ...pixels, data: new Uint8Array() } : { ...pixels, data: new Uint16Array() });

type TaskName = keyof RenderTasks;
type Asked<Name extends TaskName> = Parameters<RenderTasks[Name]>[0];
type Answered<Name extends TaskName> = Awaited<ReturnType<RenderTasks[Name]>>;

/** Threads that each hold one engine. Started at first use. */
export class RenderPool {
  readonly workers: number;
  readonly #idle: number;
  #threads: Threads | undefined;

  constructor(options: PoolOptions = {}) {
    this.workers = Math.max(1, options.workers ?? availableParallelism());
    this.#idle = options.idleMilliseconds ?? 30_000;
  }

  /** Threads alive now. */
  get threads(): number {
    return this.#threads?.alive ?? 0;
  }

  /** Starts the threads and their engines, so that they are ready when the first decode is. Errors show at the first real work. */
  warm(): void {
    for (let missing = this.workers - this.threads; missing > 0; missing--) this.#ask('ready', undefined).catch(() => {});
  }

  async analyse(pixels: Pixels): Promise<Analysis> {
    return shareArrays(await this.#ask('analyse', pixels));
  }

  /** What Auto looks at, of a photo at `analysisSize`. */
  measure(pixels: Pixels): Promise<Measures> {
    return this.#ask('measure', pixels);
  }

  /** Brings a raster to the edges of the photo, which is given at `analysisSize`. */
  async refine(pixels: Pixels, raster: Raster): Promise<Refinement> {
    return shareArrays(await this.#ask('refine', { pixels, raster }));
  }

  cover(job: CoverJob): Promise<Uint8Array> {
    return this.#ask('cover', job);
  }

  /** Does what is done to a source once; its pixels must be shared memory. */
  async prepare(job: PrepareJob): Promise<Prepared> {
    return shareArrays(await this.#ask('prepare', job));
  }

  survey(pixels: Pixels, focal?: number): Promise<Survey> {
    return this.#ask('survey', { pixels, ...(focal !== undefined && { focal }) });
  }

  /** Renders `rows` rows of the job into its target, which must be shared memory. `signal` stops it between pieces. */
  async render(job: Omit<RenderJob, 'rows'>, rows: number, signal?: AbortSignal): Promise<void> {
    const chunks = chunksOf(rows, (job.region ?? job.output).width, this.workers).values();
    await inLanes(this.workers, chunks, (chunk) => this.#ask('render', { ...job, rows: chunk }), signal);
  }

  /** Which rows of its source a picture's rows need. */
  reading(picture: Picture): Promise<Reading | undefined> {
    return this.#ask('reading', { ...picture, source: withoutData(picture.source) });
  }

  /** Renders a strip of a picture on one thread and codes it there. */
  renderStrip(job: StripJob, settings: JpegSettings): Promise<CodedStrip> {
    return this.#ask('renderStrip', { job, settings });
  }

  /** Codes a strip of RGB in shared memory. */
  codeStrip(rgb: Uint8Array<SharedArrayBuffer>, width: number, settings: JpegSettings): Promise<CodedStrip> {
    return this.#ask('codeStrip', { rgb, width, settings });
  }

  /** The scan of a coded strip in the codes of `tables`. */
  writeStrip(blocks: Uint8Array, tables: readonly HuffmanTable[], chroma: Chroma): Promise<Uint8Array> {
    return this.#ask('writeStrip', { blocks, tables, chroma });
  }

  async close(): Promise<void> {
    const threads = this.#threads;
    this.#threads = undefined;
    await threads?.close();
  }

  async #ask<Name extends TaskName>(name: Name, argument: Asked<Name>): Promise<Answered<Name>> {
    this.#threads ??= this.#start();
    try {
      return (await this.#threads.run(name, argument)) as Answered<Name>;
    } catch (cause) {
      throw new PhotoError('render-failed', `The picture could not be rendered: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  #start(): Threads {
    const [worker, engine, jpeg] = [renderWorkerPath(), engineWasmPath(), jpegWasmPath()];
    for (const file of [worker, engine, jpeg]) {
      if (!existsSync(file)) throw new PhotoError('engine-missing', `The develop engine is not built: ${file} is missing. Run \`node scripts/build.mjs --only wasm,workers\`.`);
    }
    // Compiling is half a millisecond: V8 compiles a function when it is first called.
    const compile = (file: string): WebAssembly.Module => new WebAssembly.Module(readFileSync(file));
    const modules: WorkerModules = { engine: compile(engine), jpeg: compile(jpeg) };
    return new Threads(worker, { most: this.workers, idleMilliseconds: this.#idle, data: modules });
  }
}
