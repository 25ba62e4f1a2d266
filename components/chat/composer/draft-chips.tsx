'use client';

import { LoaderCircle, MapPin, X } from 'lucide-react';
import clsx from 'clsx';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSeenMarks, useShown } from '../../pointing/use-marks';
import { useStudio, useStudioStore } from '../../studio/context';
import { previewUrl, THUMB_EDGE } from '../../studio/urls';
import { Thumb } from '../../ui/thumb';

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
