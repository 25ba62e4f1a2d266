'use client';

import { Trash2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { anchorOf, RED_EYES, redEyesOf, RETOUCH_AREAS, retouchAreasOf } from '@/lib/develop/settings';
import { isList } from '@/lib/develop/settings/json';
import type { DevelopSettings, JsonValue } from '@/lib/develop/types';
import { IconButton } from '../ui/button';
import { useDevelop } from './use-develop';

const UNIT = { width: 1, height: 1 } as const;

type Entry = { readonly list: typeof RETOUCH_AREAS | typeof RED_EYES; readonly index: number; readonly kind: 'heal' | 'clone' | 'remove' | 'redEye' | 'petEye' | undefined; readonly x: number; readonly y: number };

/** Every area and pupil of the document, those that this version does not know too. */
function entriesOf(settings: DevelopSettings): readonly Entry[] {
  const listed = (name: Entry['list'], read: (item: JsonValue) => Pick<Entry, 'kind' | 'x' | 'y'> | undefined): readonly Entry[] => {
    const value = settings[name];
    return isList(value) ? value.map((item, index) => ({ list: name, index, ...(read(item) ?? { kind: undefined, x: NaN, y: NaN }) })) : [];
  };
  return [
    ...listed(RETOUCH_AREAS, (item) => {
      const [area] = retouchAreasOf({ [RETOUCH_AREAS]: [item] });
      return area && { kind: area.method, ...anchorOf(area) };
    }),
    ...listed(RED_EYES, (item) => {
      const [eye] = redEyesOf({ [RED_EYES]: [item] }, UNIT);
      return eye && { kind: eye.pet ? 'petEye' : 'redEye', x: eye.x, y: eye.y };
    }),
  ];
}

export const isRetouched = (settings: DevelopSettings): boolean => settings[RETOUCH_AREAS] !== undefined || settings[RED_EYES] !== undefined;

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
