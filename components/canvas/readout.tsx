'use client';

import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { ColourSpace } from '@/lib/develop/types';
import { useStudio, useStudioStore } from '../studio/context';
import { usePreferences } from '../studio/store';
import { labOf, pixelAt, type Rgb } from './pixels';
import type { Readout, ViewSlice } from './view-slice';

const NEXT: Readonly<Record<Readout, Readout>> = { percent: 'rgb', rgb: 'lab', lab: 'percent' };
const NAMES = { percent: ['R', 'G', 'B'], rgb: ['R', 'G', 'B'], lab: ['L', 'a', 'b'] } as const;
/** Seldom changes where a hand trembles, and never waits for the eye. */
const EVERY = 40;

type Place = Pick<PointerEvent, 'clientX' | 'clientY'>;

/** Where the pointer came to rest before anyone listened. Beside each other, pictures share their places: the next move says which is meant. */
function restingOn(canvas: Element | null, pointer: ViewSlice['pointer']): Place | undefined {
  if (!canvas || !pointer || canvas.querySelectorAll('[data-pane]').length > 1) return undefined;
  const { left, top } = canvas.getBoundingClientRect();
  return { clientX: left + pointer.x, clientY: top + pointer.y };
}

/** Red, green and blue under the pointer; a click goes on to the next way of writing them. */
export function PixelReadout({ space }: { readonly space: ColourSpace }) {
  const t = useTranslations('canvas');
  const format = useFormatter();
  const mode = usePreferences((state) => state.readout);
  const store = useStudioStore();
  const over = useStudio((state) => state.pointer !== null);
  const [pixel, setPixel] = useState<Rgb>();
  useEffect(() => {
    if (!over) return;
    const canvas = document.querySelector('[data-testid="canvas"]');
    let place: Place | undefined, timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      place ??= restingOn(canvas, store.getState().pointer);
      if (!place) return;
      const panes = [...(canvas?.querySelectorAll('[data-pane]') ?? [])];
      const under = document.elementsFromPoint(place.clientX, place.clientY).map((element) => element.closest('[data-pane]')).find((pane) => pane !== null && panes.includes(pane));
      setPixel(under ? pixelAt(under, place.clientX, place.clientY, space) : undefined);
    };
    const move = (event: Place) => {
      place = event;
      timer ??= setTimeout(read, EVERY);
    };
    timer = setTimeout(read, EVERY);
    window.addEventListener('pointermove', move);
    return () => {
      window.removeEventListener('pointermove', move);
      clearTimeout(timer);
    };
  }, [over, space, store]);
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
