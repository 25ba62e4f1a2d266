'use client';

import { useLocale, useTranslations } from 'use-intl';
import { OWN_PARTS, PARTS, partsMoved, type Part } from '@/lib/develop/settings';
import { FAMILIES } from '@/lib/develop/tools';
import type { DevelopSettings } from '@/lib/develop/types';

/** What is ticked at first: everything that was moved and can mean something on another photo. */
export const usualParts = (settings: DevelopSettings, starting: DevelopSettings): readonly Part[] => partsMoved(settings, starting).filter((part) => !OWN_PARTS.includes(part));

type Props = { readonly chosen: readonly Part[]; readonly moved: readonly Part[]; readonly onChosen: (parts: readonly Part[]) => void };

/** Which groups of settings to take along. Those that differ from the photo's start are marked. */
export function PartsPicker({ chosen, moved, onChosen }: Props) {
  const t = useTranslations('develop');
  const locale = useLocale();
  return (
    <fieldset>
      <legend className="mb-1.5 flex w-full items-center gap-3 text-ui font-medium">
        {t('parts')}
        <span className="ml-auto flex gap-3 text-fine font-normal text-quiet">
          <button type="button" className="underline underline-offset-2 hover:text-text" onClick={() => onChosen(moved)}>{t('partsMoved')}</button>
          <button type="button" className="underline underline-offset-2 hover:text-text" onClick={() => onChosen(PARTS)}>{t('partsAll')}</button>
          <button type="button" className="underline underline-offset-2 hover:text-text" onClick={() => onChosen([])}>{t('partsNone')}</button>
        </span>
      </legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1">
        {PARTS.map((part) => (
          <label key={part} className="flex items-center gap-2 text-ui">
            <input type="checkbox" className="accent-[var(--text)]" checked={chosen.includes(part)} onChange={(event) => onChosen(event.target.checked ? [...chosen, part] : chosen.filter((one) => one !== part))} />
            <span className="truncate">{FAMILIES.find(({ id }) => id === part)?.label[locale]}</span>
            {moved.includes(part) && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-text" />}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
