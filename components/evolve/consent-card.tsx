'use client';

import { Sprout } from 'lucide-react';
import clsx from 'clsx';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';

/** Asks, once and in plain words, whether judgements may be kept. */
export function ConsentCard({ onAnswer, className }: { readonly onAnswer: (keeps: boolean) => void; readonly className?: string }) {
  const t = useTranslations('evolve.consent');
  const id = useId();
  return (
    <section aria-labelledby={id} data-testid="consent" className={clsx('animate-rise rounded-xl border border-line bg-panel p-3.5 text-ui', className)}>
      <h3 id={id} className="flex items-start gap-2 font-medium"><Sprout size={15} aria-hidden className="mt-px shrink-0 text-accent" />{t('title')}</h3>
      <p className="mt-1.5 text-quiet">{t('text')}</p>
      <p className="mt-1.5 text-quiet">{t('where')}</p>
      <div className="mt-3 flex gap-2">
        <Button look="solid" onClick={() => onAnswer(true)}>{t('yes')}</Button>
        <Button onClick={() => onAnswer(false)}>{t('no')}</Button>
      </div>
    </section>
  );
}
