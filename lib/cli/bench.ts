import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { createEmbeddedBrain, createEmbeddedEvaluator } from '@/lib/agent';
import type { Evaluator } from '@/lib/agent/types';
import { agentFor, operatorFiles, termsOf } from '@/lib/agent/assemble';
import { createModelClient } from '@/lib/agent/model';
import { brainSystem, embeddedJudge, modelJudge, pageOf, pictureName, policySystem, readBenchmark, resultsSystem, runBenchmark, type BenchmarkJudge, type BenchmarkReport, type System, type Terms } from '@/lib/evolve/benchmark';
import { evolvedFor, evolvedOf, SHIPPED_PATH } from '@/lib/evolve/brain';
import { readCheckpoint, type Checkpoint } from '@/lib/evolve/checkpoint/policy-file';
import { makeShipped } from '@/lib/evolve/benchmark/shipped/make';
import { CommandError, Interrupted, UsageError } from './errors';
import { writeWhole } from './files';
import { profileOf } from './profile';
import { rendererOfCommand } from './renderer';
import type { Terminal } from './terminal';

export type ArtEditOptions = {
  readonly system?: readonly string[]; readonly ablations?: string; readonly evaluator: string; readonly judge: string; readonly profile?: string; readonly out: string; readonly size: number; readonly seed: number;
  readonly textOnly?: true; readonly evaluatorLoop: boolean; readonly json: boolean;
};

const systemName = (spec: string): readonly [name: string, what: string] => {
  const at = spec.indexOf('=');
  return at > 0 ? [spec.slice(0, at), spec.slice(at + 1)] : [spec, spec];
};

/** A checkpoint, the one that ships where none is named; `file`: its name. */
async function checkpointOf(path: string): Promise<{ readonly checkpoint: Checkpoint; readonly hash: string; readonly file: string }> {
  const file = path === '' ? SHIPPED_PATH() : path;
  const bytes = await readFile(file).catch((cause: unknown) => { throw new CommandError('checkpoint-missing', `${file}: there is no such checkpoint. "npm run evolve" trains one; name it as evolved:FILE.`, { cause }); });
  return { checkpoint: readCheckpoint(bytes), hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16), file: path === '' ? 'evolved' : basename(path, '.safetensors') };
}

/** What is held against people's scores: the rules' evaluator, or a policy's own. */
async function evaluatorOf(spec: string): Promise<Evaluator> {
  const [kind, rest = ''] = spec.split(/:(.*)/s);
  if (kind === 'embedded') return createEmbeddedEvaluator();
  if (kind !== 'evolved') throw new UsageError(`Expected --evaluator to be embedded, evolved or evolved:CHECKPOINT but received ${JSON.stringify(spec)}.`);
  const { checkpoint, hash, file } = await checkpointOf(rest);
  return { ...evolvedOf(checkpoint).evaluator, id: `${file} (${hash.slice(0, 8)})` };
}

/** `rules`, `evolved[:CHECKPOINT]` as in the studio with the rules behind it, `policy[:CHECKPOINT]` by itself, `profile:FILE` or `results:FOLDER`, each after an optional `NAME=`. */
async function systemOf(spec: string, terms: Terms): Promise<System> {
  const [name, what] = systemName(spec);
  const given = name === what ? undefined : name;
  const [kind, rest = ''] = what.split(/:(.*)/s);
  switch (kind) {
    case 'rules': return brainSystem(name, { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator() }, terms);
    case 'evolved': {
      const { checkpoint, hash, file } = await checkpointOf(rest);
      return brainSystem(given ?? file, evolvedOf(checkpoint), { ...terms, made: hash });
    }
    case 'policy': {
      const { checkpoint, file } = await checkpointOf(rest);
      return policySystem(given ?? file, checkpoint, terms);
    }
    case 'results': return resultsSystem(name, resolve(rest));
    case 'profile': {
      const { profile, keys } = await profileOf({ profile: rest }, process.env);
      return brainSystem(name === what ? profile.name : name, agentFor(profile, keys, await operatorFiles(process.env['DATA_DIR'] || './data'), await evolvedFor(profile)), { ...termsOf(profile), ...terms });
    }
    default: throw new UsageError(`Expected --system to be rules, evolved, evolved:CHECKPOINT, policy:CHECKPOINT, profile:FILE or results:FOLDER but received ${JSON.stringify(spec)}.`);
  }
}

/** What a run of `npm run evolve` leaves, in the order of the paper's tables; one that learnt without pictures acts without them. */
const STAGES = ['sft', 'text-only', 'sepo', 'sepo-no-evaluator-loop', 'sepo-no-slm', 'sepo-neither', 'rft'] as const;

async function stagesOf(run: string, terms: Terms): Promise<readonly System[]> {
  const folder = join(run, 'checkpoints');
  const found = STAGES.filter((stage) => existsSync(join(folder, `${stage}.safetensors`)));
  if (found.length === 0) throw new CommandError('checkpoint-missing', `${folder} holds no checkpoint (${STAGES.join(', ')}). Name the folder of a finished run of "npm run evolve", such as data/evolve/seed-1.`);
  return Promise.all(found.map(async (stage) => policySystem(stage, readCheckpoint(await readFile(join(folder, `${stage}.safetensors`))), { ...terms, ...(stage === 'text-only' && { textOnly: true }) })));
}

async function judgeOf(name: string, profilePath: string | undefined): Promise<BenchmarkJudge> {
  if (name === 'embedded') return embeddedJudge();
  if (name !== 'profile') throw new UsageError(`Expected --judge to be embedded or profile but received ${JSON.stringify(name)}.`);
  if (profilePath === undefined) throw new UsageError('Expected --profile: it names the model that judges.');
  const { profile, keys } = await profileOf({ profile: profilePath }, process.env);
  const [endpoint, key] = profile.judge ? [profile.judge, keys.judge] : [profile.endpoint, keys.endpoint];
  if (!endpoint) throw new CommandError('profile', `${profilePath} names no model that could judge. Give it a "judge".`);
  return modelJudge(createModelClient(endpoint, key === undefined ? {} : { apiKey: key }), endpoint.model, profile.imageEdge);
}

const minutes = (seconds: number): string => (seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);

function linesOf({ systems, duels, people, judge }: BenchmarkReport): readonly string[] {
  const two = (value: number): string => value.toFixed(2);
  return [
    `Judge: ${judge}`,
    '| system | cases | L1×10² | L2×10³ | SC | PQ | O | O, 95 % |', '|---|---|---|---|---|---|---|---|',
    ...systems.map(({ name, all, failed }) => (all ? `| ${name} | ${all.cases}${failed > 0 ? ` (${failed} failed)` : ''} | ${two(all.l1)} | ${two(all.l2)} | ${two(all.sc)} | ${two(all.pq)} | ${two(all.overall)} | ${two(all.interval.low)} … ${two(all.interval.high)} |` : `| ${name} | none (${failed} failed) |`)),
    ...duels.map(({ system, against, all }) => `${system} against ${against}: ${all.wins} won, ${all.ties} drawn, ${all.losses} lost; ${(100 * all.rate).toFixed(0)} % (${(100 * all.interval.low).toFixed(0)} … ${(100 * all.interval.high).toFixed(0)} %)`),
    ...(people ? [`Evaluator against people (${people.samples}): SRCC ${people.scores.overall.srcc.toFixed(3)}, PLCC ${people.scores.overall.plcc.toFixed(3)}`] : []),
  ];
}

/** Where the benchmark that ships is made, once. */
const shippedAt = (): string => join(process.env['DATA_DIR'] || './data', 'bench-artedit');

/** Runs systems over a benchmark of ArtEdit's shape; without a folder over the small one that ships. */
export async function artedit(given: string | undefined, { system, ablations, evaluator: evaluatorName, judge: judgeName, profile, out, size, seed, textOnly, evaluatorLoop, json }: ArtEditOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const terms: Terms = { seed, ...(textOnly && { textOnly }), evaluatorLoop };
  const named = await Promise.all((system ?? (ablations === undefined ? ['rules'] : [])).map((spec) => systemOf(spec, terms)));
  const systems = [...named, ...(ablations === undefined ? [] : await stagesOf(ablations, terms))];
  const [judge, evaluator] = [await judgeOf(judgeName, profile), await evaluatorOf(evaluatorName)];
  const brought = given === undefined ? undefined : await readBenchmark(given);
  const renderer = await rendererOfCommand();
  try {
    const folder = given ?? shippedAt();
    if (!brought && !existsSync(join(folder, 'cases.jsonl'))) await makeShipped(folder, { renderer, signal, progress: (done, of) => terminal.progress(`making the benchmark, ${done} of ${of} …`) });
    const benchmark = brought ?? (await readBenchmark(folder));
    await mkdir(out, { recursive: true });
    const report = await runBenchmark(benchmark, {
      systems, judge, evaluator, renderer, out, edge: size, seed, signal,
      progress: ({ done, of, left, id }) => terminal.progress(`case ${done + 1} of ${of}${left === undefined ? '' : `, ${minutes(left)} left`}: ${id} …`),
    });
    terminal.progress('');
    const pictures = new Map<string, Uint8Array>();
    for (const { asked, outcomes } of report.cases)
      for (const name of ['source', ...outcomes.map((outcome) => outcome.system)]) {
        const file = pictureName(asked.id, name);
        const bytes = await readFile(join(out, 'pictures', file)).catch(() => undefined);
        if (bytes) pictures.set(file, bytes);
      }
    await writeWhole(join(out, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
    await writeWhole(join(out, 'report.html'), pageOf(report, (id, name) => pictures.get(pictureName(id, name))));
    if (json) return terminal.say(JSON.stringify(report, null, 2));
    for (const line of linesOf(report)) terminal.say(line);
    for (const file of ['report.json', 'report.html']) terminal.say(`→ ${join(out, file)}`);
    const failed = report.systems.find((one) => one.failed > 0);
    if (failed) terminal.warn(`${failed.name} failed on ${failed.failed} of ${basename(folder)}’s cases; run the command again to try those again.`);
  } catch (error) {
    if (signal.aborted) throw new Interrupted(`stopped; the same command goes on where it was (${join(out, 'results.jsonl')}).`);
    throw error;
  } finally {
    terminal.progress('');
    await renderer.close();
  }
}

/** Makes the benchmark that ships, in a folder. */
export async function makeBenchmark(folder: string, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const renderer = await rendererOfCommand();
  try {
    await makeShipped(folder, { renderer, signal, progress: (done, of) => terminal.progress(`${done} of ${of} …`) });
    terminal.progress('');
    terminal.say(`→ ${join(folder, 'cases.jsonl')}`);
  } finally {
    terminal.progress('');
    await renderer.close();
  }
}
