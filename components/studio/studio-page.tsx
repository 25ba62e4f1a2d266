'use client';

import dynamic from 'next/dynamic';
import { lazy, memo, Suspense, useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useTranslations } from 'use-intl';
import { outputSize } from '@/lib/develop/engine';
import type { Size } from '@/lib/develop/types';
import type { SessionView } from '@/lib/studio/types';
import { CompareNote, StudioCanvas } from '../canvas/studio-canvas';
import { pathTo, tipFrom, treeOf } from '../history/tree';
import { DropWindow } from '../library/drop-window';
import { LiveProvider } from '../develop/live/live-context';
import { StudioContext, StudioDataContext, type StudioData } from './context';
import { takeFirstWords } from './first-words';
import { Panel } from './panel';
import { Rail } from './rail';
import { useOpeningView, useSessionData } from './session-data';
import { SettingsOffer } from './settings-offer';
import { createStudioStore, usePreferences } from './store';
import { TopBar } from './top-bar';
import { useRefresh, useStudioActionsOf } from './use-actions';
import { useFollowers } from './use-followers';
import { useKeyboard } from './use-keyboard';

// The history comes with the page's first HTML and its script after the picture's. Not `dynamic`, which would have the browser wait for both.
const HistoryBar = lazy(() => import('../history/history-bar').then((part) => ({ default: part.HistoryBar })));
/** Renders once: a boundary that is told something new before its script is there shows its fallback. */
const History = memo(function History() {
  return <Suspense fallback={<div className="h-20 shrink-0 border-t border-line bg-panel" />}><HistoryBar /></Suspense>;
});

// What opens on demand is loaded on demand.
const ExportDialog = dynamic(() => import('../export/export-dialog').then((part) => part.ExportDialog), { ssr: false });
const ImportDialog = dynamic(() => import('../export/import-dialog').then((part) => part.ImportDialog), { ssr: false });
const ShareDialog = dynamic(() => import('../export/share-dialog').then((part) => part.ShareDialog), { ssr: false });
const KeysDialog = dynamic(() => import('./keys-dialog').then((part) => part.KeysDialog), { ssr: false });
const StudioPalette = dynamic(() => import('../palette/studio-palette').then((part) => part.StudioPalette), { ssr: false });

function startState(session: SessionView) {
  const tree = treeOf(session.steps);
  const headId = tree.byId.has(session.headId) ? session.headId : (session.steps[0]?.id ?? '');
  // The head's own branch is shown to its end only when the head is on the newest line; otherwise up to the head.
  const newest = tree.root ? tipFrom(tree, tree.root.id) : headId;
  const tipId = pathTo(tree, newest).some((step) => step.id === headId) ? newest : headId;
  return createStudioStore(headId, tipId, session.runs.some((run) => run.status === 'running'), session.runs.at(-1)?.model.id ?? null);
}

/** Size of the selected picture, the same object as long as it has that size. */
function usePictureSize({ photo, selected }: StudioData): Size {
  const { width, height } = outputSize(photo, selected.settings);
  return useMemo(() => ({ width, height }), [width, height]);
}

/** What all but the picture is told: where only another step is looked at, its picture comes first and everything that is said of it after. */
function useTold(data: StudioData): StudioData {
  const later = useDeferredValue(data);
  return later.session === data.session && later.runs === data.runs ? later : data;
}

type Props = { readonly initial: SessionView; /** The server's clock when it read `initial`, ms. */ readonly readAt: number };

/** The studio: one photo, its conversation, its history and its sliders. */
export function StudioPage({ initial, readAt }: Props) {
  const t = useTranslations('studio');
  const opening = useOpeningView(initial, readAt);
  const [store] = useState(() => startState(opening));
  const data = useSessionData(opening, store);
  const actions = useStudioActionsOf(data, store);
  const refresh = useRefresh(initial.id);
  const picture = usePictureSize(data);
  const told = useTold(data);
  useFollowers(data, store, refresh);
  useKeyboard(store, data, actions, picture);
  const dialog = useStore(store, (state) => state.dialog);
  const close = () => store.setState({ dialog: null, importFrom: null });
  // A dialog that the palette opened stays.
  const closePalette = () => store.setState(({ dialog: open }) => (open === 'palette' ? { dialog: null } : {}));
  const take = useCallback(([file]: readonly File[]) => { if (file) store.setState({ dialog: 'import', importFrom: file }); }, [store]);

  useEffect(() => {
    const words = takeFirstWords(initial.id);
    if (words !== undefined) void actions.send(words);
  }, [initial.id, actions]);
  useLayoutEffect(() => {
    void usePreferences.persist.rehydrate();
  }, []);
  useEffect(() => {
    // A move that was made but not yet sent must not be lost with the tab.
    const leave = () => document.visibilityState === 'hidden' && actions.commit();
    document.addEventListener('visibilitychange', leave);
    return () => document.removeEventListener('visibilitychange', leave);
  }, [actions]);

  return (
    <StudioContext data={told} actions={actions} store={store}>
      <LiveProvider>
        <title>{t('title', { name: data.session.name })}</title>
        <div className="flex h-dvh overflow-hidden">
          <Rail currentId={initial.id} />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar />
            <div className="flex min-h-0 flex-1 max-md:flex-col">
              <main className="flex min-h-0 min-w-0 flex-col md:flex-1 max-md:h-[48dvh] max-md:shrink-0">
                <div className="relative min-h-0 flex-1"><StudioDataContext value={data}><StudioCanvas picture={picture} /></StudioDataContext><SettingsOffer /></div>
                <History />
              </main>
              <Panel />
            </div>
          </div>
        </div>
        <CompareNote />
        <DropWindow onFiles={take} label={t('dropSettings')} />
        {dialog === 'import' && <ImportDialog onClose={close} />}
        {dialog === 'export' && <ExportDialog onClose={close} />}
        {dialog === 'share' && <ShareDialog onClose={close} />}
        {dialog === 'keys' && <KeysDialog onClose={close} />}
        {dialog === 'palette' && <StudioPalette onClose={closePalette} />}
      </LiveProvider>
    </StudioContext>
  );
}
