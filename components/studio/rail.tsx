'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import clsx from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { listSessions } from '@/app/actions';
import { Logo } from '../ui/logo';
import { valueOf } from '../ui/result';
import { Thumb } from '../ui/thumb';
import { usePreferences } from './store';
import { renderUrl, THUMB_EDGE } from './urls';

export const SESSIONS_KEY = ['sessions'] as const;

/** The other sessions, one click away. Folds away to leave the room to the picture. */
export const Rail = memo(function Rail({ currentId }: { readonly currentId: string }) {
  const t = useTranslations('studio');
  const open = usePreferences((state) => state.railOpen);
  const { data: sessions } = useQuery({ queryKey: SESSIONS_KEY, queryFn: () => valueOf(listSessions()), enabled: open, staleTime: 10_000 });
  if (!open) return null;
  return (
    <nav aria-label={t('sessions')} className="flex w-52 shrink-0 animate-fade flex-col border-r border-line bg-panel max-md:hidden">
      <div className="flex h-11 items-center justify-between px-3">
        <Link href="/" className="inline-flex items-center gap-2 rounded text-ui font-semibold"><Logo size={16} />Evoroom</Link>
        <Link href="/" aria-label={t('newPhoto')} title={t('newPhoto')} className="inline-flex size-7 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text"><Plus size={16} aria-hidden /></Link>
      </div>
      <ul className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {sessions?.map((card) => (
          <li key={card.id}>
            <Link href={`/s/${card.id}`} aria-current={card.id === currentId ? 'page' : undefined} className={clsx('flex items-center gap-2 rounded-lg p-1.5 text-ui transition duration-150 hover:bg-hover', card.id === currentId && 'bg-hover')}>
              <Thumb src={renderUrl(card.photoId)({ hash: card.hash, baseId: null }, THUMB_EDGE)} lazy className="size-9 shrink-0 rounded-md bg-raised object-cover" />
              <span className="min-w-0 flex-1 truncate">{card.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
});
