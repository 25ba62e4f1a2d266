'use client';

import { useEffect, useRef, type RefObject } from 'react';
import type { SessionCard } from '@/lib/studio/types';
import { focusOf, libraryCommand, type LibraryCommand } from '../studio/keyboard';
import { openDialog, select, selectNothing } from './library-store';
import { allOf } from './selection';
import type { SessionEdits } from './use-session-edits';

/** The keys of the library. What acts on the selection is the browser's while nothing is selected. */
export function useLibraryKeys(shown: readonly SessionCard[], chosen: readonly SessionCard[], edits: SessionEdits, search: RefObject<HTMLInputElement | null>): void {
  const latest = useRef({ shown, chosen, edits });
  useEffect(() => {
    latest.current = { shown, chosen, edits };
  });
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('[role="dialog"],[role="menu"]'))) return;
      const command = libraryCommand(event, focusOf(event.target instanceof HTMLElement ? event.target : null));
      if (command && carryOut(command)) event.preventDefault();
    };
    const carryOut = (command: LibraryCommand): boolean => {
      const now = latest.current;
      const rate = (stars: number) => now.edits.rate(now.chosen.map(({ id }) => id), stars);
      switch (command) {
        case 'palette': case 'keys':
          openDialog(command);
          return true;
        case 'search':
          search.current?.focus();
          search.current?.select();
          return search.current !== null;
        case 'select-all':
          if (now.shown.length > 0) select(() => allOf(now.shown.map(({ id }) => id)));
          return now.shown.length > 0;
        case 'select-none':
          selectNothing();
          return now.chosen.length > 0;
        case 'delete':
          now.edits.remove(now.chosen);
          return now.chosen.length > 0;
        case 'stars-0': case 'stars-1': case 'stars-2': case 'stars-3': case 'stars-4': case 'stars-5':
          rate(Number(command.slice(-1)));
          return now.chosen.length > 0;
        default:
          return command satisfies never;
      }
    };
    window.addEventListener('keydown', down);
    return () => window.removeEventListener('keydown', down);
  }, [search]);
}
