'use client';

import { useEffect } from 'react';
import type { StudioStore } from '../../studio/store';
import { keep, load, readUnsent, storageKey, written } from '../talk-storage';

/** The words and the queue of a session come back after a reload, and are the same in all windows that show it. */
export function useUnsent(store: StudioStore, sessionId: string): void {
  useEffect(() => {
    const unsent = load(sessionId);
    if (unsent) store.setState((state) => ({ words: state.words === '' ? unsent.words : state.words, queue: unsent.queue }));
    const unsubscribe = store.subscribe((state, old) => {
      if (state.words !== old.words || state.queue !== old.queue || state.editing !== old.editing) keep(sessionId, written(state));
    });
    // Another window sent, added or removed one.
    const elsewhere = ({ key, newValue }: StorageEvent) => key === storageKey(sessionId) && store.setState({ queue: readUnsent(newValue).queue });
    window.addEventListener('storage', elsewhere);
    return () => {
      unsubscribe();
      window.removeEventListener('storage', elsewhere);
    };
  }, [store, sessionId]);
}
