import type { StudioStore } from '../studio/store';
import { BRUSH } from './brush';
import type { Shape } from './marks';

/** Starts pointing, or ends it; what was pointed at stays. */
export function togglePointing(store: StudioStore): void {
  store.setState(({ pointing }) => (pointing ? { pointing: null } : { pointing: 'mark', inHand: null, drawing: null, retouching: null, retouched: null, guiding: false, compare: 'off', liveWanted: true }));
}

export function scaleBrush(store: StudioStore, factor: number): void {
  store.setState(({ pointing, brush }) => (pointing === 'brush' ? { brush: Math.min(BRUSH.most, Math.max(BRUSH.least, brush * factor)) } : {}));
}

/** Places that one message may name. */
const MOST_MARKS = 12;

export function addMark(store: StudioStore, shape: Shape): void {
  store.setState(({ marks }) => (marks.length < MOST_MARKS ? { marks: [...marks, { ...shape, id: 1 + Math.max(0, ...marks.map(({ id }) => id)) }] } : {}));
}

export function removeMark(store: StudioStore, id: number): void {
  store.setState(({ marks }) => ({ marks: marks.filter((mark) => mark.id !== id) }));
}
