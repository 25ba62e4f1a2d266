'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { renameSession } from '@/app/actions';
import { deleteSessions, rateSessions, restoreSessions } from '@/app/library-actions';
import type { SessionCard } from '@/lib/studio/types';
import { SESSIONS_KEY } from '../studio/rail';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { BIN_KEY, STORAGE_KEY } from './query-keys';
import { selectNothing } from './library-store';

export type SessionEdits = {
  readonly remove: (cards: readonly SessionCard[]) => void;
  readonly rename: (card: SessionCard, name: string) => void;
  readonly rate: (ids: readonly string[], stars: number) => void;
};

/** What is done to photos of the library: shown at once, taken back with a word where the server refuses. */
export function useSessionEdits(): SessionEdits {
  const t = useTranslations('library');
  const client = useQueryClient();
  const errorText = useErrorText();
  return useMemo(() => {
    const put = (change: (cards: readonly SessionCard[]) => readonly SessionCard[]) => client.setQueryData<readonly SessionCard[]>(SESSIONS_KEY, (old) => old && change(old));
    const sync = () => Promise.all([SESSIONS_KEY, BIN_KEY, STORAGE_KEY].map((queryKey) => client.invalidateQueries({ queryKey })));
    const complain = (error: unknown) => {
      toast(errorText(error), { tone: 'error' });
      void sync();
    };
    return {
      remove: (cards) => {
        const ids = cards.map(({ id }) => id);
        if (ids.length === 0) return;
        put((all) => all.filter(({ id }) => !ids.includes(id)));
        selectNothing();
        const said = cards.length === 1 ? t('deleted', { name: cards[0]?.name ?? '' }) : t('deletedMany', { count: cards.length });
        valueOf(deleteSessions(ids)).then(() => {
          toast(said, { action: { label: t('undo'), run: () => void valueOf(restoreSessions(ids)).then(sync, complain) } });
          void sync();
        }, complain);
      },
      rename: (card, name) => {
        const wanted = name.trim();
        if (wanted === '' || wanted === card.name) return;
        put((all) => all.map((one) => (one.id === card.id ? { ...one, name: wanted } : one)));
        valueOf(renameSession(card.id, wanted)).catch(complain);
      },
      rate: (ids, stars) => {
        if (ids.length === 0) return;
        put((all) => all.map((one) => (ids.includes(one.id) ? { ...one, stars } : one)));
        valueOf(rateSessions(ids, stars)).catch(complain);
      },
    };
  }, [client, t, errorText]);
}
