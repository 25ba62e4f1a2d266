'use client';

import clsx from 'clsx';
import { useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Size } from '@/lib/develop/types';
import { Crosshair } from '../masking/crosshair';
import { useCross } from '../masking/use-cross';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { extended, pinOf, type Place, type Shape } from './marks';
import { addMark, removeMark } from './pointing-state';
import type { Placing } from './placing';
import { usePlacing, useSeenMarks, useShown, type SeenMark } from './use-marks';

/** CSS px that a pointer moves before a click is a box. */
const STILL = 6;
const KEY_STEP = 0.02;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const percent = (value: number): string => `${value * 100}%`;

type Props = { /** The picture's own size, after crop. */ readonly picture: Size };

/** What is pointed at, over the picture: pins, boxes and strokes, and while pointing the surface to draw them on. */
export function PointLayer({ picture }: Props) {
  const pointing = useStudio((state) => state.pointing);
  const marks = useSeenMarks();
  const placing = usePlacing();
  const masks = useMemo(() => marks.flatMap(({ mask }) => mask ?? []), [marks]);
  useShown(masks, pointing !== null);
  if (pointing === null && marks.length === 0) return null;
  return (
    <>
      <Outlines shapes={marks.map(({ mark }) => mark)} placing={placing} picture={picture} />
      {pointing && <Surface picture={picture} placing={placing} />}
      {marks.map((seen, index) => <Pin key={seen.mark.id} seen={seen} number={index + 1} placing={placing} />)}
    </>
  );
}

function Surface({ picture, placing }: { readonly picture: Size; readonly placing: Placing }) {
  const t = useTranslations('talk');
  const store = useStudioStore();
  const { photo } = useStudioData();
  const pointing = useStudio((state) => state.pointing);
  const brush = useStudio((state) => state.brush);
  const ref = useRef<HTMLButtonElement>(null);
  const drawing = useRef<{ readonly id: number; readonly from: Place; readonly x: number; readonly y: number; moved: boolean } | null>(null);
  const [draft, setDraft] = useState<Shape | null>(null);
  const [hover, setHover] = useState<Place | null>(null);

  const placeAt = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place => {
    const box = ref.current?.getBoundingClientRect();
    return box ? [clamp((clientX - box.left) / box.width), clamp((clientY - box.top) / box.height)] : [0.5, 0.5];
  };
  const drawn = (from: Place, to: Place): Shape => {
    const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])], [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
    const { toPhoto } = placing;
    return { kind: 'box', corners: [toPhoto([left, top]), toPhoto([right, top]), toPhoto([right, bottom]), toPhoto([left, bottom])] };
  };
  const begin = (event: React.PointerEvent) => {
    if (event.button !== 0) return;
    // A second finger means something else: what was begun is not finished.
    if (drawing.current) return cancel();
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = placeAt(event);
    drawing.current = { id: event.pointerId, from, x: event.clientX, y: event.clientY, moved: false };
    setCross(null);
    if (pointing === 'brush') setDraft({ kind: 'stroke', points: [placing.toPhoto(from)], radius: brush });
  };
  const move = (event: React.PointerEvent) => {
    const place = placeAt(event);
    setHover(event.pointerType === 'touch' ? null : place);
    const now = drawing.current;
    if (now?.id !== event.pointerId) return;
    now.moved ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) > STILL;
    if (pointing === 'brush') setDraft((old) => (old?.kind === 'stroke' ? { ...old, points: extended(old.points, placing.toPhoto(place), old.radius, photo) } : old));
    else if (now.moved) setDraft(drawn(now.from, place));
  };
  const finish = (event: React.PointerEvent) => {
    const now = drawing.current;
    if (now?.id !== event.pointerId) return;
    cancel();
    if (pointing === 'brush') {
      if (draft) addMark(store, draft);
    } else addMark(store, now.moved ? drawn(now.from, placeAt(event)) : { kind: 'point', at: placing.toPhoto(now.from) });
  };
  const cancel = () => {
    drawing.current = null;
    setDraft(null);
  };
  const { cross, setCross, onKeyDown } = useCross(KEY_STEP, (place) => {
    const at = placing.toPhoto(place);
    addMark(store, pointing === 'brush' ? { kind: 'stroke', points: [at], radius: brush } : { kind: 'point', at });
  });
  const press = (event: React.KeyboardEvent) => {
    if (event.key !== 'Escape' || !drawing.current) return onKeyDown(event);
    cancel();
    event.preventDefault();
    event.stopPropagation();
  };
  // Width of the brush in shares of the picture's width.
  const across = (2 * brush * Math.max(photo.width, photo.height)) / picture.width;
  return (
    <button
      ref={ref}
      type="button"
      data-canvas-control
      data-testid="point-surface"
      aria-label={t('surface')}
      className={clsx('absolute inset-0 block touch-none outline-none focus-visible:ring-2 focus-visible:ring-white/80', pointing === 'brush' ? 'cursor-none' : 'cursor-crosshair')}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={finish}
      onPointerCancel={cancel}
      onPointerLeave={() => setHover(null)}
      // The click that would follow a tap would meet the pin that the tap has set.
      onTouchEnd={(event) => event.preventDefault()}
      onKeyDown={press}
    >
      {draft && <Outlines shapes={[draft]} placing={placing} picture={picture} isDraft />}
      {pointing === 'brush' && hover && <span aria-hidden className="pointer-events-none absolute aspect-square -translate-1/2 rounded-full border border-white shadow-[0_0_0_1px_rgb(0_0_0/0.6)]" style={{ left: percent(hover[0]), top: percent(hover[1]), width: percent(across) }} />}
      {cross && <Crosshair at={cross} />}
    </button>
  );
}

type OutlinesProps = { readonly shapes: readonly Shape[]; readonly placing: Placing; readonly picture: Size; readonly isDraft?: boolean };

/** Boxes and strokes in the picture's own px. */
function Outlines({ shapes, placing, picture, isDraft = false }: OutlinesProps) {
  const { photo } = useStudioData();
  const path = (points: readonly Place[]) => points.map(placing.toPicture).map(([u, v]) => `${u * picture.width},${v * picture.height}`).join(' ');
  return (
    <svg aria-hidden viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio="none" className="pointer-events-none absolute inset-0 h-full w-full overflow-hidden">
      {shapes.map((shape, index) => {
        // oxlint-disable-next-line react/no-array-index-key
        if (shape.kind === 'box') return <g key={index} fill="none" strokeWidth={1.5}><polygon points={path(shape.corners)} stroke="black" strokeOpacity={0.5} strokeWidth={3} vectorEffect="non-scaling-stroke" /><polygon points={path(shape.corners)} stroke="white" strokeDasharray={isDraft ? '5 4' : undefined} vectorEffect="non-scaling-stroke" /></g>;
        // A stroke that is done is shown by what it covers.
        // oxlint-disable-next-line react/no-array-index-key
        if (shape.kind === 'stroke' && isDraft) return <polyline key={index} points={path(shape.points.length === 1 ? [...shape.points, ...shape.points] : shape.points)} fill="none" stroke="#e22c2c" strokeOpacity={0.5} strokeLinecap="round" strokeLinejoin="round" strokeWidth={2 * shape.radius * Math.max(photo.width, photo.height)} />;
        return null;
      })}
    </svg>
  );
}

function Pin({ seen: { mark, answer }, number, placing }: { readonly seen: SeenMark; readonly number: number; readonly placing: Placing }) {
  const t = useTranslations('talk');
  const store = useStudioStore();
  const [u, v] = placing.toPicture(pinOf(mark));
  const looking = answer?.state === 'looking';
  const view = answer?.state === 'found' ? answer.view : undefined;
  const sureness = Math.round((view?.confidence ?? 0) * 100);
  const isSure = view !== undefined && view.known && !view.doubtful;
  const state = looking ? t('looking') : answer === undefined ? t('painted') : isSure ? t('sure', { percent: sureness }) : view?.known ? t('doubtful', { percent: sureness }) : t('nothing');
  if (u < 0 || u > 1 || v < 0 || v > 1) return null;
  return (
    <button
      type="button"
      data-canvas-control
      data-testid="pin"
      aria-label={t('pin', { number: t('place', { number }), state })}
      title={state}
      onClick={() => removeMark(store, mark.id)}
      className={clsx('group absolute inline-flex h-6 min-w-6 -translate-1/2 items-center justify-center gap-1 rounded-full border border-white bg-black/75 px-1.5 text-fine font-medium text-white tabular-nums shadow-lg', looking && 'animate-pulse')}
      style={{ left: percent(u), top: percent(v) }}
    >
      {number}
      {isSure && <span className="text-[10px] font-normal text-white/80">{sureness} %</span>}
      {answer !== undefined && !looking && !isSure && <span aria-hidden className="text-[10px] font-normal text-white/80">?</span>}
    </button>
  );
}
