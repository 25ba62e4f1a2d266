'use client';

import { Blend, Brush, Circle, Cloud, Image, SquareUser, UsersRound } from 'lucide-react';
import clsx from 'clsx';
import { useLocale, useTranslations } from 'use-intl';
import { maskForKey } from '@/lib/develop/masks/needs';
import { CORRECTIONS, correctionsOf, correctionsValue, type Correction } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';
import { drawMask } from '../masking/masking-commands';
import type { DrawnKind } from '../masking/masking-slice';
import { useStudio, useStudioStore } from '../studio/context';
import { keyOf } from '../studio/keys';
import { Button } from '../ui/button';
import { maskLabel } from './mask-words';
import { useDevelop } from './use-develop';

const KINDS = [['subject', SquareUser], ['sky', Cloud], ['people', UsersRound], ['background', Image]] as const;

/** What is drawn, and the command whose key does the same. */
const DRAWN = [['brush', Brush, 'mask-brush'], ['linear', Blend, 'mask-linear'], ['radial', Circle, 'mask-radial']] as const satisfies readonly (readonly [DrawnKind, ...unknown[]])[];

/** Starts a correction on something that is found in the photo, and shows where that is. */
export function AddMask() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const { settings, set } = useDevelop();
  const m = useTranslations('masks');
  const drawing = useStudio((state) => state.drawing?.kind);
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
    <>
      <div role="group" aria-label={t('selectMask')} className="grid grid-cols-2 gap-1.5 px-4 pt-1 pb-1.5">
        {KINDS.map(([key, Icon]) => <Button key={key} className="justify-start px-2 pointer-coarse:h-11" onClick={() => add(key)}><Icon size={14} aria-hidden />{t(`select.${key}`)}</Button>)}
      </div>
      <div role="group" aria-label={m('draw')} className="grid grid-cols-2 gap-1.5 px-4 pb-2">
        {DRAWN.map(([kind, Icon, command]) => (
          <Button key={kind} aria-pressed={drawing === kind} className={clsx('justify-start px-2 pointer-coarse:h-11', drawing === kind && 'bg-hover')} onClick={() => drawMask(store, kind)}>
            <Icon size={14} aria-hidden /><span className="truncate">{m(`kind.${kind}`)}</span><kbd aria-hidden className="ml-auto font-sans text-fine text-quiet pointer-coarse:hidden">{keyOf(command)}</kbd>
          </Button>
        ))}
      </div>
    </>
  );
}
