'use client';

import { ImagePlus, LoaderCircle, MapPin, X } from 'lucide-react';
import clsx from 'clsx';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { masksOf } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import type { ReferenceView } from '@/lib/studio/types';
import { sendPhoto } from '../../library/send-photo';
import { togglePointing } from '../../pointing/pointing-state';
import { useSeenMarks, useShown } from '../../pointing/use-marks';
import { useStudio, useStudioStore } from '../../studio/context';
import { previewUrl, THUMB_EDGE } from '../../studio/urls';
import { IconButton } from '../../ui/button';
import { Thumb } from '../../ui/thumb';
import { toast } from '../../ui/toast';
import { useErrorText } from '../../ui/use-error-text';

/** Puts a photo into the next message as what it should look like. */
export function useReference(): (file: File) => void {
  const store = useStudioStore();
  const locale = useLocale();
  const errorText = useErrorText();
  return useCallback((file) => {
    const sent = sendPhoto('/api/references', file, locale, () => undefined, new AbortController().signal);
    const mine = () => store.getState().reference?.sent === sent;
    store.setState({ reference: { name: file.name, sent, view: null } });
    sent.then(
      (view) => mine() && store.setState({ reference: { name: view.name, sent, view } }),
      (error: unknown) => {
        if (mine()) store.setState({ reference: null });
        toast(errorText(error), { tone: 'error' });
      },
    );
  }, [store, locale, errorText]);
}

/** Buttons beside the words: point at a place, add a photo to look like. */
export function AttachButtons({ onFile }: { readonly onFile: (file: File) => void }) {
  const t = useTranslations('talk');
  const store = useStudioStore();
  const pointing = useStudio((state) => state.pointing !== null);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div data-tool className="flex">
      <IconButton side="top" label={t(pointing ? 'stopPointing' : 'point')} hint="P" pressed={pointing} onClick={() => togglePointing(store)}><MapPin size={16} aria-hidden /></IconButton>
      <IconButton side="top" label={t('addReference')} onClick={() => input.current?.click()}><ImagePlus size={16} aria-hidden /></IconButton>
      <input
        ref={input}
        type="file"
        data-testid="reference-input"
        accept="image/*,.heic,.heif,.avif,.dng,.cr2,.cr3,.nef,.arw,.raf,.orf,.rw2,.pef,.srw"
        aria-label={t('addReference')}
        tabIndex={-1}
        className="hidden"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onFile(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </div>
  );
}

const CHIP = 'inline-flex h-8 max-w-full animate-rise items-center gap-1.5 rounded-lg border border-line bg-panel pr-1 pl-2 text-ui';
const REMOVE = 'inline-flex size-6 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text pointer-coarse:size-8';

/** What goes with the next message. */
export function DraftChips() {
  const t = useTranslations('talk');
  const store = useStudioStore();
  const reference = useStudio((state) => state.reference);
  const marks = useSeenMarks();
  const [shown, setShown] = useState(false);
  const masks = useMemo(() => marks.flatMap(({ mask }) => mask ?? []), [marks]);
  useShown(masks, shown && marks.length > 0);
  if (!reference && marks.length === 0) return null;
  const looking = marks.some(({ mask }) => mask === undefined);
  const show = { onPointerEnter: () => setShown(true), onPointerLeave: () => setShown(false), onFocus: () => setShown(true), onBlur: () => setShown(false) };
  return (
    <div className="flex basis-full flex-wrap gap-1.5 pt-0.5 pb-1">
      {marks.length > 0 && (
        <span data-testid="places-chip" className={CHIP} {...show}>
          {looking ? <LoaderCircle size={14} aria-hidden className="animate-spin text-accent" /> : <MapPin size={14} aria-hidden className="text-accent" />}
          {t('places', { count: marks.length })}
          <button type="button" aria-label={t('removePlaces')} onClick={() => { setShown(false); store.setState({ marks: [], pointing: null }); }} className={REMOVE}><X size={13} aria-hidden /></button>
        </span>
      )}
      {reference && (
        <span data-testid="reference-chip" className={clsx(CHIP, 'pl-1')}>
          <span className="inline-flex size-6 shrink-0 items-center justify-center overflow-hidden rounded-md bg-hover">
            {reference.view ? <Thumb src={previewUrl(reference.view.id, THUMB_EDGE)} className="size-full object-cover" /> : <LoaderCircle size={13} aria-hidden className="animate-spin text-accent" />}
          </span>
          <span className="min-w-0 truncate" role="status">{reference.view ? reference.name : t('sendingReference', { name: reference.name })}</span>
          <button type="button" aria-label={t('removeReference', { name: reference.name })} onClick={() => store.setState({ reference: null })} className={REMOVE}><X size={13} aria-hidden /></button>
        </span>
      )}
    </div>
  );
}

type SentProps = { readonly pointed?: readonly JsonValue[]; /** Of a message that is not sent yet: places that are not masks yet. */ readonly places?: number; readonly reference?: ReferenceView };

/** What went with a message. */
export function SentChips({ pointed, places = 0, reference }: SentProps) {
  const t = useTranslations('talk');
  const [shown, setShown] = useState(false);
  const masks = useMemo(() => masksOf(pointed ?? []), [pointed]);
  useShown(masks, shown);
  if (!pointed && places === 0 && !reference) return null;
  return (
    <div className="ml-8 flex flex-wrap items-end justify-end gap-1.5">
      {pointed && (
        <button type="button" aria-pressed={shown} title={t('showPlaces')} onClick={() => setShown(!shown)} className="inline-flex h-7 items-center gap-1.5 rounded-lg border border-line px-2 text-ui text-quiet hover:text-text aria-pressed:bg-hover aria-pressed:text-text">
          <MapPin size={13} aria-hidden />{t('places', { count: pointed.length })}
        </button>
      )}
      {!pointed && places > 0 && <span className="inline-flex h-7 items-center gap-1.5 rounded-lg border border-line px-2 text-ui text-quiet"><MapPin size={13} aria-hidden />{t('places', { count: places })}</span>}
      {reference && (
        <figure aria-label={t('referenceOf', { name: reference.name })} title={reference.name} data-testid="sent-reference" className="overflow-hidden rounded-xl border border-line bg-raised">
          <Thumb src={previewUrl(reference.id, THUMB_EDGE)} lazy className="block h-24 max-w-48 object-cover" style={{ aspectRatio: `${reference.width} / ${reference.height}` }} />
        </figure>
      )}
    </div>
  );
}

/** Ideas for a message that has something with it. */
export function DraftHints({ onPick }: { readonly onPick: (text: string) => void }) {
  const t = useTranslations('talk');
  const hasPlaces = useStudio((state) => state.marks.length > 0);
  const hasReference = useStudio((state) => state.reference !== null);
  const hints = [
    ...(hasReference ? (['like', 'colours'] as const).map((name) => t(`referenceHints.${name}`)) : []),
    ...(hasPlaces ? (['brighter', 'darker', 'warmer', 'sharper'] as const).map((name) => t(`placeHints.${name}`)) : []),
  ];
  if (hints.length === 0) return null;
  return (
    <ul aria-label={t('hints')} className="flex gap-1.5 overflow-x-auto pb-0.5">
      {hints.map((hint) => (
        <li key={hint} className="shrink-0"><button type="button" onClick={() => onPick(hint)} className="rounded-full border border-line px-3 py-1 text-ui text-quiet transition duration-150 hover:bg-hover hover:text-text">{hint}</button></li>
      ))}
    </ul>
  );
}
