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

/** What kind of thing has the focus: text takes letters, a control (tab, menu) takes arrows, a slider takes numbers as well. */
export type KeyFocus = 'page' | 'text' | 'control' | 'slider';

/** What each stroke does at a place, and whether text fields keep it to themselves. */
function strokesAt(place: 'studio' | 'library'): ReadonlyMap<string, { readonly command: string; readonly notInText: boolean }> {
  const rows: readonly KeyRow[] = KEYS.filter((row) => row.place === place || row.place === 'everywhere');
  return new Map(rows.flatMap((row) => row.strokes.map(([stroke, command]) => [stroke, { command, notInText: row.notInText === true }] as const)));
}

const AT = { studio: strokesAt('studio'), library: strokesAt('library') } as const;
/** Sliders, tabs and menus move by them. */
const MOVING = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);
const NUMBERS = /^[-+=.\d]$/;

function commandAt(place: 'studio' | 'library', event: KeyPress, focus: KeyFocus): string | undefined {
  if (event.isComposing || event.altKey) return undefined;
  const strokes = AT[place];
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) {
    const found = strokes.get(`Mod+${event.shiftKey ? 'Shift+' : ''}${key}`);
    return found && !(found.notInText && focus === 'text') ? found.command : undefined;
  }
  if (focus === 'text' || (focus !== 'page' && MOVING.has(key)) || (focus === 'slider' && NUMBERS.test(key))) return undefined;
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
  if (target.tagName === 'INPUT') return TEXT_INPUTS.has(target.type ?? 'text') ? 'text' : target.type === 'range' ? 'slider' : 'control';
  if (target.tagName === 'SELECT') return 'control';
  const role = target.getAttribute?.('role');
  if (role === 'slider') return 'slider';
  return role === 'tab' || role === 'menuitem' || role === 'radio' ? 'control' : 'page';
}
