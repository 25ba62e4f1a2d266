import type { Constraint, FollowUp, Goal, Intent, Turn } from '@/lib/agent/types';
import type { Unmet } from './unmet';

/** What the segments of an instruction add up to, before goals are reconciled with each other. */
export type Draft = {
  readonly goals: Goal[];
  readonly styled: { readonly id: string; readonly goals: readonly Goal[] }[];
  readonly constraints: Constraint[];
  readonly unmet: Unmet[];
  /** Attributes held down by "not too …" beside a wish for them. */
  readonly capped: Goal[];
  followUp: FollowUp | undefined;
};

/** What was said before, and what it meant. */
export type Past = { readonly history: readonly Turn[]; readonly earlier: Intent | undefined };

/** "But keep it natural": everything asked for so far, more gently. */
export function soften(draft: Draft): void {
  const gentle = (goal: Goal): Goal => ('degree' in goal && !(goal.kind === 'adjust' && goal.attribute === 'monochrome') ? { ...goal, degree: Math.round(goal.degree * 65) / 100 } : goal);
  const goals = draft.goals.splice(0).map(gentle);
  const styled = draft.styled.splice(0).map((style) => ({ ...style, goals: style.goals.map(gentle) }));
  draft.styled.push(...styled);
  draft.goals.push(...goals);
}
