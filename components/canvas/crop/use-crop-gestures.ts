'use client';

import { useEffect, useRef, useState, type RefObject } from 'react';
import type { StudioStore } from '../../studio/store';
import type { Point } from '../zoom';
import { type Crop, type Limits, levelled, moved, pinched, resized, withCropAngle } from './crop-box';
import { handleOf } from './crop-frame';
import { frameOn, pinned, type Stage, under } from './stage';

/** CSS px that a line has to be long to mean a direction. */
const LEAST_LINE = 12;
const degrees = (from: Point, to: Point): number => (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
const length = (from: Point, to: Point): number => Math.hypot(to.x - from.x, to.y - from.y);
const halfTurn = (angle: number): number => angle - 360 * Math.round(angle / 360);

type Begun = { readonly crop: Crop; readonly stage: Stage } & (
  | { readonly kind: 'resize'; readonly name: string; readonly id: number; readonly from: Point }
  | { readonly kind: 'move' | 'turn' | 'level'; readonly id: number; readonly from: Point }
  | { readonly kind: 'pinch'; readonly ids: readonly [number, number]; readonly from: readonly [Point, Point] }
);

export type CropGesture = {
  /** The stage stays as it is under a finger. */
  readonly held: Stage | null;
  readonly kind: Begun['kind'] | null;
  /** A line that is drawn to level by, CSS px. */
  readonly line: readonly [from: Point, to: Point] | null;
};

const NONE: CropGesture = { held: null, kind: null, line: null };

/**
 * Drags on the stage: handles, inside the frame, outside of it (turns), two fingers (enlarge, turn, move the photo), a line to level by (also with
 * Ctrl or ⌘). `stage`: where the photo lies when nothing is held.
 */
export function useCropGestures(ref: RefObject<HTMLElement | null>, store: StudioStore, stage: Stage, limits: Limits): CropGesture {
  const [gesture, setGesture] = useState(NONE);
  const latest = useRef({ stage, limits });
  useEffect(() => {
    latest.current = { stage, limits };
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const pointers = new Map<number, Point>();
    let begun: Begun | null = null;
    const at = (event: PointerEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const set = (crop: Crop) => store.setState({ crop });
    const begin = (next: Begun) => {
      begun = next;
      setGesture({ held: next.kind === 'turn' || next.kind === 'pinch' ? pinned(next.crop, next.stage) : next.stage, kind: next.kind, line: next.kind === 'level' ? [next.from, next.from] : null });
    };
    const end = () => {
      begun = null;
      setGesture(NONE);
    };
    const down = (event: PointerEvent) => {
      const { crop, cropping, levelling } = store.getState();
      if (event.button !== 0 || !crop || !cropping || !(event.target instanceof Element)) return;
      element.setPointerCapture(event.pointerId);
      const from = at(event);
      pointers.set(event.pointerId, from);
      const { stage: now } = latest.current;
      if (pointers.size === 2) {
        const [[first, a], [second, b]] = [...pointers] as [[number, Point], [number, Point]];
        // What one finger began, two do not go on with.
        begin({ kind: 'pinch', ids: [first, second], from: [a, b], crop, stage: now });
        return;
      }
      if (pointers.size > 2) return;
      const name = event.target.closest('[data-crop]')?.getAttribute('data-crop') ?? undefined;
      const kind = levelling || event.ctrlKey || event.metaKey ? 'level' : handleOf(name) ? 'resize' : name === 'frame' ? 'move' : 'turn';
      begin(kind === 'resize' ? { kind, name: name ?? '', id: event.pointerId, from, crop, stage: now } : { kind, id: event.pointerId, from, crop, stage: now });
    };
    const move = (event: PointerEvent) => {
      if (!pointers.has(event.pointerId)) return;
      const to = at(event);
      pointers.set(event.pointerId, to);
      if (!begun) return;
      const { limits: within } = latest.current;
      const { crop, stage: from } = begun;
      if (begun.kind === 'pinch') {
        const [a, b] = begun.ids.map((id) => pointers.get(id));
        if (!a || !b) return;
        const [p, q] = begun.from;
        const next = pinched(within, crop, {
          zoom: length(a, b) / Math.max(1, length(p, q)), turn: halfTurn(degrees(a, b) - degrees(p, q)),
          across: ((a.x + b.x) - (p.x + q.x)) / 2 / from.scale, down: ((a.y + b.y) - (p.y + q.y)) / 2 / from.scale,
        });
        set(next);
        setGesture({ held: under(crop, from, next), kind: 'pinch', line: null });
        return;
      }
      if (begun.id !== event.pointerId) return;
      const [across, down] = [(to.x - begun.from.x) / from.scale, (to.y - begun.from.y) / from.scale];
      switch (begun.kind) {
        case 'resize': {
          const handle = handleOf(begun.name);
          if (handle) set(resized(within, crop, handle, across, down, event.altKey));
          return;
        }
        case 'move': return set(moved(within, crop, across, down));
        case 'turn': {
          const frame = frameOn(crop, from);
          const middle = { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 };
          return set(withCropAngle(within, crop, crop.angle - halfTurn(degrees(middle, to) - degrees(middle, begun.from))));
        }
        case 'level': return setGesture({ held: from, kind: 'level', line: [begun.from, to] });
      }
    };
    const up = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId) || !begun) return;
      if (begun.kind === 'pinch' ? !begun.ids.includes(event.pointerId) : begun.id !== event.pointerId) return;
      const to = at(event);
      if (begun.kind === 'level' && event.type === 'pointerup' && length(begun.from, to) >= LEAST_LINE) {
        set(withCropAngle(latest.current.limits, begun.crop, levelled(begun.crop.angle, to.x - begun.from.x, to.y - begun.from.y)));
        store.setState({ levelling: false });
      }
      end();
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  }, [ref, store]);
  return gesture;
}
