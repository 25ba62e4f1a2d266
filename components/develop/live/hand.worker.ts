import { loadEngine, type Analysis, type Engine, type Found, type Prepared, type RenderJob } from '@/lib/develop/engine';
import type { Pixels } from '@/lib/develop/types';
import type { HandAnswer, HandRequest, Lasting, Tokens } from './hands';

// A worker's global scope has no type of its own in the DOM library.
const post = (answer: HandAnswer, transfer: Transferable[] = []) => (self as unknown as Worker).postMessage(answer, transfer);

let engine: Promise<Engine> | undefined;
/** What came to be kept: of one photo. */
const kept = new Map<number, Lasting>();

/** What a token stands for; the sender knows of which kind that is. */
const held = <T extends Lasting>(token: number): T => kept.get(token) as T;

const fetched = ({ source, analysis, masks, depth, patches, blur }: Tokens): Pick<RenderJob, 'source' | 'analysis' | 'assets' | 'prepared'> => ({
  source: held<Pixels>(source),
  analysis: held<Analysis>(analysis),
  assets: { masks: Object.fromEntries(Object.entries(masks).map(([key, token]) => [key, held<Found>(token)])), ...(depth !== undefined && { depth: held<Found>(depth) }) },
  prepared: { ...(patches !== undefined && { patches: held<NonNullable<Prepared['patches']>>(patches) }), ...(blur !== undefined && { blur: held<NonNullable<Prepared['blur']>>(blur) }) },
});

self.addEventListener('message', async ({ data }: MessageEvent<HandRequest>) => {
  try {
    switch (data.type) {
      case 'open':
        engine = loadEngine(data.wasm);
        return;
      case 'keep':
        kept.set(data.token, data.value);
        return;
      case 'drop':
        kept.delete(data.token);
        return;
      case 'render': {
        const { id, tokens, job } = data;
        // Before the engine is there, what is kept could have gone.
        const own = fetched(tokens);
        const target = new Uint8Array(job.region.width * job.region.height * 4);
        (await engine)?.render({ ...job, ...own, assets: { ...job.assets, ...own.assets }, target, depth: 8, rows: [0, job.region.height] });
        return post({ id, rows: target }, [target.buffer]);
      }
      default:
        return data satisfies never;
    }
  } catch (error) {
    if (data.type === 'render') post({ id: data.id, message: error instanceof Error ? error.message : String(error) });
  }
});
