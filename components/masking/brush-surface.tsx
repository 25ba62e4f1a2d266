'use client';

import { useRef, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import { combineFields, type PaintMask } from '@/lib/develop/settings';
import type { Corrections } from '../develop/correction-list';
import { useStudio, useStudioStore } from '../studio/context';
import { BrushTip } from './brush-tip';
import { Crosshair } from './crosshair';
import { freeName, withStroke, type Into, type MaskAt } from './edits';
import type { Ground } from './ground';
import { longEdge, type Point } from './plane';
import { Stroke } from './stroke';
import { Surface } from './surface';
import { useCross } from './use-cross';
import type { MaskEdits } from './use-mask-edits';

/** Share of the picture that an arrow key moves the cross. */
const KEY_STEP = 0.01;
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
  const { cross, setCross, onKeyDown } = useCross(KEY_STEP, (place, { altKey }) => {
    show(edits.list(), new Stroke(brush, ground.full, (erasing || altKey) && at !== undefined, ground.pointOf(place)).mask());
    settle();
  });
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
    <Surface
      label={t('surface.brush')}
      className="cursor-none"
      onCancel={cancel}
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
      onPointerLeave={() => tip.current?.hide()}
      onKeyDown={onKeyDown}
    >
      <BrushTip ref={tip} radius={(brush.size * longEdge(ground.full)) / ground.perPixel} hardness={1 - brush.feather / 100} erasing={erasing && at !== undefined} />
      {cross && <Crosshair at={cross} />}
    </Surface>
  );
}
