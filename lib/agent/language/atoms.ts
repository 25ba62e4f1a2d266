import type { Attribute } from '@/lib/agent/types';
import type { EightColour } from '@/lib/develop/types';

/** How a word moves one attribute; `weight` (0..1, default 1) scales the degree of the request. */
export type Effect = readonly [attribute: Attribute, direction: 1 | -1, weight?: number];
export type Effects = readonly Effect[];

export type Zone = 'shadows' | 'midtones' | 'highlights';
export type ScaleEnd = 'blacks' | 'whites';
export type Place = 'top' | 'bottom' | 'left' | 'right' | 'centre' | 'edges';
export type Thing = 'skin' | 'sky' | 'subject' | 'background' | 'pointed';
export type Unit = 'stop' | 'percent' | 'kelvin' | 'degree';
export type Aspect = 'white-balance' | 'tone' | 'colour';

/**
 * An attribute word. A `noun` names it ("contrast") and needs a direction; a `verb` moves it ("brighten"); a `state` describes it
 * ("warm"), as a wish or as a complaint: `faulty` states ("muddy") are complaints unless somebody asks for them.
 */
export type AttributeAtom = {
  readonly tag: 'attribute';
  readonly shape: 'noun' | 'verb' | 'state';
  readonly ask: Effects;
  readonly fault: Effects;
  readonly faulty: boolean;
  /** The develop slider that the word also names, for requests with a number. */
  readonly tool?: string;
  /** What the word does to one colour, where it differs: "deeper blues". */
  readonly onColour?: Effects;
  /** Beside another attribute's name the word only says which way: "softer contrast", "richer blacks". */
  readonly asTurn?: 1 | -1;
  /** Which way it moves an end of the scale that it is said of: deep blacks lie lower, clean whites higher. */
  readonly onEnds?: Readonly<Partial<Record<ScaleEnd, 1 | -1>>>;
  /** Said with a hedge and nothing else, it is a complaint: "a bit dark". */
  readonly touchy?: boolean;
  /** What the word is about when nothing else is named: 磨皮 is done to skin. */
  readonly on?: Thing;
  /** A noun so general that a neighbouring state takes its place: "vivid *colours*". */
  readonly general?: boolean;
};

/** `add` and `remove` take any object; `scale` moves an amount; `adjective` says where it stands ("too high"); `particle` is up or down. */
export type TurnVia = 'add' | 'remove' | 'scale' | 'more' | 'adjective' | 'particle';

/** Words that are nothing but their role in the sentence. */
export type BareTag =
  | 'than' | 'aspect' | 'swap' | 'too' | 'lean' | 'cast' | 'lack' | 'not' | 'unchanged' | 'keep' | 'want' | 'is' | 'still' | 'only' | 'except' | 'toward' | 'tinge' | 'natural'
  | 'whole' | 'reference' | 'same' | 'opposite' | 'change' | 'look' | 'the' | 'of' | 'filler' | 'join' | 'stop';

export type Atom =
  | AttributeAtom
  | { readonly tag: 'turn'; readonly direction: 1 | -1; readonly via: TurnVia; readonly degree?: number; /** Alone it asks for whatever helps. */ readonly general?: boolean }
  | { readonly tag: 'degree'; readonly value: number; readonly side: 'before' | 'after' | 'either'; readonly complaint?: boolean }
  | { readonly tag: 'zone'; readonly zone: Zone }
  | { readonly tag: 'place'; readonly place: Place }
  | { readonly tag: 'thing'; readonly thing: Thing }
  | { readonly tag: 'colour'; readonly colours: readonly EightColour[]; readonly hue: number; readonly object?: boolean }
  | { readonly tag: 'slider'; readonly tool: string; readonly component?: 'Hue' | 'Saturation' | 'Luminance' }
  /** A `subject` names what many photos show ("portrait", "夜景"): a style only when nothing else is asked of it. */
  | { readonly tag: 'style'; readonly id: string; readonly subject?: boolean }
  | { readonly tag: 'auto'; readonly aspect?: Aspect; readonly weak?: boolean }
  | { readonly tag: 'number'; readonly value: number; readonly signed: boolean }
  | { readonly tag: 'ratio'; readonly pair: readonly [number, number] }
  | { readonly tag: 'unit'; readonly unit: Unit }
  | { readonly tag: 'clip'; readonly end?: 'highlights' | 'shadows' }
  | { readonly tag: 'geometry'; readonly action: 'crop' | 'straighten' | 'rotate' | 'flip' | 'clockwise' | 'anticlockwise' | 'upside-down' | 'horizontal' | 'vertical' | 'portrait-format' | 'landscape-format' }
  | { readonly tag: 'undo'; readonly what: 'last' | 'all' | 'named' }
  | { readonly tag: 'restore'; readonly step?: number }
  | { readonly tag: 'rescale'; readonly factor: number; /** It complains: "too strong". */ readonly excess?: boolean }
  | { readonly tag: 'object'; readonly reason: 'needs-generation' | 'needs-mask' }
  /** Says its whole request: which sliders mend it, and where they are set. */
  | { readonly tag: 'fix'; readonly sets: readonly (readonly [tool: string, value: number])[] }
  | { readonly tag: 'generate' }
  | { readonly tag: BareTag };

export type AtomOf<T extends Atom['tag']> = Extract<Atom, { readonly tag: T }>;
export type Tag = Found['atom']['tag'];

/** A row of a table: one meaning and the phrases that carry it, comma-separated. */
export type Row = { readonly atom: Atom; readonly en: string; readonly zh: string };

/** An atom found in an instruction, with its place in the original text. */
export type Found = { readonly atom: Atom | { readonly tag: 'unknown' }; readonly from: number; readonly to: number; readonly comparative: boolean };

/** Which way a word moves the end of the scale that a noun names: "deeper blacks", "brighter whites". Undefined: the noun names none, or the word says nothing of it. */
export function turnOfEnd(word: AttributeAtom, noun: AttributeAtom): 1 | -1 | undefined {
  const end = noun.shape === 'noun' ? noun.ask[0]?.[0] : undefined;
  if (word.shape === 'noun' || (end !== 'blacks' && end !== 'whites')) return undefined;
  const [attribute, direction] = word.ask[0] ?? [];
  return word.onEnds?.[end] ?? (attribute === 'brightness' ? direction : undefined);
}
