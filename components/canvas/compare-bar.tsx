'use client';

import { ChevronDown, Columns2, SquareSplitHorizontal, X } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioData } from '../studio/context';
import type { Compare } from '../studio/store';
import { Hint } from '../ui/button';
import { MenuButton } from '../ui/menu-button';
import { useComparedStep } from './use-compared-step';

const PILL = 'pointer-events-auto inline-flex h-7 max-w-full items-center gap-1 rounded-md bg-black/70 px-2 text-fine text-white pointer-coarse:h-9';
const MODES = [{ mode: 'split', Icon: SquareSplitHorizontal, key: 'Y' }, { mode: 'side', Icon: Columns2, key: '⇧Y' }] as const;

const load = () => import('./compared-items').then((part) => part.ComparedItems);

/** Says and changes what the picture is compared with. */
export function ComparePicker() {
  const t = useTranslations('canvas');
  const { root } = useStudioData();
  const compared = useComparedStep();
  return (
    <MenuButton load={load} menu={{}} className={PILL} aria-label={t('comparedWith', { name: compared.id === root.id ? t('original') : compared.title })} data-testid="compared">
      <span className="truncate">{compared.id === root.id ? t('before') : compared.title}</span><ChevronDown size={13} aria-hidden className="shrink-0" />
    </MenuButton>
  );
}

/** Ways to compare, in the middle of the canvas' upper edge while two pictures are compared. */
export function CompareModes({ compare, onCompare }: { readonly compare: Compare; readonly onCompare: (compare: Compare) => void }) {
  const t = useTranslations('canvas');
  const pointing = useStudio((state) => state.pointing !== null);
  // Its bar lies there.
  if (pointing || (compare !== 'split' && compare !== 'side')) return null;
  return (
    <div data-canvas-control role="group" aria-label={t('compareAs')} className="absolute top-3 left-1/2 z-10 flex -translate-x-1/2 animate-fade gap-0.5 rounded-md bg-black/70 p-0.5 text-white">
      {MODES.map(({ mode, Icon, key }) => (
        <Hint key={mode} label={t(mode === 'split' ? 'asSplit' : 'asSide')} hint={key} side="bottom">
          <button type="button" aria-label={t(mode === 'split' ? 'asSplit' : 'asSide')} aria-pressed={compare === mode} onClick={() => onCompare(mode)} className={clsx('inline-flex size-6 items-center justify-center rounded pointer-coarse:size-8', compare === mode ? 'bg-white/25' : 'text-white/75 hover:bg-white/10')}><Icon size={14} aria-hidden /></button>
        </Hint>
      ))}
      <button type="button" aria-label={t('compareEnd')} onClick={() => onCompare('off')} className="inline-flex size-6 items-center justify-center rounded text-white/75 hover:bg-white/10 pointer-coarse:size-8"><X size={14} aria-hidden /></button>
    </div>
  );
}
