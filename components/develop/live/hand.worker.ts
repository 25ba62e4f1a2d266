import { loadEngine, type Analysis, type Engine } from '@/lib/develop/engine';
import type { Pixels } from '@/lib/develop/types';
import type { HandAnswer, HandRequest } from './hands';

// A worker's global scope has no type of its own in the DOM library.
const post = (answer: HandAnswer, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(answer, transfer);

let engine: Promise<Engine> | undefined;
/** What came to be kept: the sources and the analysis of one photo. */
const kept = new Map<number, Pixels | Analysis>();

self.addEventListener('message', async ({ data }: MessageEvent<HandRequest>) => {
  try {
    switch (data.type) {
      case 'open':
        engine = loadEngine(data.wasm);
        return;
      case 'keep':
        kept.set(data.token, data.value);
        return;
      case 'render': {
        const { id, source, analysis, job } = data;
        const target = new Uint8Array(job.region.width * job.region.height * 4);
        (await engine)?.render({ ...job, source: kept.get(source) as Pixels, analysis: kept.get(analysis) as Analysis, target, depth: 8, rows: [0, job.region.height] });
        return post({ id, rows: target }, [target.buffer]);
      }
      default:
        return data satisfies never;
    }
  } catch (error) {
    if (data.type === 'render') post({ id: data.id, message: error instanceof Error ? error.message : String(error) });
  }
});
