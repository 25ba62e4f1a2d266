'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ImagePlus, LoaderCircle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { createFromSample, listSessions } from '@/app/actions';
import type { SampleView, SessionCard } from '@/lib/studio/types';
import { SESSIONS_KEY } from '../studio/rail';
import { Logo } from '../ui/logo';
import { OfflineNote } from '../ui/offline-note';
import { Thumb } from '../ui/thumb';
import { PreferencesMenu } from '../ui/preferences-menu';
import { valueOf } from '../ui/result';
import { toast, Toasts } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { DropWindow } from './drop-window';
import { SessionGrid } from './session-grid';
import { UploadList } from './upload-list';
import { useUploads } from './use-uploads';
import { ASK_KEY } from '../studio/first-words';

type Props = { readonly sessions: readonly SessionCard[]; readonly samples: readonly SampleView[] };

const EXAMPLES = ['example1', 'example2', 'example3'] as const;

/** Where everyone starts: bring a photo, take a sample, or go on with an earlier session. */
export function LibraryPage({ sessions: initial, samples }: Props) {
  const t = useTranslations('library');
  const router = useRouter();
  const client = useQueryClient();
  const { data: sessions } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => valueOf(listSessions()), initialData: initial, staleTime: 0 });
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState<string | null>(null);

  const open = useCallback((sessionId: string) => {
    if (words !== null) sessionStorage.setItem(ASK_KEY, JSON.stringify({ sessionId, text: words }));
    router.push(`/s/${sessionId}`);
  }, [router, words]);
  const { uploads, add, remove } = useUploads((sessionId, together) => {
    void client.invalidateQueries({ queryKey: SESSIONS_KEY });
    // One photo is opened at once; of several the user picks.
    if (together === 1) open(sessionId);
  });

  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-5 sm:px-8">
      <title>{t('title')}</title>
      <DropWindow onFiles={add} label={t('dropNow')} />
      <header className="flex h-14 items-center justify-between">
        <p className="flex items-center gap-2 text-chat font-semibold tracking-tight"><Logo />Evoroom</p>
        <PreferencesMenu models />
      </header>
      <OfflineNote className="mb-2" />
      <main className="flex flex-1 flex-col gap-10 pb-16">
        <section aria-labelledby="start" className="grid gap-6 pt-4 lg:grid-cols-[1.15fr_1fr] lg:gap-10 lg:pt-8">
          <div className="flex flex-col justify-center">
            <h1 id="start" className="text-[32px] leading-[1.15] font-semibold tracking-tight text-balance break-keep sm:text-[40px]">{t('headline')}</h1>
            <p className="mt-3 max-w-prose text-[16px] leading-6 text-quiet">{t('promise')}</p>
            <p className="mt-6 mb-2 text-ui text-quiet">{t('tryOne')}</p>
            <ul className="flex flex-wrap gap-2">
              {EXAMPLES.map((key) => (
                <li key={key}>
                  <button type="button" aria-pressed={words === t(key)} onClick={() => setWords(words === t(key) ? null : t(key))} className="rounded-full border border-line px-3.5 py-1.5 text-left text-ui transition duration-150 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft">{t(key)}</button>
                </li>
              ))}
            </ul>
            {words !== null && <p role="status" className="mt-2 animate-fade text-ui text-quiet">{t('thenPick')}</p>}
          </div>
          <div className="flex flex-col gap-3">
            <button
              type="button"
              onClick={() => input.current?.click()}
              className="group flex min-h-52 flex-1 flex-col items-center justify-center gap-3 rounded-3xl border border-dashed border-line bg-panel px-6 py-10 text-center transition duration-150 hover:border-quiet hover:bg-raised"
            >
              <ImagePlus size={28} aria-hidden className="text-quiet transition duration-150 group-hover:text-text" />
              <span className="text-[17px] font-medium">{t('drop')}</span>
              <span className="text-ui text-quiet">{t('formats')}</span>
            </button>
            {/* No `accept`: some phones hide HEIC and TIFF behind it, and the server judges by content. */}
            <input
              ref={input}
              type="file"
              multiple
              hidden
              aria-label={t('pick')}
              data-testid="file-input"
              onChange={(event) => {
                add(Array.from(event.target.files ?? []));
                event.target.value = '';
              }}
            />
            <UploadList uploads={uploads} onRemove={remove} />
          </div>
        </section>
        {sessions.length > 0 && <SessionGrid sessions={sessions} />}
        {samples.length > 0 && <Samples samples={samples} onOpen={open} />}
      </main>
      <Toasts className="fixed inset-x-4 bottom-4 z-40 mx-auto max-w-md" />
    </div>
  );
}

function Samples({ samples, onOpen }: { readonly samples: readonly SampleView[]; readonly onOpen: (sessionId: string) => void }) {
  const t = useTranslations('library');
  const locale = useLocale();
  const errorText = useErrorText();
  const [opening, setOpening] = useState<string | null>(null);
  const take = async (sample: SampleView) => {
    setOpening(sample.id);
    try {
      onOpen((await valueOf(createFromSample(sample.id, locale))).sessionId);
    } catch (error) {
      setOpening(null);
      toast(errorText(error), { tone: 'error' });
    }
  };
  return (
    <section aria-labelledby="samples">
      <h2 id="samples" className="mb-3 text-ui text-quiet">{t('samples')}</h2>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {samples.map((sample) => (
          <li key={sample.id}>
            <button type="button" disabled={opening !== null} aria-busy={opening === sample.id} aria-label={t('openSample', { title: sample.title })} onClick={() => void take(sample)} className="group relative block aspect-[4/3] w-full overflow-hidden rounded-2xl bg-raised">
              <Thumb src={sample.src} lazy className="h-full w-full object-cover object-top transition duration-200 group-hover:scale-[1.02]" />
              <span className="absolute inset-x-0 bottom-0 bg-linear-to-t from-black/75 to-transparent px-3 pt-8 pb-2 text-left text-white">
                <span className="block text-ui font-medium">{sample.title}</span>
                <span className="block truncate text-fine text-white/80">{sample.credit}</span>
              </span>
              {opening === sample.id && <span className="absolute inset-0 flex items-center justify-center bg-black/40"><LoaderCircle aria-hidden className="animate-spin text-white" /></span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
