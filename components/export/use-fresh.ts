'use client';

import { useEffect, useEffectEvent } from 'react';

/** Brings something up to date once, when it is opened. Without a network it stays as it was. */
export function useFresh(refresh: () => Promise<void>): void {
  const run = useEffectEvent(refresh);
  useEffect(() => {
    void run().catch(() => undefined);
  }, []);
}
