'use client';

import { useEffect } from 'react';

/** Registers the worker that shows a page of our own where there is no network. It keeps nothing else, so nothing can be stale. */
export function useInstallable(): void {
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return;
    // Without it everything works but the page for no network.
    navigator.serviceWorker.register('/offline-worker.js').catch(() => {});
  }, []);
}
