import { sameJson } from '@/lib/develop/settings';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import type { StudioActions } from '../../studio/context';
import type { StudioStore } from '../../studio/store';
import { cropOf, patchFor } from './crop-box';
import { GRIDS } from './crop-slice';

export function startCrop(store: StudioStore, full: Size, settings: DevelopSettings): void {
  const crop = cropOf(full, settings);
  store.setState({ cropping: true, crop, cropStart: crop, levelling: false, compare: 'off', pointing: null, target: null, drawing: null, inHand: null, retouching: null, retouched: null, guiding: false, loupe: false, liveWanted: true });
}

export const cancelCrop = (store: StudioStore): void => store.setState({ cropping: false, levelling: false });

/** Makes one step of what was drawn; of nothing, none. */
export function commitCrop(store: StudioStore, full: Size, settings: DevelopSettings, { commit }: Pick<StudioActions, 'commit'>): void {
  const { crop, cropStart: start, cropping, draft } = store.getState();
  if (!cropping) return;
  if (!crop || crop === start) return cancelCrop(store);
  const patch = Object.fromEntries(Object.entries(patchFor(full, crop)).filter(([name, value]) => !sameJson(settings[name] ?? null, value)));
  if (Object.keys(patch).length === 0) return cancelCrop(store);
  store.setState({ cropping: false, levelling: false, draft: { ...draft, ...patch } });
  commit();
}

export const nextGrid = (store: StudioStore): void => store.setState(({ grid }) => ({ grid: GRIDS[(GRIDS.indexOf(grid) + 1) % GRIDS.length] ?? 'thirds' }));
