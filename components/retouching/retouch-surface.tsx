'use client';

import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { addRetouch, redEye, RED_EYES, RETOUCH_AREAS, retouchSpot, retouchStroke } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import { ARROWS } from '../masking/arrows';
import { extended, type Place } from '../pointing/marks';
import { usePlacing } from '../pointing/use-marks';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { countOf, withEye } from './areas';
import type { RetouchEdits } from './use-retouch';

/** CSS px that a pointer moves before a click is a stroke. */
const STILL = 5;
const STEP = 0.02;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const percent = (value: number): string => `${value * 100}%`;

/** Where spots are drawn: a click is a spot, a drag a stroke. */
export function RetouchSurface({ picture, edits }: { readonly picture: Size; readonly edits: RetouchEdits }) {
  const t = useTranslations('draw.retouch');
  const store = useStudioStore();
  const { photo } = useStudioData();
  const { toPhoto, toPicture } = usePlacing();
  const tool = useStudio((state) => state.retouching);
  const { radius } = useStudio((state) => state.retouchBrush);
  const ref = useRef<HTMLButtonElement>(null);
  const drawing = useRef<{ readonly id: number; readonly x: number; readonly y: number; moved: boolean } | null>(null);
  const [points, setPoints] = useState<readonly Place[]>([]);
  const [hover, setHover] = useState<Place | null>(null);
  const [cross, setCross] = useState<Place | null>(null);

  const placeAt = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place => {
    const box = ref.current?.getBoundingClientRect();
    return box ? [clamp((clientX - box.left) / box.width), clamp((clientY - box.top) / box.height)] : [0.5, 0.5];
  };
  const add = (places: readonly Place[]) => {
    const [first] = places;
    const { retouchBrush: brush } = store.getState();
    if (!first || !tool) return;
    const now = edits.now();
    if (tool === 'red-eye') {
      edits.preview(withEye(now, redEye({ x: first[0], y: first[1], radius: brush.radius })));
      store.setState({ retouched: { list: RED_EYES, index: countOf(now, RED_EYES) } });
    } else {
      const area = { method: tool, feather: brush.feather, opacity: brush.opacity, radius: brush.radius };
      edits.preview(addRetouch(now, places.length > 1 ? retouchStroke({ ...area, points: places }) : retouchSpot({ ...area, x: first[0], y: first[1] })));
      store.setState({ retouched: { list: RETOUCH_AREAS, index: countOf(now, RETOUCH_AREAS) } });
    }
    edits.commit();
  };
  const cancel = () => {
    drawing.current = null;
    setPoints([]);
  };
  const long = Math.max(photo.width, photo.height);
  // Width of the brush in shares of the picture's width.
  const across = (2 * radius * long) / picture.width;
  const at = cross ?? hover;
  return (
    <button
      ref={ref}
      type="button"
      data-canvas-control
      data-testid="retouch-surface"
      aria-label={t('surface')}
      className="absolute inset-0 block cursor-none touch-none outline-none focus-visible:ring-2 focus-visible:ring-white/80"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // A second finger means something else: what was begun is not finished.
        if (drawing.current) return cancel();
        event.currentTarget.setPointerCapture(event.pointerId);
        drawing.current = { id: event.pointerId, x: event.clientX, y: event.clientY, moved: false };
        setCross(null);
        setPoints([toPhoto(placeAt(event))]);
      }}
      onPointerMove={(event) => {
        const place = placeAt(event);
        setHover(event.pointerType === 'touch' ? null : place);
        const now = drawing.current;
        if (now?.id !== event.pointerId || tool === 'red-eye') return;
        now.moved ||= Math.hypot(event.clientX - now.x, event.clientY - now.y) > STILL;
        if (now.moved) setPoints((old) => extended(old, toPhoto(place), radius, photo));
      }}
      onPointerUp={(event) => {
        if (drawing.current?.id !== event.pointerId) return;
        add(points);
        cancel();
      }}
      onPointerCancel={cancel}
      onPointerLeave={() => setHover(null)}
      // The click that would follow a tap would meet the spot that the tap has set.
      onTouchEnd={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (arrow) setCross((old) => { const [x, y] = old ?? [0.5, 0.5], step = STEP * (event.shiftKey ? 5 : 1); return [clamp(x + arrow[0] * step), clamp(y + arrow[1] * step)]; });
        else if (event.key === 'Enter' || event.key === ' ') add([toPhoto(cross ?? [0.5, 0.5])]);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {points.length > 1 && (
        <svg aria-hidden viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio="none" className="pointer-events-none absolute inset-0 h-full w-full">
          <polyline points={points.map(toPicture).map(([u, v]) => `${u * picture.width},${v * picture.height}`).join(' ')} fill="none" stroke="white" strokeOpacity={0.5} strokeWidth={2 * radius * long} strokeLinecap="round" strokeLinejoin="round" />
        </svg>
      )}
      {at && <span aria-hidden className="pointer-events-none absolute aspect-square -translate-1/2 rounded-full border border-white shadow-[0_0_0_1px_rgb(0_0_0/0.6)]" style={{ left: percent(at[0]), top: percent(at[1]), width: percent(across) }} />}
    </button>
  );
}
