/** Runs in each thread of the render pool: one engine per thread, made from the module that all threads share. */
import { workerData } from 'piscina';
import { loadEngine, survey as surveyed, type Analysis, type CoverJob, type Engine, type Measures, type Prepared, type PrepareJob, type Raster, type Refinement, type RenderJob } from '@/lib/develop/engine';
import type { Survey } from '@/lib/develop/assets';
import type { Pixels } from '@/lib/develop/types';
import type { HuffmanTable } from './jpeg/format';
import { Recoder } from './jpeg/recoder';
import { readStrip } from './jpeg/strips';

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

export async function ready(): Promise<void> {
  await Promise.all([loaded(), jpeg()]);
}

export async function analyse(pixels: Pixels): Promise<Analysis> {
  return (await loaded()).analyse(pixels);
}

export async function measure(pixels: Pixels): Promise<Measures> {
  return (await loaded()).measure(pixels);
}

/** Needs no engine: it counts edges. */
export const survey = ({ pixels, focal }: { readonly pixels: Pixels; readonly focal?: number }): Survey => surveyed(pixels, focal);

export async function refine({ pixels, raster }: { readonly pixels: Pixels; readonly raster: Raster }): Promise<Refinement> {
  return (await loaded()).refine(pixels, raster);
}

export async function cover(job: CoverJob): Promise<Uint8Array> {
  return (await loaded()).cover(job);
}

export async function prepare(job: PrepareJob): Promise<Prepared> {
  return (await loaded()).prepare(job);
}

/** Writes the job's rows straight into the job's target, which is shared memory. */
export async function render(job: RenderJob): Promise<void> {
  (await loaded()).render(job);
}

/** Of a strip's MCUs one in so many is counted: the tables come out within a thousandth of the best. */
const SAMPLE = 4;

/** Counts a sample of a JPEG strip's symbols. */
export async function countStrip(file: Uint8Array): Promise<Uint32Array> {
  const { scan } = readStrip(file);
  return (await jpeg()).count(scan, Math.ceil(scan.frame.mcus / SAMPLE));
}

/** A JPEG strip's scan in other Huffman codes. */
export async function recodeStrip({ file, tables }: { readonly file: Uint8Array; readonly tables: readonly HuffmanTable[] }): Promise<Uint8Array> {
  return (await jpeg()).recode(readStrip(file).scan, tables);
}
