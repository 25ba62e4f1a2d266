'use client';

import { Clapperboard, LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useStudioData } from '../studio/context';
import { reelUrl } from '../studio/urls';
import { Button } from '../ui/button';
import { ActionError } from '../ui/result';
import { useErrorText } from '../ui/use-error-text';
import { download } from './download';
import { reelEvents } from './read-reel';

const FORMATS = ['webp', 'gif'] as const;
type Format = (typeof FORMATS)[number];
type State = { readonly kind: 'idle' } | { readonly kind: 'busy'; readonly done: number; readonly total: number } | { readonly kind: 'done'; readonly name: string } | { readonly kind: 'failed'; readonly message: string };

/** The steps as an animation: makes it, tells how far it is, and puts it into the downloads. */
export function ReelForm() {
  const t = useTranslations('reel');
  const locale = useLocale();
  const errorText = useErrorText();
  const { session, selected } = useStudioData();
  const [format, setFormat] = useState<Format>('webp');
  const [captions, setCaptions] = useState(true);
  const [state, setState] = useState<State>({ kind: 'idle' });
  const stop = useRef<AbortController>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const busy = state.kind === 'busy';

  const make = async () => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    const url = reelUrl(session.id, { step: selected.id, format, captions: captions ? 1 : 0, locale });
    try {
      setState({ kind: 'busy', done: 0, total: 0 });
      const response = await fetch(url, { signal, headers: { accept: 'application/x-ndjson' } });
      if (!response.ok || !response.body) throw new TypeError(`Expected a reel but received status ${response.status}`);
      for await (const event of reelEvents(response.body)) {
        if (event.type === 'error') throw new ActionError(event.error.code, event.error.message);
        if (event.type === 'progress') setState({ kind: 'busy', done: event.done, total: event.total });
      }
      setState({ kind: 'done', name: await download(url, () => {}, signal) });
    } catch (error) {
      setState(signal.aborted ? { kind: 'idle' } : { kind: 'failed', message: errorText(error, t('failed')) });
    }
  };
  return (
    <section aria-labelledby="reel" className="mt-5 border-t border-line pt-4">
      <h3 id="reel" className="flex items-center gap-1.5 text-ui font-semibold"><Clapperboard size={14} aria-hidden />{t('title')}</h3>
      <p className="mt-0.5 text-fine text-quiet">{t('description')}</p>
      <form className="mt-3 flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <select value={format} disabled={busy} aria-label={t('format')} onChange={(event) => setFormat(FORMATS.find((one) => one === event.target.value) ?? 'webp')} className="h-9 w-full rounded-lg border border-line bg-raised px-3 text-ui">
          {FORMATS.map((one) => <option key={one} value={one}>{t(`formats.${one}`)}</option>)}
        </select>
        <label className="flex items-center gap-2 text-ui"><input type="checkbox" checked={captions} disabled={busy} onChange={(event) => setCaptions(event.target.checked)} className="size-4 accent-[var(--text)]" />{t('captions')}</label>
        <div className="flex items-center justify-between gap-3">
          <div role="status" aria-live="polite" className="min-w-0 text-ui">
            {busy && <span className="flex items-center gap-2 text-quiet tabular-nums"><LoaderCircle size={14} aria-hidden className="animate-spin" />{state.total > 0 && state.done >= state.total - 1 ? t('writing') : t('working', { done: Math.max(1, state.done), total: Math.max(1, state.total - 1) })}</span>}
            {state.kind === 'done' && t('done', { name: state.name })}
            {state.kind === 'failed' && <span className="text-danger">{state.message}</span>}
          </div>
          {busy ? <Button onClick={() => stop.current?.abort()}>{t('cancel')}</Button> : <Button type="submit" className="shrink-0">{t('make')}</Button>}
        </div>
      </form>
    </section>
  );
}
