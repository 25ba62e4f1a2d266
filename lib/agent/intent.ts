import { beside, likeGoals } from './aims/like';
import { understand } from './language';
import type { Attribute, Goal, Intent, Observation, RunRequest } from './types';

/** Attributes that only the whole picture can have. */
const EVERYWHERE: ReadonlySet<Attribute> = new Set(['grain', 'vignette', 'monochrome', 'fade', 'vibrance']);
/** Words that speak of the reference, and of nothing that could fail to be understood. */
const OF_THE_REFERENCE = /\b(like|as|match|same|reference|this|that|copy|style|look)\b|参考|参照|照着|这张|那张|这样|那样|一样|像|同样|风格|感觉/i;

/** A wish without a place is about what the user points at. */
const placed = (goal: Goal): Goal =>
  goal.kind === 'adjust' && goal.region.kind === 'whole' && !EVERYWHERE.has(goal.attribute) ? { ...goal, region: { kind: 'thing', thing: 'pointed' } } : goal;

/**
 * What a request asks for, with what the words do not hold: the place that the user points at (`start.things.pointed`) and the reference that the photo
 * is to look like (`start.like`). Brains and evaluators read it the same way.
 */
export function intentOf({ instruction, locale, history }: Pick<RunRequest, 'instruction' | 'locale' | 'history'>, start: Observation): Intent {
  const understood = understand(instruction, { locale, history });
  // A style colours the whole picture.
  const intent = start.things?.pointed && understood.styles.length === 0 ? { ...understood, goals: understood.goals.map(placed) } : understood;
  const { like } = start;
  if (!like) return intent;
  return {
    ...intent,
    goals: beside(intent.goals, likeGoals(start, like, instruction), start),
    notUnderstood: intent.notUnderstood.filter(({ text }) => !OF_THE_REFERENCE.test(text)),
  };
}
