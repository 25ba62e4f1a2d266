/** How an evaluator stands to what people said of results that nothing was learned from. */
import { plcc, srcc } from '../metrics';
import type { Judgement } from './judgements';
import type { OwnResult } from './results';
import { expectationOf } from './scores';

/** Judgements below which nothing is told. */
export const ENOUGH = 10;

/** How far an evaluator goes with ratings, and of how many. */
export type Goes = { readonly count: number; readonly srcc: number; readonly plcc: number };
/** How often it puts two results in the order that people put them in. */
export type Agrees = { readonly count: number; readonly share: number };
export type OwnStanding = { /** With stars. */ readonly own?: Goes; /** With blind choices and corrections. */ readonly choices?: Agrees };

export function ownStanding(judgements: readonly Judgement[], results: ReadonlyMap<string, OwnResult>, weights: Float32Array): OwnStanding {
  const expect = (key: string) => { const result = results.get(key); return result && expectationOf(weights, result); };
  const pairs: (readonly [expected: number, said: number])[] = [];
  let [count, agreed] = [0, 0];
  for (const judgement of judgements) {
    if (judgement.kind === 'stars') {
      const now = expect(judgement.of);
      if (now && judgement.aesthetics !== undefined) pairs.push([now.aesthetics, judgement.aesthetics]);
      if (now && judgement.instruction !== undefined) pairs.push([now.instruction, judgement.instruction]);
    } else if (judgement.kind === 'corrected' || (judgement.kind === 'choice' && !judgement.even)) {
      const [better, worse] = [expect(judgement.better), expect(judgement.worse)];
      if (!better || !worse) continue;
      count++;
      if (better.overall > worse.overall) agreed++;
    }
  }
  const [own, said] = [pairs.map(([value]) => value), pairs.map(([, value]) => value)];
  return { ...(pairs.length >= ENOUGH && { own: { count: pairs.length, srcc: srcc(own, said), plcc: plcc(own, said) } }), ...(count >= ENOUGH && { choices: { count, share: agreed / count } }) };
}
