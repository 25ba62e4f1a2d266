'use client';

import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useId, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { arranged, EntryList, movedBy, optionId, type PaletteEntry } from './entry-list';

type Props = { readonly entries: readonly PaletteEntry[]; readonly onClose: () => void };

/** Everything by name: type a few letters, arrows, Enter. */
export function Palette({ entries, onClose }: Props) {
  const t = useTranslations('palette');
  const listId = useId();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(0);
  const shown = useMemo(() => arranged(query, entries), [query, entries]);
  const active = Math.min(wanted, shown.length - 1);
  const current = shown[active];

  const take = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onClose();
    // What it does may need the focus that closing gives back.
    setTimeout(entry.run);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const to = movedBy(event.key, active, shown.length);
    if (to !== undefined) setWanted(to);
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
              aria-activedescendant={current ? optionId(listId, active) : undefined}
              aria-autocomplete="list"
              aria-label={t('title')}
              placeholder={t('placeholder')}
              value={query}
              onChange={(event) => { setQuery(event.target.value); setWanted(0); }}
              onKeyDown={onKeyDown}
              spellCheck={false}
              className="h-12 min-w-0 flex-1 bg-transparent text-chat outline-none placeholder:text-quiet max-sm:text-[16px]"
            />
          </div>
          <EntryList id={listId} label={t('title')} entries={shown} active={active} onActive={setWanted} onTake={take} />
          {shown.length === 0 && <p role="status" className="px-4 py-8 text-center text-ui text-quiet">{t('nothing', { query })}</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
