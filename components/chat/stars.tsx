'use client';

import { Star } from 'lucide-react';
import clsx from 'clsx';
import { useEffect, useRef } from 'react';
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

type RatingProps = { readonly label: string; readonly value: number | undefined; readonly onRate: (stars: number) => void };

/** The user's own rating, 1..5. The same star again takes it back (0), and so does Delete; arrows move it. */
export function StarRating({ label, value = 0, onRate }: RatingProps) {
  const t = useTranslations('chat');
  const group = useRef<HTMLDivElement>(null);
  // Ahead of what is rendered: keys may come faster than that.
  const latest = useRef(value);
  useEffect(() => { latest.current = value; }, [value]);
  const go = (to: number) => {
    latest.current = to;
    onRate(to);
    group.current?.querySelectorAll('button')[Math.max(0, to - 1)]?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const digit = /^[0-5]$/.test(event.key) ? Number(event.key) : undefined;
    const now = latest.current;
    const moves: Readonly<Record<string, number>> = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, Home: 1, End: 5, Delete: 0, Backspace: 0 };
    const to = digit ?? moves[event.key];
    if (to === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    // These keys have a meaning for the picture as well.
    event.stopPropagation();
    const next = Math.max(digit === 0 || moves[event.key] === 0 ? 0 : 1, Math.min(5, to));
    if (next !== now) go(next);
  };
  return (
    // The buttons take the focus; the group only hears their keys.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div ref={group} role="radiogroup" aria-label={label} onKeyDown={onKeyDown} className="flex items-center">
      {FIVE.map((n) => (
        <button key={n} type="button" role="radio" aria-checked={value === n} aria-label={t('stars', { count: n })} tabIndex={n === Math.max(1, value) ? 0 : -1} onClick={() => onRate(n === value ? 0 : n)} className="inline-flex size-6 items-center justify-center text-quiet transition duration-150 hover:text-text pointer-coarse:size-8">
          <Star size={15} aria-hidden className={clsx(n <= value && 'text-text')} fill={n <= value ? 'currentColor' : 'none'} />
        </button>
      ))}
    </div>
  );
}
