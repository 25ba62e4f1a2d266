'use client';

import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import clsx from 'clsx';
import { Fragment, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '../i18n/messages/en';
import { Thumb } from '../ui/thumb';
import { fuzzyFilter } from './fuzzy';

export type PaletteGroup = keyof Messages['palette']['groups'];

/** Something that can be done or gone to. */
export type PaletteEntry = {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** A second line's worth of words; searched too. */
  readonly detail?: string;
  /** Other names, searched and not shown. */
  readonly also?: readonly string[];
  readonly keys?: string;
  readonly picture?: string;
  readonly run: () => void;
};

/** At most so many of a group before anything is typed: the palette opens as an overview. */
const AT_FIRST = 6;
const AT_MOST = 60;

type Props = { readonly entries: readonly PaletteEntry[]; readonly onClose: () => void };

/** Everything by name: type a few letters, arrows, Enter. */
export function Palette({ entries, onClose }: Props) {
  const t = useTranslations('palette');
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => arranged(query, entries), [query, entries]);
  const current = shown[Math.min(active, shown.length - 1)];
  const optionId = (index: number) => `${listId}-${index}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, query]);

  const take = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    // What it does may need the focus that closing gives back.
    setTimeout(entry.run);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = shown.length - 1;
    const moves: Readonly<Record<string, number>> = { ArrowDown: active >= last ? 0 : active + 1, ArrowUp: active <= 0 ? last : active - 1, PageDown: Math.min(last, active + 8), PageUp: Math.max(0, active - 8) };
    const to = moves[event.key];
    if (to !== undefined) setActive(Math.max(0, to));
    else if (event.key === 'Enter') take(current);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-shade" />
        <Dialog.Content aria-describedby={undefined} className="fixed inset-x-3 top-[10dvh] z-50 mx-auto flex max-h-[70dvh] max-w-xl animate-fade flex-col overflow-hidden rounded-2xl border border-line bg-panel shadow-2xl">
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <div className="flex items-center gap-2.5 border-b border-line px-4">
            <Search size={16} aria-hidden className="shrink-0 text-quiet" />
            <input
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls={listId}
              aria-activedescendant={current ? optionId(shown.indexOf(current)) : undefined}
              aria-autocomplete="list"
              aria-label={t('title')}
              placeholder={t('placeholder')}
              value={query}
              onChange={(event) => { setQuery(event.target.value); setActive(0); }}
              onKeyDown={onKeyDown}
              spellCheck={false}
              className="h-12 min-w-0 flex-1 bg-transparent text-chat outline-none placeholder:text-quiet max-sm:text-[16px]"
            />
          </div>
          <div id={listId} ref={list} role="listbox" aria-label={t('title')} className="min-h-0 flex-1 overflow-y-auto p-1.5 empty:hidden">
            {shown.map((entry, index) => (
              <Fragment key={entry.id}>
                {entry.group !== shown[index - 1]?.group && <p role="presentation" className="px-2.5 pt-2 pb-1 text-fine text-quiet">{t(`groups.${entry.group}`)}</p>}
                {/* The field keeps the focus and its keys: an option of a combobox takes clicks only. */}
                {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
                <div
                  id={optionId(index)}
                  role="option"
                  aria-selected={entry === current}
                  onMouseMove={() => setActive(index)}
                  onClick={() => take(entry)}
                  className={clsx('flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1 text-ui pointer-coarse:min-h-11', entry === current && 'bg-hover')}
                >
                  {entry.picture !== undefined && <Thumb src={entry.picture} lazy className="size-7 shrink-0 rounded bg-raised object-cover" />}
                  <span className="min-w-0 flex-1 truncate">{entry.label}{entry.detail !== undefined && <span className="ml-2 text-quiet">{entry.detail}</span>}</span>
                  {entry.keys !== undefined && <kbd className="shrink-0 font-sans text-fine text-quiet">{entry.keys}</kbd>}
                </div>
              </Fragment>
            ))}
          </div>
          {shown.length === 0 && <p role="status" className="px-4 py-8 text-center text-ui text-quiet">{t('nothing', { query })}</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What fits, with each group in one piece: the group of the best match first. */
function arranged(query: string, entries: readonly PaletteEntry[]): readonly PaletteEntry[] {
  const found = fuzzyFilter(query, entries, ({ label, detail = '', also = [] }) => [label, detail, ...also]);
  const groups = [...new Set(found.map(({ group }) => group))];
  const most = query.trim() === '' ? AT_FIRST : AT_MOST;
  return groups.flatMap((group) => found.filter((entry) => entry.group === group).slice(0, most));
}
