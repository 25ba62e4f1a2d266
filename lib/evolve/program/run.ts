/** `evolve all`: the three stages, the ablations, and tables of them all on tasks that nothing was trained on. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cardOf, LAYOUT, readCheckpoint, writeCheckpoint } from '../checkpoint/policy-file';
import { readIfThere, writeAtomically } from '../checkpoint/files';
import { EvolveError } from '../errors';
import { plcc, srcc } from '../metrics';
import { act, expected, patchOf } from '../policy/act';
import { encode, type Sight } from '../policy/features';
import { forward, type Think } from '../policy/forward';
import { batchThinking } from '../policy/network';
import type { State } from '../types';
import { correction, poorAttempts } from '../training/correction';
import { gather, spoiledSettings, withValidation } from '../training/data';
import { evaluated } from '../training/rollouts';
import { against, performed, rowsOfResults, summarise, type Done } from '../training/evaluation';
import { FULL, type Ablation } from '../training/sepo';
import type { TrainingSettings } from '../training/settings';
import { reflective, supervised, synergistic, type Training } from '../training/stages';
import { atTemperature } from '../training/temperature';
import { openTensors } from '../training/tensors';
import type { World } from '../training/world';
import { prngOf } from '../prng';
import type { PolicyRow, Results } from './results';

export type AllOptions = { readonly world: World; readonly seed: number; readonly settings: TrainingSettings; readonly folder: string; readonly on: 'test' | 'validation'; readonly command: string; readonly report: (stage: string, done: number, of: number) => void; readonly log: (line: string) => void };

const ABLATIONS: readonly { readonly id: string; readonly title: string; readonly ablation: Ablation }[] = [
  { id: 'sepo', title: 'SEPO', ablation: FULL },
  { id: 'sepo-no-evaluator-loop', title: 'SEPO without loop 2', ablation: { masking: true, evaluatorLoop: false } },
  { id: 'sepo-no-slm', title: 'SEPO without SLM', ablation: { masking: false, evaluatorLoop: true } },
  { id: 'sepo-neither', title: 'SEPO without either', ablation: { masking: false, evaluatorLoop: false } },
];

/** Stages of which the best on the validation part ships. */
const SHIPPABLE: ReadonlySet<string> = new Set(['sft', 'sepo', 'rft', 'sft-all']);

/** A held-out task: the photo, the expert's result, and results of all kinds that people rated. */
type Held = { readonly source: State; readonly expert: State };

export async function runAll({ world, seed, settings, folder, on, command, report, log }: AllOptions): Promise<{ readonly results: Results; readonly checkpoint: Uint8Array }> {
  await mkdir(folder, { recursive: true });
  const { environment, judge } = world;
  const tasks = createHash('sha256').update(JSON.stringify([environment.tasks('train'), environment.tasks('test')])).digest('hex');
  await sameRun(folder, JSON.stringify({ seed, settings, about: world.about, tasks, layout: LAYOUT }));
  const tf = await openTensors();
  // Of all that was done for this folder: a run that was killed had worked before.
  const clock = join(folder, 'seconds.json');
  const seconds = JSON.parse((await readIfThere(clock))?.toString() ?? '{}') as Record<string, number>;
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now(), before = seconds[name] ?? 0;
    const took = (): number => Math.round((performance.now() - from) / 100) / 10;
    let written = Promise.resolve();
    const write = (): Promise<void> => {
      seconds[name] = Math.round(10 * (before + took())) / 10;
      const now = JSON.stringify(seconds);
      return (written = written.then(() => writeAtomically(clock, now)));
    };
    // A run that is killed here has worked until now.
    const ticking = setInterval(() => void write().catch(() => undefined), 10_000);
    try {
      return await work();
    } finally {
      clearInterval(ticking);
      await write();
      log(`${name}: ${took()} s`);
    }
  };

  const { learned, validation } = withValidation(world, environment.tasks('train'), settings['data.validation'], seed);
  const data = await timed('data', () => gather(world, learned.slice(0, settings['data.tasks']), settings, seed, (done, of) => report('demonstrations', done, of)));
  const heldTasks = (on === 'test' ? environment.tasks('test') : validation).slice(0, settings['data.heldOut']);
  const held = await timed('held-out', async (): Promise<readonly Held[]> => (await world.demonstrate(heldTasks, (done, of) => report('held-out', done, of))).flatMap((demonstration) => { const [source, expert] = [demonstration?.states[0], demonstration?.states.at(-1)]; return source && expert ? [{ source, expert }] : []; }));
  const sources = held.map(({ source }) => source);
  const rated = await ratedOf(world, held, seed);

  const training: Training = { tf, world, data, settings, seed, folder, report };
  const sft = await timed('sft', () => supervised(training, 'sft', data.decisions));
  // All variants at once: while one waits for pictures, another one learns.
  const variants = await timed('sepo', () => Promise.all(ABLATIONS.map(async ({ id, ablation }) => ({ id, state: await synergistic(training, id, sft.learner.weights, ablation) }))));
  const stateOf = (id: string) => (variants.find((variant) => variant.id === id) as (typeof variants)[number]).state;
  const full = stateOf('sepo');
  const rft = await timed('rft', () => reflective(training, 'rft', { weights: full.average, contrasts: full.contrasts }));
  const blind = await timed('text-only', () => supervised(training, 'text-only', data.blind));
  const imitation = await timed('sft-all', () => supervised(training, 'sft-all', data.everything));

  const tries = settings['reflect.tries'];
  const contenders: readonly { readonly id: string; readonly title: string; readonly weights: Float32Array; readonly sight?: Sight; readonly tries?: number }[] = [
    { id: 'sft', title: 'SFT', weights: sft.learner.weights },
    { id: 'sft-cooled', title: `SFT, cooled to ${settings['sepo.temperature']}: where SEPO starts`, weights: atTemperature(sft.learner.weights, settings['sepo.temperature']) },
    { id: 'sft-attempts', title: 'SFT, with as many attempts', weights: sft.learner.weights, tries },
    ...ABLATIONS.map(({ id, title }) => ({ id, title, weights: stateOf(id).average })),
    { id: 'rft', title: 'SEPO + RFT, with reflection', weights: rft.learner.weights, tries },
    { id: 'text-only', title: 'SFT, text only', weights: blind.learner.weights, sight: 'blind' },
    { id: 'sft-all', title: `SFT on all ${data.experts.length} tasks demonstrated`, weights: imitation.learner.weights },
  ];
  const { rows, done } = await timed('evaluation', async () => {
    const list: PolicyRow[] = [];
    const byId = new Map<string, { readonly mode: readonly Done[]; readonly sampled: readonly Done[] }>();
    for (const { id, title, weights, sight = 'seeing', tries: attempts = 1 } of contenders) {
      const manner = { sight, tries: attempts, below: settings['reflect.below'], seed } as const;
      const think = batchThinking(tf, weights);
      const mode = await performed(environment, think, sources, { ...manner, by: 'mode' });
      const own = { mode: rowsOfResults(judge, sources, mode), sampled: rowsOfResults(judge, sources, await performed(environment, think, sources, { ...manner, by: 'sampling' })) };
      byId.set(id, own);
      const base = id === 'sft' ? undefined : byId.get('sft');
      list.push({ id, title, mode: { ...summarise(title, own.mode, base?.mode, seed), people: peopleMean(world, held, mode.map(({ result }) => result)) }, sampled: summarise(title, own.sampled, base?.sampled, seed), evaluator: trust(think, rated) });
      log(`${title}: O ${list.at(-1)?.mode.overall.toFixed(2)}, self-score ${list.at(-1)?.mode.self.toFixed(2)}${base ? `, wins ${(100 * (list.at(-1)?.mode.against?.rate ?? 0)).toFixed(0)} % against SFT` : ''}`);
    }
    for (const [id, title, results] of [['untouched', 'Untouched photo', sources], ['rules', 'Rule brain (teacher)', held.map(({ expert }) => expert)]] as const)
      list.push({ id, title, mode: { ...summarise(title, rowsOfResults(judge, sources, results.map((result) => ({ result, expected: Number.NaN, decisions: [], tries: 1 }))), byId.get('sft')?.mode, seed), people: peopleMean(world, held, results) } });
    return { rows: list, done: byId };
  });
  const pairOf = (own: string, other: string, which: 'mode' | 'sampled') => against(done.get(own)?.[which] ?? [], done.get(other)?.[which] ?? [], seed);
  const pairsOf = (own: string, others: readonly string[]) => Object.fromEntries(others.map((other) => [other, { mode: pairOf(own, other, 'mode'), sampled: pairOf(own, other, 'sampled') }]));
  const fullAgainst = pairsOf('sepo', ['sft-cooled', 'sepo-no-evaluator-loop', 'sepo-no-slm', 'sepo-neither']);
  const pipelineAgainst = pairsOf('rft', ['sft', 'sft-attempts', 'sepo']);

  const results = await timed('correction', async () => {
    const [before, after] = [batchThinking(tf, full.average), batchThinking(tf, rft.learner.weights)];
    const poor = await poorAttempts(environment, judge, sources, (await performed(environment, before, sources, { by: 'mode' })).map(({ result }) => result), seed);
    return { before: await correction(environment, judge, before, poor), after: await correction(environment, judge, after, poor), lessons: rft.lessons.length };
  });

  const rule = rows.find(({ id }) => id === 'rules');
  // What ships is chosen on the validation part: the test part is for the tables.
  const chosen = await timed('choice', async () => {
    const seen = await environment.reset(validation.slice(0, 120));
    const marks = await Promise.all(contenders.filter(({ id }) => SHIPPABLE.has(id)).map(async (contender) => ({ contender, overall: summarise(contender.title, rowsOfResults(judge, seen, await performed(environment, batchThinking(tf, contender.weights), seen, { by: 'mode' }))).overall })));
    return marks.reduce((best, one) => (one.overall > best.overall ? one : best)).contender;
  });
  const last = rows.find(({ id }) => id === chosen.id);
  const card = cardOf('evoroom-policy', chosen.id, seed, settings, world.about, { ...(last && { overall: last.mode.overall, sc: last.mode.sc, pq: last.mode.pq, self: last.mode.self, srcc: last.evaluator?.srcc ?? 0, plcc: last.evaluator?.plcc ?? 0 }), ...(rule && { rules: rule.mode.overall }) });
  const checkpoint = writeCheckpoint({ weights: chosen.weights, card });
  await writeAtomically(join(folder, 'policy.safetensors'), checkpoint);
  for (const { id, weights } of contenders) await writeAtomically(join(folder, 'checkpoints', `${id}.safetensors`), writeCheckpoint({ weights, card: { ...card, stage: id, metrics: {} } }));
  const cost = await costOf(join(folder, 'policy.safetensors'), sources);
  const found: Results = {
    seed, on, command, date: new Date().toISOString().slice(0, 10), about: world.about, settings, seconds,
    data: { tasks: data.experts.length, demonstrations: Math.min(data.experts.length, settings['data.demonstrations']), decisions: data.decisions.length, ratings: data.rated.length, heldOut: held.length, originals: [...new Set(sources.map(({ task }) => world.originalOf(task)))] },
    losses: { sft: sft.losses, rft: rft.losses }, curves: Object.fromEntries(variants.map(({ id, state }) => [id, state.curve])), rows, fullAgainst, pipelineAgainst, correction: results,
    reflections: rft.lessons.slice(-400).filter((_, index) => index % 7 === 0).slice(0, 6).map(({ task, reflection, badScore, goodScore }) => ({ instruction: task.instruction, locale: task.locale, reflection, badScore, goodScore })),
    shipped: { ...cost, stage: chosen.id, bytes: checkpoint.length, sha256: createHash('sha256').update(checkpoint).digest('hex'), promoted: (last?.mode.overall ?? 0) > (rule?.mode.overall ?? 0) },
  };
  await writeAtomically(join(folder, 'results.json'), `${JSON.stringify(found, null, 1)}\n`);
  return { results: found, checkpoint };
}

/** What a checkpoint costs in use, ms: reading it from disk, and the median decision (encoding, network, settings). */
async function costOf(path: string, sources: readonly State[]): Promise<{ readonly loadMilliseconds: number; readonly decideMilliseconds: number }> {
  const from = performance.now();
  const { weights } = readCheckpoint(await readFile(path));
  const loadMilliseconds = performance.now() - from;
  const times = sources.slice(0, 60).map((state) => {
    const started = performance.now();
    patchOf(state.settings, act(forward(weights, encode({ state, attempt: 1, score: 0 })), { by: 'mode' }));
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return { loadMilliseconds, decideMilliseconds: times[Math.floor(times.length / 2)] ?? 0 };
}

/** A folder holds one run: what was made with other settings is never gone on with. */
async function sameRun(folder: string, fingerprint: string): Promise<void> {
  const path = join(folder, 'run.json');
  const there = await readIfThere(path);
  if (there && there.toString() !== fingerprint) throw new EvolveError('other-run', `${folder} holds a run with other settings or photos. Name another folder with --out, or delete that one.`);
  if (!there) await writeAtomically(path, fingerprint);
}

type RatedHeld = { readonly state: State; readonly said: number };

/** Held-out results good and bad, with what people say of them: the evaluator is measured on these, never trained. */
async function ratedOf(world: World, held: readonly Held[], seed: number): Promise<readonly RatedHeld[]> {
  const { environment } = world;
  const spoiled = await environment.render(held.map(({ source }) => source.task), held.map(({ source, expert }) => spoiledSettings(source.settings, expert.settings, prngOf(seed, 'held', source.task.id))), held.map(() => 0));
  return held.flatMap(({ source, expert }, index) => [source, expert, spoiled[index] as State].map((state, kind) => { const { aesthetics, instruction } = world.annotate(state, expert, `held/${source.task.id}/${kind}`); return { state, said: (aesthetics + instruction) / 2 }; }));
}

function trust(think: Think, rated: readonly RatedHeld[]): { readonly srcc: number; readonly plcc: number; readonly error: number } {
  const own = think(rated.map(({ state }) => encode(evaluated(state)))).map((outputs) => expected(outputs).overall);
  const said = rated.map((row) => row.said);
  return { srcc: srcc(own, said), plcc: plcc(own, said), error: own.reduce((sum, value, index) => sum + Math.abs(value - (said[index] ?? 0)), 0) / Math.max(1, own.length) };
}

const peopleMean = (world: World, held: readonly Held[], results: readonly State[]): number => {
  const said = results.map((result, index) => { const { aesthetics, instruction } = world.annotate(result, (held[index] as Held).expert, `done/${result.task.id}`); return (aesthetics + instruction) / 2; });
  return said.reduce((sum, value) => sum + value, 0) / Math.max(1, said.length);
};
