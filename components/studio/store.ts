import { createStore } from 'zustand';
import { persist } from 'zustand/middleware';
import { create } from 'zustand';
import type { SettingsPatch } from '@/lib/develop/types';
import type { Mask } from '@/lib/develop/settings';
import type { ReferenceView } from '@/lib/studio/types';
import type { Spot } from '@/lib/develop/spots';
import { BRUSH } from '../pointing/brush';
import type { Mark } from '../pointing/marks';
import type { RunState } from '../chat/run-state';
import { DEVELOP_START, type DevelopSlice } from '../develop/develop-slice';
import { maskingStart, type MaskingSlice } from '../masking/masking-slice';
import { viewStart, type Readout, type ViewSlice } from '../canvas/view-slice';
import { historyStart, type HistorySlice } from '../history/history-slice';
import { guidesStart, type GuidesSlice } from '../guides/guides-slice';
import { retouchStart, type RetouchSlice } from '../retouching/retouch-slice';
import { cropClosed, type CropSlice } from '../canvas/crop/crop-slice';
import { talkStart, type TalkSlice } from '../chat/talk-slice';
import { compareStart, type CompareSlice } from './compare-slice';

/** `before`: as long as something is held; `split`: a line between them; `side`: next to each other. */
export type Compare = 'off' | 'before' | 'split' | 'side';
export type PanelTab = 'chat' | 'develop' | 'info';
export type StudioDialog = 'export' | 'import' | 'share' | 'keys' | 'palette';
/** Where settings are to be read from: a file, or the photo itself. */
export type ImportSource = File | 'photo';

export type Pointing = 'mark' | 'brush';
/** A reference on its way to the server, or there. */
export type ReferenceDraft = { readonly name: string; readonly sent: Promise<ReferenceView>; readonly view: ReferenceView | null };

/** What one open studio remembers besides the session itself. */
export type StudioState = CompareSlice & CropSlice & GuidesSlice & RetouchSlice & ViewSlice & HistorySlice & DevelopSlice & MaskingSlice & TalkSlice & {
  readonly selectedId: string;
  /** The end of the branch that the film strip shows. */
  readonly tipId: string;
  /** The view moves on to each new step of a run, until the user looks elsewhere. */
  readonly following: boolean;
  /** Where the split lies, 0..1 of the picture's width. */
  readonly split: number;
  readonly dialog: StudioDialog | null;
  /** What the import dialog opens with: dropped on the studio, or offered by the photo. */
  readonly importFrom: ImportSource | null;
  /** Slider moves that are shown but not yet a step. */
  readonly draft: SettingsPatch | null;
  /** The local correction whose coverage is shown over the picture, by its place in the list. */
  readonly veiled: number | null;
  /** Pointing at places for the next message, and with what. */
  readonly pointing: Pointing | null;
  /** Spots that are offered to be healed. */
  readonly spots: { readonly photoId: string; readonly spots: readonly Spot[] } | null;
  /** Radius of the brush, share of the photo's long edge. */
  readonly brush: number;
  /** What the next message points at. */
  readonly marks: readonly Mark[];
  /** Masks whose coverage is shown over the picture, before any of a correction. */
  readonly shownMasks: readonly Mask[] | null;
  /** Something besides the sliders wanted the engine in this browser; it stays then. */
  readonly liveWanted: boolean;
  /** The photo that the next message says to be like. */
  readonly reference: ReferenceDraft | null;
  readonly dragging: boolean;
  readonly runs: Readonly<Record<string, RunState>>;
  /** The model that the next message goes to; `null` is the studio's default. */
  readonly profileId: string | null;
  readonly connection: 'open' | 'lost';
};

export type StudioStore = ReturnType<typeof createStudioStore>;

export function createStudioStore(selectedId: string, tipId: string, running: boolean, profileId: string | null = null) {
  return createStore<StudioState>(() => ({
    selectedId,
    tipId,
    following: running,
    ...compareStart,
    ...cropClosed,
    ...guidesStart,
    ...retouchStart,
    ...viewStart,
    ...historyStart,
    ...talkStart,
    split: 0.5,
    dialog: null,
    importFrom: null,
    draft: null,
    veiled: null,
    pointing: null,
    spots: null,
    brush: BRUSH.start,
    marks: [],
    shownMasks: null,
    liveWanted: false,
    reference: null,
    ...DEVELOP_START,
    ...maskingStart,
    dragging: false,
    runs: {},
    profileId,
    connection: 'open',
  }));
}

export const PANEL_WIDTH = { min: 300, max: 560, start: 356 } as const;

/** Sections of the develop panel that a newcomer finds folded: the rest is enough to begin with. */
const FOLDED_AT_FIRST: readonly string[] = ['tone-curve', 'mixer', 'grading', 'detail', 'lens', 'transform', 'lens-blur', 'effects', 'calibration', 'masking'];

type Preferences = {
  readonly panelWidth: number;
  readonly railOpen: boolean;
  readonly histogram: boolean;
  /** Shade of the wall around the picture, by its place in `SURROUNDS`; `null` is the theme's. */
  readonly surround: number | null;
  readonly readout: Readout;
  readonly tab: PanelTab;
  readonly foldedSections: readonly string[];
};

/** What the studio remembers between visits, in this browser. */
export const usePreferences = create<Preferences>()(
  persist<Preferences>(() => ({ panelWidth: PANEL_WIDTH.start, railOpen: false, histogram: false, surround: null, readout: 'percent', tab: 'chat', foldedSections: FOLDED_AT_FIRST }), {
    name: 'evoroom-preferences',
    version: 1,
    // The server renders the defaults; the studio reads what was remembered right after hydration.
    skipHydration: true,
  }),
);
