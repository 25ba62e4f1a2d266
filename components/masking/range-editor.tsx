'use client';

import { useCallback, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Contrast } from 'lucide-react';
import type { Mask, RangeMask } from '@/lib/develop/settings';
import { Slider } from '../develop/slider';
import { useStudio, useStudioStore } from '../studio/context';
import { Button } from '../ui/button';
import { lightRangeOf, type LightRange } from './light-range';
import { RangeSlider } from './range-slider';

const AMOUNT = { min: 0, max: 1, step: 0.01 } as const;
const percent = (value: number): string => `${Math.round(value * 100)}`;

type Props = { readonly mask: RangeMask; readonly onPreview: (change: Partial<Mask>) => void; readonly onCommit: () => void };

/** What a range takes in: colours around samples, or light between two ends. */
export function RangeEditor({ mask: { CorrectionRangeMask: spec }, onPreview, onCommit }: Props) {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const map = useStudio((state) => state.lightMap);
  const light = spec.Type === 2;
  useEffect(() => () => { if (light) store.setState({ lightMap: false }); }, [store, light]);
  const amount = useCallback((_: string, value: number) => onPreview({ CorrectionRangeMask: { ...spec, ColorAmount: value } } as Partial<Mask>), [onPreview, spec]);
  const range = (next: LightRange) => onPreview({ CorrectionRangeMask: { ...spec, LumRange: next } } as Partial<Mask>);
  if (spec.Type === 1) {
    return (
      <div className="-mx-2">
        <div className="flex items-center gap-1.5 px-4 pt-1" role="img" aria-label={t('samples', { count: spec.PointModels?.length ?? 0 })}>
          {spec.PointModels?.map(([r = 0, g = 0, b = 0, x, y]) => <span key={`${r} ${g} ${b} ${x} ${y}`} className="size-5 rounded-full border border-line" style={{ backgroundColor: `rgb(${r * 255} ${g * 255} ${b * 255})` }} />)}
        </div>
        <Slider name="ColorAmount" label={t('refine')} description={t('refineHint')} value={spec.ColorAmount ?? 0.5} initial={0.4} range={AMOUNT} scale={100} show={percent} mover={undefined} onPreview={amount} onCommit={onCommit} />
      </div>
    );
  }
  if (!light) return null;
  return (
    <div className="-mx-2">
      <RangeSlider range={lightRangeOf(spec.LumRange)} onPreview={range} onCommit={onCommit} />
      <div className="px-4 py-1"><Button look="quiet" aria-pressed={map} className="h-7 px-2 pointer-coarse:h-11" onClick={() => store.setState({ lightMap: !map })}><Contrast size={14} aria-hidden />{t('lightMap')}</Button></div>
    </div>
  );
}
