'use client';

import { WandSparkles } from 'lucide-react';
import { useFormatter, useTranslations } from 'use-intl';
import type { MadeView } from '@/lib/studio/types';

/** Says that an image model had a hand in a picture, and in how much of it. */
export function MadeNote({ made }: { readonly made: Pick<MadeView, 'model' | 'share'> | undefined }) {
  const t = useTranslations('made');
  const format = useFormatter();
  const share = made && format.number(made.share, { style: 'percent', maximumFractionDigits: made.share < 0.1 ? 1 : 0 });
  return (
    <span className="inline-flex items-start gap-1 text-fine text-accent">
      <WandSparkles size={12} aria-hidden className="mt-px shrink-0" />
      <span className="min-w-0 break-words">{made ? t('by', { model: made.model, share: share ?? '' }) : t('byModel')}</span>
    </span>
  );
}
