'use client';

import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ColourSpace } from '@/lib/develop/types';
import { useStudio } from '../studio/context';
import { usePreferences } from '../studio/store';
import { labOf, pixelAt, type Rgb } from './pixels';
import type { Readout } from './view-slice';

const NEXT: Readonly<Record<Readout, Readout>> = { percent: 'rgb', rgb: 'lab', lab: 'percent' };
const NAMES = { percent: ['R', 'G', 'B'], rgb: ['R', 'G', 'B'], lab: ['L', 'a', 'b'] } as const;
/** Seldom changes where a hand trembles, and never waits for the eye. */
const EVERY = 40;

/** Red, green and blue under the pointer; a click goes on to the next way of writing them. */
export function PixelReadout({ space }: { readonly space: ColourSpace }) {
  const t = useTranslations('canvas');
  const format = useFormatter();
  const mode = usePreferences((state) => state.readout);
  const over = useStudio((state) => state.pointer !== null);
  const [pixel, setPixel] = useState<Rgb>();
  useEffect(() => {
    if (!over) return;
    let place: PointerEvent | undefined, timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      if (!place) return;
      const panes = [...document.querySelectorAll('[data-testid="canvas"] [data-pane]')];
      const under = document.elementsFromPoint(place.clientX, place.clientY).map((element) => element.closest('[data-pane]')).find((pane) => pane !== null && panes.includes(pane));
      setPixel(under ? pixelAt(under, place.clientX, place.clientY, space) : undefined);
    };
    const move = (event: PointerEvent) => {
      place = event;
      timer ??= setTimeout(read, EVERY);
    };
    window.addEventListener('pointermove', move);
    return () => {
      window.removeEventListener('pointermove', move);
      clearTimeout(timer);
    };
  }, [over, space]);
  const values = !over || !pixel ? undefined : mode === 'lab' ? labOf(pixel, space) : mode === 'percent' ? pixel.map((value) => (value / 255) * 100) : pixel;
  const digits = mode === 'rgb' ? 0 : 1;
  return (
    <button type="button" data-testid="readout" title={t('readoutNext')} aria-label={t('readout')} onClick={() => usePreferences.setState({ readout: NEXT[mode] })} className="pointer-events-auto mt-1 flex w-full justify-between rounded px-0.5 text-fine text-white/85 tabular-nums">
      {NAMES[mode].map((name, i) => (
        <span key={name} className="inline-flex gap-1"><span className="text-white/60">{name}</span><span className="min-w-8 text-right">{values ? format.number(values[i] ?? 0, { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '–'}</span></span>
      ))}
      <span className="w-3 text-white/60">{mode === 'percent' && '%'}</span>
    </button>
  );
}
