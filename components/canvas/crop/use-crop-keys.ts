'use client';

import { useEffect } from 'react';
import type { StudioStore } from '../../studio/store';
import { type Limits, moved, resized, swapped } from './crop-box';
import { handleOf } from './crop-frame';
import { cancelCrop, nextGrid } from './crop-commands';

/** Share of the photo's long edge that an arrow key moves by; with Shift ten times that. */
const STEP = 0.0025;
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** While cropping these keys come before the studio's own. @param long the photo's long edge, px */
export function useCropKeys(store: StudioStore, limits: Limits, long: number, commit: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { crop, cropping, levelling, cropStart } = store.getState();
      if (!cropping || !crop || !(event.target instanceof Element) || event.target.closest('[role="dialog"],[role="menu"]')) return;
      const own = event.target.closest('[data-crop]')?.getAttribute('data-crop') ?? undefined;
      const field = event.target.matches('input, textarea, select, [contenteditable], [role="slider"], [role="tab"], [role="radio"]');
      const button = !own && event.target.matches('button, a');
      const arrow = ARROWS[event.key];
      const modified = event.metaKey || event.ctrlKey;
      const done = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      if (event.key === 'Escape') {
        done();
        if (levelling) store.setState({ levelling: false });
        else cancelCrop(store);
      } else if (modified && !event.shiftKey && event.key.toLowerCase() === 'z' && crop !== cropStart && !event.target.matches('textarea, input:not([type="range"])')) {
        done();
        store.setState({ crop: cropStart });
      } else if (modified || event.altKey || event.isComposing) return;
      else if (event.key === 'Enter' && !button && !event.target.matches('textarea')) {
        done();
        commit();
      } else if (field) return;
      else if (arrow) {
        done();
        const step = STEP * long * (event.shiftKey ? 10 : 1);
        const handle = handleOf(own);
        store.setState({ crop: handle ? resized(limits, crop, handle, arrow[0] * step, arrow[1] * step) : moved(limits, crop, arrow[0] * step, arrow[1] * step) });
      } else if (event.key.toLowerCase() === 'x') {
        done();
        store.setState({ crop: swapped(limits, crop) });
      } else if (event.key.toLowerCase() === 'o') {
        done();
        nextGrid(store);
      }
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [store, limits, long, commit]);
}
