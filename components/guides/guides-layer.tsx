'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { needsLens, needsSurvey } from '@/lib/develop/engine';
import { applyPatch } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import { useOptics } from '../develop/use-optics';
import { ARROWS } from '../masking/arrows';
import { useDeleteKey } from '../masking/use-delete-key';
import type { Place } from '../pointing/marks';
import { placingOf } from '../pointing/placing';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { type Guide, guidesOf, isLong, MOST_GUIDES, withGuides, WITHOUT_LENS } from './guides';

const STEP = 0.004;
const percent = (value: number): string => `${value * 100}%`;
const START: readonly Guide[] = [[[0.25, 0.2], [0.25, 0.8]], [[0.75, 0.2], [0.75, 0.8]], [[0.2, 0.25], [0.8, 0.25]], [[0.2, 0.75], [0.8, 0.75]]];

/** Lines along edges that should be level or upright: drawn, moved by their ends, removed. The picture follows when a line is let go. */
export function GuidesLayer({ picture }: { /** The picture's own size, after crop. */ readonly picture: Size }) {
  const t = useTranslations('draw.guides');
  const store = useStudioStore();
  const { photo: { width, height }, selected } = useStudioData();
  const { commit } = useStudioActions();
  const chosen = useStudio((state) => state.guide);
  const draft = useStudio((state) => state.draft);
  const settings = useMemo(() => (draft ? applyPatch(selected.settings, draft) : selected.settings), [selected.settings, draft]);
  const optics = useOptics(needsLens(settings) || needsSurvey(settings));
  const { toPhoto, toPicture } = useMemo(() => placingOf({ width, height }, applyPatch(settings, WITHOUT_LENS), optics), [width, height, settings, optics]);
  const guides = useMemo(() => guidesOf(settings), [settings]);
  const ref = useRef<HTMLDivElement>(null);
  /** A guide under the hand, in shares of the picture: the picture stands still until it is let go. */
  const [held, setHeld] = useState<{ readonly index: number; readonly ends: readonly [Place, Place] } | null>(null);
  const set = useCallback((next: readonly Guide[]) => {
    store.setState((state) => ({ draft: { ...state.draft, ...withGuides(next) } }));
    commit();
  }, [store, commit]);
  const remove = useCallback((index: number) => {
    store.setState({ guide: null });
    set(guides.filter((_, i) => i !== index));
  }, [store, set, guides]);
  useDeleteKey(useCallback(() => {
    const { guide } = store.getState();
    if (guide !== null) remove(guide);
    return guide !== null;
  }, [store, remove]));

  const at = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place => {
    const box = ref.current?.getBoundingClientRect();
    return box ? [Math.min(1, Math.max(0, (clientX - box.left) / box.width)), Math.min(1, Math.max(0, (clientY - box.top) / box.height))] : [0.5, 0.5];
  };
  const place = (index: number, ends: readonly [Place, Place]) => {
    const guide: Guide = [toPhoto(ends[0]), toPhoto(ends[1])];
    if (!isLong(guide, { width, height })) return;
    store.setState({ guide: index });
    set(index < guides.length ? guides.map((one, i) => (i === index ? guide : one)) : [...guides, guide]);
  };
  const grab = (index: number, ends: readonly [Place, Place], end: 0 | 1) => ({
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || held) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      store.setState({ guide: index });
      setHeld({ index, ends });
    },
    onPointerMove: (event: React.PointerEvent<HTMLElement>) => {
      if (!held || held.index !== index || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const to = at(event);
      setHeld({ index, ends: end === 0 ? [to, held.ends[1]] : [held.ends[0], to] });
    },
    onPointerUp: () => {
      if (held?.index !== index) return;
      setHeld(null);
      if (held.ends !== ends) place(index, held.ends);
    },
    onPointerCancel: () => setHeld(null),
  });
  const shown = guides.map(([from, to]): readonly [Place, Place] => [toPicture(from), toPicture(to)]);
  const lines = held ? (held.index < shown.length ? shown.map((ends, index) => (index === held.index ? held.ends : ends)) : [...shown, held.ends]) : shown;
  const free = guides.length < MOST_GUIDES;
  return (
    <div ref={ref} data-testid="guides-layer" className="absolute inset-0">
      <button
        type="button"
        data-canvas-control
        data-testid="guides-surface"
        aria-label={t('surface')}
        disabled={!free}
        className="absolute inset-0 block cursor-crosshair touch-none outline-none focus-visible:ring-2 focus-visible:ring-white/80 disabled:cursor-default"
        onTouchEnd={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          const start = START[guides.length];
          if ((event.key !== 'Enter' && event.key !== ' ') || !start) return;
          event.preventDefault();
          event.stopPropagation();
          place(guides.length, start);
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          if (held) return setHeld(null);
          event.currentTarget.setPointerCapture(event.pointerId);
          const from = at(event);
          setHeld({ index: guides.length, ends: [from, from] });
        }}
        onPointerMove={(event) => { if (held && event.currentTarget.hasPointerCapture(event.pointerId)) setHeld({ ...held, ends: [held.ends[0], at(event)] }); }}
        onPointerUp={() => {
          if (!held) return;
          setHeld(null);
          place(held.index, held.ends);
        }}
        onPointerCancel={() => setHeld(null)}
      />
      <svg aria-hidden viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio="none" className="pointer-events-none absolute inset-0 h-full w-full overflow-hidden">
        {lines.map(([from, to], index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <g key={index}>
            {([['black', 4, 0.5], ['white', index === chosen ? 2.5 : 1.5, 1]] as const).map(([stroke, strokeWidth, opacity]) => <line key={stroke} x1={from[0] * picture.width} y1={from[1] * picture.height} x2={to[0] * picture.width} y2={to[1] * picture.height} stroke={stroke} strokeWidth={strokeWidth} strokeOpacity={opacity} strokeDasharray={index === chosen ? undefined : '8 5'} vectorEffect="non-scaling-stroke" />)}
          </g>
        ))}
      </svg>
      {guides.map((_, index) => {
        const ends = shown[index];
        const now = lines[index];
        if (!ends || !now) return null;
        return ([0, 1] as const).map((end) => {
          const name = t('end', { number: index + 1, end: end + 1 });
          return (
            <button
              // oxlint-disable-next-line react/no-array-index-key
              key={`${index} ${end}`}
              type="button"
              data-canvas-control
              data-testid="guide-end"
              aria-label={name}
              title={name}
              className="group absolute inline-flex size-7 -translate-1/2 cursor-move touch-none items-center justify-center rounded-full outline-none pointer-coarse:size-11"
              style={{ left: percent(now[end][0]), top: percent(now[end][1]) }}
              onFocus={() => store.setState({ guide: index })}
              onKeyDown={(event) => {
                const arrow = ARROWS[event.key];
                if (!arrow) return;
                event.preventDefault();
                event.stopPropagation();
                const step = STEP * (event.shiftKey ? 10 : 1);
                const to: Place = [ends[end][0] + arrow[0] * step, ends[end][1] + arrow[1] * step];
                place(index, end === 0 ? [to, ends[1]] : [ends[0], to]);
              }}
              {...grab(index, ends, end)}
            >
              <span className="block size-3 rounded-full border border-black/60 bg-white shadow group-hover:scale-125 group-focus-visible:ring-2 group-focus-visible:ring-white" />
            </button>
          );
        });
      })}
    </div>
  );
}
