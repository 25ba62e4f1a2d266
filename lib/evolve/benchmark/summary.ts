import type { Locale } from '@/lib/develop/types';
import { overallOf } from '../judge';
import { bootstrap, outcomeOf, plcc, srcc, winRate, type Interval, type WinRate } from '../metrics';
import type { Outcome, Rated } from './journal';
import type { BenchmarkCase } from './layout';

/** Means over cases; O is the mean of each case's √(SC · PQ). */
export type Row = { readonly cases: number; readonly l1: number; readonly l2: number; readonly sc: number; readonly pq: number; readonly overall: number; /** 95 % of O, drawn by case. */ readonly interval: Interval };

export type SystemSummary = {
  readonly name: string;
  readonly failed: number;
  /** Absent where every case failed. */
  readonly all?: Row;
  readonly byLocale: Readonly<Partial<Record<Locale, Row>>>;
  readonly byCategory: Readonly<Record<string, Row>>;
  readonly milliseconds: number;
};

/** How often one system's result is better than another's on the same case, by O. */
export type Duel = { readonly system: string; readonly against: string; readonly all: WinRate; readonly byLocale: Readonly<Partial<Record<Locale, WinRate>>> };

/** The evaluator against people, in three scores. */
export type EvaluatorAgreement = { readonly samples: number; readonly scores: Readonly<Record<'aesthetics' | 'instruction' | 'overall', { readonly srcc: number; readonly plcc: number; readonly interval: Interval }>> };

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
type Done = Outcome & { readonly l1: number; readonly l2: number; readonly sc: number; readonly pq: number };
const isDone = (outcome: Outcome): outcome is Done => outcome.failed === undefined && outcome.l1 !== undefined && outcome.l2 !== undefined && outcome.sc !== undefined && outcome.pq !== undefined;

function rowOf(done: readonly Done[], seed: number): Row {
  const overall = (list: readonly Done[]): number => mean(list.map(overallOf));
  return { cases: done.length, l1: mean(done.map(({ l1 }) => l1)), l2: mean(done.map(({ l2 }) => l2)), sc: mean(done.map(({ sc }) => sc)), pq: mean(done.map(({ pq }) => pq)), overall: overall(done), interval: bootstrap(done, overall, { seed, rounds: 1000 }) };
}

const LOCALES: readonly Locale[] = ['en', 'zh'];

export function summaryOf(name: string, outcomes: readonly Outcome[], cases: ReadonlyMap<string, BenchmarkCase>, seed: number): SystemSummary {
  const done = outcomes.filter(isDone);
  const rows = (of: (one: BenchmarkCase) => string): Readonly<Record<string, Row>> => {
    const groups = new Map<string, Done[]>();
    for (const one of done) {
      const asked = cases.get(one.id);
      if (asked) groups.set(of(asked), [...(groups.get(of(asked)) ?? []), one]);
    }
    return Object.fromEntries([...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, list]) => [group, rowOf(list, seed)]));
  };
  const byLocale = rows(({ locale }) => locale);
  return {
    name, failed: outcomes.length - done.length, ...(done.length > 0 && { all: rowOf(done, seed) }),
    byLocale: Object.fromEntries(LOCALES.flatMap((locale) => (byLocale[locale] ? [[locale, byLocale[locale]]] : []))), byCategory: rows(({ category }) => category),
    milliseconds: mean(done.map(({ milliseconds = 0 }) => milliseconds)),
  };
}

/** Two results this close are a draw: O in points of ten. */
const DRAW = 0.1;

export function duelOf([system, own]: readonly [string, readonly Outcome[]], [against, others]: readonly [string, readonly Outcome[]], cases: ReadonlyMap<string, BenchmarkCase>): Duel {
  const theirs = new Map(others.filter(isDone).map((outcome) => [outcome.id, outcome]));
  const met = own.filter(isDone).flatMap((mine) => {
    const other = theirs.get(mine.id);
    return other ? [{ locale: cases.get(mine.id)?.locale, outcome: outcomeOf(overallOf(mine), overallOf(other), DRAW) }] : [];
  });
  const rate = (locale?: Locale): WinRate => winRate(met.filter((one) => locale === undefined || one.locale === locale).map(({ outcome }) => outcome));
  return { system, against, all: rate(), byLocale: Object.fromEntries(LOCALES.filter((locale) => met.some((one) => one.locale === locale)).map((locale) => [locale, rate(locale)])) };
}

/** Nothing where fewer than three results were scored by people. */
export function evaluatorAgreement(rated: readonly Rated[], seed: number): EvaluatorAgreement | undefined {
  if (rated.length < 3) return undefined;
  const of = (score: 'aesthetics' | 'instruction' | 'overall') => {
    const by = (measure: typeof srcc) => (list: readonly Rated[]): number => measure(list.map(({ said }) => said[score]), list.map(({ people }) => people[score]));
    const cases = [...new Set(rated.map(({ id }) => id))].map((id) => rated.filter((one) => one.id === id));
    return { srcc: by(srcc)(rated), plcc: by(plcc)(rated), interval: bootstrap(cases, (drawn) => by(srcc)(drawn.flat()), { seed, rounds: 1000 }) };
  };
  return { samples: rated.length, scores: { aesthetics: of('aesthetics'), instruction: of('instruction'), overall: of('overall') } };
}
