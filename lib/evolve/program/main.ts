/** `npm run evolve -- all --seed 1 [--photos DIR] [--out DIR] [--set name=value] [--on validation] [--tutor embedded] [--no-publish]`. */
import { setPriority, constants } from 'node:os';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '@/lib/imaging/paths';
import { writeAtomically } from '../checkpoint/files';
import { readCheckpoint } from '../checkpoint/policy-file';
import type { StudioEnvironment } from '../environment';
import { EvolveError } from '../errors';
import { comparePeople, headOf, tableOf, writePeople } from '../human';
import { openWorld } from '../training/studio-world';
import { settingsWith } from '../training/settings';
import { accountText, configuredModel, createModelTutor, picturesIn, type ModelTutor } from '../tutor';
import { improve } from './improve';
import { NOTHING, ownSchema } from '../own';
import { plots } from './plots';
import { progressLine } from './progress';
import { report } from './report';
import { runAll } from './run';
import type { Results } from './results';

type Options = { readonly seed: string; readonly photos?: string; readonly out: string; readonly set: readonly string[]; readonly on: string; readonly publish: boolean; readonly threads?: string; readonly tutor: string };

const docs = (name: string): string => join(projectRoot(), 'docs', name);

/** What goes into the repository: weights with their card, the page and its plots. */
async function publish(results: Results, checkpoint: Uint8Array): Promise<void> {
  const weights = join(projectRoot(), 'lib', 'evolve', 'weights');
  await writeAtomically(join(weights, 'policy.safetensors'), checkpoint);
  await writeAtomically(join(weights, 'policy.json'), `${JSON.stringify(readCheckpoint(checkpoint).card, null, 2)}\n`);
  await writeAtomically(docs('EVOLVE.md'), report(results));
  await writeAtomically(docs(join('evolve', 'results.json')), `${JSON.stringify(results, null, 1)}\n`);
  for (const [name, svg] of Object.entries(plots(results))) await writeAtomically(docs(join('evolve', name)), svg);
}

const changesOf = (set: readonly string[]) => Object.fromEntries(set.map((pair) => { const [name = '', value = ''] = pair.split('='); return [name, Number(value)]; }));

async function all({ seed, photos, out, set, on, publish: publishes, threads, tutor: kind }: Options): Promise<void> {
  // Beside a studio: whoever waits for a slider comes first.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const settings = settingsWith(changesOf(set));
  const folder = resolve(out, `seed-${seed}`);
  const world = await openWorld({ seed: Number(seed), cache: resolve(out, 'cache'), ...(photos !== undefined && { photos: resolve(photos) }), ...(threads !== undefined && { workers: Number(threads) }) });
  const line = progressLine(process.stderr);
  try {
    const command = ['npm run evolve -- all', `--seed ${seed}`, ...set.map((pair) => `--set ${pair}`), ...(photos === undefined ? [] : ['--photos DIR']), ...(on === 'test' ? [] : [`--on ${on}`])].join(' ');
    const tutor = tutorFor(kind, world.environment, settings['reflect.most'], folder);
    const { results: found, checkpoint } = await runAll({ world: { ...world, ...(tutor && { tutor }) }, seed: Number(seed), settings, folder, on: on === 'validation' ? 'validation' : 'test', command, report: line.report, log: line.log });
    const results: Results = { ...found, ...(tutor && { tutor: tutor.account() }) };
    if (results.tutor) line.log(accountText(results.tutor));
    await writeAtomically(join(folder, 'EVOLVE.md'), report(results));
    for (const [name, svg] of Object.entries(plots(results))) await writeAtomically(join(folder, 'evolve', name), svg);
    if (publishes) await publish(results, checkpoint);
    line.log(`Done: ${join(folder, 'EVOLVE.md')}${publishes ? ', docs/EVOLVE.md and lib/evolve/weights' : ''}`);
  } finally {
    await world.environment.close();
  }
}

const TUTORS = ['auto', 'embedded', 'model'] as const;

/** `auto`: the model that the environment names, where it names one. Undefined: the embedded tutor. */
function tutorFor(kind: string, environment: StudioEnvironment, most: number, folder: string): ModelTutor | undefined {
  if (!TUTORS.some((one) => one === kind)) throw new EvolveError('tutor-settings', `Expected --tutor to be ${TUTORS.join(', ')} but received "${kind}".`);
  if (kind === 'embedded') return undefined;
  const client = configuredModel(process.env);
  if (!client && kind === 'model') throw new EvolveError('tutor-settings', 'There is no model that could be the tutor. Name one by OPENAI_MODEL, OPENAI_BASE_URL and OPENAI_API_KEY.');
  return client && createModelTutor({ client, pictures: picturesIn(environment), most, notebook: join(folder, 'tutor.jsonl') });
}

const TUTOR_OPTION = ['--tutor <kind>', 'who explains mistakes: auto (the model of OPENAI_MODEL where it is set), embedded, model', 'auto'] as const;

type ImproveInput = { readonly seed: string; readonly out: string; readonly cache: string; readonly from: string; readonly own?: string; readonly set: readonly string[]; readonly threads?: string; readonly tutor: string };

/** A training beside a studio: from a checkpoint on, with what its users said and did. */
async function better({ seed, out, cache, from, own: file, set, threads, tutor: kind }: ImproveInput): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW);
  const bytes = await readFile(resolve(from));
  const own = file === undefined ? NOTHING : ownSchema.parse(JSON.parse(await readFile(resolve(file), 'utf8')));
  // The environment is the same for every seed: what was measured of its photos is found again.
  const world = await openWorld({ seed: 1, cache: resolve(cache), ...(threads !== undefined && { workers: Number(threads) }) });
  try {
    const settings = settingsWith(changesOf(set)), folder = resolve(out);
    await mkdir(folder, { recursive: true });
    const tutor = tutorFor(kind, world.environment, settings['reflect.most'], folder);
    await improve({ world, ...(tutor && { tutor }), from: { ...readCheckpoint(bytes), sha256: createHash('sha256').update(bytes).digest('hex') }, own, seed: Number(seed), settings, folder });
  } finally {
    await world.environment.close();
  }
}

const program = new Command('evolve').description('Self-evolution: SFT, SEPO, RFT, and what they are worth.');
program.command('all', { isDefault: true }).description('All three stages, the ablations, tables and plots. A run that was killed goes on where it was.')
  .option('--seed <number>', 'seed of everything random', '1')
  .option('--photos <folder>', 'photos beside those that ship')
  .option('--out <folder>', 'where the run keeps its files', 'data/evolve')
  .option('--set <name=value>', 'a training setting, several times', (pair: string, before: readonly string[]) => [...before, pair], [])
  .option('--on <split>', 'what tables are made on: test, or validation while settings are being chosen', 'test')
  .option('--threads <number>', 'threads that render')
  .option(...TUTOR_OPTION)
  .option('--no-publish', 'leave docs and the shipped weights as they are')
  .action(all);

program.command('improve').description('From a checkpoint on: SEPO with judgements of one’s own, RFT, and whether the new checkpoint wins. Goes on where it was killed.')
  .requiredOption('--from <file>', 'the checkpoint to go on from')
  .requiredOption('--out <folder>', 'where it keeps its files and puts the new checkpoint')
  .option('--cache <folder>', 'keeps what was measured for the next time', 'data/evolve/cache')
  .option('--own <file>', 'judgements of one’s own, as the studio writes them')
  .option('--seed <number>', 'seed of everything random', '1')
  .option('--set <name=value>', 'a training setting, several times', (pair: string, before: readonly string[]) => [...before, pair], [])
  .option('--threads <number>', 'threads that render')
  .option(...TUTOR_OPTION)
  .action(better);

type PeopleOptions = { readonly scores: string; readonly photos: string; readonly seed: string; readonly train: boolean; readonly out: string };

program.command('people').description("The evaluator against people's scores of photos that it never saw; also: evoroom bench people.")
  .requiredOption('--scores <csv>', 'columns photo, distortion, level, mos (TID2013)')
  .requiredOption('--photos <folder>', 'the original photos')
  .option('--seed <number>', 'which photos are which half', '1')
  .option('--train', 'learn anew from half of the photos and test on the other half', false)
  .option('--out <folder>', 'where the table, the numbers and the plot go', 'data/evolve/human-scores')
  .action(async ({ scores, photos, seed, train, out }: PeopleOptions) => {
    const found = await comparePeople({ scores, photos, train, seed: Number(seed) });
    await writePeople(resolve(out), found, train);
    console.log(`${headOf(found)}\n${tableOf(found)}\n→ ${resolve(out, 'human-scores.md')}`);
  });

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error && 'code' in error ? error.message : error);
  process.exit(1);
}
