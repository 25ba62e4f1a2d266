'use client';

import { useEffect, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { arranged, EntryList, movedBy, optionId, type PaletteEntry } from '../../../palette/entry-list';
import { useStudioEntries } from '../../../palette/studio-entries';
import type { KeyTaker } from '../composer';
import type { Token } from './token';
import { useNamedEntries } from './named-entries';

type Props = {
  readonly id: string;
  readonly token: Token;
  /** The field's keys, while the menu is open. */
  readonly onKeys: (taker: KeyTaker | null) => void;
  readonly onActive: (optionId: string | undefined) => void;
  /** Puts words in the place of the token. */
  readonly onWords: (words: string) => void;
  readonly onClose: () => void;
};

/** What a `/` or an `@` in the message may mean, over the field. */
export function ComposerMenu(props: Props) {
  return props.token.kind === '/' ? <CommandMenu {...props} /> : <NamedMenu {...props} />;
}

function CommandMenu(props: Props) {
  const t = useTranslations('composer');
  const { looks, actions } = useStudioEntries();
  const { onWords } = props;
  const entries = useMemo(() => [...looks, ...actions].map((entry): PaletteEntry => ({ ...entry, run: () => { onWords(''); entry.run(); } })), [looks, actions, onWords]);
  return <Menu {...props} label={t('commands')} entries={entries} />;
}

function NamedMenu(props: Props) {
  const t = useTranslations('composer');
  return <Menu {...props} label={t('naming')} entries={useNamedEntries(props.token, props.onWords)} />;
}

/** As many of a group as there are: the menu scrolls, and nobody knows what it holds otherwise. */
const ALL = 100;

function Menu({ id, token, onKeys, onActive, onClose, label, entries }: Props & { readonly label: string; readonly entries: readonly PaletteEntry[] }) {
  const t = useTranslations('composer');
  const [wanted, setWanted] = useState(0);
  const shown = useMemo(() => arranged(token.query, entries, ALL), [token.query, entries]);
  const active = Math.min(wanted, shown.length - 1);
  const current = shown[active];
  // What is typed looks anew from the top.
  const [asked, setAsked] = useState(token.query);
  if (asked !== token.query) {
    setAsked(token.query);
    setWanted(0);
  }

  useEffect(() => {
    onKeys((event) => {
      if (event.key === 'Escape') {
        onClose();
        return true;
      }
      if (!current) return false;
      const to = movedBy(event.key, active, shown.length);
      if (to !== undefined) setWanted(to);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) current.run();
      else return false;
      return true;
    });
    return () => onKeys(null);
  }, [onKeys, current, active, shown.length, onClose]);
  const activeId = current && optionId(id, active);
  useEffect(() => {
    onActive(activeId);
    return () => onActive(undefined);
  }, [activeId, onActive]);

  return (
    // The field keeps the focus: a click must not take it away.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div data-testid="composer-menu" onMouseDown={(event) => event.preventDefault()} className="absolute inset-x-0 bottom-full z-40 mb-2 flex max-h-[min(22rem,48dvh)] animate-fade flex-col overflow-hidden rounded-2xl border border-line bg-panel shadow-2xl empty:hidden">
      <EntryList id={id} label={label} entries={shown} active={active} onActive={setWanted} onTake={(entry) => entry.run()} focusable />
      {shown.length === 0 && <p className="px-4 py-3 text-ui text-quiet">{t('found', { count: 0 })}</p>}
      <p role="status" className="sr-only">{t('found', { count: shown.length })}</p>
    </div>
  );
}
