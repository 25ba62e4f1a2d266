import { expect, test } from 'vitest';
import type { ProgressLine } from '@/lib/evolve/program/improvement';
import { curveOf, stageOf } from './run-folder';

const step = (stage: string, done: number, of: number, seconds: number): ProgressLine => ({ type: 'stage', at: seconds * 1000, stage, done, of });
const round = (n: number, reward: number): ProgressLine => ({ type: 'round', at: 0, round: n, reward, kl: 0, self: 0, judged: 0, srcc: 0, plcc: 0 });

test('the time left is that of the stage, at the pace since it began', () => {
  expect(stageOf([])).toBeUndefined();
  expect(stageOf([step('data', 10, 10, 5), step('sepo', 1, 30, 10)])).toEqual({ stage: 'sepo', done: 1, of: 30 });
  expect(stageOf([step('data', 1, 10, 0), step('data', 10, 10, 900), step('sepo', 1, 30, 1000), step('sepo', 11, 30, 1100)])).toEqual({ stage: 'sepo', done: 11, of: 30, secondsLeft: 190 });
});

test('a stage that was taken up after a night’s rest counts from there', () => {
  const before = [step('sepo', 1, 30, 0), step('sepo', 9, 30, 80)];
  expect(stageOf([...before, step('sepo', 6, 30, 40_000), step('sepo', 8, 30, 40_020)])).toEqual({ stage: 'sepo', done: 8, of: 30, secondsLeft: 220 });
});

test('a round that was done again after a kill is one point of the curve, the later one', () => {
  expect(curveOf([round(1, 1), round(2, 2), round(3, 3), round(2, 2.5), round(3, 3.5)]).map(({ round: n, reward }) => [n, reward])).toEqual([[1, 1], [2, 2.5], [3, 3.5]]);
});
