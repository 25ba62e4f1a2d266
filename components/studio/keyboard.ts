export type KeyPress = {
  readonly key: string;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly isComposing?: boolean;
};

/** What kind of thing has the focus: text takes letters, a control (slider, tab, menu) takes arrows. */
export type KeyFocus = 'page' | 'text' | 'control';

export type StudioCommand =
  | 'previous-step' | 'next-step' | 'first-step' | 'last-step'
  | 'hold-before' | 'toggle-split' | 'toggle-zoom' | 'zoom-in' | 'zoom-out' | 'fit'
  | 'undo' | 'redo' | 'stop' | 'ask' | 'export' | 'toggle-histogram' | 'toggle-veil' | 'toggle-rail' | 'keys';

const PLAIN: Readonly<Record<string, StudioCommand>> = {
  '\\': 'hold-before',
  z: 'toggle-zoom',
  y: 'toggle-split',
  h: 'toggle-histogram',
  o: 'toggle-veil',
  '/': 'ask',
  '?': 'keys',
};
const ARROWS: Readonly<Record<string, StudioCommand>> = {
  ArrowLeft: 'previous-step',
  ArrowRight: 'next-step',
  Home: 'first-step',
  End: 'last-step',
};
const CHORDS: Readonly<Record<string, StudioCommand>> = { '=': 'zoom-in', '+': 'zoom-in', '-': 'zoom-out', '0': 'fit', e: 'export', b: 'toggle-rail' };

/** The studio command of a key press, if it is one. */
export function studioCommand(event: KeyPress, focus: KeyFocus): StudioCommand | undefined {
  if (event.isComposing || event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) {
    // Text fields have an undo of their own.
    if (key === 'z') return focus === 'text' ? undefined : event.shiftKey ? 'redo' : 'undo';
    if (key === 'y') return focus === 'text' ? undefined : 'redo';
    return event.shiftKey && key !== '+' ? undefined : CHORDS[key];
  }
  if (focus === 'text') return undefined;
  if (key === 'Escape') return 'stop';
  if (focus === 'control' && key in ARROWS) return undefined;
  return PLAIN[key] ?? ARROWS[key];
}

const TEXT_INPUTS = new Set(['text', 'search', 'number', 'email', 'url', 'password', 'tel']);

/** Where a key press would go. */
export function focusOf(target: { readonly tagName?: string; readonly type?: string; readonly isContentEditable?: boolean; getAttribute?(name: string): string | null } | null): KeyFocus {
  if (!target?.tagName) return 'page';
  if (target.isContentEditable || target.tagName === 'TEXTAREA') return 'text';
  if (target.tagName === 'INPUT') return TEXT_INPUTS.has(target.type ?? 'text') ? 'text' : 'control';
  if (target.tagName === 'SELECT') return 'control';
  const role = target.getAttribute?.('role');
  return role === 'slider' || role === 'tab' || role === 'menuitem' || role === 'radio' ? 'control' : 'page';
}
