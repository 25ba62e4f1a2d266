'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { isList } from '@/lib/develop/settings/json';
import { IconButton } from '../ui/button';
import { entriesOf, type Entry } from './retouch-entries';
import { useDevelop } from './use-develop';

/** What was retouched, each to be taken back by itself. */
export function RetouchList() {
  const t = useTranslations('develop');
  const { settings, set } = useDevelop();
  const entries = entriesOf(settings);
  const remove = ({ list, index }: Entry) => {
    const value = settings[list];
    const left = isList(value) ? value.filter((_, i) => i !== index) : [];
    set({ [list]: left.length === 0 ? null : left });
  };
  return (
    <ul className="flex flex-col">
      {entries.map((entry) => {
        const name = `${entry.kind ? t(`retouched.${entry.kind}`) : t('unknownRetouch')} ${entry.index + 1}`;
        return (
          <li key={`${entry.list} ${entry.index}`} aria-label={name} className="flex items-center gap-2 pr-2 pl-4 text-ui">
            <span className="min-w-0 flex-1 truncate">
              {name}
              {Number.isFinite(entry.x) && <span className="text-quiet tabular-nums"> {t('retouchAt', { x: String(Math.round(100 * entry.x)), y: String(Math.round(100 * entry.y)) })}</span>}
            </span>
            <IconButton label={t('removeRetouch', { name })} onClick={() => remove(entry)}><Trash2 size={14} aria-hidden /></IconButton>
          </li>
        );
      })}
    </ul>
  );
}
