'use client';

import { Star } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';

const FIVE = [1, 2, 3, 4, 5] as const;

type Props = { readonly value: number; readonly label: string; readonly onRate: (stars: number) => void; readonly className?: string };

/** Stars of a photo: the same star again takes them back. */
export function CardStars({ value, label, onRate, className }: Props) {
  const t = useTranslations('chat');
  return (
    <div role="group" aria-label={label} className={clsx('flex items-center', className)}>
      {FIVE.map((n) => (
        <button key={n} type="button" aria-pressed={n <= value} aria-label={t('stars', { count: n })} onClick={() => onRate(n === value ? 0 : n)} className="inline-flex size-6 items-center justify-center text-quiet transition duration-150 hover:text-text pointer-coarse:size-7">
          <Star size={13} aria-hidden className={clsx(n <= value && 'text-text')} fill={n <= value ? 'currentColor' : 'none'} />
        </button>
      ))}
    </div>
  );
}
