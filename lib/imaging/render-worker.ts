/** Runs in each thread of the render pool: one engine per thread, made from the module that all threads share. */
import { workerData } from 'node:worker_threads';
import { loadEngine, survey as surveyed, type Analysis, type CoverJob, type Engine, type Measures, type Picture, type Prepared, type PrepareJob, type Raster, type Reading, type Refinement, type RenderJob } from '@/lib/develop/engine';
import type { Survey } from '@/lib/develop/assets';
import type { Pixels } from '@/lib/develop/types';
import type { HuffmanTable } from './jpeg/format';
import { Recoder } from './jpeg/recoder';
import { readStrip } from './jpeg/strips';
import { serve } from './serve';

/** The compiled modules that each thread instantiates for itself. */
export type WorkerModules = { readonly engine: WebAssembly.Module; readonly jpeg: WebAssembly.Module };

const modules = (): WorkerModules => workerData as WorkerModules;

let engine: Promise<Engine> | undefined;
let recoder: Promise<Recoder> | undefined;

const jpeg = (): Promise<Recoder> => {
  recoder ??= Recoder.load(modules().jpeg);
  return recoder;
};

const loaded = (): Promise<Engine> => {
  engine ??= loadEngine(modules().engine);
  return engine;
};

/** Of a strip's MCUs one in so many is counted: the tables come out within a thousandth of the best. */
const SAMPLE = 4;

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
  /** Counts a sample of a JPEG strip's symbols. */
  countStrip: async (file: Uint8Array): Promise<Uint32Array> => {
    const { scan } = readStrip(file);
    return (await jpeg()).count(scan, Math.ceil(scan.frame.mcus / SAMPLE));
  },
  /** A JPEG strip's scan in other Huffman codes. */
  recodeStrip: async ({ file, tables }: { readonly file: Uint8Array; readonly tables: readonly HuffmanTable[] }): Promise<Uint8Array> => (await jpeg()).recode(readStrip(file).scan, tables),
};

/** What a thread does when asked. */
export type RenderTasks = typeof tasks;

serve(tasks);
