'use client';

import { createContext, useCallback, useContext, useMemo } from 'react';
import { useLocale } from 'use-intl';
import type { WhitePoint } from '@/lib/develop/camera';
import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { pathTo } from '../history/tree';
import { moversOf, type Mover } from './movers';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';

/** The sliders' view of the session. */
export type Develop = {
  /** What is shown: the selected step's settings with the moves that are not yet a step. */
  readonly settings: DevelopSettings;
  /** What the photo started with. */
  readonly starting: DevelopSettings;
  /** The camera's white balance, of RAW photos. */
  readonly asShot: WhitePoint | undefined;
  readonly raw: boolean;
  /** Who moved a parameter last, on the way from the original to the selected step. */
  readonly movers: ReadonlyMap<string, Mover>;
  /** Shows a change without making a step of it. `null` puts the parameter back to its default. */
  readonly preview: (patch: SettingsPatch) => void;
  /** Makes a step of what was previewed. */
  readonly commit: () => void;
  /** Both at once. */
  readonly set: (patch: SettingsPatch) => void;
};

const DevelopContext = createContext<Develop | null>(null);
export const DevelopProvider = DevelopContext.Provider;

export function useDevelop(): Develop {
  const develop = useContext(DevelopContext);
  if (!develop) throw new Error('Expected to be inside <DevelopProvider> but found none');
  return develop;
}

export function useDevelopState(): Develop {
  const store = useStudioStore();
  const { selected, tree, root, photo } = useStudioData();
  const starting = root.settings, { asShot, format } = photo;
  const { commit } = useStudioActions();
  const draft = useStudio((state) => state.draft);
  const locale = useLocale();
  const settings = useMemo(() => (draft ? applyPatch(selected.settings, draft) : selected.settings), [selected.settings, draft]);
  const movers = useMemo(() => moversOf(pathTo(tree, selected.id), draft), [tree, selected.id, draft]);
  const preview = useCallback((patch: SettingsPatch) => store.setState((state) => ({ draft: { ...state.draft, ...patch } })), [store]);
  const set = useCallback((patch: SettingsPatch) => {
    preview(patch);
    commit();
  }, [preview, commit]);
  // The title of a step is made by the server in the language of the cookie: a new locale must not keep old closures.
  return useMemo(() => ({ settings, starting, asShot, raw: format === 'raw', movers, preview, commit, set }), [settings, starting, asShot, format, movers, preview, commit, set, locale]); // oxlint-disable-line react/exhaustive-deps
}
