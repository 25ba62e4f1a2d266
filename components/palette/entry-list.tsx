'use client';

import clsx from 'clsx';
import { Fragment, useEffect, useRef } from 'react';
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

/** What fits, with each group in one piece: the group of the best match first. */
export function arranged(query: string, entries: readonly PaletteEntry[], atFirst = AT_FIRST): readonly PaletteEntry[] {
  const found = fuzzyFilter(query, entries, ({ label, detail = '', also = [] }) => [label, detail, ...also]);
  const groups = [...new Set(found.map(({ group }) => group))];
  const most = query.trim() === '' ? atFirst : AT_MOST;
  return groups.flatMap((group) => found.filter((entry) => entry.group === group).slice(0, most));
}

/** Where an arrow or a page key leads from the entry at `active` of `count`; `undefined` for other keys. */
export function movedBy(key: string, active: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown': return active >= last ? 0 : active + 1;
    case 'ArrowUp': return active <= 0 ? Math.max(0, last) : active - 1;
    case 'PageDown': return Math.max(0, Math.min(last, active + 8));
    case 'PageUp': return Math.max(0, active - 8);
    default: return undefined;
  }
}

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

type Props = { readonly id: string; readonly label: string; readonly entries: readonly PaletteEntry[]; readonly active: number; readonly onActive: (index: number) => void; readonly onTake: (entry: PaletteEntry) => void; /** Reached by Tab, where its field is no combobox that would own it. */ readonly focusable?: boolean };

/** The options of a field that keeps the focus and its keys: they take clicks only. */
export function EntryList({ id, label, entries, active, onActive, onTake, focusable = false }: Props) {
  const t = useTranslations('palette');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, entries]);
  return (
    <div id={id} ref={list} role="listbox" tabIndex={focusable ? 0 : undefined} aria-label={label} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5 empty:hidden">
      {entries.map((entry, index) => (
        <Fragment key={entry.id}>
          {entry.group !== entries[index - 1]?.group && <p role="presentation" className="px-2.5 pt-2 pb-1 text-fine text-quiet">{t(`groups.${entry.group}`)}</p>}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
          <div
            id={optionId(id, index)}
            role="option"
            aria-selected={index === active}
            onMouseMove={() => onActive(index)}
            onClick={() => onTake(entry)}
            className={clsx('flex min-h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-1 text-ui pointer-coarse:min-h-11', index === active && 'bg-hover')}
          >
            {entry.picture !== undefined && <Thumb src={entry.picture} lazy className="size-7 shrink-0 rounded bg-raised object-cover" />}
            <span className="min-w-0 flex-1 truncate">{entry.label}{entry.detail !== undefined && <span className="ml-2 text-quiet">{entry.detail}</span>}</span>
            {entry.keys !== undefined && <kbd className="shrink-0 font-sans text-fine text-quiet pointer-coarse:hidden">{entry.keys}</kbd>}
          </div>
        </Fragment>
      ))}
    </div>
  );
}
