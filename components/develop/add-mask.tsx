'use client';

import clsx from 'clsx';
import { ChevronDown, UserRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { BrushSettings } from '../masking/brush-settings';
import { PartsMenu } from '../masking/kind-menu';
import { FOUND_ICONS, FOUND_KINDS, MADE } from '../masking/mask-kinds';
import { useNewMask } from '../masking/use-new-mask';
import { useStudio } from '../studio/context';
import { keyOf } from '../studio/keys';
import { Button } from '../ui/button';

const BUTTON = 'justify-start px-2 pointer-coarse:h-11';

/** Starts a correction: on something that is found in the photo, on what is drawn over it, or on a range of its colours or its light. */
export function AddMask() {
  const t = useTranslations('develop');
  const m = useTranslations('masks');
  const make = useNewMask();
  const drawing = useStudio((state) => state.drawing);
  return (
    <>
      <div role="group" aria-label={t('selectMask')} className="grid grid-cols-2 gap-1.5 px-4 pt-1 pb-1.5">
        {FOUND_KINDS.map((key) => {
          const Icon = FOUND_ICONS[key];
          return <Button key={key} className={BUTTON} onClick={() => make({ by: 'finding', key })}><Icon size={14} aria-hidden />{t(`select.${key}`)}</Button>;
        })}
        <PartsMenu><Button className={clsx(BUTTON, 'col-span-2')}><UserRound size={14} aria-hidden />{m('parts')}<ChevronDown size={14} aria-hidden className="ml-auto text-quiet" /></Button></PartsMenu>
      </div>
      <div role="group" aria-label={m('draw')} className="grid grid-cols-2 gap-1.5 px-4 pb-2">
        {MADE.map(({ kind, Icon, command }) => {
          const on = drawing?.kind === kind && !drawing.into;
          return (
            <Button key={kind} aria-pressed={on} title={command && `${m(`kind.${kind}`)} · ${keyOf(command)}`} className={clsx(BUTTON, on && 'bg-hover')} onClick={() => make({ by: 'drawing', kind })}>
              <Icon size={14} aria-hidden /><span className="truncate">{m(`kind.${kind}`)}</span>
            </Button>
          );
        })}
      </div>
      {drawing?.kind === 'brush' && <div className="px-2"><BrushSettings /></div>}
    </>
  );
}
