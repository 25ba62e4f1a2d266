import { intentOf } from '../intent';
import { numberOf } from '@/lib/develop/settings';
import type { Evaluator, Intent, Observation, Score } from '../types';
import { aesthetics, type Fault } from './aesthetics';
import { partsMet, type Met } from './instruction';
import { reasonsFor } from './reasons';

export { aesthetics, type Fault, type FaultKind } from './aesthetics';
export { type Met, partsMet, scoreOfShare } from './instruction';
export { aimName } from './reasons';

export type Assessment = { readonly aesthetics: number; readonly instruction: number; readonly overall: number; readonly faults: readonly Fault[]; readonly parts: readonly Met[] };

const INSTRUCTION_WEIGHT = 0.55;

/** Judges a result by what was measured, without words. */
export function assess(intent: Intent, start: Observation, result: Observation): Assessment {
  const mono = result.settings['ConvertToGrayscale'] === true;
  const before = aesthetics(start.evidence, start.evidence);
  const { score, faults } = aesthetics(result.evidence, start.evidence, { mono });
  const parts = partsMet(intent, start, result, score - before.score);
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  // A follow-up such as "undo" has no measured goal: doing it is following it.
  const instruction = weight === 0 ? (intent.followUp ? followed(start, result) : 2.5) : followedBy(parts, weight);
  return { aesthetics: score, instruction, overall: (1 - INSTRUCTION_WEIGHT) * score + INSTRUCTION_WEIGHT * instruction, faults, parts };
}

/** The weighted mean of the parts, pulled toward the weakest: one of two wishes ignored is more than half the trouble; one of eight is not. */
function followedBy(parts: readonly Met[], weight: number): number {
  const mean = parts.reduce((sum, part) => sum + part.weight * part.score, 0) / weight;
  const weakest = Math.min(...parts.map(({ score }) => score));
  const pull = 0.45 / Math.max(1.2, parts.length / 2);
  return mean + (weakest - mean) * pull;
}

const followed = (start: Observation, result: Observation): number => {
  const names = new Set([...Object.keys(start.settings), ...Object.keys(result.settings)]);
  const changed = [...names].some((name) => JSON.stringify(start.settings[name]) !== JSON.stringify(result.settings[name]));
  return changed || numberOf(start.settings, 'Exposure2012') !== numberOf(result.settings, 'Exposure2012') ? 4.6 : 2;
};

const points = (value: number): number => Math.round(Math.min(5, Math.max(1, value)) * 100) / 100;

/**
 * The evaluator that needs nothing but this repository: aesthetics from measured evidence, instruction following from how far every part
 * of the request moved what it names. It reads the instruction by itself and does not know what the brain meant to do.
 */
export function createEmbeddedEvaluator(): Evaluator {
  return {
    id: 'embedded',
    async evaluate({ instruction, locale, start, result, history }): Promise<Score> {
      const intent = intentOf({ instruction, locale, history }, start);
      const judged = assess(intent, start, result);
      return {
        aesthetics: points(judged.aesthetics), instruction: points(judged.instruction), overall: points(judged.overall),
        reasons: reasonsFor(judged.faults, judged.parts, intent.language),
      };
    },
  };
}
