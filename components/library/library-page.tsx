'use client';

import { useQuery } from '@tanstack/react-query';
import { Command, SearchX } from 'lucide-react';
import clsx from 'clsx';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { listSessions } from '@/app/actions';
import type { Locale, SampleView, SessionCard } from '@/lib/studio/types';
import { ASK_KEY } from '../studio/first-words';
import { SESSIONS_KEY } from '../studio/rail';
import { Button, IconButton } from '../ui/button';
import { Logo } from '../ui/logo';
import { OfflineNote } from '../ui/offline-note';
import { PreferencesMenu } from '../ui/preferences-menu';
import { valueOf } from '../ui/result';
import { Toasts } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { useInstallable } from '../ui/use-installable';
import { BatchList } from './batch-list';
import { BringPhotos } from './bring-photos';
import { DropWindow } from './drop-window';
import { EXAMPLES } from './examples';
import { LibraryBar } from './library-bar';
import { LibraryFoot } from './library-foot';
import { ask, openDialog, select, useLibrary } from './library-store';
import { shownCards } from './query';
import { Samples } from './samples';
import { allOf, within } from './selection';
import { SelectionBar } from './selection-bar';
import { SessionGrid } from './session-grid';
import { UploadList } from './upload-list';
import { useLibraryKeys } from './use-library-keys';
import { useSessionEdits } from './use-session-edits';
import { useUploads } from './use-uploads';

// What opens on demand is loaded on demand.
const BatchDialog = dynamic(() => import('./batch-dialog').then((part) => part.BatchDialog), { ssr: false });
const StyleDialog = dynamic(() => import('./style-dialog').then((part) => part.StyleDialog), { ssr: false });
const BinDialog = dynamic(() => import('./bin-dialog').then((part) => part.BinDialog), { ssr: false });
const KeysDialog = dynamic(() => import('../studio/keys-dialog').then((part) => part.KeysDialog), { ssr: false });
const LibraryPalette = dynamic(() => import('../palette/library-palette').then((part) => part.LibraryPalette), { ssr: false });

type Props = { readonly sessions: readonly SessionCard[]; readonly samples: readonly SampleView[]; /** Language of the samples' titles. */ readonly samplesIn: Locale };

const close = () => openDialog(null);

/** Where everyone starts: bring photos, take a sample, go on with an earlier one, work on many at once. */
export function LibraryPage({ sessions: initial, samples, samplesIn }: Props) {
  const t = useTranslations('library');
  const locale = useLocale();
  const router = useRouter();
  const errorText = useErrorText();
  const { data: sessions, error, refetch } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => valueOf(listSessions()), initialData: initial, staleTime: 0 });
  const [words, setWords] = useState<string | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const { query, selection, selecting, dialog } = useLibrary();
  const edits = useSessionEdits();
  useInstallable();

  const shown = useMemo(() => shownCards(sessions, query, locale), [sessions, query, locale]);
  const chosen = useMemo(() => {
    const { ids } = within(selection, shown.map(({ id }) => id));
    return shown.filter(({ id }) => ids.has(id));
  }, [selection, shown]);
  useLibraryKeys(shown, chosen, edits, search);

  const open = useCallback((sessionId: string) => {
    if (words !== null) sessionStorage.setItem(ASK_KEY, JSON.stringify({ sessionId, text: words }));
    router.push(`/s/${sessionId}`);
  }, [router, words]);
  const { uploads, add, remove } = useUploads(open);
  const returning = sessions.length > 0;

  return (
    <div className={clsx('mx-auto flex min-h-dvh flex-col px-5 sm:px-8', returning ? 'max-w-[100rem]' : 'max-w-6xl')}>
      <title>{t('title')}</title>
      <DropWindow onFiles={add} label={t('dropNow')} />
      <header className="flex h-14 items-center justify-between">
        <p className="flex items-center gap-2 text-chat font-semibold tracking-tight"><Logo />Evoroom</p>
        <div className="flex items-center gap-1">
          <IconButton label={t('palette')} hint="⌘ K" onClick={() => openDialog('palette')}><Command size={16} aria-hidden /></IconButton>
          <PreferencesMenu models />
        </div>
      </header>
      <OfflineNote className="mb-2" />
      <main className={clsx('flex flex-1 flex-col pb-6', returning ? 'gap-6' : 'gap-10')}>
        <section aria-labelledby="start" className={clsx('grid gap-6 lg:gap-10', returning ? 'lg:grid-cols-[1fr_26rem]' : 'pt-4 lg:grid-cols-[1.15fr_1fr] lg:pt-8')}>
          <div className="flex flex-col justify-center">
            <h1 id="start" className={clsx('font-semibold tracking-tight text-balance break-keep', returning ? 'text-[22px] leading-7 sm:text-[26px] sm:leading-8' : 'text-[32px] leading-[1.15] sm:text-[40px]')}>{t('headline')}</h1>
            {!returning && <p className="mt-3 max-w-prose text-[16px] leading-6 text-quiet">{t('promise')}</p>}
            <p className={clsx('mb-2 text-ui text-quiet', returning ? 'mt-2 max-sm:hidden' : 'mt-6')}>{t('tryOne')}</p>
            {/* On a phone, whoever has photos finds them without scrolling past advice. */}
            <ul className={clsx('flex flex-wrap gap-2', returning && 'max-sm:hidden')}>
              {EXAMPLES.map((key) => (
                <li key={key}>
                  <button type="button" aria-pressed={words === t(key)} onClick={() => setWords(words === t(key) ? null : t(key))} className="rounded-full border border-line px-3.5 py-1.5 text-left text-ui transition duration-150 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft">{t(key)}</button>
                </li>
              ))}
            </ul>
            {words !== null && <p role="status" className="mt-2 animate-fade text-ui text-quiet">{t('thenPick')}</p>}
          </div>
          <div className="flex flex-col gap-3">
            <BringPhotos onFiles={add} compact={returning} />
            <UploadList uploads={uploads} onRemove={remove} />
          </div>
        </section>
        <BatchList />
        {returning && (
          <section aria-labelledby="sessions" className="flex flex-col gap-4">
            <h2 id="sessions" className="text-ui text-quiet">{t('sessions')}</h2>
            {error && <p role="alert" className="flex items-center gap-3 rounded-xl border border-line bg-raised px-3 py-2 text-ui"><span className="flex-1">{errorText(error)}</span><Button onClick={() => void refetch()}>{t('again')}</Button></p>}
            <LibraryBar cards={sessions} shown={shown.length} searchRef={search} />
            {shown.length > 0 ? <SessionGrid cards={shown} edits={edits} /> : (
              <div className="flex flex-col items-center gap-3 rounded-3xl border border-dashed border-line px-6 py-16 text-center">
                <SearchX size={24} aria-hidden className="text-quiet" />
                <p className="text-chat">{t('nothingFits')}</p>
                <Button onClick={() => ask({ search: '', edited: undefined, stars: undefined, format: undefined, camera: undefined, month: undefined })}>{t('showAll')}</Button>
              </div>
            )}
          </section>
        )}
        <Samples initial={samples} initialLocale={samplesIn} small={returning} onOpen={open} />
      </main>
      <aside aria-label={t('selection')} className="sticky bottom-0 z-30 mx-auto flex w-full max-w-2xl flex-col gap-2 pb-[max(0.75rem,env(safe-area-inset-bottom))] empty:hidden">
        <Toasts />
        {(chosen.length > 0 || selecting) && <SelectionBar chosen={chosen} shown={shown} edits={edits} />}
      </aside>
      {/* Also for whoever has deleted everything. */}
      <LibraryFoot />
      {dialog === 'batch' && chosen.length > 0 && <BatchDialog chosen={chosen} all={sessions} first={words ?? ''} onClose={close} />}
      {dialog === 'style' && chosen.length > 0 && <StyleDialog chosen={chosen} onClose={close} />}
      {dialog === 'bin' && <BinDialog onClose={close} />}
      {dialog === 'keys' && <KeysDialog places={['library', 'everywhere']} onClose={close} />}
      {dialog === 'palette' && (
        <LibraryPalette
          onAdd={() => document.querySelector<HTMLInputElement>('[data-testid="file-input"]')?.click()}
          onSearch={() => search.current?.focus()}
          onSelectAll={() => select(() => allOf(shown.map(({ id }) => id)))}
          onBin={() => openDialog('bin')}
          onKeys={() => openDialog('keys')}
          onClose={() => useLibrary.setState(({ dialog: now }) => (now === 'palette' ? { dialog: null } : {}))}
        />
      )}
    </div>
  );
}
