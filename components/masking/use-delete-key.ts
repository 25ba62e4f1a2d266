'use client';

import { useEffect } from 'react';

/** Delete and Backspace, before anybody else hears them, unless text is typed or a dialog is open. `remove` says whether there was something to remove. */
export function useDeleteKey(remove: () => boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Delete' && event.key !== 'Backspace') return;
      const { target } = event;
      if (!(target instanceof Element) || target.matches('input:not([type="range"]), textarea') || target.closest('[role="dialog"]')) return;
      if (!remove()) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [remove]);
}
