'use client';

import { useRef, useState, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import { combineFields, type PaintMask } from '@/lib/develop/settings';
import type { Corrections } from '../develop/correction-list';
import { useStudio, useStudioStore } from '../studio/context';
import { ARROWS } from './arrows';
import { BrushTip } from './brush-tip';
import { Crosshair } from './crosshair';
import { freeName, withStroke, type Into, type MaskAt } from './edits';
import type { Ground } from './ground';
import { longEdge, type Point } from './plane';
import { Stroke } from './stroke';
import type { MaskEdits } from './use-mask-edits';

/** Share of the picture that an arrow key moves the cross, and with Shift. */
const STEP = 0.01, LEAP = 0.05;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
/** Only a pen tells how hard it is pressed. */
const pressureOf = ({ pointerType, pressure }: { readonly pointerType: string; readonly pressure: number }): number => (pointerType === 'pen' && pressure > 0 ? pressure : 1);

type Gesture = { readonly id: number; readonly list: Corrections; readonly erase: boolean; readonly anchor: Point; stroke: Stroke };
type Props = {
  /** The mask that strokes go on; without it the first begins one. */
  readonly at: MaskAt | undefined;
  readonly into: Into | undefined;
  readonly ground: Ground;
  readonly edits: MaskEdits;
};

/** Lies over the picture while a mask is painted. Every stroke is a step. */
export function BrushSurface({ at, into, ground, edits }: Props) {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const brush = useStudio((state) => state.maskBrush);
  const erasing = useStudio((state) => state.erasing);
  const gesture = useRef<Gesture | null>(null);
  const tip = useRef<BrushTip>(null);
  /** Where the last stroke ended, for the next to go on from in a straight line. */
  const last = useRef<Point | null>(null);
  const [cross, setCross] = useState<readonly [u: number, v: number] | null>(null);

  const show = (list: Corrections, stroke: PaintMask) => {
    if (at) return edits.preview(withStroke(list, at, stroke));
    const name = t('kind.brush');
    edits.add(list, { What: 'Mask/Aggregate', MaskName: name, MaskActive: true, ...combineFields('add'), Masks: [stroke] }, freeName(list, name), into);
  };
  const shown = (now: Gesture) => show(now.list, now.stroke.mask());
  const settle = () => {
    store.setState({ drawing: null });
    edits.commit();
  };
  const follow = (event: PointerEvent) => {
    const now = gesture.current;
    if (now?.id !== event.pointerId) return;
    if (event.shiftKey) {
      now.stroke = new Stroke(brush, ground.full, now.erase, now.anchor, pressureOf(event));
      now.stroke.to(ground.toPoint(event), pressureOf(event));
      return shown(now);
    }
    const passed = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const put = (passed.length > 0 ? passed : [event.nativeEvent]).map((one) => now.stroke.to(ground.toPoint(one), pressureOf(one)));
    if (put.some(Boolean)) shown(now);
  };
  const cancel = () => {
    const now = gesture.current;
    gesture.current = null;
    if (!now) return;
    edits.preview(now.list);
    if (!at) store.setState({ inHand: null, veiled: null });
  };
  return (
    <button
      type="button"
      data-canvas-control
      data-canvas-surface
      data-testid="mask-surface"
      aria-label={t('surface.brush')}
      className="absolute inset-0 block cursor-none touch-none outline-none focus-visible:ring-2 focus-visible:ring-white/80"
      onPointerDown={(event) => {
        if (event.button !== 0 || gesture.current) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const point = ground.toPoint(event), erase = (erasing || event.altKey) && at !== undefined;
        const anchor = (event.shiftKey && at && last.current) || point;
        const stroke = new Stroke(brush, ground.full, erase, anchor, pressureOf(event));
        stroke.to(point, pressureOf(event));
        gesture.current = { id: event.pointerId, list: edits.list(), erase, anchor, stroke };
        setCross(null);
        shown(gesture.current);
      }}
      onPointerMove={(event) => {
        tip.current?.move(event, event.altKey);
        follow(event);
      }}
      onPointerUp={(event) => {
        const now = gesture.current;
        if (now?.id !== event.pointerId) return;
        gesture.current = null;
        last.current = now.stroke.end;
        settle();
      }}
      onPointerCancel={cancel}
      onLostPointerCapture={cancel}
      onPointerLeave={() => tip.current?.hide()}
      onTouchEnd={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        const arrow = ARROWS[event.key];
        if (arrow) {
          const step = event.shiftKey ? LEAP : STEP;
          setCross((old) => { const [u, v] = old ?? [0.5, 0.5]; return [clamp(u + arrow[0] * step), clamp(v + arrow[1] * step)]; });
        } else if (event.key === 'Enter' || event.key === ' ') {
          const point = ground.pointOf(cross ?? [0.5, 0.5]);
          setCross(cross ?? [0.5, 0.5]);
          show(edits.list(), new Stroke(brush, ground.full, (erasing || event.altKey) && at !== undefined, point).mask());
          settle();
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <BrushTip ref={tip} radius={(brush.size * longEdge(ground.full)) / ground.perPixel} hardness={1 - brush.feather / 100} erasing={erasing && at !== undefined} />
      {cross && <Crosshair at={cross} />}
    </button>
  );
}
