'use client';

import { useState, type KeyboardEvent } from 'react';
import { ARROWS } from './arrows';

/** Shares of the picture. */
type Place = readonly [u: number, v: number];

const MIDDLE: Place = [0.5, 0.5];
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * A cross that the arrow keys move over the picture, five times as far with Shift; Enter or the space bar sets it where it is, in the middle first.
 * @param step share of the picture that a key moves it
 */
export function useCross(step: number, set: (at: Place, event: KeyboardEvent) => void) {
  const [cross, setCross] = useState<Place | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const far = event.shiftKey ? step * 5 : step;
      setCross((old) => { const [u, v] = old ?? MIDDLE; return [clamp(u + arrow[0] * far), clamp(v + arrow[1] * far)]; });
    } else if (event.key === 'Enter' || event.key === ' ') {
      const at = cross ?? MIDDLE;
      setCross(at);
      set(at, event);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { cross, setCross, onKeyDown };
}
