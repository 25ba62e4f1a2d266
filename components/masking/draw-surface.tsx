'use client';

import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { combineFields, type Mask } from '@/lib/develop/settings';
import type { Corrections } from '../develop/correction-list';
import { useStudioStore } from '../studio/context';
import { freeName, type Into } from './edits';
import type { Ground } from './ground';
import { drawnLinear, linearFields } from './linear';
import { longEdge, type Point } from './plane';
import { drawnEllipse, ellipseFields, isFar } from './radial';
import { Surface } from './surface';
import type { MaskEdits } from './use-mask-edits';
import type { Held } from './use-reshape';

export type ShapeKind = 'linear' | 'radial';

/** CSS px that a pointer moves before a click is a shape. */
const STILL = 5;
/** A click draws a shape of this size, share of the long edge. */
const HANDY = 0.15;

/** A shape as a hand draws it. */
function shapeOf(kind: ShapeKind, name: string, from: Point, to: Point, { full, rowsAt }: Ground, held: Held): Mask {
  const common = { MaskName: name, MaskActive: true, ...combineFields('add') };
  const base = rowsAt(from);
  return kind === 'linear'
    ? { What: 'Mask/Gradient', ...common, ...linearFields(drawnLinear(from, to, base, held.shiftKey), full) }
    : { What: 'Mask/CircularGradient', ...common, ...ellipseFields(drawnEllipse(from, to, base, held.shiftKey), full), Midpoint: 50, Feather: 50, Roundness: 0, Flipped: true };
}

type Props = { readonly kind: ShapeKind; readonly into: Into | undefined; readonly ground: Ground; readonly edits: MaskEdits };

/** Lies over the picture until a gradient is drawn on it. */
export function DrawSurface({ kind, into, ground, edits }: Props) {
  const t = useTranslations('masks');
  const store = useStudioStore();
  const gesture = useRef<{ readonly id: number; readonly from: Point; readonly list: Corrections; moved: boolean } | null>(null);

  const draw = (from: Point, to: Point, list: Corrections, held: Held) => {
    const name = t(`kind.${kind}`);
    edits.add(list, shapeOf(kind, name, from, to, ground, held), freeName(list, name), into);
  };
  const handy = (from: Point): Point => {
    const size = HANDY * longEdge(ground.full);
    return [from[0] + (kind === 'radial' ? size : 0), from[1] + size];
  };
  const finish = () => {
    gesture.current = null;
    store.setState({ drawing: null });
    edits.commit();
  };
  const cancel = () => {
    const now = gesture.current;
    gesture.current = null;
    if (!now?.moved) return;
    edits.preview(now.list);
    store.setState({ inHand: null, veiled: null });
  };
  return (
    <Surface
      label={t(`surface.${kind}`)}
      className="cursor-crosshair"
      onCancel={cancel}
      onPointerDown={(event) => {
        if (event.button !== 0 || gesture.current) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        gesture.current = { id: event.pointerId, from: ground.toPoint(event), list: edits.list(), moved: false };
      }}
      onPointerMove={(event) => {
        const now = gesture.current;
        if (now?.id !== event.pointerId) return;
        const to = ground.toPoint(event);
        now.moved ||= isFar(now.from, to, STILL * ground.perPixel);
        if (now.moved) draw(now.from, to, now.list, event);
      }}
      onPointerUp={(event) => {
        const now = gesture.current;
        if (now?.id !== event.pointerId) return;
        if (!now.moved) draw(now.from, handy(now.from), now.list, event);
        finish();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        const middle = ground.pointOf([0.5, 0.5]);
        draw(middle, handy(middle), edits.list(), { shiftKey: false, altKey: false });
        finish();
      }}
    />
  );
}
