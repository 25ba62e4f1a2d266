'use client';

import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { SessionCard } from '@/lib/studio/types';
import { select, useLibrary } from './library-store';
import { extended, toggled } from './selection';
import { SessionCardView, type Pick } from './session-card';
import type { SessionEdits } from './use-session-edits';
import { useWindowed } from './use-windowed';

/** As many cards as every window shows: their pictures do not wait for the page to be laid out. */
const EARLY = 4;

type Props = { readonly cards: readonly SessionCard[]; readonly edits: SessionEdits };

/** The photos as a grid; of a long one only the rows in view are there. */
export function SessionGrid({ cards, edits }: Props) {
  const t = useTranslations('library');
  const grid = useRef<HTMLUListElement>(null);
  const { from, to, before, after } = useWindowed(grid, cards.length);
  const selection = useLibrary((state) => state.selection);
  const selecting = useLibrary((state) => state.selecting) || selection.ids.size > 0;
  const pick = (id: string, how: Pick) => {
    const order = cards.map((card) => card.id);
    select((old) => (how === 'extend' ? extended(old, id, order) : toggled(old, id)));
  };
  return (
    <ul ref={grid} aria-label={t('sessions')} style={{ paddingTop: before, paddingBottom: after }} className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-[repeat(auto-fill,minmax(13.5rem,1fr))]">
      {cards.slice(from, to).map((card, at) => <SessionCardView key={card.id} card={card} early={from + at < EARLY} selected={selection.ids.has(card.id)} selecting={selecting} onPick={pick} edits={edits} />)}
    </ul>
  );
}
