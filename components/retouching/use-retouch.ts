'use client';

import { useEffect, useMemo, useState } from 'react';
import { applyPatch, RETOUCH_AREAS } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { useLive } from '../develop/live/live-context';
import type { Place } from '../pointing/marks';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { type Spot, spotsOf } from './areas';

/** A hand that keeps still for this long, in milliseconds, is shown where pixels come from. */
const REST = 120;

export type RetouchEdits = {
  /** The selected step's settings with what is being moved. */
  readonly settings: DevelopSettings;
  readonly spots: readonly Spot[];
  /** The settings as they are at this moment, for moves that follow each other fast. */
  readonly now: () => DevelopSettings;
  readonly preview: (patch: SettingsPatch) => void;
  readonly commit: () => void;
};

export function useRetouch(): RetouchEdits {
  const store = useStudioStore();
  const { selected, photo: { width, height } } = useStudioData();
  const { commit } = useStudioActions();
  const draft = useStudio((state) => state.draft);
  const settings = useMemo(() => (draft ? applyPatch(selected.settings, draft) : selected.settings), [selected.settings, draft]);
  const spots = useMemo(() => spotsOf(settings, { width, height }), [settings, width, height]);
  return useMemo(() => ({
    settings, spots, commit,
    now: () => { const { draft: moving } = store.getState(); return moving ? applyPatch(selected.settings, moving) : selected.settings; },
    preview: (patch: SettingsPatch) => store.setState((state) => ({ draft: { ...state.draft, ...patch } })),
  }), [store, settings, spots, selected.settings, commit]);
}

/** Where the areas without a source of their own take their pixels from, by their place in the document. */
export function useFoundSources(settings: DevelopSettings): ReadonlyMap<number, Place> {
  const { sources, state } = useLive();
  const areas = settings[RETOUCH_AREAS];
  const [found, setFound] = useState<ReadonlyMap<number, Place>>(new Map());
  useEffect(() => {
    let current = true;
    if (areas === undefined || state !== 'ready') return;
    // Not at every move of a drag: the picture comes first.
    const rest = setTimeout(() => {
      void sources({ [RETOUCH_AREAS]: areas }).then((places) => { if (current && places) setFound(new Map(places.flatMap((place, index) => (place ? [[index, place] as const] : [])))); });
    }, REST);
    return () => {
      current = false;
      clearTimeout(rest);
    };
  }, [areas, sources, state]);
  return found;
}

