'use client';

import { Check, Ellipsis, LoaderCircle } from 'lucide-react';
import clsx from 'clsx';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SessionCard } from '@/lib/studio/types';
import { CARD_EDGE, renderUrl, THUMB_EDGE } from '../studio/urls';
import { MenuButton } from '../ui/menu-button';
import { Thumb, type Choice } from '../ui/thumb';
import { useAgo } from '../ui/use-ago';
import { CardStars } from './card-stars';
import type { SessionEdits } from './use-session-edits';

const loadItems = () => import('./session-items').then((part) => part.SessionItems);

/** A finger that rests this long selects, ms. */
const LONG_PRESS = 450;
/** A finger that moves farther scrolls, px. */
const STILL = 10;
/** Width of a card, as `sizes` says it: on a phone, and elsewhere at its widest. */
const CARD_WIDTH = { phone: '46vw', else: '280px' } as const;
const CARD_RATIO = 4 / 3;

/** Sizes of a card's picture, which covers its card. */
function choiceFor({ photoId, hash, width, height }: SessionCard): Choice {
  const wide = Math.max(1, width / height / CARD_RATIO).toFixed(3);
  return {
    srcSet: [THUMB_EDGE, CARD_EDGE].map((edge) => `${renderUrl(photoId)({ hash, baseId: null }, edge)} ${Math.round(edge * Math.min(1, width / height))}w`).join(', '),
    sizes: `(min-width: 640px) calc(${CARD_WIDTH.else} * ${wide}), calc(${CARD_WIDTH.phone} * ${wide})`,
  };
}

export type Pick = 'toggle' | 'extend';

type Props = {
  readonly card: SessionCard;
  /** Among those that are seen first. */
  readonly early: boolean;
  readonly selected: boolean;
  /** A click selects instead of opening. */
  readonly selecting: boolean;
  readonly onPick: (id: string, how: Pick) => void;
  readonly edits: SessionEdits;
};

/** A photo of the library: as it looks now, what it is called, how often it was worked on. */
export function SessionCardView({ card, early, selected, selecting, onPick, edits }: Props) {
  const t = useTranslations('library');
  const ago = useAgo();
  const [editing, setEditing] = useState(false);
  const press = useLongPress(() => onPick(card.id, 'toggle'));
  const click = (event: React.MouseEvent) => {
    const how = event.shiftKey ? 'extend' : event.metaKey || event.ctrlKey || selecting ? 'toggle' : null;
    if (press.taken() || how) event.preventDefault();
    if (how && !press.taken()) onPick(card.id, how);
    press.forget();
  };
  return (
    <li className="group/card relative min-w-0 select-none" data-testid="session-card">
      <Link
        href={`/s/${card.id}`}
        prefetch={false}
        draggable={false}
        aria-label={t('openSession', { name: card.name })}
        onClick={click}
        {...press.handlers}
        className={clsx('group relative block aspect-[4/3] overflow-hidden rounded-2xl bg-panel [-webkit-touch-callout:none]', selected && 'outline-2 outline-offset-2 outline-text')}
      >
        <Thumb src={renderUrl(card.photoId)({ hash: card.hash, baseId: null }, CARD_EDGE)} choice={choiceFor(card)} lazy={!early} className="h-full w-full object-cover transition duration-200 group-hover:scale-[1.02]" />
        {card.running && <span className="absolute right-2 bottom-2 inline-flex items-center gap-1.5 rounded-full bg-black/70 px-2 py-1 text-fine text-white"><LoaderCircle size={12} aria-hidden className="animate-spin" />{t('atWork')}</span>}
      </Link>
      <button
        type="button"
        role="checkbox"
        aria-checked={selected}
        aria-label={t('selectOne', { name: card.name })}
        onClick={(event) => onPick(card.id, event.shiftKey ? 'extend' : 'toggle')}
        className={clsx(
          'absolute top-2 left-2 inline-flex size-6 items-center justify-center rounded-full border transition duration-150 after:absolute after:-inset-2.5',
          selected ? 'border-transparent bg-white text-black' : 'border-white/80 bg-black/45 text-transparent hover:bg-black/70',
          !selected && !selecting && 'opacity-0 group-focus-within/card:opacity-100 group-hover/card:opacity-100 pointer-coarse:hidden',
        )}
      >
        <Check size={14} strokeWidth={3} aria-hidden />
      </button>
      <div className="mt-2 flex items-start gap-1">
        <div className="min-w-0 flex-1">
          {editing ? (
            <input
              autoFocus
              defaultValue={card.name}
              maxLength={120}
              aria-label={t('name')}
              onFocus={(event) => event.target.select()}
              onBlur={(event) => { setEditing(false); edits.rename(card, event.target.value); }}
              onKeyDown={(event) => {
                if (event.nativeEvent.isComposing) return;
                if (event.key === 'Enter') event.currentTarget.blur();
                if (event.key === 'Escape') { event.currentTarget.value = card.name; event.currentTarget.blur(); }
              }}
              className="-my-px h-5 w-full rounded-md border border-line bg-raised px-1 text-ui select-text"
            />
          ) : (
            <p className="truncate text-ui font-medium" title={card.name}>{card.name}</p>
          )}
          <p className="truncate text-fine text-quiet">{t('cardFacts', { steps: card.steps, when: ago(card.updatedAt) })}</p>
          <CardStars value={card.stars} label={t('starsOf', { name: card.name })} onRate={(stars) => edits.rate([card.id], stars)} className={clsx('-ml-1.5 transition duration-150', card.stars === 0 && 'pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100')} />
        </div>
        <MenuButton
          load={loadItems}
          menu={{ selected, editing, onSelect: () => onPick(card.id, 'toggle'), onRename: () => setEditing(true), onDelete: () => edits.remove([card]) }}
          aria-label={t('more', { name: card.name })}
          className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-hover hover:text-text pointer-coarse:size-10"
        >
          <Ellipsis size={16} aria-hidden />
        </MenuButton>
      </div>
    </li>
  );
}

/** A finger that rests on something. Its click, which comes after, is `taken`. */
function useLongPress(onPress: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const start = useRef({ x: 0, y: 0 });
  const done = useRef(false);
  const cancel = () => clearTimeout(timer.current);
  return {
    taken: () => done.current,
    forget: () => { done.current = false; },
    handlers: {
      onPointerDown: (event: React.PointerEvent) => {
        done.current = false;
        if (event.pointerType === 'mouse') return;
        start.current = { x: event.clientX, y: event.clientY };
        timer.current = setTimeout(() => {
          done.current = true;
          onPress();
        }, LONG_PRESS);
      },
      onPointerMove: (event: React.PointerEvent) => { if (Math.hypot(event.clientX - start.current.x, event.clientY - start.current.y) > STILL) cancel(); },
      onPointerUp: cancel,
      onPointerCancel: cancel,
      onContextMenu: (event: React.MouseEvent) => { if (done.current) event.preventDefault(); },
    },
  };
}
