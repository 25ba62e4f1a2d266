'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { openPairs } from '@/app/evolve/actions';
import type { LabelsView, PairsView, TrainingView, TrustView } from '@/lib/studio/evolve/types';
import type { SessionCard } from '@/lib/studio/types';
import { Logo } from '../ui/logo';
import { OfflineNote } from '../ui/offline-note';
import { PreferencesMenu } from '../ui/preferences-menu';
import { valueOf } from '../ui/result';
import { Toasts } from '../ui/toast';
import { CheckpointsSection } from './checkpoints-section';
import { LabelsSection } from './labels-section';
import { PairsSection } from './pairs-section';
import { ReflectionsSection } from './reflections-section';
import { TrainingSection, useTraining } from './training-section';
import { TrustSection } from './trust-section';
import { EVOLVE_KEY } from './use-consent';

type Props = { readonly labels: LabelsView; readonly pairs: PairsView; readonly trust: TrustView; readonly training: TrainingView; readonly sessions: readonly SessionCard[] };

/** How the studio learns from its user: what it keeps, how far its evaluator can be trusted, and what training made of it. */
export function EvolvePage({ labels, pairs, trust, training: first, sessions }: Props) {
  const { training, change } = useTraining(first);
  const { data: blind } = useQuery({ queryKey: [...EVOLVE_KEY, 'pairs'], queryFn: () => valueOf(openPairs()), initialData: pairs });
  const t = useTranslations('evolve');
  return (
    <div className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5 sm:px-8">
      <title>{t('title')}</title>
      <header className="flex h-14 shrink-0 items-center justify-between">
        <Link href="/" aria-label={t('library')} className="flex items-center gap-2 rounded text-chat font-semibold tracking-tight"><Logo />Evoroom</Link>
        <PreferencesMenu models />
      </header>
      <OfflineNote className="mb-2" />
      <main className="flex flex-1 flex-col gap-5 pt-4 pb-16 lg:pt-8">
        <div className="mb-2">
          <h1 className="text-[28px] leading-9 font-semibold tracking-tight">{t('heading')}</h1>
          <p className="mt-1 max-w-prose text-chat text-quiet">{t('intro')}</p>
        </div>
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <LabelsSection initial={labels} />
          <div className="flex min-w-0 flex-col gap-5">
            <PairsSection initial={pairs} sessions={sessions} />
            <TrustSection initial={trust} />
          </div>
        </div>
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <TrainingSection training={training} change={change} />
          <CheckpointsSection training={training} results={blind.results} change={change} />
        </div>
        {training.latest && training.latest.reflections.length > 0 && <ReflectionsSection run={training.latest} />}
      </main>
      <Toasts className="fixed inset-x-4 bottom-18 z-40 mx-auto max-w-md" />
    </div>
  );
}
