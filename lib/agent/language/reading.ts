import type { RegionRef } from '@/lib/agent/types';
import { turnOfEnd, type AtomOf, type AttributeAtom, type Found, type Tag, type TurnVia, type Zone } from './atoms';
import type { Segment } from './segments';

/** How a request speaks: it asks, complains, says what is missing, forbids. */
export type Mood = 'ask' | 'complain' | 'lack' | 'forbid' | 'forbid-excess';

/** What one segment says, in the order of its words only where order matters. */
export type Reading = {
  readonly segment: Segment;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly head?: AttributeAtom;
  readonly comparative: boolean;
  readonly style?: string;
  readonly direction: 1 | -1 | undefined;
  /** The way that a description gives the noun beside it, as it is said: "deeper blacks" −1. */
  readonly steered?: 1 | -1 | undefined;
  readonly vias: ReadonlySet<TurnVia>;
  readonly degree: number | undefined;
  readonly leadingDegree: boolean;
  readonly mood: Mood;
  readonly zones: readonly Zone[];
  /** "Colours" in general, beside another attribute word. */
  readonly speaksOfColour: boolean;
  readonly colours: readonly (AtomOf<'colour'> & { readonly at: number })[];
  readonly regions: readonly RegionRef[];
  readonly flags: ReadonlySet<Tag>;
  readonly first: <T extends Tag>(tag: T) => Extract<Found['atom'], { tag: T }> | undefined;
  readonly indexOf: (tag: Tag) => number;
  readonly unknown: readonly Found[];
  /** Whether its region was inherited from the complaint that it mends. */
  readonly topical: boolean;
  readonly says: (word: string) => boolean;
};

const WEIGHTLESS = new Set<Tag>(['filler', 'the', 'aspect', 'join', 'stop']);

/** The verbatim text of a run of words, without the politeness at its ends. */
export function verbatim(instruction: string, found: readonly Found[]): { readonly text: string; readonly from: number; readonly to: number } {
  const first = found.findIndex((item) => !WEIGHTLESS.has(item.atom.tag));
  const last = found.findLastIndex((item) => !WEIGHTLESS.has(item.atom.tag));
  const from = found[Math.max(first, 0)]?.from ?? 0;
  const to = found[last < 0 ? found.length - 1 : last]?.to ?? from;
  return { text: instruction.slice(from, to), from, to };
}

/** The noun that a bare direction word stands beside: "softer contrast", "对比柔和一点". Light itself is described, not steered. */
function steeredNoun(found: readonly Found[]): { readonly noun: Found; readonly turn: 1 | -1 } | undefined {
  const noun = found.find((item) => item.atom.tag === 'attribute' && item.atom.shape === 'noun' && item.atom.general !== true && item.atom.ask[0]?.[0] !== 'brightness');
  // "Darker blacks", "黑色再沉一些": how light the ends of the scale are is their own slider.
  const end = noun?.atom.tag === 'attribute' ? noun.atom : undefined;
  const ofEnd = end && found.flatMap((item) => (item.atom.tag === 'attribute' ? (turnOfEnd(item.atom, end) ?? []) : []))[0];
  if (noun !== undefined && ofEnd !== undefined) return { noun, turn: ofEnd };
  const word = found.find((item) => item.atom.tag === 'attribute' && item.atom.asTurn !== undefined)?.atom;
  return noun !== undefined && word?.tag === 'attribute' && word.asTurn !== undefined ? { noun, turn: word.asTurn } : undefined;
}

function headOf(found: readonly Found[]): Found | undefined {
  const heads = found.filter((item) => item.atom.tag === 'attribute');
  // A description says more than the noun it describes, a verb more than either.
  return heads.find((item) => item.atom.tag === 'attribute' && item.atom.shape === 'verb')
    ?? heads.find((item) => item.atom.tag === 'attribute' && item.atom.shape === 'state')
    ?? heads.find((item) => item.atom.tag === 'attribute' && item.atom.general !== true)
    ?? heads[0];
}

function degreeOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const least = Math.min(...values);
  // "a little bit more, very gently": the hedge governs; two strong words add nothing to each other.
  return least < 0.5 ? least : Math.max(...values);
}

function moodOf(found: readonly Found[], head: AttributeAtom | undefined, comparative: boolean, inherited: ReadonlySet<Tag>): Mood {
  const has = (tag: Tag): boolean => found.some((item) => item.atom.tag === tag);
  const isWished = has('want') || has('tinge') || has('zone') || has('style') || inherited.has('style') || found.filter((item) => item.atom.tag === 'colour').length > 1 || found.some((item) => item.atom.tag === 'degree' && item.atom.side === 'after');
  const isHedged = found.some((item) => item.atom.tag === 'degree' && item.atom.complaint === true);
  // 偏 leans toward something when that is wished for, and complains of it otherwise.
  const leansTooFar = has('lean') && (isHedged || !isWished);
  const hasCast = has('cast') && !found.some((item) => item.atom.tag === 'turn' && item.atom.via === 'add');
  const mends = found.some((item) => item.atom.tag === 'auto' && item.atom.aspect === 'white-balance') && (head !== undefined || has('colour'));
  const excess = has('too') || leansTooFar || hasCast || mends || found.some((item) => item.atom.tag === 'rescale' && item.atom.excess === true);
  if (has('lack') && !excess) return 'lack';
  if (has('not')) return excess ? 'forbid-excess' : 'forbid';
  if (excess) return 'complain';
  const turned = found.some((item) => item.atom.tag === 'turn');
  // "Darker than I want", "左边比右边暗": a comparison states what is wrong.
  const than = found.findIndex((item) => item.atom.tag === 'than');
  if (head?.shape === 'state' && than >= 0 && !found.slice(0, than).some((item) => item.atom.tag === 'want')) return 'complain';
  // "The skin looks orange": a colour stated of skin is a complaint.
  if (head === undefined && !comparative && !turned && has('is') && !has('want') && has('colour') && found.some((item) => item.atom.tag === 'thing' && item.atom.thing === 'skin')) return 'complain';
  if (comparative || head?.shape !== 'state') return 'ask';
  if (turned || has('want')) return 'ask';
  if (inherited.has('too')) return 'complain';
  const hedge = found.find((item) => item.atom.tag === 'degree');
  if (hedge?.atom.tag === 'degree' && hedge.atom.complaint === true) return 'complain';
  if (has('is') || has('still') || (head.touchy === true && has('aspect'))) return 'complain';
  if (inherited.has('want')) return 'ask';
  if (inherited.has('is')) return 'complain';
  if (hedge?.atom.tag === 'degree' && hedge.atom.side === 'after') return 'ask';
  if (hedge?.atom.tag === 'degree' && hedge.atom.side === 'either' && hedge.atom.value < 0.3 && head.touchy === true && !has('look') && found.findIndex((item) => item.atom === hedge.atom) < found.findIndex((item) => item.atom === head)) return 'complain';
  return head.faulty ? 'complain' : 'ask';
}

const isPartOf = (part: readonly string[], whole: readonly string[]): boolean => part.every((item) => whole.includes(item));

export function readSegment(instruction: string, segment: Segment, inherited: ReadonlySet<Tag>): Reading {
  const { found } = segment;
  const flags = new Set(found.map((item) => item.atom.tag));
  const steered = steeredNoun(found);
  const headFound = steered?.noun ?? headOf(found);
  const head = headFound?.atom.tag === 'attribute' ? headFound.atom : undefined;
  const style = found.find((item) => item.atom.tag === 'style');

  const vias = new Set<TurnVia>();
  const degrees: number[] = [];
  let direction: 1 | -1 | undefined = steered?.turn;
  // "Less deep blacks": of what is steered, less is the other way.
  const isLess = steered !== undefined && found.some((item) => (item.atom.tag === 'turn' && item.atom.via === 'more' && item.atom.direction === -1) || (item.atom.tag === 'rescale' && item.atom.excess !== true && item.atom.factor < 1));
  const zones: Zone[] = [];
  const colours: (AtomOf<'colour'> & { at: number })[] = [];
  const things: RegionRef[] = [];
  const places: RegionRef[] = [];
  let leadingDegree = false;
  // "Foliage more yellow" moves one colour toward another; "the blue of the sea" names one.
  const isMoved = head === undefined;
  found.forEach((item, at) => {
    const { atom } = item;
    switch (atom.tag) {
      case 'turn':
        // "cool it down", "brighten up": the particle belongs to the verb.
        if (atom.via === 'particle' && head !== undefined && head.shape !== 'noun') break;
        vias.add(atom.via);
        direction = direction === -1 ? -1 : atom.direction;
        break;
      case 'rescale':
        if (atom.excess === true) break;
        direction = direction === -1 ? -1 : atom.factor < 1 ? -1 : 1;
        degrees.push(0.3);
        break;
      case 'degree':
        degrees.push(atom.value);
        if (headFound !== undefined && item.from < headFound.from) leadingDegree = true;
        break;
      case 'zone': zones.push(atom.zone); break;
      case 'colour': colours.push({ ...atom, at }); break;
      case 'thing': things.push({ kind: 'thing', thing: atom.thing }); break;
      case 'place': places.push({ kind: 'place', place: atom.place }); break;
      default: break;
    }
  });

  // "Tint the highlights pink": the colour says it, the verb only how.
  // Skin is part of whom it belongs to; the blue of the sea is the blue.
  const isOfSkin = things.some((thing) => thing.kind === 'thing' && thing.thing === 'skin');
  const people = isOfSkin ? things.filter((thing) => thing.kind === 'thing' && thing.thing !== 'subject') : things;
  const plain = colours.filter((colour) => colour.object !== true);
  const named = colours.filter((colour) => colour.object !== true || !plain.some((other) => other.at > colour.at - 4 && isPartOf(other.colours, colour.colours) && !isMoved));
  const isTinting = head?.ask[0]?.[0] === 'tint' && colours.length > 0;
  const { text, from, to } = verbatim(instruction, found);
  return {
    segment, source: text, from, to, head: isTinting ? undefined : head, style: style?.atom.tag === 'style' ? style.atom.id : undefined,
    comparative: headFound?.comparative ?? found.some((item) => item.atom.tag === 'colour' && item.comparative),
    direction: steered !== undefined && isLess ? (steered.turn === 1 ? -1 : 1) : direction, steered: steered?.turn, vias, degree: degreeOf(degrees), leadingDegree,
    mood: moodOf(found, head, headFound?.comparative ?? false, inherited),
    zones, colours: named, speaksOfColour: found.some((item) => item.atom.tag === 'attribute' && item.atom.general === true && item !== headFound), regions: people.length > 0 ? people : places.slice(0, 1),
    flags, unknown: found.filter((item) => item.atom.tag === 'unknown'), topical: false,
    says: (word) => found.some((item) => instruction.slice(item.from, item.to).toLowerCase().split(' ').includes(word)),
    first: <T extends Tag>(tag: T) => found.find((item) => item.atom.tag === tag)?.atom as Extract<Found['atom'], { tag: T }> | undefined,
    indexOf: (tag) => found.findIndex((item) => item.atom.tag === tag),
  };
}
