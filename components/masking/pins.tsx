'use client';

import clsx from 'clsx';
import { Brush, Circle, Pipette, ScanSearch, SquareDashed, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Correction, Mask } from '@/lib/develop/settings';
import { useStudio, useStudioStore } from '../studio/context';
import type { MaskAt } from './edits';
import type { Ground } from './ground';
import { takeMask } from './masking-commands';
import { movedFields, pinOf } from './place';
import { minus, toPixels } from './plane';
import type { MaskEdits } from './use-mask-edits';
import { nudge, useReshape, type Reshape } from './use-reshape';

const ICONS: Readonly<Partial<Record<Mask['What'], LucideIcon>>> = { 'Mask/Gradient': SquareDashed, 'Mask/CircularGradient': Circle, 'Mask/Paint': Brush, 'Mask/Aggregate': Brush, 'Mask/RangeMask': Pipette };

type Props = { readonly corrections: readonly Correction[]; readonly ground: Ground; readonly edits: MaskEdits };

/** A pin for each correction; of the one in hand, for each of its masks. */
export function Pins({ corrections, ground, edits }: Props) {
  const t = useTranslations('develop');
  const inHand = useStudio((state) => state.inHand);
  return corrections.flatMap(({ CorrectionMasks, CorrectionName, CorrectionActive }, correction) => {
    const name = CorrectionName || t('maskNumber', { number: correction + 1 });
    const placed = CorrectionMasks.flatMap((mask, index) => (pinOf(mask) ? [{ mask, at: { correction, mask: index } }] : []));
    const own = inHand?.correction === correction;
    return (own ? placed : placed.slice(0, 1)).map(({ mask, at }) => (
      <Pin key={`${correction} ${at.mask}`} mask={mask} at={at} name={placed.length > 1 ? `${name} ${at.mask + 1}` : name} chosen={own && inHand.mask === at.mask} off={!CorrectionActive} ground={ground} edits={edits} />
    ));
  });
}

type PinProps = { readonly mask: Mask; readonly at: MaskAt; readonly name: string; readonly chosen: boolean; readonly off: boolean; readonly ground: Ground; readonly edits: MaskEdits };

function Pin({ mask, at, name, chosen, off, ground, edits }: PinProps) {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const bind = useReshape(ground, edits);
  const place = pinOf(mask);
  if (!place) return null;
  const point = toPixels(place, ground.full);
  const [u, v] = ground.placeOf(point);
  if (!(u > -0.02 && u < 1.02 && v > -0.02 && v < 1.02)) return null;
  const Icon = ICONS[mask.What] ?? ScanSearch;
  const move: Reshape = (from, to) => movedFields(mask, minus(to, from), ground.full);
  const take = () => { if (!chosen) takeMask(store, at); };
  return (
    <button
      type="button"
      data-canvas-control
      data-testid="mask-pin"
      aria-label={t('pin', { name })}
      aria-pressed={chosen}
      title={name}
      className={clsx('group absolute inline-flex size-7 -translate-1/2 cursor-move touch-none items-center justify-center rounded-full outline-none pointer-coarse:size-11', off && 'opacity-60')}
      style={{ left: `${u * 100}%`, top: `${v * 100}%` }}
      onFocus={take}
      onKeyDown={(event) => nudge(event, ground, edits, at, point, move)}
      {...bind(at, move, take)}
    >
      <span className={clsx('inline-flex size-6 items-center justify-center rounded-full border shadow-lg transition duration-150 group-hover:scale-110 group-focus-visible:ring-2 group-focus-visible:ring-white', chosen ? 'border-black/50 bg-white text-black' : 'border-white/80 bg-black/70 text-white')}><Icon size={13} aria-hidden /></span>
    </button>
  );
}
