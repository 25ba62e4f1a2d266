/** What the evolved policy was trained for; everything else is the rules'. */
import type { BrainContext, Intent } from '@/lib/agent/types';
import { readTools } from '../policy/moves';
import { intentOfTask } from '../asked';

/** Steps of this brain are known by their plan item. */
export const MARK = 'evolved:';
export const RETRY = `${MARK}again`;

/** Whether an intent is about the light and colour of the whole picture, of its tones or of single colours, and nothing else. */
export function reachable({ goals, followUp, notUnderstood, constraints }: Intent): boolean {
  const fits = goals.every((goal) => {
    switch (goal.kind) {
      case 'adjust': return goal.target === undefined && (goal.region.kind === 'whole' || goal.region.kind === 'tone' || goal.region.kind === 'colour');
      case 'wash': case 'auto': return true;
      case 'set': case 'geometry': return false;
    }
  });
  const kept = constraints.every((constraint) => constraint.kind === 'no-clipping' || constraint.region.kind !== 'place');
  return fits && goals.length > 0 && followUp === undefined && kept && notUnderstood.length === 0;
}

/** Whether a run is one that the policy can take: words that it reaches, a photo without edits of its own, nothing pointed at, no reference. */
export function fitting({ instruction, locale, history, pointed, reference, like, base, permission, textOnly, source, start, steps }: BrainContext): boolean {
  if (steps.some(({ planItem }) => !planItem?.startsWith(MARK))) return false;
  if (history.length > 0 || (pointed?.length ?? 0) > 0 || reference || like || base !== undefined || permission || textOnly) return false;
  if (source.pixels.width !== start.pixels.width || source.pixels.height !== start.pixels.height || readTools(start.settings).some((value) => value !== 0)) return false;
  return reachable(intentOfTask({ instruction, locale }));
}
