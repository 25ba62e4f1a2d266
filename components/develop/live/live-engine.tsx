'use client';

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { outputSize, type PhotoPart } from '@/lib/develop/engine';
import { applyPatch, correctionsOf, sameJson } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { decoded } from '../../canvas/use-picture';
import { isUncropped, uncropped } from '../../canvas/crop/uncropped';
import { FIT_MARGIN } from '../../canvas/use-view';
import { fitView } from '../../canvas/zoom';
import { useStudio, useStudioData, useStudioStore } from '../../studio/context';
import { usePreferences } from '../../studio/store';
import { shapesMask } from '../../masking/edits';
import { LiveClient, type LiveState } from './live-client';
import { closeRegion, useCloseRegion, useShownUrls } from './looked-at';
import { type Live, OFF, type Painter } from './live-context';
import { mostShown, PREVIEW_EDGE, type LiveFrame } from './protocol';

/** A pointer that keeps still for this long, in milliseconds, gets the full preview. */
const REST = 240;
/** Longer than the picture's crossfade: the live frame covers it until the server's picture stands. */
const FADE = 240;

/** Names the veil of masks that are no correction's. */
const SHOWN = -1;

/** The selected step's settings with what is being moved or tried on. */
const withMoves = (settings: DevelopSettings, draft: SettingsPatch | null, peek: SettingsPatch | null): DevelopSettings => {
  const moved = draft ? applyPatch(settings, draft) : settings;
  return peek ? applyPatch(moved, peek) : moved;
};

/** Renders slider moves in the browser, from the first touch until the server's picture of the same settings is on the screen. */
export function LiveEngine({ onLive }: { readonly onLive: (live: Live) => void }) {
  const { photo, selected } = useStudioData();
  const store = useStudioStore();
  const moving = useStudio((state) => state.draft !== null || state.peek !== null || state.cropping);
  const developing = usePreferences((state) => state.tab) === 'develop';
  const shownMasks = useStudio((state) => state.shownMasks);
  const [state, setState] = useState<LiveState>('off');
  const [frame, setFrame] = useState<LiveFrame | null>(null);
  const [veil, setVeil] = useState<{ readonly bitmap: ImageBitmap; readonly of: number } | null>(null);
  const veiled = useStudio((state) => state.veiled);
  const client = useRef<LiveClient | null>(null);
  const painter = useRef<Painter | null>(null);
  /** Where the frame on the page lies in the picture. */
  const lies = useRef('');
  const { id, width, height, space, hasAlpha } = photo;

  const now = useRef(selected.settings);
  useEffect(() => {
    now.current = selected.settings;
  });

  useEffect(() => {
    const full = { width, height };
    const live = new LiveClient({ id, full, space, hasAlpha }, {
      onFrame: (bitmap, settings, region) => {
        // What comes after the moves were taken back or became a step of another picture is late.
        const { draft, peek, cropping } = store.getState();
        if (!draft && !peek && !cropping && !sameJson(settings, now.current)) return bitmap.close();
        // A canvas that lies elsewhere waits for React to move it.
        const place = region ? `${region.x} ${region.y} ${region.width} ${region.height}` : '';
        if (place === lies.current) painter.current?.(bitmap);
        lies.current = place;
        setFrame((old) => {
          old?.bitmap.close();
          return { bitmap, settings, size: outputSize(full, settings), whole: isUncropped(settings), ...(region && { region }) };
        });
      },
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
  }, [id, width, height, space, hasAlpha, store]);

  // From the store and not from React: between a pointer's move and the worker lies no render and no frame of the page.
  useEffect(() => {
    let settle: ReturnType<typeof setTimeout>;
    const follow = () => {
      const { draft, peek, cropping } = store.getState();
      clearTimeout(settle);
      if (!draft && !peek && !cropping) return;
      const moved = withMoves(selected.settings, draft, peek);
      const settings = cropping ? uncropped(moved) : moved;
      const picture = outputSize({ width, height }, settings), viewport = store.getState().viewport, view = cropping ? null : store.getState().view;
      const { scale } = view ?? fitView(picture, viewport, FIT_MARGIN);
      const region = closeRegion(picture, view, viewport, devicePixelRatio);
      client.current?.show(settings, true, mostShown(Math.max(picture.width, picture.height) * scale * devicePixelRatio), region);
      // The pointer rests: the same settings again, at full preview size.
      settle = setTimeout(() => client.current?.show(settings, false, PREVIEW_EDGE, region), REST);
    };
    follow();
    const stop = store.subscribe((state, before) => { if (state.draft !== before.draft || state.peek !== before.peek || state.cropping !== before.cropping || state.view !== before.view) follow(); });
    return () => {
      stop();
      clearTimeout(settle);
    };
  }, [store, selected.settings, width, height]);

  // Only what is shown of masks needs to know every move.
  const draft = useStudio((state) => (state.veiled === null && state.shownMasks === null ? null : state.draft));
  const shown = useMemo(() => (draft ? applyPatch(selected.settings, draft) : selected.settings), [draft, selected.settings]);
  const region = useCloseRegion(photo, selected.settings);
  const urls = useShownUrls();
  useEffect(() => {
    if (!region || state !== 'ready') return;
    const timer = setTimeout(() => client.current?.look(selected.settings, region), REST);
    return () => clearTimeout(timer);
  }, [region, selected.settings, state]);
  // What a slider does is looked at, not where: the veil is back with the next change of a mask.
  const sliding = veiled !== null && draft !== null && !shapesMask(selected.settings, draft, veiled);
  const autoVeil = useStudio((state) => state.autoVeil);
  useEffect(() => {
    if (sliding && autoVeil) store.setState({ veiled: null });
  }, [sliding, autoVeil, store]);
  const corrected = useMemo(() => (veiled === null || !developing || sliding ? undefined : correctionsOf(shown)[veiled]?.CorrectionMasks), [shown, veiled, developing, sliding]);
  const masks = shownMasks ? (shownMasks.length > 0 ? shownMasks : undefined) : corrected;
  const veilOf = shownMasks ? SHOWN : veiled;
  useEffect(() => {
    if (veilOf !== null && masks && state === 'ready') client.current?.cover(shown, masks, veilOf, draft !== null);
  }, [veilOf, masks, shown, state, draft]);

  useEffect(() => {
    if (!frame || moving) return;
    let current = true;
    const drop = () => {
      if (!current) return;
      setFrame(null);
      frame.bitmap.close();
    };
    if (!sameJson(frame.settings, selected.settings)) drop();
    else void Promise.allSettled(urls.map((url) => decoded(url, 'high'))).then(() => setTimeout(drop, FADE));
    return () => { current = false; };
  }, [frame, moving, selected, urls]);

  const thumb = useCallback(async (settings: DevelopSettings, edge: number, wanted: () => boolean) => (await client.current?.thumb(settings, edge, wanted)) ?? null, []);
  const sample = useCallback(async (parts: readonly PhotoPart[]) => client.current?.sample(parts), []);
  const sources = useCallback(async (settings: DevelopSettings) => (await client.current?.sources(settings)) ?? null, []);
  const setPainter = useCallback((next: Painter | null) => { painter.current = next; }, []);
  const live = useMemo(() => ({ frame, state, veil: masks && veil?.of === veilOf ? veil.bitmap : null, thumb, sample, sources, setPainter }), [frame, state, veil, veilOf, masks, thumb, sample, sources, setPainter]);
  // In the same frame of the page: what is drawn must not lag behind what is known.
  useLayoutEffect(() => onLive(live), [onLive, live]);
  useLayoutEffect(() => () => onLive(OFF), [onLive]);
  return null;
}
