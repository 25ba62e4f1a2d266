'use client';

import { useCallback, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Size } from '@/lib/develop/types';
import type { Place } from '../pointing/marks';
import { usePlacing } from '../pointing/use-marks';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { ARROWS } from '../masking/arrows';
import { useDeleteKey } from '../masking/use-delete-key';
import { type Spot, withMoved, without, withSource } from './areas';
import { RetouchSurface } from './retouch-surface';
import { StandOut } from './stand-out';
import { useFoundSources, useRetouch } from './use-retouch';

type Props = { /** The picture's own size, after crop. */ readonly picture: Size };

/** Where a knob may be on the picture: a little beyond its edge. */
const seen = ([u, v]: Place): boolean => u > -0.02 && u < 1.02 && v > -0.02 && v < 1.02;
const percent = (value: number): string => `${value * 100}%`;
/** Share of the picture that an arrow key moves by. */
const STEP = 0.004;

/** What was retouched, as circles with a line to where the pixels come from, and the surface to draw more on. */
export function RetouchLayer({ picture }: Props) {
  const t = useTranslations('draw.retouch');
  const store = useStudioStore();
  const { photo } = useStudioData();
  const { toPhoto, toPicture } = usePlacing();
  const edits = useRetouch();
  const { settings, spots } = edits;
  const found = useFoundSources(settings);
  const chosen = useStudio((state) => state.retouched);
  const spotsSeen = useStudio((state) => state.spotsSeen);
  const threshold = useStudio((state) => state.spotThreshold);
  const ref = useRef<HTMLDivElement>(null);
  const long = Math.max(photo.width, photo.height);
  const isChosen = ({ list, index }: Spot) => chosen?.list === list && chosen.index === index;
  const sourceOf = (spot: Spot): Place | undefined => spot.source ?? (spot.list === 'RetouchAreas' ? found.get(spot.index) : undefined);
  const remove = useCallback((spot: Pick<Spot, 'list' | 'index'>) => {
    edits.preview(without(edits.now(), spot));
    store.setState({ retouched: null });
    edits.commit();
  }, [edits, store]);
  useDeleteKey(useCallback(() => {
    const { retouched } = store.getState();
    if (retouched) remove(retouched);
    return retouched !== null;
  }, [store, remove]));

  /** Moves the target or the source of an area by pointer or keys. */
  const knob = (spot: Spot, what: 'target' | 'source', from: Place) => {
    const place = (to: Place, begun: Place) => {
      const [x, y] = toPhoto(to), [x0, y0] = toPhoto(begun);
      return what === 'source' ? withSource(edits.now(), spot, toPhoto(to)) : withMoved(edits.now(), spot, x - x0, y - y0);
    };
    let last: { at: Place; readonly grip: Place } | null = null;
    const at = (event: React.PointerEvent): Place => {
      const box = ref.current?.getBoundingClientRect();
      return box ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0, 0];
    };
    return {
      onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        store.setState({ retouched: { list: spot.list, index: spot.index } });
        const [u, v] = at(event);
        const grip: Place = [u - from[0], v - from[1]];
        last = { at: from, grip };
        const target = event.currentTarget;
        const move = (next: PointerEvent) => {
          if (!last || next.pointerId !== event.pointerId) return;
          const box = ref.current?.getBoundingClientRect();
          if (!box) return;
          const to: Place = [(next.clientX - box.left) / box.width - last.grip[0], (next.clientY - box.top) / box.height - last.grip[1]];
          if (to[0] === last.at[0] && to[1] === last.at[1]) return;
          edits.preview(place(to, last.at));
          last.at = to;
        };
        const end = (next: PointerEvent) => {
          if (next.pointerId !== event.pointerId) return;
          target.removeEventListener('pointermove', move);
          target.removeEventListener('pointerup', end);
          target.removeEventListener('pointercancel', end);
          if (last && (last.at[0] !== from[0] || last.at[1] !== from[1])) edits.commit();
          last = null;
        };
        target.addEventListener('pointermove', move);
        target.addEventListener('pointerup', end);
        target.addEventListener('pointercancel', end);
      },
      onFocus: () => store.setState({ retouched: { list: spot.list, index: spot.index } }),
      onKeyDown: (event: React.KeyboardEvent) => {
        const arrow = ARROWS[event.key];
        if (!arrow) return;
        event.preventDefault();
        event.stopPropagation();
        const step = STEP * (event.shiftKey ? 10 : 1);
        edits.preview(place([from[0] + arrow[0] * step, from[1] + arrow[1] * step], from));
      },
      onKeyUp: (event: React.KeyboardEvent) => { if (ARROWS[event.key]) edits.commit(); },
    };
  };

  return (
    <div ref={ref} data-testid="retouch-layer" className="absolute inset-0">
      {spotsSeen && <StandOut threshold={threshold} />}
      <RetouchSurface picture={picture} edits={edits} />
      <svg aria-hidden viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio="none" className="pointer-events-none absolute inset-0 h-full w-full overflow-visible">
        {spots.map((spot) => {
          const px = ([u, v]: Place): Place => [u * picture.width, v * picture.height];
          const [x, y] = px(toPicture(spot.at)), source = sourceOf(spot), r = spot.radius * long;
          const from = source && px(toPicture(source));
          const on = isChosen(spot);
          const path = spot.points && spot.points.map((point) => px(toPicture(point)).join(',')).join(' ');
          const gap = from ? Math.hypot(from[0] - x, from[1] - y) : 0;
          return (
            <g key={`${spot.list} ${spot.index}`} fill="none" opacity={on || !chosen ? 1 : 0.6}>
              {path && <polyline points={spot.points?.length === 1 ? `${path} ${path}` : path} stroke="white" strokeOpacity={on ? 0.35 : 0.2} strokeWidth={2 * r} strokeLinecap="round" strokeLinejoin="round" />}
              {([['black', 3, 0.55], ['white', 1.5, 1]] as const).map(([stroke, strokeWidth, opacity]) => (
                <g key={stroke} stroke={stroke} strokeOpacity={opacity} strokeWidth={strokeWidth} vectorEffect="non-scaling-stroke">
                  {!path && <circle cx={x} cy={y} r={r} vectorEffect="non-scaling-stroke" />}
                  {on && from && <circle cx={from[0]} cy={from[1]} r={r} strokeDasharray="4 3" vectorEffect="non-scaling-stroke" />}
                  {on && from && gap > 2 * r && <line x1={x + ((from[0] - x) * r) / gap} y1={y + ((from[1] - y) * r) / gap} x2={from[0] - ((from[0] - x) * r) / gap} y2={from[1] - ((from[1] - y) * r) / gap} vectorEffect="non-scaling-stroke" />}
                </g>
              ))}
            </g>
          );
        })}
      </svg>
      {spots.map((spot) => {
        const target = toPicture(spot.at), source = sourceOf(spot);
        const from = source && toPicture(source);
        const name = t('spot', { kind: t(`tool.${spot.kind}`), number: spot.index + 1 });
        return (
          <span key={`${spot.list} ${spot.index}`} className="contents">
            {seen(target) && <Knob name={name} at={target} chosen={isChosen(spot)} bind={knob(spot, 'target', target)} testId="retouch-target" />}
            {isChosen(spot) && from && seen(from) && <Knob name={t('sourceOf', { name })} at={from} chosen bind={knob(spot, 'source', from)} testId="retouch-source" />}
          </span>
        );
      })}
    </div>
  );
}

type KnobProps = { readonly name: string; readonly at: Place; readonly chosen: boolean; readonly bind: React.DOMAttributes<HTMLButtonElement>; readonly testId: string };

/** Where an area or its source is taken hold of. */
function Knob({ name, at: [u, v], chosen, bind, testId }: KnobProps) {
  return (
    <button type="button" data-canvas-control data-testid={testId} aria-label={name} title={name} aria-pressed={testId === 'retouch-target' ? chosen : undefined} className="group absolute inline-flex size-7 -translate-1/2 cursor-move touch-none items-center justify-center rounded-full outline-none pointer-coarse:size-11" style={{ left: percent(u), top: percent(v) }} {...bind}>
      <span className={`block rounded-full border border-black/60 shadow group-hover:scale-125 group-focus-visible:ring-2 group-focus-visible:ring-white ${chosen ? 'size-2.5 bg-white' : 'size-2 bg-white/70'}`} />
    </button>
  );
}
