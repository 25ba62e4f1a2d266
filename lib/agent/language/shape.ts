import type { Goal } from '@/lib/agent/types';
import type { Found } from './atoms';
import type { Reading } from './reading';
import { UPRIGHT } from './tables/fixes';

/** Faults with a tool of their own: each of its sliders set. To straighten a thing that stands is to make its verticals upright. */
export function fixGoals(reading: Reading): readonly Goal[] {
  const { source, flags } = reading;
  const isStanding = reading.segment.found.some(({ atom }) => atom.tag === 'geometry' && atom.action === 'straighten') && flags.has('object');
  const sets = reading.first('fix')?.sets ?? (isStanding ? Object.entries(UPRIGHT) : []);
  return sets.map(([tool, value]) => ({ kind: 'set', tool, value, relative: false, source }));
}

/**
 * Crop, straighten, rotate and flip. `angle` is in degrees, `quarterTurns` in steps of 90°; both turn the picture clockwise when positive.
 */
export function shapeGoal(reading: Reading): Goal | undefined {
  const { source } = reading;
  const { found } = reading.segment;
  const actions = new Set(found.flatMap((item) => (item.atom.tag === 'geometry' ? [item.atom.action] : [])));
  const ratio = reading.first('ratio');
  if (actions.size === 0 && ratio === undefined) return undefined;

  if (actions.has('straighten')) return { kind: 'geometry', straighten: true, source };
  if (actions.has('upside-down')) return { kind: 'geometry', quarterTurns: 2, source };
  if (actions.has('flip')) return { kind: 'geometry', flip: actions.has('vertical') || isPlace(found, 'top') ? 'vertical' : 'horizontal', source };
  const isTurned = (actions.has('clockwise') || actions.has('anticlockwise')) && reading.first('number') !== undefined;
  if (actions.has('rotate') || isTurned) {
    const number = reading.first('number')?.value;
    const isLeft = actions.has('anticlockwise') || isPlace(found, 'left');
    const sign = isLeft ? -1 : 1;
    if (number === undefined) return { kind: 'geometry', quarterTurns: sign, source };
    const angle = number * sign;
    return angle !== 0 && angle % 90 === 0 ? { kind: 'geometry', quarterTurns: angle / 90, source } : { kind: 'geometry', angle, source };
  }
  if (ratio !== undefined) return { kind: 'geometry', ratio: upright(ratio.pair, actions), source };
  if (actions.has('portrait-format')) return { kind: 'geometry', ratio: [4, 5], source };
  if (actions.has('landscape-format')) return { kind: 'geometry', ratio: [3, 2], source };
  return undefined;
}

const isPlace = (found: readonly Found[], place: string): boolean => found.some((item) => item.atom.tag === 'place' && item.atom.place === place);

function upright([width, height]: readonly [number, number], actions: ReadonlySet<string>): readonly [number, number] {
  const wantsTall = actions.has('portrait-format') || actions.has('vertical');
  return wantsTall && width > height ? [height, width] : [width, height];
}
