import type { Evaluator, Score } from '@/lib/agent/types';
import type { Checkpoint } from '../checkpoint/policy-file';
import { expected } from '../policy/act';
import { encode } from '../policy/features';
import { forward } from '../policy/forward';
import { intentOfTask } from '../asked';
import { reachable } from './fitting';
import { stateOf } from './state';

const points = (value: number): number => Math.round(100 * value) / 100;

/** The policy's own judgement. It gives points, the rules give the reasons, which state what was measured; requests that it was not trained for are judged by the rules alone. */
export function createEvolvedEvaluator({ weights }: Checkpoint, rules: Evaluator): Evaluator {
  return {
    id: 'evolved',
    async evaluate(input, signal, report): Promise<Score> {
      const judged = await rules.evaluate(input, signal, report);
      const { start, result, history } = input;
      if (history.length > 0 || start.pixels.width !== result.pixels.width || start.pixels.height !== result.pixels.height || !reachable(intentOfTask(input))) return judged;
      const { aesthetics, instruction, overall } = expected(forward(weights, encode({ state: stateOf(input, start, result, 0), attempt: 1, score: 0 })));
      return { ...judged, aesthetics: points(aesthetics), instruction: points(instruction), overall: points(overall) };
    },
  };
}
