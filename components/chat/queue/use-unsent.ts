'use client';

import { useEffect } from 'react';
import type { ReferenceView } from '@/lib/studio/types';
import type { StudioStore } from '../../studio/store';
import { previewUrl, THUMB_EDGE } from '../../studio/urls';
import { keep, load, readUnsent, storageKey, written } from '../talk-storage';

/** A reference waits on the server for a day; one that is gone by now does not go with a message any more. */
async function stillThere({ id }: ReferenceView): Promise<boolean> {
  const answer = await fetch(previewUrl(id, THUMB_EDGE), { method: 'HEAD' }).catch(() => undefined);
  return answer?.status !== 404;
}

/** The message that was not sent and the queue of a session come back after a reload; the queue is the same in all windows that show the session. */
export function useUnsent(store: StudioStore, sessionId: string): void {
  useEffect(() => {
    const unsent = load(sessionId);
    if (unsent) {
      const { words, marks, reference: view, queue } = unsent;
      const reference = view && { name: view.name, sent: Promise.resolve(view), view };
      store.setState((state) => ({ words: state.words === '' ? words : state.words, marks: state.marks.length === 0 ? marks : state.marks, reference: state.reference ?? reference, queue }));
      if (reference) void stillThere(reference.view).then((there) => { if (!there) store.setState((state) => (state.reference === reference ? { reference: null } : {})); });
    }
    const unsubscribe = store.subscribe((state, old) => {
      if (state.words !== old.words || state.marks !== old.marks || state.reference !== old.reference || state.queue !== old.queue || state.editing !== old.editing) keep(sessionId, written(state));
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
