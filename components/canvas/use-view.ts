'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Size } from '@/lib/develop/types';
import { clampScale, clampView, fitView, pinch, scaleLimits, wheelFactor, zoomAt, type Point, type View } from './zoom';

/** CSS pixels of wall around a fitted picture. */
export const FIT_MARGIN = 16;
const HOLD_MILLISECONDS = 220;
const STILL_PIXELS = 6;
const DOUBLE_TAP_MILLISECONDS = 300;

/** The size of an element, kept current. */
export function useElementSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setSize({ width: entry.contentRect.width, height: entry.contentRect.height }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}

/** In a row or in a column, with a gap. */
export type Beside = 'row' | 'column';
/** CSS px between two pictures that lie next to each other. */
export const GAP = 2;

type Gestures = {
  readonly picture: Size;
  readonly viewport: Size;
  /** `null` is "fit". */
  readonly view: View | null;
  readonly onView: (view: View | null) => void;
  /** How two pictures lie next to each other; both have the viewport's size. */
  readonly beside: Beside | null;
  /** Over the canvas, from the corner of the viewport that is pointed at. */
  readonly onPointer?: (point: Point | null) => void;
  /** Press and hold on a picture that cannot be dragged: compare. */
  readonly onHold: (held: boolean) => void;
};

/** Wheel, pinch, drag, double-click and hold on the canvas. */
export function useGestures(ref: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const pointers = new Map<number, Point>();
    /** Fingers on a surface that is drawn on: one draws, two zoom. */
    const drawing = new Map<number, Point>();
    let holdTimer: ReturnType<typeof setTimeout> | undefined;
    let held = false;
    let start: Point = { x: 0, y: 0 };
    let lastTap = 0;
    let touched = false;
    let inside = false;
    let last: Point | undefined;
    let space = false;

    const at = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      const point = { x: event.clientX - box.left, y: event.clientY - box.top };
      const { beside, viewport } = latest.current;
      // The same place of either picture: both are looked at through the same view.
      if (beside === 'row' && point.x >= viewport.width + GAP) return { ...point, x: point.x - viewport.width - GAP };
      if (beside === 'column' && point.y >= viewport.height + GAP) return { ...point, y: point.y - viewport.height - GAP };
      return point;
    };
    const isControl = ({ target }: Event) => target instanceof Element && target.closest('[data-canvas-control]') !== null;
    const limits = () => scaleLimits(latest.current.picture, latest.current.viewport, FIT_MARGIN, devicePixelRatio);
    const current = (): View => latest.current.view ?? fitView(latest.current.picture, latest.current.viewport, FIT_MARGIN);
    const show = (view: View) => {
      const { picture, viewport, onView } = latest.current;
      const fit = fitView(picture, viewport, FIT_MARGIN).scale;
      onView(Math.abs(view.scale / fit - 1) < 0.02 ? null : clampView(view, picture, viewport, FIT_MARGIN));
    };
    const toggle = (point: Point) => {
      if (latest.current.view) latest.current.onView(null);
      else show(zoomAt(current(), point, clampScale(1 / devicePixelRatio, limits())));
    };
    const release = () => {
      clearTimeout(holdTimer);
      if (held) latest.current.onHold(false);
      held = false;
    };

    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const view = current();
      const [min, max] = limits();
      show(zoomAt(view, at(event), clampScale(view.scale * wheelFactor(event), [min, max])));
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      if (isControl(event) && !space) {
        if (event.pointerType !== 'touch' || !(event.target instanceof Element) || !event.target.closest('[data-canvas-surface]')) return;
        drawing.set(event.pointerId, at(event));
        if (drawing.size < 2) return;
        // The surface loses both, and with them what it had begun.
        event.stopPropagation();
        for (const [id, point] of drawing) {
          pointers.set(id, point);
          element.setPointerCapture(id);
        }
        return release();
      }
      // With the space bar the hand comes before any tool.
      if (space) event.stopPropagation();
      element.setPointerCapture(event.pointerId);
      touched = event.pointerType === 'touch';
      pointers.set(event.pointerId, at(event));
      start = last = at(event);
      clearTimeout(holdTimer);
      if (pointers.size > 1) return release();
      if (space || latest.current.beside) return;
      holdTimer = setTimeout(() => {
        held = true;
        latest.current.onHold(true);
      }, HOLD_MILLISECONDS);
    };
    const move = (event: PointerEvent) => {
      const to = at(event);
      if (event.pointerType !== 'touch') latest.current.onPointer?.(isControl(event) ? null : to);
      if (drawing.has(event.pointerId)) drawing.set(event.pointerId, to);
      const from = pointers.get(event.pointerId);
      if (!from) return;
      if (Math.hypot(to.x - start.x, to.y - start.y) > STILL_PIXELS) clearTimeout(holdTimer);
      const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      pointers.set(event.pointerId, to);
      const [other] = others;
      const jump = last && latest.current.beside && Math.hypot(to.x - last.x, to.y - last.y) > Math.min(latest.current.viewport.width, latest.current.viewport.height) / 2;
      last = to;
      if (other) show(pinch(current(), [from, other], [to, other], limits()));
      // A drag across the gap goes on in the other picture.
      else if (latest.current.view && !held && !jump) {
        const view = current();
        show({ ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y });
      }
    };
    const enter = () => { inside = true; };
    const leave = () => {
      inside = false;
      latest.current.onPointer?.(null);
    };
    const hand = (held: boolean) => {
      space = held;
      if (held) element.dataset.hand = '';
      else delete element.dataset.hand;
    };
    const press = (event: KeyboardEvent) => {
      // Whoever works with the keyboard presses buttons with it.
      if (event.key !== ' ' || !inside || !(event.target instanceof Element) || event.target.matches('input, textarea, select, [contenteditable], :focus-visible')) return;
      event.preventDefault();
      if (!event.repeat) hand(true);
    };
    const lift = (event: KeyboardEvent) => {
      if (event.key !== ' ' || !space) return;
      event.preventDefault();
      hand(false);
    };
    const blur = () => hand(false);
    const up = (event: PointerEvent) => {
      drawing.delete(event.pointerId);
      if (!pointers.delete(event.pointerId)) return;
      const wasHeld = held;
      release();
      // Mice send dblclick; fingers get the same by two quick taps.
      if (event.pointerType !== 'touch' || wasHeld) return;
      const point = at(event);
      if (Math.hypot(point.x - start.x, point.y - start.y) > STILL_PIXELS) return;
      if (event.timeStamp - lastTap < DOUBLE_TAP_MILLISECONDS) toggle(point);
      lastTap = event.timeStamp;
    };
    const double = (event: MouseEvent) => {
      // Fingers were answered above; some browsers send a dblclick for them too.
      if (!touched && !isControl(event)) toggle(at(event));
    };
    // A long press compares; the menu for saving images would cover it.
    const menu = (event: MouseEvent) => touched && event.preventDefault();
    element.addEventListener('contextmenu', menu);
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', down, { capture: true });
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    window.addEventListener('keydown', press, { capture: true });
    window.addEventListener('keyup', lift, { capture: true });
    window.addEventListener('blur', blur);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('dblclick', double);
    return () => {
      release();
      element.removeEventListener('contextmenu', menu);
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', down, { capture: true });
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      window.removeEventListener('keydown', press, { capture: true });
      window.removeEventListener('keyup', lift, { capture: true });
      window.removeEventListener('blur', blur);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('dblclick', double);
    };
  }, [ref]);
}
