import type { Goal } from '@/lib/agent/types';
import { styleOf } from './tables/styles';

/** A style's goals at a degree: 0.5 is the style as written, a touch (0.2) about half of it, much (0.85) half as much again. */
export function styleGoals(id: string, degree: number, source: string): readonly Goal[] {
  const factor = 0.25 + 1.5 * degree;
  return (styleOf(id)?.goals ?? []).map((goal) => {
    const isSwitch = goal.kind === 'adjust' && goal.attribute === 'monochrome';
    return { ...goal, degree: isSwitch ? goal.degree : Math.round(Math.min(1, goal.degree * factor) * 100) / 100, source };
  });
}
