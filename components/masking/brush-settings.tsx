'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { Slider } from '../develop/slider';
import { useStudio, useStudioStore } from '../studio/context';
import { MASK_BRUSH } from './masking-slice';

const TIPS = ['feather', 'flow', 'density'] as const;
const TIP = { min: 0, max: 100, step: 1 } as const;
/** Percent of the photo's long edge, across. */
const SIZE = { min: MASK_BRUSH.least, max: MASK_BRUSH.most, step: 0.001 } as const;
const whole = (value: number): string => String(Math.round(value));
const share = (value: number): string => (value * 200).toFixed(1);
const nothing = () => undefined;

/** The tip of the next stroke. */
export function BrushSettings() {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const brush = useStudio((state) => state.maskBrush);
  const set = useCallback((name: string, value: number) => store.setState(({ maskBrush }) => ({ maskBrush: { ...maskBrush, [name]: value } })), [store]);
  return (
    <div role="group" aria-label={t('tip')} className="-mx-2 pb-1">
      <Slider name="size" label={t('brushSize')} description={t('tipHint.size')} value={brush.size} initial={MASK_BRUSH.start.size} range={SIZE} scale={200} show={share} mover={undefined} onPreview={set} onCommit={nothing} />
      {TIPS.map((name) => <Slider key={name} name={name} label={t(`tips.${name}`)} description={t(`tipHint.${name}`)} value={brush[name]} initial={MASK_BRUSH.start[name]} range={TIP} show={whole} mover={undefined} onPreview={set} onCommit={nothing} />)}
    </div>
  );
}
