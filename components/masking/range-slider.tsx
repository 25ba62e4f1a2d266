'use client';

import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { keyed } from '../develop/slider-math';
import { RANGE_KNOBS, withKnob, type LightRange } from './light-range';

const LIMITS = { min: 0, max: 1, step: 0.01 } as const;
const PAUSE = 700;
const percent = (value: number): string => `${value * 100}%`;

type Props = { readonly range: LightRange; readonly onPreview: (range: LightRange) => void; readonly onCommit: () => void };

/** A range of light on a scale from black to white: where it is full, and how softly it ends on either side. */
export function RangeSlider({ range, onPreview, onCommit }: Props) {
  const t = useTranslations('masks');
  const bar = useRef<HTMLDivElement>(null);
  const held = useRef<number | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [start, from, to, end] = range;
  const letGo = () => {
    held.current = null;
    onCommit();
  };
  return (
    <div className="px-4 py-1">
      <div ref={bar} data-testid="light-range" className="relative h-9 touch-none pointer-coarse:h-14">
        <svg aria-hidden viewBox="0 0 1 1" preserveAspectRatio="none" className="absolute inset-x-0 top-0 h-5 w-full overflow-visible pointer-coarse:h-7">
          <path d={`M${start} 1L${from} 0L${to} 0L${end} 1Z`} className="fill-text/15 stroke-text" strokeWidth={1} vectorEffect="non-scaling-stroke" />
        </svg>
        <span aria-hidden className="absolute inset-x-0 top-5 h-2 rounded-full border border-line bg-linear-to-r from-black to-white pointer-coarse:top-7" />
        {RANGE_KNOBS.map(({ index, name, inner }) => (
          <div
            key={name}
            role="slider"
            tabIndex={0}
            data-testid={`light-${name}`}
            aria-label={t(`range.${name}`)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(range[index] * 100)}
            className="group absolute inline-flex h-6 w-5 -translate-x-1/2 cursor-ew-resize touch-none items-center justify-center outline-none! pointer-coarse:h-11 pointer-coarse:w-11"
            style={{ left: percent(range[index]), ...(inner ? { top: '-0.5rem' } : { bottom: '-0.25rem' }) }}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              held.current = index;
            }}
            onPointerMove={(event) => {
              const box = bar.current?.getBoundingClientRect();
              if (held.current !== index || !box) return;
              onPreview(withKnob(range, index, (event.clientX - box.left) / box.width));
            }}
            onPointerUp={letGo}
            onPointerCancel={letGo}
            onKeyDown={(event) => {
              if (event.metaKey || event.ctrlKey || event.altKey) return;
              const next = keyed(range[index], event.key, event.shiftKey, LIMITS);
              if (next === undefined) return;
              event.preventDefault();
              onPreview(withKnob(range, index, next));
              clearTimeout(pause.current);
              pause.current = setTimeout(onCommit, PAUSE);
            }}
          >
            <span className={inner ? 'h-3 w-1.5 rounded-sm border border-panel bg-text shadow group-focus-visible:ring-2 group-focus-visible:ring-text' : 'size-2 rotate-45 border border-text bg-panel group-focus-visible:ring-2 group-focus-visible:ring-text'} />
          </div>
        ))}
      </div>
    </div>
  );
}
