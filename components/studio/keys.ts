import type { Messages } from '../i18n/messages/en';

/** Where a row of the table holds. */
export type KeyPlace = 'studio' | 'library' | 'everywhere';
export type KeyGroup = keyof Messages['keys']['groups'];

/**
 * One line of the keyboard map. A stroke is written `Mod+Shift+z`: `Mod` is ⌘ or Ctrl, keys are `KeyboardEvent.key` in lower case. Without `Mod`, a stroke
 * that does not name Shift holds with and without it (`?` needs it on one keyboard and not on another).
 */
export type KeyRow = {
  readonly group: KeyGroup;
  readonly name: keyof Messages['keys']['names'];
  readonly place: KeyPlace;
  /** Strokes and what they do; empty for gestures that a control handles itself. */
  readonly strokes: readonly (readonly [stroke: string, command: string])[];
  /** How it is printed, where the strokes do not say it themselves. */
  readonly shown?: readonly string[];
  /** Text fields have a use of their own for it. */
  readonly notInText?: true;
  /** It means something only while it is held or under the hand: the palette leaves it out. */
  readonly notInPalette?: true;
};

/** Every key of the studio: the handler, the map (`?`), the palette and docs/KEYS.md (`npm run keys-docs`) all read this. */
export const KEYS = [
  { group: 'history', name: 'scrub', place: 'studio', strokes: [['ArrowLeft', 'previous-step'], ['ArrowRight', 'next-step']] },
  { group: 'history', name: 'ends', place: 'studio', strokes: [['Home', 'first-step'], ['End', 'last-step']] },
  { group: 'history', name: 'play', place: 'studio', strokes: [['Shift+p', 'play']] },
  { group: 'history', name: 'tree', place: 'studio', strokes: [['t', 'toggle-tree']] },
  { group: 'history', name: 'undo', place: 'studio', strokes: [['Mod+z', 'undo']], notInText: true },
  { group: 'history', name: 'redo', place: 'studio', strokes: [['Mod+Shift+z', 'redo'], ['Mod+y', 'redo']], notInText: true },
  { group: 'picture', name: 'before', place: 'studio', strokes: [['\\', 'hold-before']], notInPalette: true },
  { group: 'picture', name: 'split', place: 'studio', strokes: [['y', 'toggle-split']] },
  { group: 'picture', name: 'side', place: 'studio', strokes: [['Shift+y', 'toggle-side']] },
  { group: 'picture', name: 'zoom', place: 'studio', strokes: [['z', 'toggle-zoom']] },
  { group: 'picture', name: 'zoomStep', place: 'studio', strokes: [['+', 'zoom-in'], ['=', 'zoom-in'], ['-', 'zoom-out'], ['Mod+=', 'zoom-in'], ['Mod++', 'zoom-in'], ['Mod+Shift++', 'zoom-in'], ['Mod+-', 'zoom-out']], shown: ['+', '−'] },
  { group: 'picture', name: 'fit', place: 'studio', strokes: [['0', 'fit'], ['Mod+0', 'fit']], shown: ['0'] },
  { group: 'picture', name: 'fill', place: 'studio', strokes: [['f', 'fill']] },
  { group: 'picture', name: 'zoom100', place: 'studio', strokes: [['1', 'zoom-100']] },
  { group: 'picture', name: 'zoom200', place: 'studio', strokes: [['2', 'zoom-200']] },
  { group: 'picture', name: 'pan', place: 'studio', strokes: [], shown: ['Space'] },
  { group: 'picture', name: 'loupe', place: 'studio', strokes: [['l', 'toggle-loupe']] },
  { group: 'picture', name: 'histogram', place: 'studio', strokes: [['h', 'toggle-histogram']] },
  { group: 'picture', name: 'clipping', place: 'studio', strokes: [['j', 'toggle-clipping']] },
  { group: 'picture', name: 'crop', place: 'studio', strokes: [['r', 'toggle-crop']] },
  { group: 'picture', name: 'retouch', place: 'studio', strokes: [['q', 'toggle-retouch']] },
  { group: 'picture', name: 'seeSpots', place: 'studio', strokes: [['a', 'toggle-spots-seen']], notInPalette: true },
  { group: 'picture', name: 'guides', place: 'studio', strokes: [['Shift+t', 'toggle-guides']] },
  { group: 'picture', name: 'cropSwap', place: 'studio', strokes: [], shown: ['X'] },
  { group: 'picture', name: 'cropGrid', place: 'studio', strokes: [], shown: ['O'] },
  { group: 'picture', name: 'cropEnd', place: 'studio', strokes: [], shown: ['Enter', 'Esc'] },
  { group: 'picture', name: 'veil', place: 'studio', strokes: [['o', 'toggle-veil']] },
  { group: 'picture', name: 'veilLook', place: 'studio', strokes: [['Shift+o', 'next-veil']] },
  { group: 'masks', name: 'maskBrush', place: 'studio', strokes: [['k', 'mask-brush']] },
  { group: 'masks', name: 'maskLinear', place: 'studio', strokes: [['m', 'mask-linear']] },
  { group: 'masks', name: 'maskRadial', place: 'studio', strokes: [['Shift+m', 'mask-radial']] },
  { group: 'masks', name: 'maskColour', place: 'studio', strokes: [['Shift+j', 'mask-colour']] },
  { group: 'masks', name: 'maskLuminance', place: 'studio', strokes: [['Shift+q', 'mask-luminance']] },
  { group: 'masks', name: 'maskBrushFeather', place: 'studio', strokes: [['{', 'less-feather'], ['}', 'more-feather']], shown: ['⇧ [', '⇧ ]'], notInPalette: true },
  { group: 'masks', name: 'maskErase', place: 'studio', strokes: [], shown: ['Alt'] },
  { group: 'masks', name: 'maskStraight', place: 'studio', strokes: [], shown: ['⇧'] },
  { group: 'talking', name: 'point', place: 'studio', strokes: [['p', 'toggle-point']] },
  { group: 'talking', name: 'brush', place: 'studio', strokes: [['b', 'toggle-brush']], notInPalette: true },
  { group: 'talking', name: 'brushSize', place: 'studio', strokes: [['[', 'smaller-brush'], [']', 'larger-brush']], notInPalette: true },
  { group: 'talking', name: 'unpoint', place: 'studio', strokes: [['Backspace', 'take-mark-back'], ['Delete', 'take-mark-back']], shown: ['Delete'], notInPalette: true },
  { group: 'talking', name: 'ask', place: 'studio', strokes: [['/', 'ask']] },
  { group: 'talking', name: 'menus', place: 'studio', strokes: [], shown: ['/', '@'] },
  { group: 'talking', name: 'recall', place: 'studio', strokes: [], shown: ['↑', '↓'] },
  { group: 'talking', name: 'send', place: 'studio', strokes: [], shown: ['Enter'] },
  { group: 'talking', name: 'stop', place: 'studio', strokes: [['Escape', 'stop']] },
  { group: 'studio', name: 'palette', place: 'everywhere', strokes: [['Mod+k', 'palette']], notInPalette: true },
  { group: 'studio', name: 'keys', place: 'everywhere', strokes: [['?', 'keys']] },
  { group: 'studio', name: 'export', place: 'studio', strokes: [['Mod+e', 'export']] },
  { group: 'studio', name: 'rail', place: 'studio', strokes: [['Mod+b', 'toggle-rail']] },
  { group: 'library', name: 'search', place: 'library', strokes: [['/', 'search'], ['Mod+f', 'search']] },
  { group: 'library', name: 'selectAll', place: 'library', strokes: [['Mod+a', 'select-all']], notInText: true },
  { group: 'library', name: 'selectOne', place: 'library', strokes: [], shown: ['⌘'] },
  { group: 'library', name: 'selectRange', place: 'library', strokes: [], shown: ['⇧'] },
  { group: 'library', name: 'selectNone', place: 'library', strokes: [['Escape', 'select-none']] },
  { group: 'library', name: 'rate', place: 'library', strokes: [['0', 'stars-0'], ['1', 'stars-1'], ['2', 'stars-2'], ['3', 'stars-3'], ['4', 'stars-4'], ['5', 'stars-5']], shown: ['0 … 5'] },
  { group: 'library', name: 'bin', place: 'library', strokes: [['Delete', 'delete'], ['Backspace', 'delete']], shown: ['Delete'] },
] as const satisfies readonly KeyRow[];

type Row = (typeof KEYS)[number];
type CommandAt<Place extends KeyPlace> = Extract<Row, { place: Place | 'everywhere' }>['strokes'][number][1];
export type StudioCommand = CommandAt<'studio'>;
export type LibraryCommand = CommandAt<'library'>;

const GLYPHS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' };

/** The parts of a stroke; the key itself may be a plus. */
export const partsOf = (stroke: string): readonly string[] => stroke.split(/\+(?=.)/);

const glyphOf = (part: string) => GLYPHS[part] ?? (part.length === 1 ? part.toUpperCase() : part);

/** How a row's keys are printed. */
export const shownKeys = (row: KeyRow): readonly string[] => row.shown ?? row.strokes.map(([stroke]) => partsOf(stroke).map(glyphOf).join(' '));

/** The key that does something, as tooltips and the palette print it. */
export function keyOf(command: StudioCommand | LibraryCommand): string | undefined {
  const row = KEYS.find(({ strokes }) => strokes.some(([, one]) => one === command));
  return row && shownKeys(row)[0];
}

/** The rows that hold at a place, under their headings in the order of the table. */
export function keyMap(places: readonly KeyPlace[]): readonly { readonly group: KeyGroup; readonly rows: readonly KeyRow[] }[] {
  const rows: readonly KeyRow[] = KEYS.filter(({ place }) => places.includes(place));
  return [...new Set(rows.map(({ group }) => group))].map((group) => ({ group, rows: rows.filter((row) => row.group === group) }));
}
