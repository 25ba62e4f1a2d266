import { KEYS, type KeyRow, type LibraryCommand, type StudioCommand } from './keys';

export type { LibraryCommand, StudioCommand };

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

/** What each stroke does at a place, and whether text fields keep it to themselves. */
function strokesAt(place: 'studio' | 'library'): ReadonlyMap<string, { readonly command: string; readonly notInText: boolean }> {
  const rows: readonly KeyRow[] = KEYS.filter((row) => row.place === place || row.place === 'everywhere');
  return new Map(rows.flatMap((row) => row.strokes.map(([stroke, command]) => [stroke, { command, notInText: row.notInText === true }] as const)));
}

const AT = { studio: strokesAt('studio'), library: strokesAt('library') } as const;
/** Sliders, tabs and menus move by them, or take them as a value. */
const THEIRS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', '+', '-', '=', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);

function commandAt(place: 'studio' | 'library', event: KeyPress, focus: KeyFocus): string | undefined {
  if (event.isComposing || event.altKey) return undefined;
  const strokes = AT[place];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) {
    const found = strokes.get(`Mod+${event.shiftKey ? 'Shift+' : ''}${key}`);
    return found && !(found.notInText && focus === 'text') ? found.command : undefined;
  }
  if (focus === 'text' || (focus === 'control' && THEIRS.has(key))) return undefined;
  return ((event.shiftKey ? strokes.get(`Shift+${key}`) : undefined) ?? strokes.get(key))?.command;
}

// The table's own types say which commands there are at a place.
/** The studio command of a key press, if it is one. */
export const studioCommand = (event: KeyPress, focus: KeyFocus): StudioCommand | undefined => commandAt('studio', event, focus) as StudioCommand | undefined;
/** The library command of a key press, if it is one. */
export const libraryCommand = (event: KeyPress, focus: KeyFocus): LibraryCommand | undefined => commandAt('library', event, focus) as LibraryCommand | undefined;

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
