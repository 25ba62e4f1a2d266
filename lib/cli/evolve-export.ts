import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readTrajectory, type Trajectory } from '@/lib/agent/trajectory';
import { createEnvironment, demonstrations, imperfect } from '@/lib/evolve/environment';
import { originals } from '@/lib/evolve/environment/photos/originals';
import { DataFolder, evalOf, type EvalSample, exportAs, type ExportFormat, lrFromTrajectory, lrOf, type LrSample, readEval, readLr, reflectionOf } from '@/lib/evolve/formats';
import { CommandError, messageOf, UsageError } from './errors';
import { openPhoto } from './files';
import { rendererOfCommand } from './renderer';
import type { Terminal } from './terminal';

export type ExportOptions = {
  readonly format: ExportFormat; readonly from?: string; readonly trajectory?: readonly string[]; readonly photos?: string; readonly cache?: string;
  readonly count: number; readonly edge: number; readonly seed: number;
};

type Samples = { readonly lr: readonly LrSample[]; readonly rated: readonly EvalSample[] };

/**
 * Writes training data into a folder: of another data set (`--from`), of recorded runs (`--trajectory`, their photos among `--photos` and those that ship), else of the
 * teacher at work on the environment's photos, with trajectories that have faults, reflections on them and synthetic ratings.
 */
export async function exportData(path: string, options: ExportOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  if (options.from !== undefined && options.trajectory) throw new UsageError('Expected --from or --trajectory, not both.');
  const there = await readdir(path).catch(() => []);
  if (there.length > 0) throw new UsageError(`${path} is not empty. Name a new folder, so that no two data sets mix.`);
  const folder = await DataFolder.create(resolve(path));
  const { lr, rated } = options.from !== undefined ? await copied(new DataFolder(resolve(options.from)), folder) : options.trajectory ? await recorded(options.trajectory, options, folder, terminal) : await taught(options, folder, terminal, signal);
  const counts = await exportAs(options.format, folder, lr, rated);
  if (Object.keys(counts).length === 0) throw new CommandError('nothing-to-export', 'There is no sample that could be written in this format.');
  for (const [file, rows] of Object.entries(counts)) terminal.say(`${join(path, file)}: ${rows} ${rows === 1 ? 'row' : 'rows'}`);
}

async function copied(from: DataFolder, to: DataFolder): Promise<Samples> {
  const lr: LrSample[] = [], rated: EvalSample[] = [];
  // Named by their content: a picture that others named comes under its own.
  const brought = async (name: string): Promise<string> => to.put(await from.get(name));
  const missing = (error: unknown): void => { if (!(error instanceof Error && 'code' in error && error.code === 'data-missing')) throw error; };
  try {
    for await (const sample of readLr(from)) {
      const attempts: LrSample['attempts'][number][] = [];
      for (const attempt of sample.attempts) attempts.push({ ...attempt, steps: await Promise.all(attempt.steps.map(async (step) => ({ ...step, image: await brought(step.image) }))) });
      lr.push({ ...sample, source: await brought(sample.source), attempts });
    }
  } catch (error) { missing(error); }
  try {
    for await (const sample of readEval(from)) rated.push({ ...sample, source: await brought(sample.source), result: await brought(sample.result) });
  } catch (error) { missing(error); }
  if (lr.length + rated.length === 0) throw new CommandError('data-missing', `${from.path} holds neither artedit-lr.jsonl nor artedit-eval.jsonl.`);
  return { lr, rated };
}

async function recorded(files: readonly string[], { photos: folder, edge }: ExportOptions, to: DataFolder, terminal: Terminal): Promise<Samples> {
  const byHash = new Map((await originals(folder)).map(({ sha256, path }) => [sha256, path]));
  const renderer = await rendererOfCommand();
  const lr: LrSample[] = [];
  try {
    for (const file of files) {
      const document: Trajectory = readTrajectory(await readFile(file, 'utf8').catch((cause: unknown) => { throw new CommandError('missing', `${file}: cannot be read.`, { cause }); }));
      const path = document.photo.sha256 === undefined ? undefined : byHash.get(document.photo.sha256);
      try {
        if (path === undefined) throw new CommandError('photo-missing', `its photo (${document.photo.name}) is neither in --photos nor one that ships.`);
        const photo = await openPhoto(path);
        lr.push(await lrFromTrajectory(document, async (settings) => new Uint8Array(await renderer.renderToBuffer(photo, settings, { format: 'jpeg', quality: 92, longEdge: edge })), to));
      } catch (error) {
        terminal.warn(`${file}: left out: ${messageOf(error)}`);
      }
    }
  } finally {
    await renderer.close();
  }
  return { lr, rated: [] };
}

/** A test task for every four to train with. */
const TEST_SHARE = 0.2;

async function taught({ photos, cache, count, edge, seed }: ExportOptions, to: DataFolder, terminal: Terminal, signal: AbortSignal): Promise<Samples> {
  const test = Math.round(count * TEST_SHARE);
  terminal.progress('opening photos …');
  const environment = await createEnvironment({ seed, edge, tasks: { train: count - test, test }, ...(photos !== undefined && { photos }), ...(cache !== undefined && { cache }) });
  try {
    for (const { path, message } of environment.unreadable) terminal.warn(`${path}: left out: ${message}`);
    const tasks = [...environment.tasks('train'), ...environment.tasks('test')];
    const shown = await demonstrations(environment, tasks, { signal, ...(cache !== undefined && { cache }), onProgress: (done, all) => terminal.progress(`the teacher works: ${done} of ${all} …`) });
    const expertOf = new Map(shown.map((one) => [one.task.id, one]));
    const bad = await imperfect(environment, shown, { each: 1 });
    const lr: LrSample[] = [], rated: EvalSample[] = [];
    for (const one of shown) {
      signal.throwIfAborted();
      lr.push(await lrOf(environment, one, to));
      rated.push(await evalOf(environment, one, to, 'eval'));
    }
    for (const one of bad) {
      signal.throwIfAborted();
      const expert = expertOf.get(one.task.id);
      lr.push(await lrOf(environment, one, to, one.fault));
      if (expert && one.patches.length > 0) lr.push(await reflectionOf(environment, one, expert, to));
      rated.push(await evalOf(environment, one, to, `eval-${one.fault}`));
    }
    return { lr, rated };
  } finally {
    await environment.close();
  }
}
