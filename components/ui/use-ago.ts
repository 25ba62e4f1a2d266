'use client';

import { useCallback } from 'react';
import { useFormatter, useNow } from 'use-intl';

/** How long ago something was, in words that keep up with the clock. What happened since the page's clock last ticked was "now". */
export function useAgo(): (iso: string) => string {
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  return useCallback((iso) => format.relativeTime(new Date(Math.min(Date.parse(iso), now.getTime())), now), [format, now]);
}
