'use client';

import { useEffect } from 'react';
import { toast } from '../ui/toast';
import { useErrorText } from '../ui/use-error-text';
import { whenIdle } from '../ui/when-idle';
import { holdBefore, releaseBefore } from './compare-slice';
import type { StudioActions, StudioData } from './context';
import { focusOf, studioCommand, type StudioCommand } from './keyboard';
import type { StudioStore } from './store';

/** What the keys do reaches into every tool of the studio; which key it is has to be known at once. */
const loadCommands = () => import('./studio-commands');

/** What goes on while its key is held. */
const REPEATED: ReadonlySet<StudioCommand> = new Set<StudioCommand>(['previous-step', 'next-step', 'zoom-in', 'zoom-out', 'smaller-brush', 'larger-brush', 'less-feather', 'more-feather']);

export function useKeyboard(store: StudioStore, data: StudioData, actions: StudioActions, picture: { readonly width: number; readonly height: number }): void {
  const errorText = useErrorText();
  useEffect(() => whenIdle(() => void loadCommands().catch(() => undefined)), []);
  useEffect(() => {
    const run = (command: StudioCommand) => loadCommands().then(({ studioCommands }) => studioCommands(store, data, actions, picture)[command](), (error: unknown) => toast(errorText(error), { tone: 'error' }));
    const down = (event: KeyboardEvent) => {
      // Menus and dialogs have keys of their own.
      if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('[role="dialog"],[role="menu"]'))) return;
      const focus = focusOf(event.target instanceof HTMLElement ? event.target : null);
      // A slider keeps the focus after a drag; numbers mean the picture again once the pointer is over it.
      const command = studioCommand(event, focus === 'slider' && store.getState().pointer ? 'control' : focus);
      if (!command) return;
      event.preventDefault();
      if (event.repeat && !REPEATED.has(command)) return;
      // At once: it may be let go before the others are there.
      if (command === 'hold-before') holdBefore(store);
      else void run(command);
    };
    const leave = () => releaseBefore(store);
    const up = (event: KeyboardEvent) => event.key === '\\' && leave();
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', leave);
    };
  }, [store, data, actions, picture, errorText]);
}
