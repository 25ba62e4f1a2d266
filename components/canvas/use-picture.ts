'use client';

import { useEffect, useRef, useState } from 'react';
import type { Choice } from '../ui/thumb';

export type Layer = {
  /** `pictureKey` of what it shows. */
  readonly key: string;
  readonly url: string;
  /** Of what the page's first HTML shows: the browser chooses before any script runs. */
  readonly choice?: Choice;
};

/** How long the sharp picture may take before the small one is shown in its place. */
const PATIENCE = 90;
/** As many pictures are held: a browser forgets those that nothing holds, and would fetch and decode them once more. */
const HELD = 32;

/** Pictures that can be shown at once, by address: the one that was wanted longest ago first. */
const ready = new Map<string, HTMLImageElement>();

function hold(url: string, image: HTMLImageElement): void {
  ready.delete(url);
  ready.set(url, image);
  const [oldest] = ready.keys();
  if (ready.size > HELD && oldest !== undefined) ready.delete(oldest);
}

/** Resolves when the picture is fetched and decoded, so that it can be shown at once. */
export async function decoded(url: string, priority: 'high' | 'low'): Promise<void> {
  const held = ready.get(url);
  if (held) return hold(url, held);
  const image = new Image();
  image.decoding = 'async';
  image.fetchPriority = priority;
  image.src = url;
  await image.decode();
  hold(url, image);
}

/** One render at two sizes. */
export type PictureSource = { readonly key: string; readonly small: string; readonly sharp: string };

export type Picture = {
  /** Bottom to top. The last is the newest; it fades in over the one before. */
  readonly layers: readonly Layer[];
  readonly sharp: boolean;
  readonly failed: boolean;
  /** Called when the newest layer has faded in. */
  readonly settle: () => void;
};

/** `first`: what is shown already; `wanted`: whether anything is fetched. */
type Options = { readonly attempt?: number; readonly first?: Layer; readonly wanted?: boolean };

/**
 * What to show for a picture that exists small and sharp: nothing is swapped in before it is decoded, so that the screen never goes
 * blank; the small one steps in only when the sharp one keeps us waiting, and never over a larger picture of the same `key`.
 * A picture that arrives when the next is wanted already is still shown, unless a later one was first: steps that follow each other
 * faster than pictures are made would otherwise leave the screen where it was.
 */
export function usePicture({ key, small, sharp }: PictureSource, { attempt = 0, first, wanted = true }: Options = {}): Picture {
  const [layers, setLayers] = useState<readonly Layer[]>(first ? [first] : []);
  const [failedUrl, setFailed] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const turns = useRef(0);
  const shown = useRef(0);
  const firstKey = first?.key;

  // What can be shown at once is shown with the very render that asks for it.
  if (wanted && asked !== sharp) {
    setAsked(sharp);
    if (ready.has(sharp)) setLayers((old) => over(old, { key, url: sharp }));
  }

  useEffect(() => {
    if (!wanted) return;
    const turn = ++turns.current;
    let current = true;
    let done = false;
    const put = (url: string) => {
      if (turn < shown.current) return;
      shown.current = turn;
      setLayers((old) => (url === small && old.at(-1)?.key === key ? old : over(old, { key, url })));
    };
    if (ready.has(sharp)) shown.current = turn;
    const sharpReady = decoded(sharp, 'high').then(
      () => { done = true; put(sharp); if (current) setFailed(null); },
      () => { if (current) setFailed(sharp); },
    );
    const stands = turn === 1 && key === firstKey;
    if (small !== sharp && !stands && !ready.has(sharp)) {
      const smallReady = decoded(small, 'high');
      const wait = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      void Promise.all([smallReady, Promise.race([wait, sharpReady])]).then(() => { if (!done && (current || shown.current < turn)) put(small); }, () => undefined);
    }
    return () => { current = false; };
  }, [key, small, sharp, attempt, firstKey, wanted]);

  return {
    layers,
    sharp: layers.at(-1)?.url === sharp,
    failed: failedUrl === sharp,
    settle: () => setLayers((old) => old.slice(-1)),
  };
}

const over = (layers: readonly Layer[], top: Layer): readonly Layer[] => (layers.at(-1)?.url === top.url ? layers : [...layers.slice(-1), top]);
