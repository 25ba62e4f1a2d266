import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Improvement, ProgressLine } from '@/lib/evolve/program/improvement';
import type { CurveView, StageView } from '../types';

/** What a training writes into its folder, as far as it has come. Whatever is not there yet is left out; a line that was cut off is passed over. */

const textIn = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);

function linesIn(text: string): readonly ProgressLine[] {
  return text.split('\n').flatMap((line): readonly ProgressLine[] => {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as ProgressLine];
    } catch {
      return [];
    }
  });
}

/** Longer than any step takes: nobody was at work. */
const LONG_MS = 600_000;

/** How far it is: the stage that it is in, and how long that will take at the pace since it began (or was taken up). Seconds. */
export function stageOf(lines: readonly ProgressLine[]): StageView | undefined {
  const steps = lines.filter((line) => line.type === 'stage');
  const last = steps.at(-1);
  if (!last) return undefined;
  // What was done again after a kill, or begins with another stage, is where the pace is counted from.
  const from = steps[steps.findLastIndex((step, index) => {
    const before = steps[index - 1];
    return before?.stage !== step.stage || step.done <= before.done || step.at - before.at > LONG_MS;
  })] ?? last;
  const [made, took] = [last.done - from.done, (last.at - from.at) / 1000];
  return { stage: last.stage, done: last.done, of: last.of, ...(made > 0 && { secondsLeft: Math.round((took / made) * (last.of - last.done)) }) };
}

/** A point per round; of a round that was done again after a kill the later one. */
export function curveOf(lines: readonly ProgressLine[]): CurveView {
  const rounds = new Map<number, CurveView[number]>();
  for (const line of lines) {
    if (line.type !== 'round') continue;
    const { round, reward, kl, srcc, plcc } = line;
    rounds.set(round, { round, reward, kl, srcc, plcc });
  }
  return [...rounds.values()].toSorted((a, b) => a.round - b.round);
}

export async function progressIn(folder: string): Promise<{ readonly stage?: StageView; readonly curve: CurveView }> {
  const lines = linesIn((await textIn(join(folder, 'progress.jsonl'))) ?? '');
  const stage = stageOf(lines);
  return { ...(stage && { stage }), curve: curveOf(lines) };
}

export async function improvementIn(folder: string): Promise<Improvement | undefined> {
  const text = await textIn(join(folder, 'improvement.json'));
  return text === undefined ? undefined : (JSON.parse(text) as Improvement);
}
