import type { RetouchMethod } from '@/lib/develop/settings';
import type { StudioStore } from '../studio/store';
import type { RetouchList } from './areas';

export type RetouchTool = RetouchMethod | 'red-eye';
export const RETOUCH_TOOLS: readonly RetouchTool[] = ['heal', 'clone', 'remove', 'red-eye'];

/** An area or a pupil by its place in its list. */
export type Chosen = { readonly list: RetouchList; readonly index: number };

/** What the next spot is drawn with. `radius`: share of the photo's long edge; `feather`, `opacity`: 0…1. */
export type RetouchBrush = { readonly radius: number; readonly feather: number; readonly opacity: number };

/** Retouching on the picture: its part of the studio's state. */
export type RetouchSlice = {
  readonly retouching: RetouchTool | null;
  readonly retouchBrush: RetouchBrush;
  readonly retouched: Chosen | null;
  /** Small differences of tone are shown strongly, so that spots are seen. */
  readonly spotsSeen: boolean;
  /** How large a difference stands out then: 0 each, 100 only the strongest. */
  readonly spotThreshold: number;
};

export const retouchStart: RetouchSlice = { retouching: null, retouchBrush: { radius: 0.012, feather: 0.5, opacity: 1 }, retouched: null, spotsSeen: false, spotThreshold: 50 };

/** Radii, share of the photo's long edge. */
export const SPOT_RADIUS = { least: 0.001, most: 0.15, factor: 1.2 } as const;
export const bounded = (radius: number): number => Math.min(SPOT_RADIUS.most, Math.max(SPOT_RADIUS.least, radius));

export function startRetouching(store: StudioStore, tool: RetouchTool): void {
  // One tool at a time is on the picture.
  store.setState({ retouching: tool, guiding: false, pointing: null, target: null, drawing: null, inHand: null, compare: 'off', liveWanted: true });
}

/** First what is chosen is let go, then the tool is put away; answers whether there was anything. */
export function leaveRetouching(store: StudioStore): boolean {
  const { retouching, retouched } = store.getState();
  if (!retouching) return false;
  store.setState(retouched ? { retouched: null } : { retouching: null, spotsSeen: false });
  return true;
}

export const endRetouching = (store: StudioStore): void => store.setState({ retouching: null, retouched: null, spotsSeen: false });
export const scaleSpot = (store: StudioStore, factor: number): void => store.setState(({ retouchBrush }) => ({ retouchBrush: { ...retouchBrush, radius: bounded(retouchBrush.radius * factor) } }));
