'use client';

import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { outputSize } from '@/lib/develop/engine';
import { applyPatch, correctionsOf, sameJson } from '@/lib/develop/settings';
import { decoded } from '../../canvas/use-picture';
import { useStudio, useStudioData } from '../../studio/context';
import { usePreferences } from '../../studio/store';
import { LiveClient, PREVIEW_EDGE, type LiveState } from './live-client';
import type { LiveFrame } from './protocol';

type Live = { readonly frame: LiveFrame | null; readonly state: LiveState; /** What the chosen correction covers, in the picture's frame. */ readonly veil: ImageBitmap | null };

const LiveContext = createContext<Live>({ frame: null, state: 'off', veil: null });
export const useLive = (): Live => useContext(LiveContext);

/** A pointer that keeps still for this long, in milliseconds, gets the full preview. */
const REST = 240;
/** Longer than the picture's crossfade: the live frame covers it until the server's picture stands. */
const FADE = 240;

/** Names the veil of masks that are no correction's. */
const SHOWN = -1;

/** Renders slider moves in the browser, from the first touch until the server's picture of the same settings is on the screen. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const { photo, selected, pictureUrl } = useStudioData();
  const draft = useStudio((state) => state.draft);
  const developing = usePreferences((state) => state.tab) === 'develop';
  const wanted = useStudio((state) => state.liveWanted) || developing;
  const shownMasks = useStudio((state) => state.shownMasks);
  const [state, setState] = useState<LiveState>('off');
  const [frame, setFrame] = useState<LiveFrame | null>(null);
  const [veil, setVeil] = useState<{ readonly bitmap: ImageBitmap; readonly of: number } | null>(null);
  const veiled = useStudio((state) => state.veiled);
  const client = useRef<LiveClient | null>(null);
  const { id, width, height, space, hasAlpha } = photo;

  // The engine is fetched when the sliders are first opened, not before.
  useEffect(() => {
    if (!wanted) return;
    const full = { width, height };
    const live = new LiveClient({ id, full, space, hasAlpha }, {
      onFrame: (bitmap, settings) => setFrame((old) => {
        old?.bitmap.close();
        return { bitmap, settings, size: outputSize(full, settings) };
      }),
      onState: setState,
      onVeil: (bitmap, of) => setVeil((old) => {
        old?.bitmap.close();
        return { bitmap, of };
      }),
    });
    client.current = live;
    return () => {
      live.close();
      client.current = null;
      setState('off');
      // What it drew is of that photo.
      setFrame((old) => {
        old?.bitmap.close();
        return null;
      });
    };
  }, [wanted, id, width, height, space, hasAlpha]);

  const settings = useMemo(() => (draft ? applyPatch(selected.settings, draft) : null), [draft, selected.settings]);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(settle.current);
    if (!settings) return;
    client.current?.show(settings, true);
    // The pointer rests: the same settings again, at full preview size.
    settle.current = setTimeout(() => client.current?.show(settings, false), REST);
    return () => clearTimeout(settle.current);
  }, [settings]);

  const shown = settings ?? selected.settings;
  const corrected = useMemo(() => (veiled === null || !developing ? undefined : correctionsOf(shown)[veiled]?.CorrectionMasks), [shown, veiled, developing]);
  const masks = shownMasks ? (shownMasks.length > 0 ? shownMasks : undefined) : corrected;
  const veilOf = shownMasks ? SHOWN : veiled;
  useEffect(() => {
    if (veilOf !== null && masks && state === 'ready') client.current?.cover(shown, masks, veilOf);
  }, [veilOf, masks, shown, state]);

  useEffect(() => {
    if (!frame || draft) return;
    let current = true;
    const drop = () => {
      if (!current) return;
      setFrame(null);
      frame.bitmap.close();
    };
    if (!sameJson(frame.settings, selected.settings)) drop();
    else void decoded(pictureUrl(selected, PREVIEW_EDGE), 'high').catch(() => undefined).then(() => setTimeout(drop, FADE));
    return () => { current = false; };
  }, [frame, draft, selected, pictureUrl]);

  const live = useMemo(() => ({ frame, state, veil: masks && veil?.of === veilOf ? veil.bitmap : null }), [frame, state, veil, veilOf, masks]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
