'use client';

import { useEffect } from 'react';
import { outputSize } from '@/lib/develop/engine';
import type { StepView } from '@/lib/studio/types';
import { wantedAt } from '../canvas/tiles';
import { decoded } from '../canvas/use-picture';
import { FIT_MARGIN } from '../canvas/use-view';
import { fitView } from '../canvas/zoom';
import { useStudio, useStudioData, useStudioStore, type StudioData } from '../studio/context';
import type { StudioState } from '../studio/store';

/** How many steps to either side are made ready: the nearest first. While a run works, the cores are its. */
const REACH = { idle: [1, -1, 2, -2, 3], busy: [1, -1] } as const;
const SETTLE_MS = 60;

/** Address of a step's picture as the canvas would ask for it now: the whole of it, on which tiles may follow. */
export function shownUrl({ photoUnder, pictureUrl }: Pick<StudioData, 'photoUnder' | 'pictureUrl'>, { view, viewport }: Pick<StudioState, 'view' | 'viewport'>, step: StepView): string {
  const picture = outputSize(photoUnder(step), step.settings);
  const fit = fitView(picture, viewport, FIT_MARGIN).scale;
  return pictureUrl(step, wantedAt(picture, view?.scale ?? fit, fit, typeof devicePixelRatio === 'number' ? devicePixelRatio : 1).edge);
}

/** Renders, fetches and decodes the neighbours of the step that is shown, so that going there waits for nothing. */
export function useAhead(): void {
  const store = useStudioStore();
  const data = useStudioData();
  const measured = useStudio((state) => state.viewport.width > 0);
  const { branch, selected, running } = data;
  const at = branch.findIndex((step) => step.id === selected.id);
  const busy = running !== undefined;
  useEffect(() => {
    if (!measured) return;
    let current = true;
    // Whoever drags along the strip passes many steps: only where it stays is worth the server's time. One after the other, after what is looked at: they share the line.
    const timer = setTimeout(async () => {
      for (const offset of [0, ...(busy ? REACH.busy : REACH.idle)]) {
        const near = branch[at + offset];
        if (near && current) await decoded(shownUrl(data, store.getState(), near), offset === 0 ? 'high' : 'low').catch(() => undefined);
      }
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
    // What is near changes with the step and the branch alone; `data` is new with every word of a run.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [branch, at, busy, measured, store]);
}
