import { toggleZoom, zoomBy, zoomTo, zoomToFill, zoomToFit } from '../canvas/zoom-commands';
import type { StudioActions, StudioData } from './context';
import { correctionsOf } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { cancelCrop, commitCrop, startCrop } from '../canvas/crop/crop-commands';
import { leaveGuides, startGuiding } from '../guides/guides-slice';
import { endRetouching, leaveRetouching, scaleSpot, SPOT_RADIUS, startRetouching } from '../retouching/retouch-slice';
import { BRUSH } from '../pointing/brush';
import { drawMask, featherMaskBrush, isPaintingMask, leaveMasks, nextVeil, removeInHand, scaleMaskBrush } from '../masking/masking-commands';
import { MASK_BRUSH } from '../masking/masking-slice';
import { scaleBrush, togglePointing } from '../pointing/pointing-state';
import { holdBefore } from './compare-slice';
import { COMPOSER_ID } from './ids';
import type { StudioCommand } from './keyboard';
import { usePreferences, type StudioStore } from './store';

/** The correction that was added last, if there is any. */
const lastCorrection = (settings: DevelopSettings): number | null => { const count = correctionsOf(settings).length; return count === 0 ? null : count - 1; };

/** What each command does in an open studio: the keys and the palette call the same. */
export function studioCommands(store: StudioStore, data: StudioData, actions: StudioActions, picture: { readonly width: number; readonly height: number }): Readonly<Record<StudioCommand, () => void>> {
  const lastIndex = data.branch.length;
  return {
    'previous-step': () => actions.stepBy(-1),
    'next-step': () => actions.stepBy(1),
    'first-step': () => actions.stepBy(-lastIndex),
    'last-step': () => actions.stepBy(lastIndex),
    'hold-before': () => holdBefore(store),
    'toggle-split': () => store.setState(({ compare }) => ({ compare: compare === 'split' ? 'off' : 'split' })),
    'toggle-zoom': () => toggleZoom(store, picture),
    'zoom-in': () => zoomBy(store, picture, 1.25),
    'zoom-out': () => zoomBy(store, picture, 0.8),
    fit: () => zoomToFit(store),
    fill: () => zoomToFill(store, picture),
    'zoom-100': () => zoomTo(store, picture, 1),
    'zoom-200': () => zoomTo(store, picture, 2),
    'toggle-side': () => store.setState(({ compare }) => ({ compare: compare === 'side' ? 'off' : 'side' })),
    'toggle-clipping': () => store.setState(({ clipping: { shadows, highlights } }) => ({ clipping: { shadows: !(shadows || highlights), highlights: !(shadows || highlights) } })),
    'toggle-loupe': () => store.setState(({ loupe }) => ({ loupe: !loupe })),
    play: () => store.setState(({ playing }) => ({ playing: !playing && data.branch.length > 1 })),
    'toggle-tree': () => store.setState(({ treeOpen }) => ({ treeOpen: !treeOpen })),
    undo: actions.undo,
    redo: actions.redo,
    stop: () => {
      if (store.getState().cropping) cancelCrop(store);
      else if (store.getState().target) store.setState({ target: null });
      else if (store.getState().pointing) store.setState({ pointing: null });
      else if (leaveMasks(store) || leaveRetouching(store) || leaveGuides(store)) return;
      else if (data.running) actions.stop();
      else store.setState({ compare: 'off', playing: false });
    },
    'toggle-crop': () => void (store.getState().cropping ? commitCrop(store, data.photo, data.selected.settings, actions) : startCrop(store, data.photo, data.selected.settings)),
    'toggle-retouch': () => (store.getState().retouching ? endRetouching(store) : startRetouching(store, 'heal')),
    'toggle-spots-seen': () => store.setState(({ retouching, spotsSeen }) => (retouching ? { spotsSeen: !spotsSeen } : {})),
    'toggle-guides': () => (store.getState().guiding ? store.setState({ guiding: false, guide: null }) : startGuiding(store)),
    'toggle-point': () => togglePointing(store),
    'toggle-brush': () => store.setState(({ pointing }) => (pointing ? { pointing: pointing === 'brush' ? 'mark' : 'brush' } : {})),
    'smaller-brush': () => (store.getState().retouching ? scaleSpot(store, 1 / SPOT_RADIUS.factor) : isPaintingMask(store.getState()) ? scaleMaskBrush(store, 1 / MASK_BRUSH.factor) : scaleBrush(store, 1 / BRUSH.factor)),
    'larger-brush': () => (store.getState().retouching ? scaleSpot(store, SPOT_RADIUS.factor) : isPaintingMask(store.getState()) ? scaleMaskBrush(store, MASK_BRUSH.factor) : scaleBrush(store, BRUSH.factor)),
    'less-feather': () => featherMaskBrush(store, -10),
    'more-feather': () => featherMaskBrush(store, 10),
    'mask-brush': () => drawMask(store, 'brush'),
    'mask-linear': () => drawMask(store, 'linear'),
    'mask-radial': () => drawMask(store, 'radial'),
    'mask-colour': () => drawMask(store, 'colour'),
    'mask-luminance': () => drawMask(store, 'luminance'),
    'next-veil': () => nextVeil(store),
    'take-mark-back': () => {
      if (!removeInHand(store, data.selected.settings, actions.commit)) store.setState(({ pointing, marks }) => (pointing ? { marks: marks.slice(0, -1) } : {}));
    },
    ask: () => {
      usePreferences.setState({ tab: 'chat' });
      // The field can take the focus once its tab is shown.
      requestAnimationFrame(() => document.getElementById(COMPOSER_ID)?.focus());
    },
    export: () => store.setState({ dialog: 'export' }),
    'toggle-histogram': () => usePreferences.setState(({ histogram }) => ({ histogram: !histogram })),
    'toggle-veil': () => store.setState(({ veiled, inHand }) => ({ veiled: veiled === null ? (inHand?.correction ?? lastCorrection(data.selected.settings)) : null })),
    'toggle-rail': () => usePreferences.setState(({ railOpen }) => ({ railOpen: !railOpen })),
    keys: () => store.setState({ dialog: 'keys' }),
    palette: () => store.setState({ dialog: 'palette' }),
  };
}
