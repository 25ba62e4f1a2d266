import type { DevelopSettings } from '@/lib/develop/types';
import { assess } from '../evaluator';
import { intentOf } from '../intent';
import type { BrainContext, Evidence, Observation, TakenStep } from '../types';
import { asData, clipped } from './data';
import { describe, strongest } from './evidence-text';
import { changesText, settingsText } from './settings-text';

/** A step as a fact: what was set, what was measured. Numbers are those that the user sees. */
export type Entry = {
  readonly number: number;
  readonly stepId: string;
  readonly title: string;
  readonly before: DevelopSettings;
  readonly settings: DevelopSettings;
  /** Of this run, with what was measured before it. */
  readonly taken?: TakenStep;
  readonly from?: Evidence;
  /** The step whose generated picture the settings lie on; absent: the one that the run started on. */
  readonly madeBy?: string;
  /** 1..5 as measured. */
  readonly score?: number;
};

const scores = new WeakMap<Observation, Map<string, number>>();

/** The embedded evaluator's overall score of an observation of this run, 1..5: what "best so far" means where no other judge has spoken. */
export function measuredScore({ instruction, locale, history, start }: BrainContext, result: Observation): number {
  const known = scores.get(result) ?? new Map<string, number>();
  scores.set(result, known);
  const score = known.get(instruction) ?? Math.round(100 * assess(intentOf({ instruction, locale, history }, start), start, result).overall) / 100;
  known.set(instruction, score);
  return score;
}

/** Every step on the branch, root first: those before this run, then those of it in the order they were taken, lost attempts too. */
export function entriesOf(context: BrainContext): readonly Entry[] {
  const earlier = context.earlier ?? [{ number: 0, stepId: context.stepId, title: 'start', settings: context.settings }];
  const entries: Entry[] = earlier.map(({ number, stepId, title, settings }, at) => ({ number, stepId, title, settings, before: earlier[at - 1]?.settings ?? {} }));
  for (const taken of context.steps) {
    const { stepId, parentId, title, generate, observation } = taken;
    const parent = entries.find((entry) => entry.stepId === parentId);
    const madeBy = generate ? stepId : parent?.madeBy;
    const from = parent?.taken?.observation.evidence ?? context.start.evidence;
    entries.push({
      number: (entries.at(-1)?.number ?? 0) + 1, stepId, title, before: parent?.settings ?? context.settings, settings: observation.settings, taken, from, score: measuredScore(context, observation), ...(madeBy !== undefined && { madeBy }),
    });
  }
  return entries;
}

/** The step of this run that scored best as measured; the later one of equals; none of a lost attempt. */
export const bestOf = (entries: readonly Entry[]): Entry | undefined =>
  entries.reduce<Entry | undefined>((best, entry) => (entry.score !== undefined && !entry.taken?.rejected && entry.score >= (best?.score ?? 0) ? entry : best), undefined);

/** What a step did: what the loop measured over the whole picture, and where it moved most. */
export function effectOf({ taken, from }: Entry): string {
  if (!taken) return '';
  return [taken.note, from && strongest(from, taken.observation.evidence)].filter(Boolean).join(' ');
}

/** One step in one line. */
export function line(entry: Entry, most = 360): string {
  const { number, title, before, settings, taken, score } = entry;
  const effect = taken ? ` → ${effectOf(entry)}${taken.rejected ? ' (lost, rolled back)' : ''}` : '';
  return clipped(`step ${number} ${asData(title, 60)}: ${number === 0 ? 'where the photo started' : changesText(before, settings)}${effect}${score === undefined ? '' : ` [measured score ${score}]`}`, most);
}

/** Steps that a folded ledger still names one by one, beside those that are shown whole. */
const NAMED = 6;

/** Everything before the steps that are shown whole, in a text whose length does not depend on how many there are. */
export function fold(entries: readonly Entry[], whole: number): string | undefined {
  const folded = entries.slice(0, Math.max(0, entries.length - whole));
  const named = folded.slice(-NAMED), beyond = folded.slice(0, -NAMED);
  const [first, last] = [beyond.find(({ number }) => number > 0), beyond.at(-1)];
  const lines = [
    ...(first && last ? [`steps ${first.number}–${last.number}, together: ${changesText(first.before, last.settings, 400)} (read_ledger shows them one by one)`] : []),
    ...named.filter(({ number }) => number > 0).map((entry) => line(entry)),
  ];
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** Lines of one unfolding. */
const UNFOLDED = 10;

/** Steps `from`…`to` as the ledger has them; one step alone with all its settings and measurements. */
export function unfold(entries: readonly Entry[], from: number, to: number): string {
  const range = entries.filter(({ number }) => number >= Math.min(from, to) && number <= Math.max(from, to));
  const [only] = range;
  if (!only) return `There is no such step. Steps: ${entries[0]?.number ?? 0}–${entries.at(-1)?.number ?? 0}.`;
  if (range.length === 1) return [line(only, 600), `All settings after it: ${settingsText(only.settings)}`, ...(only.taken ? [describe(only.taken.observation.evidence)] : [])].join('\n');
  const shown = range.slice(0, UNFOLDED);
  return [...shown.map((entry) => line(entry)), ...(range.length > UNFOLDED ? [`… ${range.length - UNFOLDED} more; ask from step ${range[UNFOLDED]?.number ?? 0}.`] : [])].join('\n');
}

/** The entry that the next call changes. */
export const currentOf = ({ current }: BrainContext, entries: readonly Entry[]): Entry | undefined => entries.find(({ stepId }) => stepId === current.stepId);
