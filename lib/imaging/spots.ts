import { existsSync } from 'node:fs';
import { SPOT_EDGE, type Spot, type SpotKind, type Where } from '@/lib/develop/spots';
import { PhotoError } from './errors';
import type { Renderer, RenderPhoto } from './renderer';
import type { FoundMasks } from './masks/finder';
import { spotsWorkerPath } from './paths';
import type { SpotQuestion } from './spots-worker';
import { Threads } from './threads';
import { DOUBTFUL } from './vision/types';

/** Skin, and what on a face is none. */
const SKIN = ['people/face', 'people/skin'] as const;
const FEATURES = ['people/eyes', 'people/eyewhites', 'people/brows', 'people/lips', 'people/teeth', 'people/hair', 'people/beard'] as const;

let threads: Threads | undefined;

/** One at a time; the thread gives its memory back soon after. */
function finders(): Threads {
  const worker = spotsWorkerPath();
  if (!existsSync(worker)) throw new PhotoError('engine-missing', `The part that finds spots is not built: ${worker} is missing. Run \`node scripts/build.mjs --only workers\`.`);
  threads ??= new Threads(worker, { most: 1, idleMilliseconds: 10_000 });
  return threads;
}

/** Dust and blemishes of a photo, surest first; blemishes only where skin was recognised. */
export async function spotsOf(renderer: Pick<Renderer, 'render' | 'masks'>, photo: RenderPhoto, kinds: readonly SpotKind[], signal?: AbortSignal): Promise<readonly Spot[]> {
  const [picture, found] = await Promise.all([
    renderer.render(photo, {}, { longEdge: SPOT_EDGE, ...(signal && { signal }) }),
    renderer.masks(photo, [...SKIN, ...FEATURES], signal).catch((error: unknown): FoundMasks => {
      if (signal?.aborted) throw error;
      console.error(error);
      return {};
    }),
  ]);
  signal?.throwIfAborted();
  const skin = union(found, SKIN), features = union(found, FEATURES);
  const question: SpotQuestion = { picture, kinds, ...(skin && { skin }), ...(features && { features }) };
  return (await finders().run('find', question, signal)) as readonly Spot[];
}

/** All of these, where any was found surely enough. */
function union(found: FoundMasks, keys: readonly string[]): Where | undefined {
  const rasters = keys.flatMap((key) => { const mask = found[key]; return mask && mask.confidence >= DOUBTFUL ? [mask.raster] : []; });
  const [first] = rasters;
  if (!first) return undefined;
  const { width, height } = first;
  const data = new Uint8Array(width * height);
  for (const raster of rasters) {
    if (raster.width !== width || raster.height !== height) continue;
    for (let i = 0; i < data.length; i++) data[i] = Math.max(data[i] ?? 0, raster.data[i] ?? 0);
  }
  return { width, height, data, top: 255 };
}
