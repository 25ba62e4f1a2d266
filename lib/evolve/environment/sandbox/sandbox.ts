import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DevelopSettings, Locale, Pixels } from '@/lib/develop/types';
import { engineWasmPath, evidenceWasmPath, projectRoot } from '@/lib/imaging/paths';
import { Threads } from '@/lib/imaging/threads';
import type { Recipe } from '../photos/recipe';
import type { Lesson } from '../teacher/lesson';
import { EvolveError } from '../../errors';
import type { Failed, Manner, Rendered, SandboxData, SandboxTasks, Surveyed } from './worker';

export type SandboxOptions = {
  /** Long edge of the pictures, px. Default 192: what the studio's small renders have, too. */
  readonly edge?: number;
  /** Threads; default: one per core. */
  readonly workers?: number;
  /** Bytes that all threads together keep of opened photos. Default 768 MB. */
  readonly cacheBytes?: number;
};

const ROLLOUT_EDGE = 192;
/** Renders of one photo that a thread takes at a time: enough that asking costs nothing, few enough that a large group is shared out. */
const CHUNK = 16;
const IDLE = 600_000;
/** Questions that a thread has at a time: it works on while whoever asks is learning. */
const AHEAD = 16;

/** What to render: absolute settings of a photo, and how. */
export type RenderTask = Manner & { readonly recipe: Recipe; readonly settings: DevelopSettings };

/**
 * Photos developed at rollout size by many threads, each with its own engine. A photo has a home thread, so that it is opened once; a large group of
 * renders of one photo is shared with the others. Which thread renders never shows in the result.
 */
export class Sandbox {
  readonly edge: number;
  readonly #threads: readonly Threads[];
  readonly #homes = new Map<string, number>();

  constructor({ edge = ROLLOUT_EDGE, workers = availableParallelism(), cacheBytes = 768 * 1024 * 1024 }: SandboxOptions = {}) {
    this.edge = edge;
    const worker = join(projectRoot(), 'dist', 'sandbox-worker.mjs');
    for (const file of [worker, engineWasmPath(), evidenceWasmPath()]) if (!existsSync(file)) throw new EvolveError('sandbox-missing', `The sandbox is not built: ${file} is missing. Run \`node scripts/build.mjs --only wasm,workers\`.`);
    const data: SandboxData = { engine: new WebAssembly.Module(readFileSync(engineWasmPath())), evidence: new WebAssembly.Module(readFileSync(evidenceWasmPath())), edge, bytes: cacheBytes / workers };
    this.#threads = Array.from({ length: Math.max(1, workers) }, () => new Threads(worker, { most: 1, ahead: AHEAD, idleMilliseconds: IDLE, data }));
  }

  get workers(): number {
    return this.#threads.length;
  }

  survey(recipe: Recipe): Promise<Surveyed> {
    return this.#ask(this.#home(recipe), 'survey', recipe);
  }

  pixels(recipe: Recipe, settings: DevelopSettings): Promise<Pixels> {
    return this.#ask(this.#home(recipe), 'pixels', { recipe, settings });
  }

  teach(recipe: Recipe, asked: { readonly instruction: string; readonly locale: Locale; readonly seed: number }): Promise<Lesson> {
    return this.#ask(this.#home(recipe), 'teach', { recipe, ...asked });
  }

  /** The k-th answer belongs to the k-th task. @throws {EvolveError} `render-failed` when any of them fails */
  async render(tasks: readonly RenderTask[], signal?: AbortSignal): Promise<readonly Rendered[]> {
    return (await this.renderEach(tasks, signal)).map((answer) => {
      if ('error' in answer) throw new EvolveError('render-failed', `The sandbox could not render: ${answer.error}`);
      return answer;
    });
  }

  /** The same, with what failed in its place. */
  async renderEach(tasks: readonly RenderTask[], signal?: AbortSignal): Promise<readonly (Rendered | Failed)[]> {
    const answers: (Rendered | Failed)[] = [];
    answers.length = tasks.length;
    await Promise.all(chunksOf(tasks).map(async ({ recipe, manner, places, turn }) => {
      const rendered = await this.#ask((this.#home(recipe) + turn) % this.#threads.length, 'render', { ...manner, recipe, settings: places.map((place) => tasks[place]?.settings ?? {}) }, signal);
      rendered.forEach((answer, at) => { answers[places[at] ?? 0] = answer; });
    }));
    return answers;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((threads) => threads.close()));
  }

  #home({ id }: Recipe): number {
    const known = this.#homes.get(id) ?? this.#homes.size % this.#threads.length;
    this.#homes.set(id, known);
    return known;
  }

  async #ask<Name extends keyof SandboxTasks>(home: number, name: Name, argument: Parameters<SandboxTasks[Name]>[0], signal?: AbortSignal): Promise<Awaited<ReturnType<SandboxTasks[Name]>>> {
    const threads = this.#threads[home];
    if (!threads) throw new RangeError(`Expected one of ${this.#threads.length} threads but was asked for ${home}.`);
    return (await threads.run(name, argument, signal)) as Awaited<ReturnType<SandboxTasks[Name]>>;
  }
}

type Chunk = { readonly recipe: Recipe; readonly manner: Manner; readonly places: number[]; /** How many chunks of the same photo came before. */ readonly turn: number };

/** Tasks by photo and manner, at most so many at a time. */
function chunksOf(tasks: readonly RenderTask[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const open = new Map<string, Chunk>();
  const turns = new Map<string, number>();
  tasks.forEach(({ recipe, edge, jpeg, judged }, place) => {
    const manner: Manner = { ...(edge !== undefined && { edge }), ...(jpeg !== undefined && { jpeg }), ...(judged && { judged }) };
    const key = `${recipe.id} ${JSON.stringify(manner)}`;
    const last = open.get(key);
    if (last && last.places.length < CHUNK) {
      last.places.push(place);
      return;
    }
    const turn = turns.get(recipe.id) ?? 0;
    turns.set(recipe.id, turn + 1);
    const chunk = { recipe, manner, places: [place], turn };
    open.set(key, chunk);
    chunks.push(chunk);
  });
  return chunks;
}
