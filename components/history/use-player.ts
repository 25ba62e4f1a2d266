'use client';

import { useEffect, useRef } from 'react';
import { decoded } from '../canvas/use-picture';
import { useStudio, useStudioActions, useStudioData, useStudioStore } from '../studio/context';
import { shownUrl } from './use-ahead';

/** How long a step stays at 1×. */
const STEP_MS = 1_000;
/** A picture that takes longer than this is not waited for. */
const PATIENCE_MS = 8_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Plays the branch that is shown, step by step, each picture ready before it comes. Looking elsewhere stops it. */
export function usePlayer(): void {
  const store = useStudioStore();
  const data = useStudioData();
  const { select } = useStudioActions();
  const playing = useStudio((state) => state.playing);
  const latest = useRef(data);
  useEffect(() => { latest.current = data; });

  useEffect(() => {
    if (!playing) return;
    let stopped = false;
    const ready = (index: number) => {
      const step = latest.current.branch[index];
      return step ? decoded(shownUrl(latest.current, store.getState(), step), 'high').catch(() => undefined) : undefined;
    };
    const play = async () => {
      const { branch } = latest.current;
      const start = branch.findIndex((step) => step.id === store.getState().selectedId);
      // From the end it begins anew.
      let at = start === branch.length - 1 ? -1 : start;
      let shown = store.getState().selectedId;
      for (;;) {
        const next = latest.current.branch[at + 1];
        if (!next) break;
        const begun = performance.now();
        await Promise.race([ready(at + 1), pause(PATIENCE_MS)]);
        void ready(at + 2);
        // The speed may change while a step stands.
        while (!stopped && at >= 0 && performance.now() - begun < STEP_MS / store.getState().speed) await pause(25);
        if (stopped || store.getState().selectedId !== shown) break;
        select(next.id);
        shown = next.id;
        at += 1;
      }
      if (!stopped) store.setState({ playing: false });
    };
    void play();
    return () => { stopped = true; };
  }, [playing, store, select]);
}
