/** Runs in each thread of the render pool: one engine per thread, made from the module that all threads share. */
import { workerData } from 'piscina';
import { loadEngine, type Analysis, type Engine, type RenderJob } from '@/lib/develop/engine';
import type { Pixels } from '@/lib/develop/types';

let engine: Promise<Engine> | undefined;

const loaded = (): Promise<Engine> => {
  engine ??= loadEngine((workerData as { readonly module: WebAssembly.Module }).module);
  return engine;
};

export async function analyse(pixels: Pixels): Promise<Analysis> {
  return (await loaded()).analyse(pixels);
}

/** Writes the job's rows straight into the job's target, which is shared memory. */
export async function render(job: RenderJob): Promise<void> {
  (await loaded()).render(job);
}
