'use client';

import { MapPin } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { masksOf } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import type { ReferenceView } from '@/lib/studio/types';
import { useShown } from '../pointing/use-marks';
import { previewUrl, THUMB_EDGE } from '../studio/urls';
import { Thumb } from '../ui/thumb';

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
