/** Runs in each thread of the render pool: one engine per thread, made from the module that all threads share. */
import { workerData } from 'node:worker_threads';
import { loadEngine, survey as surveyed, type Analysis, type CoverJob, type Engine, type Measures, type Picture, type Prepared, type PrepareJob, type Raster, type Reading, type Refinement, type RenderJob } from '@/lib/develop/engine';
import type { Survey } from '@/lib/develop/assets';
import type { Pixels } from '@/lib/develop/types';
import { type Chroma, type CodedStrip, JpegCoder, type JpegSettings } from './jpeg/coder';
import type { HuffmanTable } from './jpeg/format';
import { serve } from './serve';

/** The compiled modules that each thread instantiates for itself. */
export type WorkerModules = { readonly engine: WebAssembly.Module; readonly jpeg: WebAssembly.Module };

/** A part of a picture without a target. */
export type StripJob = Omit<RenderJob, 'target' | 'depth' | 'rows'> & Required<Pick<RenderJob, 'region'>>;

const modules = (): WorkerModules => workerData as WorkerModules;

let engine: Promise<Engine> | undefined;
let coder: Promise<JpegCoder> | undefined;

const jpeg = (): Promise<JpegCoder> => {
  coder ??= JpegCoder.load(modules().jpeg);
  return coder;
};

const loaded = (): Promise<Engine> => {
  engine ??= loadEngine(modules().engine);
  return engine;
};

const tasks = {
  ready: async (): Promise<void> => {
    await Promise.all([loaded(), jpeg()]);
  },
  analyse: async (pixels: Pixels): Promise<Analysis> => (await loaded()).analyse(pixels),
  measure: async (pixels: Pixels): Promise<Measures> => (await loaded()).measure(pixels),
  // Needs no engine: it counts edges.
  survey: ({ pixels, focal }: { readonly pixels: Pixels; readonly focal?: number }): Survey => surveyed(pixels, focal),
  refine: async ({ pixels, raster }: { readonly pixels: Pixels; readonly raster: Raster }): Promise<Refinement> => (await loaded()).refine(pixels, raster),
  cover: async (job: CoverJob): Promise<Uint8Array> => (await loaded()).cover(job),
  prepare: async (job: PrepareJob): Promise<Prepared> => (await loaded()).prepare(job),
  reading: async (picture: Picture): Promise<Reading | undefined> => (await loaded()).reading(picture),
  /** Writes the job's rows straight into the job's target, which is shared memory. */
  render: async (job: RenderJob): Promise<void> => (await loaded()).render(job),
  /** Renders the job's rows, all of its region, and codes them: they never leave the thread. */
  renderStrip: async ({ job, settings }: { readonly job: StripJob; readonly settings: JpegSettings }): Promise<CodedStrip> => {
    const [{ render }, coding] = await Promise.all([loaded(), jpeg()]);
    const { width, height } = job.region;
    render({ ...job, target: coding.room(width, height, settings.chromaSubsampling), depth: 8, rows: [0, height] });
    return coding.encode(width, height, settings);
  },
  /** Codes rows of RGB that are there already. */
  codeStrip: async ({ rgb, width, settings }: { readonly rgb: Uint8Array; readonly width: number; readonly settings: JpegSettings }): Promise<CodedStrip> => {
    const coding = await jpeg();
    const rows = rgb.length / 3 / width;
    coding.room(width, rows, settings.chromaSubsampling).set(rgb);
    return coding.encode(width, rows, settings);
  },
  /** A coded strip's scan. */
  writeStrip: async ({ blocks, tables, chroma }: { readonly blocks: Uint8Array; readonly tables: readonly HuffmanTable[]; readonly chroma: Chroma }): Promise<Uint8Array> => (await jpeg()).write(blocks, tables, chroma),
};

/** What a thread does when asked. */
export type RenderTasks = typeof tasks;

serve(tasks);
