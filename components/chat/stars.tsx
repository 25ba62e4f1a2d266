'use client';

import { Star } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';

const FIVE = [1, 2, 3, 4, 5] as const;

/** A score 1..5 as filled stars, fractions included. Decorative: the number stands beside it. */
export function ScoreStars({ value }: { readonly value: number }) {
  return (
    <span aria-hidden className="relative inline-flex">
      <span className="flex text-line">{FIVE.map((n) => <Star key={n} size={12} fill="currentColor" strokeWidth={0} />)}</span>
      <span className="absolute inset-y-0 left-0 flex overflow-hidden text-text" style={{ width: `${(value / 5) * 100}%` }}>
        {FIVE.map((n) => <Star key={n} size={12} fill="currentColor" strokeWidth={0} className="shrink-0" />)}
      </span>
    </span>
  );
}

/** The user's own rating of a step. */
export function StarRating({ value, onRate }: { readonly value: number | undefined; readonly onRate: (stars: number) => void }) {
  const t = useTranslations('chat');
  return (
    <div role="radiogroup" aria-label={t('rate')} className="flex items-center">
      {FIVE.map((n) => (
        <button key={n} type="button" role="radio" aria-checked={value === n} aria-label={t('stars', { count: n })} onClick={() => onRate(n)} className="p-0.5 text-quiet transition duration-150 hover:text-text pointer-coarse:p-1.5">
          <Star size={15} aria-hidden className={clsx(value !== undefined && n <= value && 'text-text')} fill={value !== undefined && n <= value ? 'currentColor' : 'none'} />
        </button>
      ))}
    </div>
  );
}
