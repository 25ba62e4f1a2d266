'use client';

import { useEffect, useRef, useState } from 'react';

export type Layer = { /** `pictureKey` of what it shows. */ readonly key: string; readonly url: string };

/** How long the sharp picture may take before the small one is shown in its place. */
const PATIENCE = 90;

const ready = new Set<string>();

/** Resolves when the picture is fetched and decoded, so that it can be shown at once. */
export async function decoded(url: string, priority: 'high' | 'low'): Promise<void> {
  if (ready.has(url)) return;
  const image = new Image();
  image.decoding = 'async';
  image.fetchPriority = priority;
  image.src = url;
  await image.decode();
  ready.add(url);
}

/** Fetches and decodes a picture that will probably be wanted next. */
export function preload(url: string): void {
  void decoded(url, 'low').catch(() => undefined);
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

/**
 * What to show for a picture that exists small and sharp: nothing is swapped in before it is decoded, so that the screen never goes
 * blank; the small one steps in only when the sharp one keeps us waiting, and never over a larger picture of the same `key`.
 * A picture that arrives when the next is wanted already is still shown, unless a later one was first: steps that follow each other
 * faster than pictures are made would otherwise leave the screen where it was.
 */
export function usePicture({ key, small, sharp }: PictureSource, attempt = 0): Picture {
  const [layers, setLayers] = useState<readonly Layer[]>([]);
  const [failedUrl, setFailed] = useState<string | null>(null);
  const asked = useRef(0);
  const shown = useRef(0);

  useEffect(() => {
    const turn = ++asked.current;
    let current = true;
    let done = false;
    const put = (url: string) => {
      if (turn < shown.current) return;
      shown.current = turn;
      setLayers((old) => {
        const top = old.at(-1);
        return top?.url === url || (url === small && top?.key === key) ? old : [...old.slice(-1), { key, url }];
      });
    };
    const sharpReady = decoded(sharp, 'high').then(
      () => { done = true; put(sharp); if (current) setFailed(null); },
      () => { if (current) setFailed(sharp); },
    );
    if (small !== sharp) {
      const smallReady = decoded(small, 'high');
      const wait = new Promise((resolve) => setTimeout(resolve, PATIENCE));
      void Promise.all([smallReady, Promise.race([wait, sharpReady])]).then(() => { if (!done && (current || shown.current < turn)) put(small); }, () => undefined);
    }
    return () => { current = false; };
  }, [key, small, sharp, attempt]);

  return {
    layers,
    sharp: layers.at(-1)?.url === sharp,
    failed: failedUrl === sharp,
    settle: () => setLayers((old) => old.slice(-1)),
  };
}
