import type { StudioStore } from '../studio/store';

/** Guided Upright on the picture: its part of the studio's state. */
export type GuidesSlice = {
  readonly guiding: boolean;
  /** The guide that is chosen, by its number. */
  readonly guide: number | null;
};

export const guidesStart: GuidesSlice = { guiding: false, guide: null };

// One tool at a time is on the picture.
export const startGuiding = (store: StudioStore): void => store.setState({ guiding: true, guide: null, retouching: null, retouched: null, pointing: null, target: null, drawing: null, inHand: null, compare: 'off', liveWanted: true });

/** First the chosen guide is let go, then the tool is put away; answers whether there was anything. */
export function leaveGuides(store: StudioStore): boolean {
  const { guiding, guide } = store.getState();
  if (!guiding) return false;
  store.setState(guide === null ? { guiding: false } : { guide: null });
  return true;
}
