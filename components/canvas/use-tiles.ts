'use client';

import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Tile } from './tiles';

/** How long tiles of the picture before stay while those of the next are made, in milliseconds: longer, and they would tell something wrong. */
const PATIENCE = 600;

/** Loads tiles, and stops loading those that nobody wants any more. */
class Loader {
  readonly #ready = new Set<string>();
  readonly #loading = new Map<string, HTMLImageElement>();
  #changed: () => void = () => undefined;

  /** @param changed called when another one is there; takes the place of the one before */
  listen(changed: () => void): void {
    this.#changed = changed;
  }

  has(url: string): boolean {
    return this.#ready.has(url);
  }

  load(url: string, priority: 'high' | 'low'): void {
    if (this.#ready.has(url) || this.#loading.has(url)) return;
    const image = new Image();
    image.decoding = 'async';
    image.fetchPriority = priority;
    image.src = url;
    this.#loading.set(url, image);
    const end = () => this.#loading.get(url) === image && this.#loading.delete(url);
    image.decode().then(() => {
      if (!end()) return;
      this.#ready.add(url);
      this.#changed();
    }, end);
  }

  keepOnly(urls: ReadonlySet<string>): void {
    for (const [url, image] of this.#loading) {
      if (urls.has(url)) continue;
      this.#loading.delete(url);
      image.src = '';
    }
    for (const url of this.#ready) if (!urls.has(url)) this.#ready.delete(url);
  }

  get idle(): boolean {
    return this.#loading.size === 0;
  }
}

export type Tiles = { readonly tiles: readonly Tile[]; /** All that is seen is there. */ readonly complete: boolean };

/**
 * What to show, from what was shown: tiles that are there, over those of another size or of the step before until the new ones cover them.
 * @param patient tiles of the step before may stay
 */
export function covering(shown: readonly Tile[], seen: readonly Tile[], key: string, isReady: (url: string) => boolean, patient: boolean): readonly Tile[] {
  const urls = new Set(seen.map((tile) => tile.url));
  const ready = seen.filter((tile) => isReady(tile.url));
  const level = seen[0]?.level;
  const below = ready.length === seen.length ? [] : shown.filter((tile) => !urls.has(tile.url) && (tile.key === key ? tile.level !== level : patient));
  const next = [...below, ...ready];
  return next.length === shown.length && next.every((tile, i) => tile.url === shown[i]?.url) ? shown : next;
}

/** Tiles to lay over the whole picture: those that are seen, as they arrive; neighbours are fetched when the seen ones are there. */
export function useTiles(key: string, seen: readonly Tile[], near: readonly Tile[]): Tiles {
  const [loader] = useState(() => new Loader());
  const [shown, setShown] = useState<readonly Tile[]>([]);
  const since = useRef({ key, time: 0 });

  // Before the frame is painted: a neighbour that comes into sight is there with it.
  useLayoutEffect(() => {
    if (since.current.key !== key) since.current = { key, time: performance.now() };
    const left = since.current.time + PATIENCE - performance.now();
    const settle = () => setShown((old) => covering(old, seen, key, (url) => loader.has(url), performance.now() - since.current.time < PATIENCE));
    const load = () => {
      for (const tile of seen) loader.load(tile.url, 'high');
      if (seen.length > 0 && loader.idle) for (const tile of near) loader.load(tile.url, 'low');
    };
    loader.keepOnly(new Set([...seen, ...near].map((tile) => tile.url)));
    loader.listen(() => {
      load();
      settle();
    });
    load();
    settle();
    const timer = left > 0 ? setTimeout(settle, left + 20) : undefined;
    return () => clearTimeout(timer);
  }, [loader, key, seen, near]);
  useEffect(() => () => loader.keepOnly(new Set()), [loader]);

  const urls = new Set(shown.map((tile) => tile.url));
  return { tiles: shown, complete: seen.every((tile) => urls.has(tile.url)) };
}
