'use client';

import { useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import type { Mask } from '@/lib/develop/settings';
import type { Corrections } from '../develop/correction-list';
import { ARROWS } from './arrows';
import type { MaskAt } from './edits';
import type { Ground } from './ground';
import { plus, times, turnedBy, type Point } from './plane';
import type { MaskEdits } from './use-mask-edits';

export type Held = { readonly shiftKey: boolean; readonly altKey: boolean };
/** What a hand that went from one place to another makes of a mask, as it was when the hand began. */
export type Reshape = (from: Point, to: Point, held: Held) => Partial<Mask> | undefined;

/** Px of the screen that an arrow key moves, and with Shift. */
const NUDGE = 2, LEAP = 20;

type Gesture = { readonly id: number; readonly from: Point; readonly list: Corrections; readonly reshape: Reshape; moved: boolean };

/** The listeners of a handle. A drag is one step; so are key presses that follow each other. */
export function useReshape(ground: Ground, edits: MaskEdits) {
  const gesture = useRef<Gesture | null>(null);
  return useMemo(() => {
    const end = (event: PointerEvent, keep: boolean) => {
      const now = gesture.current;
      if (now?.id !== event.pointerId) return;
      gesture.current = null;
      if (!now.moved) return;
      if (keep) edits.commit();
      else edits.preview(now.list);
    };
    return (at: MaskAt, reshape: Reshape, onTake?: () => void) => ({
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onTake?.();
        gesture.current = { id: event.pointerId, from: ground.toPoint(event), list: edits.list(), reshape, moved: false };
      },
      onPointerMove: (event: PointerEvent) => {
        const now = gesture.current;
        if (now?.id !== event.pointerId) return;
        const change = now.reshape(now.from, ground.toPoint(event), event);
        if (!change) return;
        now.moved = true;
        edits.change(now.list, at, change);
      },
      onPointerUp: (event: PointerEvent) => end(event, true),
      onPointerCancel: (event: PointerEvent) => end(event, false),
    });
  }, [ground, edits]);
}

/** Arrow keys on a handle that stands at a place: it moves as a hand would have moved it. */
export function nudge(event: KeyboardEvent, ground: Ground, edits: MaskEdits, at: MaskAt, handle: Point, reshape: Reshape): void {
  const arrow = ARROWS[event.key];
  if (!arrow || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  const way = turnedBy(times(arrow, (event.shiftKey ? LEAP : NUDGE) * ground.perPixel), ground.rowsAt(handle));
  const change = reshape(handle, plus(handle, way), { shiftKey: false, altKey: event.altKey });
  if (!change) return;
  edits.change(edits.list(), at, change);
  edits.soon();
}
