'use client';

import { Cloud, Image, SquareUser, UsersRound } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { maskForKey } from '@/lib/develop/masks/needs';
import { CORRECTIONS, correctionsOf, correctionsValue, type Correction } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { useStudioStore } from '../studio/context';
import { Button } from '../ui/button';
import { maskLabel } from './mask-words';
import { useDevelop } from './use-develop';

const KINDS = [['subject', SquareUser], ['sky', Cloud], ['people', UsersRound], ['background', Image]] as const;

/** Starts a correction on something that is found in the photo, and shows where that is. */
export function AddMask() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const { settings, set } = useDevelop();
  const add = (key: string): void => {
    const plain = maskForKey(key, '');
    if (!plain) return;
    const name = maskLabel(plain, locale, (found) => t(`found.${found}`));
    const correction: Correction = { What: 'Correction', CorrectionName: name, CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: [{ ...plain, MaskName: name }] };
    const before = settings[CORRECTIONS];
    const list = Array.isArray(before) ? (before as readonly JsonValue[]) : [];
    set({ [CORRECTIONS]: [...list, ...(correctionsValue([correction]) as readonly JsonValue[])] });
    store.setState({ veiled: correctionsOf(settings).length });
  };
  return (
    <div role="group" aria-label={t('selectMask')} className="grid grid-cols-2 gap-1.5 px-4 pt-1 pb-2">
      {KINDS.map(([key, Icon]) => <Button key={key} className="justify-start px-2" onClick={() => add(key)}><Icon size={14} aria-hidden />{t(`select.${key}`)}</Button>)}
    </div>
  );
}
