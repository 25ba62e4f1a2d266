'use client';

import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import Link from 'next/link';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { deleteSession, renameSession, restoreSession } from '@/app/actions';
import type { SessionCard } from '@/lib/studio/types';
import { SESSIONS_KEY } from '../studio/rail';
import { CARD_EDGE, renderUrl } from '../studio/urls';
import { valueOf } from '../ui/result';
import { toast } from '../ui/toast';
import { Thumb } from '../ui/thumb';
import { useAgo } from '../ui/use-ago';
import { useErrorText } from '../ui/use-error-text';

const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover';

export function SessionGrid({ sessions }: { readonly sessions: readonly SessionCard[] }) {
  const t = useTranslations('library');
  const client = useQueryClient();
  const errorText = useErrorText();
  const put = (change: (cards: readonly SessionCard[]) => readonly SessionCard[]) => client.setQueryData<readonly SessionCard[]>(SESSIONS_KEY, (old) => old && change(old));
  const sync = () => client.invalidateQueries({ queryKey: SESSIONS_KEY });
  const complain = (error: unknown) => {
    toast(errorText(error), { tone: 'error' });
    void sync();
  };
  const remove = (card: SessionCard) => {
    put((cards) => cards.filter((one) => one.id !== card.id));
    valueOf(deleteSession(card.id)).then(
      () => toast(t('deleted', { name: card.name }), { action: { label: t('undo'), run: () => valueOf(restoreSession(card.id)).then(sync, complain) } }),
      complain,
    );
  };
  const rename = (card: SessionCard, name: string) => {
    const wanted = name.trim();
    if (wanted === '' || wanted === card.name) return;
    put((cards) => cards.map((one) => (one.id === card.id ? { ...one, name: wanted } : one)));
    valueOf(renameSession(card.id, wanted)).catch(complain);
  };
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions" className="mb-3 text-ui text-quiet">{t('sessions')}</h2>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-3 lg:grid-cols-4">
        {sessions.map((card) => <Card key={card.id} card={card} onRemove={() => remove(card)} onRename={(name) => rename(card, name)} />)}
      </ul>
    </section>
  );
}

type CardProps = { readonly card: SessionCard; readonly onRemove: () => void; readonly onRename: (name: string) => void };

function Card({ card, onRemove, onRename }: CardProps) {
  const t = useTranslations('library');
  const ago = useAgo();
  const [editing, setEditing] = useState(false);
  return (
    <li className="min-w-0">
      <Link href={`/s/${card.id}`} aria-label={t('openSession', { name: card.name })} className="group block aspect-[4/3] overflow-hidden rounded-2xl bg-panel">
        <Thumb src={renderUrl(card.photoId)({ hash: card.hash, baseId: null }, CARD_EDGE)} lazy className="h-full w-full object-cover transition duration-200 group-hover:scale-[1.02]" />
      </Link>
      <div className="mt-2 flex items-start gap-1">
        <div className="min-w-0 flex-1">
          {editing ? (
            <input
              autoFocus
              defaultValue={card.name}
              maxLength={120}
              aria-label={t('name')}
              onFocus={(event) => event.target.select()}
              onBlur={(event) => { setEditing(false); onRename(event.target.value); }}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                if (event.key === 'Enter') event.currentTarget.blur();
                if (event.key === 'Escape') setEditing(false);
              }}
              className="h-6 w-full rounded-md border border-line bg-raised px-1.5 text-ui"
            />
          ) : (
            <p className="truncate text-ui font-medium">{card.name}</p>
          )}
          <p className="text-fine text-quiet">{t('cardFacts', { steps: card.steps, when: ago(card.updatedAt) })}</p>
        </div>
        <DropdownMenu.Root>
          <DropdownMenu.Trigger aria-label={t('more', { name: card.name })} className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text pointer-coarse:size-10"><Ellipsis size={16} aria-hidden /></DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content align="end" sideOffset={4} onCloseAutoFocus={(event) => editing && event.preventDefault()} className="z-50 min-w-36 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
              <DropdownMenu.Item className={ITEM} onSelect={() => setEditing(true)}><Pencil size={14} aria-hidden />{t('rename')}</DropdownMenu.Item>
              <DropdownMenu.Item className={`${ITEM} text-danger`} onSelect={onRemove}><Trash2 size={14} aria-hidden />{t('delete')}</DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu.Root>
      </div>
    </li>
  );
}
