import { createHash } from 'node:crypto';
import { createDarkroom } from '@/lib/agent/darkroom';
import { createEmbeddedEvaluator } from '@/lib/agent/evaluator';
import type { Evidence } from '@/lib/agent/types';
import { needsLens, needsPreparing } from '@/lib/develop/engine';
import { assetsNeeded } from '@/lib/develop/masks/needs';
import { canonicalJson, normalise } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { ByteCache } from '@/lib/imaging/byte-cache';
import { encode } from '@/lib/imaging/encode';
import type { Renderer } from '@/lib/imaging';
import { verdict } from '../environment/people/annotators';
import type { Sandbox } from '../environment/sandbox/sandbox';
import type { Rendered } from '../environment/sandbox/worker';
import { namesMoved } from '../formats';
import { toolReward } from '../training/rewards';
import type { State, Task } from '../types';
import { viewOf } from '../view';
import { understood, type Understood } from './calls';
import { type Item, type RolloutsRequest, ServerError } from './messages';
import type { Metrics } from './metrics';
import type { Photos, ServedPhoto } from './photos';

export type Rewards = {
  readonly format: number;
  readonly tool: number;
  /** What was measured of the result, 1..5; with an instruction. */
  readonly evaluator?: { readonly aesthetics: number; readonly instruction: number; readonly overall: number };
  /** What people say who have the expert’s picture in mind, 1..5, labelled synthetic; with an expert. */
  readonly annotator?: { readonly aesthetics: number; readonly instruction: number; readonly by: 'synthetic' };
};
export type RolloutResult =
  | { readonly ok: true; readonly settings: DevelopSettings; readonly width: number; readonly height: number; readonly picture?: string; readonly evidence?: Evidence; readonly rewards: Rewards; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

export type RolloutDeps = {
  readonly photos: Photos; readonly sandbox: Sandbox; readonly metrics: Metrics;
  /** Renders what needs things to be found in the photo, retouching or a lens profile. Started when it is first needed. */
  readonly renderer: () => Promise<Renderer>;
};

/** Bytes of pictures that are kept under an address. */
const PICTURES = 256 * 1024 * 1024;

/** Carries out batches: what the small engines can do they do, all at once; what needs more goes to the renderer. An item that fails fails alone. */
export class Rollouts {
  readonly #deps: RolloutDeps;
  readonly #pictures = new ByteCache<Uint8Array>(PICTURES);

  constructor(deps: RolloutDeps) {
    this.#deps = deps;
  }

  picture(name: string): Uint8Array | undefined {
    return this.#pictures.get(name);
  }

  async run(request: RolloutsRequest): Promise<readonly RolloutResult[]> {
    const { metrics } = this.#deps;
    const started = performance.now();
    const results = await Promise.all(request.items.map((item) => this.#one(item, request).catch((error: unknown): RolloutResult => {
      if (!(error instanceof ServerError)) console.error(error);
      return { ok: false, error: error instanceof ServerError ? { code: error.code, message: error.message } : { code: 'render-failed', message: `The picture could not be rendered: ${error instanceof Error ? error.message : String(error)}` } };
    })));
    metrics.add('rollouts_total', results.length);
    metrics.add('rollouts_failed_total', results.filter(({ ok }) => !ok).length);
    metrics.add('rollout_batches_total');
    metrics.add('rollout_batch_milliseconds_total', Math.round(performance.now() - started));
    return results;
  }

  async #one(item: Item, { edge, picture, quality, evidence: wanted }: RolloutsRequest): Promise<RolloutResult> {
    const photo = this.#deps.photos.get(item.photo);
    const read = understood(item, photo);
    const size = edge ?? this.#deps.sandbox.edge;
    const jpeg = picture === 'none' ? undefined : quality;
    const [result, source, expert] = await Promise.all([
      this.#render(photo, read.settings, size, jpeg, item),
      item.expert ? this.#render(photo, {}, size) : undefined,
      item.expert ? this.#render(photo, normalise(item.expert).settings, size) : undefined,
    ]);
    const { width, height } = result.evidence.size;
    return {
      ok: true, settings: read.settings, width, height,
      ...(result.jpeg && { picture: picture === 'url' ? this.#kept(result.jpeg) : Buffer.from(result.jpeg).toString('base64') }),
      ...(wanted && { evidence: result.evidence }),
      rewards: rewardsOf(read, item, photo, result, source, expert), remarks: read.remarks,
    };
  }

  async #render(photo: ServedPhoto, settings: DevelopSettings, edge: number, jpeg?: number, item?: Item): Promise<Rendered> {
    const judged = item?.instruction === undefined ? undefined : { instruction: item.instruction, locale: item.locale };
    if (needsMore(settings)) return this.#renderWhole(photo, settings, edge, jpeg, judged);
    const [rendered] = await this.#deps.sandbox.renderEach([{ recipe: photo.recipe, settings, edge, ...(jpeg !== undefined && { jpeg }), ...(judged && { judged }) }]);
    if (!rendered || 'error' in rendered) throw new ServerError(500, 'render-failed', `The picture could not be rendered: ${rendered?.error ?? 'no answer'}`);
    return rendered;
  }

  async #renderWhole(photo: ServedPhoto, settings: DevelopSettings, edge: number, jpeg: number | undefined, judged: { readonly instruction: string; readonly locale: 'en' | 'zh' } | undefined): Promise<Rendered> {
    this.#deps.metrics.add('rollouts_with_masks_total');
    const renderer = await this.#deps.renderer();
    const darkroom = createDarkroom(renderer, { id: photo.sha256, path: photo.recipe.path, info: photo.info }, edge);
    const [start, result] = [await darkroom.observe({}), await darkroom.observe(settings)];
    const score = judged && (await createEmbeddedEvaluator().evaluate({ ...judged, source: start, start, result, history: [] }, new AbortController().signal));
    return { evidence: result.evidence, view: viewOf(result.pixels), ...(jpeg !== undefined && { jpeg: new Uint8Array(await encode(result.pixels, { format: 'jpeg', quality: jpeg })) }), ...(score && { score }) };
  }

  #kept(bytes: Uint8Array): string {
    const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.jpg`;
    this.#pictures.set(name, bytes, bytes.byteLength);
    return `/pictures/${name}`;
  }
}

/** What only the whole renderer does: things found in the photo, retouching, lens blur, lens profiles. */
const needsMore = (settings: DevelopSettings): boolean => {
  const { masks, depth } = assetsNeeded(settings);
  return masks.length > 0 || depth || needsPreparing(settings) || needsLens(settings);
};

function rewardsOf(read: Understood, item: Item, photo: ServedPhoto, result: Rendered, source: Rendered | undefined, expert: Rendered | undefined): Rewards {
  const { format, tool } = read;
  const points = (value: number): number => Math.round(100 * value) / 100;
  const state = ({ evidence, view }: Rendered, settings: DevelopSettings): State => ({ task: taskOf(item, photo), step: 0, settings, evidence, view, source: evidence, sourceView: view });
  const rated = source && expert && verdict({ source: state(source, {}), result: state(result, {}), expert: state(expert, {}) });
  return {
    format: points(format), tool: points(item.expert ? tool * toolReward(namesMoved(read.settings), namesMoved(item.expert)) : tool),
    ...(result.score && { evaluator: { aesthetics: result.score.aesthetics, instruction: result.score.instruction, overall: result.score.overall } }),
    ...(rated && { annotator: { aesthetics: points(rated.aesthetics), instruction: points(rated.instruction), by: 'synthetic' as const } }),
  };
}

const taskOf = ({ instruction = '', locale }: Item, photo: ServedPhoto): Task => ({ id: createHash('sha256').update(canonicalJson({ instruction, photo: photo.sha256 })).digest('hex').slice(0, 16), photo: photo.id, instruction, locale, category: 'street', subcategory: 'everyday', split: 'test' });
