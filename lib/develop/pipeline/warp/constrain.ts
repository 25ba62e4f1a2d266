import type { Size } from '../../types';
import type { Frame } from '../geometry';
import { toPhoto, type Warp } from './warp';

/** Points looked at along each side of a crop. */
const POINTS = 32;
/** Smallest share of its size that a crop is shrunk to. */
const LEAST = 0.02;

type Offset = readonly [along: number, across: number];

/** Whether a crop shows nothing beyond the photo; `offset` and `share` move and scale it along its own axes. */
export function holds(frame: Frame, full: Size, warp: Warp, offset: Offset = [0, 0], share = 1): boolean {
  const halfX = (frame.width * share) / 2, halfY = (frame.height * share) / 2;
  for (let k = 0; k <= POINTS; k++) {
    const t = (2 * k) / POINTS - 1;
    for (const [a, b] of [[t, -1], [t, 1], [-1, t], [1, t]] as const) {
      const u = offset[0] + a * halfX, v = offset[1] + b * halfY;
      const [x, y] = toPhoto(warp, frame.cx + u * frame.cos - v * frame.sin, frame.cy + u * frame.sin + v * frame.cos);
      if (x < 0 || y < 0 || x > full.width || y > full.height) return false;
    }
  }
  return true;
}

/**
 * The largest crop of the same shape and turn, within the given one, that shows nothing beyond the photo: shrunk about its centre, and moved where moving
 * keeps more. Found by a search over the place (shrinking steps) and over the size (bisection).
 */
export function constrain(frame: Frame, full: Size, warp: Warp): Frame {
  const inside = (offset: Offset, share: number): boolean => holds(frame, full, warp, offset, share);
  /** Largest share at a place that stays within the given crop; `beat`: what it has to exceed to be worth finding. */
  const best = (offset: Offset, beat: number): number => {
    const room = Math.min(1, 1 - (2 * Math.abs(offset[0])) / frame.width, 1 - (2 * Math.abs(offset[1])) / frame.height);
    if (room <= beat || !inside(offset, Math.max(beat, LEAST))) return 0;
    if (inside(offset, room)) return room;
    let low = Math.max(beat, LEAST), high = room;
    for (let step = 0; step < 14; step++) {
      const middle = (low + high) / 2;
      if (inside(offset, middle)) low = middle;
      else high = middle;
    }
    return low;
  };

  let place: Offset = [0, 0];
  let share = best(place, 0);
  if (share === 1) return frame;
  for (let step = 0.25; step > 0.002; step /= 2) {
    for (let moved = true, rounds = 0; moved && rounds < 4; rounds++) {
      moved = false;
      for (const [a, b] of [[0, 1], [0, -1], [1, 0], [-1, 0]] as const) {
        const next: Offset = [place[0] + a * step * frame.width, place[1] + b * step * frame.height];
        const found = best(next, share);
        if (found > share + 0.001) [place, share, moved] = [next, found, true];
      }
    }
  }
  if (share === 0) return frame;
  const [u, v] = place;
  // Half a pixel less on every side: rounding never reaches out again.
  return {
    ...frame, cx: frame.cx + u * frame.cos - v * frame.sin, cy: frame.cy + u * frame.sin + v * frame.cos,
    width: Math.max(1, Math.floor(frame.width * share - 1)), height: Math.max(1, Math.floor(frame.height * share - 1)),
  };
}
