import type { Goal } from '@/lib/agent/types';
import type { Draft, Past } from './draft';
import { scaleFactor } from './follow';
import { degreeFor, regionsOf } from './goals';
import type { Reading } from './reading';

/** Segments that only steer: a degree for the request before, a scale for the last turn, the same for another region, the opposite. */
export function followOn(reading: Reading, draft: Draft, past: Past): 'done' | 'nothing' {
  const { source, flags } = reading;
  const rescale = reading.first('rescale');
  const last = draft.goals.at(-1);
  const isSteering = rescale !== undefined || reading.direction !== undefined || flags.has('too') || (flags.has('lack') && !flags.has('unknown'));
  if (reading.unknown.length > 0) return 'nothing';
  const general = reading.segment.found.some((item) => item.atom.tag === 'turn' && item.atom.general === true);
  if (general && reading.regions.length === 0) {
    draft.goals.push({ kind: 'auto', degree: degreeFor(reading), source });
    return 'done';
  }

  if (reading.degree !== undefined && !isSteering && !flags.has('not') && last !== undefined && 'degree' in last) {
    draft.goals[draft.goals.length - 1] = { ...last, degree: reading.degree };
    return 'done';
  }
  if (past.history.length > 0 && past.earlier !== undefined) {
    if (flags.has('opposite')) {
      draft.goals.push(...past.earlier.goals.flatMap((goal): Goal[] => (goal.kind === 'adjust' ? [{ ...goal, direction: goal.direction === 1 ? -1 : 1, source }] : [])));
      return 'done';
    }
    const moved = past.earlier.goals.filter((goal) => goal.kind === 'adjust');
    const isSame = flags.has('same') || reading.segment.found.at(-1)?.atom.tag === 'too';
    if (isSame && reading.regions.length > 0 && moved.length > 0) {
      draft.goals.push(...moved.flatMap((goal) => regionsOf(reading).map((region): Goal => ({ ...goal, region, source }))));
      return 'done';
    }
    // "Way too much, dial it back" says one thing twice.
    if (isSteering && draft.followUp?.kind === 'scale') return 'done';
    if (isSteering && draft.followUp === undefined) {
      const degree = reading.segment.found.flatMap((item) => (item.atom.tag === 'degree' ? [item.atom.value] : []));
      const size = degree.length > 0 ? Math.min(...degree) : undefined;
      const tooFar = flags.has('too') && !flags.has('not') && !flags.has('lack');
      const factor = rescale !== undefined && size === undefined ? rescale.factor : scaleFactor((tooFar ? -1 : reading.direction) ?? (flags.has('not') ? -1 : 1), size);
      draft.followUp = { kind: 'scale', factor, source };
      return 'done';
    }
  }
  const style = draft.styled.at(-1);
  if (isSteering && last === undefined && style !== undefined) {
    const factor = flags.has('not') || flags.has('too') ? 0.65 : rescale?.factor ?? scaleFactor(reading.direction ?? -1, reading.degree);
    draft.styled[draft.styled.length - 1] = { ...style, goals: style.goals.map((goal) => ('degree' in goal ? { ...goal, degree: Math.round(Math.min(1, goal.degree * factor) * 100) / 100 } : goal)) };
    return 'done';
  }
  if (isSteering && last !== undefined && 'degree' in last) {
    // "Warmer, but not too much": the limit is on the request just made.
    const factor = flags.has('not') ? 0.65 : rescale?.factor ?? scaleFactor(reading.direction ?? -1, reading.degree);
    draft.goals[draft.goals.length - 1] = { ...last, degree: Math.round(Math.min(1, last.degree * factor) * 100) / 100 };
    return 'done';
  }
  return 'nothing';
}
