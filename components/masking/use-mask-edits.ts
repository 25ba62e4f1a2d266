'use client';

import { useEffect, useMemo, useRef } from 'react';
import { CORRECTIONS, correctionsOf, type Correction, type Mask } from '@/lib/develop/settings';
import type { Corrections } from '../develop/correction-list';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { withMask, withNewMask, type Into, type MaskAt } from './edits';
import { correctionsIn, patchOf } from './masking-commands';

/** Key presses become one step when they pause for this long, in milliseconds. */
const PAUSE = 700;

export type MaskEdits = {
  /** As they are shown now. */
  readonly list: () => Corrections;
  /** Shows a change of one mask of `from`, which is the list a gesture began with. */
  readonly change: (from: Corrections, at: MaskAt, fields: Partial<Mask>) => void;
  /** Shows a new mask behind `from`, with its veil, and takes it in hand. */
  readonly add: (from: Corrections, mask: Mask, name: string, into?: Into) => MaskAt;
  readonly preview: (list: Corrections) => void;
  /** Makes a step of what is shown. */
  readonly commit: () => void;
  /** The same, once the keys rest. */
  readonly soon: () => void;
};

/** Changes of masks on the picture. The functions stay the same; they read from the store, which is ahead of React. */
export function useMaskEdits(): MaskEdits {
  const store = useStudioStore();
  const { selected } = useStudioData();
  const { commit } = useStudioActions();
  const latest = useRef(selected.settings);
  useEffect(() => {
    latest.current = selected.settings;
  });
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useMemo((): MaskEdits => {
    const list = () => correctionsIn(latest.current, store.getState().draft);
    const preview = (next: Corrections) => store.setState(({ draft }) => ({ draft: { ...draft, ...patchOf(next) } }));
    return {
      list,
      preview,
      change: (from, at, fields) => preview(withMask(from, at, fields)),
      add: (from, mask, name, into) => {
        const made = withNewMask(from, mask, name, into);
        store.setState(({ draft }) => ({ draft: { ...draft, ...patchOf(made.list) }, inHand: made.at, veiled: made.at.correction }));
        return made.at;
      },
      commit: () => {
        clearTimeout(pause.current);
        commit();
      },
      soon: () => {
        clearTimeout(pause.current);
        pause.current = setTimeout(commit, PAUSE);
      },
    };
  }, [store, commit]);
}

/** The corrections that are shown, those of a gesture too. */
export function useShownCorrections(): readonly Correction[] {
  const { settings } = useStudioData().selected;
  const draft = useStudio((state) => (state.draft && CORRECTIONS in state.draft ? state.draft[CORRECTIONS] : undefined));
  return useMemo(() => correctionsOf(draft === undefined ? settings : { ...settings, [CORRECTIONS]: draft ?? [] }), [settings, draft]);
}
