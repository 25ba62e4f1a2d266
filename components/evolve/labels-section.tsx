'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Trash2 } from 'lucide-react';
import clsx from 'clsx';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { forgetLabels, openLabels } from '@/app/evolve/actions';
import type { LabelKind, LabelledPhoto, LabelsView } from '@/lib/studio/evolve/types';
import { renderUrl, THUMB_EDGE } from '../studio/urls';
import { Button, IconButton } from '../ui/button';
import { valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { Confirm } from './confirm';
import { ConsentCard } from './consent-card';
import { Section } from './section';
import { EVOLVE_KEY, useConsent } from './use-consent';

const KINDS: readonly LabelKind[] = ['aesthetics', 'instruction', 'preference', 'kept', 'undone', 'restored_step', 'slider_after_agent'];
/** Photos that are listed before one asks for all. */
const AT_FIRST = 4;

/** The switch, what is kept, and how to be rid of it. */
export function LabelsSection({ initial }: { readonly initial: LabelsView }) {
  const t = useTranslations('evolve.labels');
  const format = useFormatter();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { consent = initial.consent, give } = useConsent(initial.consent);
  const { data: { counts, total, photos } } = useQuery({ queryKey: [...EVOLVE_KEY, 'labels'], queryFn: () => valueOf(openLabels()), initialData: initial });
  const [doomed, setDoomed] = useState<LabelledPhoto | 'all' | null>(null);
  const [all, setAll] = useState(false);
  const keeps = consent.state === 'yes';
  const shown = all ? photos : photos.slice(0, AT_FIRST);

  const forget = async (sha256?: string) => {
    try {
      const count = await valueOf(forgetLabels(sha256));
      await client.invalidateQueries({ queryKey: EVOLVE_KEY });
      toast(t('forgotten', { count }));
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  return (
    <Section
      title={t('title')} text={consent.state === 'unasked' ? undefined : t(keeps ? 'on' : 'off')} testId="labels"
      aside={consent.state !== 'unasked' && (
        <button type="button" role="switch" aria-checked={keeps} aria-label={t('switch')} onClick={() => void give(!keeps)} className={clsx('relative mt-0.5 h-6 w-10 shrink-0 rounded-full border transition duration-150', keeps ? 'border-transparent bg-solid' : 'border-quiet bg-raised')}>
          <span aria-hidden className={clsx('absolute top-[3px] size-4 rounded-full transition-[left] duration-150', keeps ? 'left-[21px] bg-on-solid' : 'left-[3px] bg-quiet')} />
        </button>
      )}
    >
      {consent.state === 'unasked' && <ConsentCard className="border-0 bg-transparent p-0!" onAnswer={(yes) => void give(yes)} />}
      {consent.at !== null && consent.state !== 'unasked' && <p className="-mt-2 text-fine text-quiet">{t(keeps ? 'since' : 'offSince', { date: format.dateTime(new Date(consent.at), { dateStyle: 'medium' }) })}</p>}
      {total === 0 ? (consent.state !== 'unasked' && <p className="text-ui text-quiet">{t(keeps ? 'noneYet' : 'none')}</p>) : (
        <>
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 text-ui">
            {KINDS.filter((kind) => (counts[kind] ?? 0) > 0).map((kind) => (
              <div key={kind} className="contents"><dt className="text-quiet">{t(`kinds.${kind}`)}</dt><dd className="text-right tabular-nums" data-kind={kind}>{format.number(counts[kind] ?? 0)}</dd></div>
            ))}
          </dl>
          <ul aria-label={t('photos')} className="flex flex-col gap-1">
            {shown.map((photo) => (
              <li key={photo.sha256} className="flex items-center gap-2.5 text-ui">
                <Thumb src={renderUrl(photo.photoId)(photo, THUMB_EDGE)} lazy className="size-9 shrink-0 rounded-md bg-raised object-cover" />
                <span className="min-w-0 flex-1 truncate">{photo.name}</span>
                <span className="text-quiet tabular-nums">{format.number(photo.count)}</span>
                <IconButton label={t('forgetOne', { name: photo.name })} onClick={() => setDoomed(photo)}><Trash2 size={14} aria-hidden /></IconButton>
              </li>
            ))}
          </ul>
          {photos.length > AT_FIRST && !all && <Button look="quiet" className="self-start" onClick={() => setAll(true)}>{t('allPhotos', { count: photos.length })}</Button>}
          <div className="flex flex-wrap gap-2 border-t border-line pt-3.5">
            <a href="/api/labels" download className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-raised px-3 text-ui font-medium hover:bg-hover"><Download size={14} aria-hidden />{t('export')}</a>
            {(counts.aesthetics ?? 0) > 0 && (counts.instruction ?? 0) > 0 && <a href="/api/labels?format=artedit-eval" download className="inline-flex h-8 items-center gap-1.5 rounded-lg border border-line bg-raised px-3 text-ui font-medium hover:bg-hover"><Download size={14} aria-hidden />{t('exportPictures')}</a>}
            <Button look="danger" onClick={() => setDoomed('all')}><Trash2 size={14} aria-hidden />{t('forgetAll')}</Button>
          </div>
        </>
      )}
      {doomed !== null && (
        <Confirm
          danger title={doomed === 'all' ? t('askAll', { count: total }) : t('askOne', { count: doomed.count, name: doomed.name })} text={t('noWayBack')} action={t('forget')}
          onYes={() => void forget(doomed === 'all' ? undefined : doomed.sha256)} onClose={() => setDoomed(null)}
        />
      )}
    </Section>
  );
}
