import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode, type Renderer } from '@/lib/imaging';
import { fitLongEdge } from '@/lib/develop/engine';
import { shrink } from '@/lib/imaging/shrink';
import type { Evaluator, Observation } from '@/lib/agent/types';
import type { Pixels } from '@/lib/develop/types';
import { EvolveError } from '../errors';
import { difference } from '../metrics';
import { randomOf } from '../random';
import { judgedBlind, type BenchmarkJudge, type Marks } from './judging';
import { Journal, type Outcome, type Rated } from './journal';
import { fileIn, type Benchmark, type BenchmarkCase } from './layout';
import { openDesk, sized, type Desk } from './pictures';
import { madeOf, type Made, type System } from './systems';
import { duelOf, evaluatorAgreement, summaryOf, type Duel, type EvaluatorAgreement, type SystemSummary } from './summary';

export type BenchmarkOptions = {
  readonly systems: readonly System[];
  readonly judge: BenchmarkJudge;
  /** What is held against people's scores, where the benchmark has some. */
  readonly evaluator: Evaluator;
  readonly renderer: Renderer;
  /** Folder of the results: numbers as they come, small pictures. A run that finds its own there goes on with it. */
  readonly out: string;
  /** Long edge at which everything is rendered, judged and compared, px. */
  readonly edge?: number;
  readonly seed?: number;
  readonly signal: AbortSignal;
  /** `left`: seconds, once there is something to tell it by. */
  readonly progress?: (state: { readonly done: number; readonly of: number; readonly left?: number; readonly id: string }) => void;
};

export type BenchmarkReport = {
  readonly format: 'evoroom-bench-artedit-1';
  readonly benchmark: { readonly name: string; readonly expert: string; readonly cases: number };
  readonly judge: string;
  readonly evaluator: string;
  readonly edge: number;
  readonly seed: number;
  /** Those that took part, then the expert's own results and the untouched photos. */
  readonly systems: readonly SystemSummary[];
  /** Each system against the first one. */
  readonly duels: readonly Duel[];
  readonly people?: EvaluatorAgreement;
  readonly cases: readonly { readonly asked: Pick<BenchmarkCase, 'id' | 'instruction' | 'locale' | 'category' | 'subcategory'>; readonly outcomes: readonly Outcome[] }[];
};

export const EXPERT = 'expert';
export const UNTOUCHED = 'untouched photo';
const EDGE = 512;
/** Long edge of the small pictures of the page. */
const THUMB = 288;

/** The name of a small picture: nothing of it comes from the benchmark's own texts. */
export const pictureName = (id: string, system: string): string => `${createHash('sha256').update(JSON.stringify([id, system])).digest('hex').slice(0, 20)}.jpg`;

/**
 * Runs systems over a benchmark: each works on every photo as in the studio, then a judge scores all results of a case, blindly. One system that fails on one case
 * is told in the report and is no reason to stop.
 */
export async function runBenchmark(benchmark: Benchmark, { systems, judge, evaluator, renderer, out, edge = EDGE, seed = 1, signal, progress }: BenchmarkOptions): Promise<BenchmarkReport> {
  const names = [...systems.map(({ name }) => name), EXPERT, UNTOUCHED];
  if (new Set(names).size < names.length) throw new EvolveError('systems', 'Expected systems with different names.');
  const journal = await Journal.open(out);
  await mkdir(join(out, 'pictures'), { recursive: true });
  const keyOf = (asked: BenchmarkCase, version: string, ...rest: readonly string[]): string => createHash('sha256').update(JSON.stringify([asked, benchmark.name, version, judge.name, edge, seed, ...rest])).digest('hex').slice(0, 24);
  const participants = [...systems.map(({ name, version }) => ({ name, version })), { name: EXPERT, version: 'expert' }, { name: UNTOUCHED, version: 'untouched' }];
  const settled = (asked: BenchmarkCase): boolean => participants.every(({ name, version }) => isSettled(journal.outcomes.get(keyOf(asked, version, name)))) && asked.human.every((_, at) => journal.rated.has(keyOf(asked, evaluator.id, 'people', `${at}`)));
  const started = Date.now();
  const open = benchmark.cases.filter((asked) => !settled(asked));
  for (const [done, asked] of open.entries()) {
    signal.throwIfAborted();
    progress?.({ done: benchmark.cases.length - open.length + done, of: benchmark.cases.length, id: asked.id, ...(done > 0 && { left: ((Date.now() - started) / 1000 / done) * (open.length - done) }) });
    await settle(asked);
  }

  const outcomesOf = ({ name, version }: (typeof participants)[number]): readonly Outcome[] => benchmark.cases.flatMap((asked) => journal.outcomes.get(keyOf(asked, version, name)) ?? []);
  const rated = benchmark.cases.flatMap((asked) => asked.human.flatMap((_, at): readonly Rated[] => { const one = journal.rated.get(keyOf(asked, evaluator.id, 'people', `${at}`)); return one ? [one] : []; }));
  const cases = new Map(benchmark.cases.map((asked) => [asked.id, asked]));
  const people = evaluatorAgreement(rated, seed);
  const [first, ...others] = systems;
  return {
    format: 'evoroom-bench-artedit-1', benchmark: { name: benchmark.name, expert: benchmark.expert, cases: benchmark.cases.length }, judge: judge.name, evaluator: evaluator.id, edge, seed,
    systems: participants.map((one) => summaryOf(one.name, outcomesOf(one), cases, seed)),
    duels: first ? others.map((other) => duelOf([other.name, outcomesOf(other)], [first.name, outcomesOf(first)], cases)) : [],
    ...(people && { people }),
    cases: benchmark.cases.map((asked) => ({ asked: { id: asked.id, instruction: asked.instruction, locale: asked.locale, category: asked.category, subcategory: asked.subcategory }, outcomes: participants.flatMap(({ name, version }) => journal.outcomes.get(keyOf(asked, version, name)) ?? []) })),
  };

  async function settle(asked: BenchmarkCase): Promise<void> {
    const failAll = async (error: unknown): Promise<void> => { for (const { name, version } of participants) await journal.add({ outcome: { key: keyOf(asked, version, name), id: asked.id, system: name, failed: saying(error, signal) } }); };
    const at = (name: string): Promise<string> => fileIn(benchmark.folder, name);
    let desk: Desk, expert: Observation;
    try {
      desk = await openDesk(renderer, await at(asked.photo), edge, signal);
      expert = await desk.observe(await madeOf(benchmark.folder, asked.expert, at));
    } catch (error) {
      return failAll(error);
    }
    await keep(asked.id, 'source', desk.source.pixels);
    type Result = { readonly name: string; readonly key: string; readonly seen: Observation; readonly steps: number; readonly milliseconds: number };
    const results: Result[] = [];
    const workers: readonly { readonly name: string; readonly version: string; readonly make: () => Promise<Made> }[] = [
      ...systems.map((system) => ({ ...system, make: () => system.work(asked, desk.darkroom, signal) })),
      { name: EXPERT, version: 'expert', make: () => madeOf(benchmark.folder, asked.expert, at) },
      { name: UNTOUCHED, version: 'untouched', make: async () => ({ settings: {}, steps: 0 }) },
    ];
    for (const { name, version, make } of workers) {
      const key = keyOf(asked, version, name);
      if (isSettled(journal.outcomes.get(key))) continue;
      const from = performance.now();
      try {
        const made = await make();
        const milliseconds = Math.round(performance.now() - from);
        results.push({ name, key, seen: name === EXPERT ? expert : await desk.observe(made), steps: 'steps' in made ? made.steps : 0, milliseconds });
      } catch (error) {
        await journal.add({ outcome: { key, id: asked.id, system: name, failed: saying(error, signal) } });
      }
    }
    // The order in which a judge sees them follows from the seed and the case alone.
    const random = randomOf(Number.parseInt(createHash('sha256').update(`${seed} ${asked.id}`).digest('hex').slice(0, 8), 16));
    const marks = await judgedBlind(judge, asked, desk.source, results.map(({ seen }) => seen), random, signal).catch((error: unknown) => saying(error, signal));
    for (const [place, { name, key, seen, steps, milliseconds }] of results.entries()) {
      const common = { key, id: asked.id, system: name };
      const mark: Marks | undefined = typeof marks === 'string' ? undefined : marks[place];
      if (!mark) { await journal.add({ outcome: { ...common, failed: typeof marks === 'string' ? marks : 'It was not judged.' } }); continue; }
      await keep(asked.id, name, seen.pixels);
      await journal.add({ outcome: { ...common, ...difference(await sized(seen.pixels, expert.pixels), expert.pixels), sc: mark.sc, pq: mark.pq, steps, milliseconds } });
    }
    for (const [place, { result, aesthetics, instruction, overall }] of asked.human.entries()) {
      const key = keyOf(asked, evaluator.id, 'people', `${place}`);
      const seen = await madeOf(benchmark.folder, result, at).then((made) => desk.observe(made)).catch((error: unknown) => { saying(error, signal); return undefined; });
      if (!seen) continue;
      const said = await evaluator.evaluate({ instruction: asked.instruction, locale: asked.locale, source: desk.source, start: desk.source, history: [], result: seen }, signal);
      await journal.add({ rated: { key, id: asked.id, said: { aesthetics: said.aesthetics, instruction: said.instruction, overall: said.overall }, people: { aesthetics, instruction, overall: overall ?? (aesthetics + instruction) / 2 } } });
    }
  }

  async function keep(id: string, system: string, pixels: Pixels): Promise<void> {
    await writeFile(join(out, 'pictures', pictureName(id, system)), await encode(await shrink(pixels, fitLongEdge(pixels, THUMB)), { format: 'jpeg', quality: 72 }));
  }
}

/** A failure is tried again when the benchmark is run again. */
const isSettled = (outcome: Outcome | undefined): boolean => outcome !== undefined && outcome.failed === undefined;

/** Why something failed, for people. Stopping is no failure: it ends everything. */
function saying(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) throw signal.reason;
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
