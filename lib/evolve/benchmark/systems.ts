import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { run } from '@/lib/agent/loop';
import type { Brain, Darkroom, Evaluator, RunRequest } from '@/lib/agent/types';
import type { DevelopSettings } from '@/lib/develop/types';
import { EvolveError } from '../errors';
import { settingsOf, type BenchmarkCase, type Work } from './layout';

/** What takes part: something that retouches by itself, or results that another system made. Judges never learn of it. */
export type System = {
  /** As the tables call it. */
  readonly name: string;
  /** Changes when its work may change: what is resumed must be the same. */
  readonly version: string;
  work(asked: BenchmarkCase, darkroom: Darkroom, signal: AbortSignal): Promise<Made>;
};

export type Made = { readonly settings: DevelopSettings; readonly steps: number } | { readonly picture: string };

export type Terms = Partial<Pick<RunRequest, 'maxSteps' | 'reflectBelow' | 'rounds' | 'limits' | 'textOnly'>> & {
  /** `false`: the first attempt stands, nothing is corrected by its score. */
  readonly evaluatorLoop?: boolean;
  readonly seed?: number;
  /** What the brain was made of, where its name does not say: a checkpoint's hash. */
  readonly made?: string;
};

/** A brain in the product's own loop. */
export function brainSystem(name: string, { brain, evaluator }: { readonly brain: Brain; readonly evaluator: Evaluator }, { evaluatorLoop = true, seed = 1, made, ...terms }: Terms = {}): System {
  const version = createHash('sha256').update(JSON.stringify([brain.id, brain.label, evaluator.id, evaluatorLoop, seed, made ?? '', terms])).digest('hex').slice(0, 16);
  return {
    name, version,
    async work({ id, instruction, locale }, darkroom, signal) {
      const request: RunRequest = { runId: `bench-${id}`, stepId: `bench-${id}-0`, instruction, locale, settings: {}, history: [], maxSteps: 12, reflectBelow: 3, seed, generation: 'forbid', ...terms, ...(!evaluatorLoop && { rounds: 0 }) };
      let [settings, steps]: [DevelopSettings, number] = [{}, 0];
      const seen = new Map<string, DevelopSettings>();
      for await (const event of run(request, { brain, evaluator, darkroom, signal })) {
        if (event.type === 'observation') { seen.set(event.stepId, event.settings); steps++; }
        if (event.type === 'error') throw new EvolveError(event.code, event.message);
        if (event.type === 'done') settings = seen.get(event.stepId) ?? {};
      }
      signal.throwIfAborted();
      return { settings, steps };
    },
  };
}

const PICTURE = /\.(jpe?g|png|webp|tiff?|avif)$/i;
const SETTINGS = /\.(xmp|json|lua|lrtemplate)$/i;

/** Ready results: a folder with a picture or a settings file for each case, named by the case's id. */
export async function resultsSystem(name: string, folder: string): Promise<System> {
  const names = await readdir(folder).catch((cause: unknown) => { throw new EvolveError('results-missing', `${folder} is no folder with results. Expected a picture or a settings file for each case, named by its id.`, cause); });
  const byId = new Map(names.filter((entry) => PICTURE.test(entry) || SETTINGS.test(entry)).map((entry) => [parse(entry).name, entry]));
  const states = await Promise.all([...byId.values()].toSorted().map(async (entry) => [entry, await stat(join(folder, entry)).then(({ size, mtimeMs }) => [size, mtimeMs], () => [])]));
  return {
    name, version: createHash('sha256').update(JSON.stringify([folder, states])).digest('hex').slice(0, 16),
    async work({ id }) {
      const entry = byId.get(id);
      if (entry === undefined) throw new EvolveError('result-missing', `There is no result for ${id} in ${folder}.`);
      return PICTURE.test(entry) ? { picture: join(folder, entry) } : { settings: await settingsOf(folder, { settings: entry }), steps: 0 };
    },
  };
}

/** Somebody's work as something that was made: the expert's, or what people scored. */
export const madeOf = async (folder: string, work: Work, pictureAt: (name: string) => Promise<string>): Promise<Made> =>
  ('picture' in work ? { picture: await pictureAt(work.picture) } : { settings: await settingsOf(folder, work), steps: 0 });
