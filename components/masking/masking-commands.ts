import { CORRECTIONS } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Corrections } from '../develop/correction-list';
import type { StudioStore } from '../studio/store';
import { usePreferences } from '../studio/store';
import { type Into, type MaskAt, withoutMask } from './edits';
import { VEILS, type DrawnKind } from './masking-slice';
import { featheredBrush, sizedBrush } from './stroke';

const SECTION = 'masking';

/** The corrections that are shown: those of the selected step, with what is being moved. */
export function correctionsIn(settings: DevelopSettings, draft: SettingsPatch | null): Corrections {
  const list = draft && CORRECTIONS in draft ? draft[CORRECTIONS] : settings[CORRECTIONS];
  return Array.isArray(list) ? (list as Corrections) : [];
}

/** A list of corrections as a patch; an empty one is none. */
export const patchOf = (list: Corrections): SettingsPatch => ({ [CORRECTIONS]: list.length === 0 ? null : list });

/** The panel with the masks comes into sight. */
function showPanel(): void {
  usePreferences.setState(({ foldedSections }) => ({ tab: 'develop', foldedSections: foldedSections.filter((id) => id !== SECTION) }));
}

/** The next drag on the picture makes a mask of this kind; the same again puts it away. */
export function drawMask(store: StudioStore, kind: DrawnKind, into?: Into): void {
  const { drawing } = store.getState();
  if (drawing?.kind === kind && !into) return store.setState({ drawing: null });
  showPanel();
  // One tool at a time is on the picture.
  store.setState({ drawing: { kind, ...(into && { into }) }, inHand: null, retouching: null, retouched: null, guiding: false, pointing: null, target: null, compare: 'off', erasing: false, liveWanted: true });
}

export function takeMask(store: StudioStore, at: MaskAt | null): void {
  store.setState(({ veiled }) => ({ inHand: at, drawing: null, erasing: false, ...(at && { pointing: null, target: null, compare: 'off' as const, liveWanted: true, ...(veiled !== null && { veiled: at.correction }) }) }));
}

/** First what would be drawn, then the mask in hand is put away; answers whether there was anything. */
export function leaveMasks(store: StudioStore): boolean {
  const { drawing, inHand, veiled } = store.getState();
  if (!drawing && !inHand) return false;
  store.setState({ drawing: null, erasing: false, inHand: null, ...(veiled !== null && { veiled: null }) });
  return true;
}

/** Takes the mask in hand away; answers whether there was one. */
export function removeInHand(store: StudioStore, settings: DevelopSettings, commit: () => void): boolean {
  const { inHand, draft } = store.getState();
  if (!inHand) return false;
  store.setState({ inHand: null, veiled: null, draft: { ...draft, ...patchOf(withoutMask(correctionsIn(settings, draft), inHand)) } });
  commit();
  return true;
}

export const isPaintingMask = ({ drawing, inHand }: { readonly drawing: { readonly kind: DrawnKind } | null; readonly inHand: unknown }): boolean => (drawing ? drawing.kind === 'brush' : inHand !== null);

export const scaleMaskBrush = (store: StudioStore, factor: number): void => store.setState(({ maskBrush }) => ({ maskBrush: sizedBrush(maskBrush, factor) }));
export const featherMaskBrush = (store: StudioStore, by: number): void => store.setState(({ maskBrush }) => ({ maskBrush: featheredBrush(maskBrush, by) }));

/** The next way of showing what is covered. */
export const nextVeil = (store: StudioStore): void => store.setState(({ veil }) => ({ veil: VEILS[(VEILS.indexOf(veil) + 1) % VEILS.length] ?? 'red' }));
