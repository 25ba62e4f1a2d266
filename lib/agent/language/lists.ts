import { turnOfEnd, type AttributeAtom, type Found, type Tag } from './atoms';
import type { Segment } from './segments';

const MODIFIERS = new Set<Tag>(['filler', 'the', 'aspect', 'zone', 'place', 'thing', 'colour', 'whole']);
const isRegionOnly = (found: readonly Found[]): boolean =>
  found.every((item) => MODIFIERS.has(item.atom.tag)) && found.some((item) => item.atom.tag !== 'filler' && item.atom.tag !== 'the' && item.atom.tag !== 'aspect');
const isRegionWord = (item: Found): boolean => ['zone', 'place', 'thing', 'colour'].includes(item.atom.tag);

const isBareState = (found: readonly Found[]): boolean =>
  found.some((item) => item.atom.tag === 'attribute' && item.atom.shape === 'state') && found.every((item) => ['attribute', 'filler', 'the', 'degree'].includes(item.atom.tag));

/** "Deep, rich blues", "soft warm skin": descriptions before a noun all describe it. */
function sharingRegion(segment: Segment, next: Segment | undefined): Segment {
  if (next === undefined || !(next.joined || next.clause === segment.clause + 1) || !isBareState(segment.found)) return segment;
  const [first, second] = next.found.filter((item) => item.atom.tag !== 'filler' && item.atom.tag !== 'the' && item.atom.tag !== 'degree');
  const isDescribed = first?.atom.tag === 'attribute' && first.atom.shape === 'state' && second !== undefined && isRegionWord(second) && second.from - first.to <= 1;
  return isDescribed && next.joined ? { ...segment, found: [...segment.found, second] } : segment;
}

const attributesOf = ({ found }: Segment): readonly (Found & { readonly atom: AttributeAtom })[] => found.filter((item): item is Found & { readonly atom: AttributeAtom } => item.atom.tag === 'attribute');
const isBeside = (segment: Segment, next: Segment): boolean => next.joined || next.clause === segment.clause + 1;

/**
 * An end of the scale and what is said of it, a list on either side: "deep, rich blacks", "blacks richer and deeper", "the blacks and the shadows
 * deeper". What stands alone is given the word that it lacks.
 */
function sharingEnd(segment: Segment, previous: Segment | undefined, next: Segment | undefined): Segment {
  const own = attributesOf(segment);
  const [word] = own;
  if (own.length !== 1 || word === undefined || segment.found.some((item) => isRegionWord(item) || item.atom.tag === 'whole')) return segment;
  const lacking = (beside: Segment | undefined): Found | undefined => {
    const others = beside === undefined ? [] : attributesOf(beside);
    return word.atom.shape === 'noun' ? others.find(({ atom }) => turnOfEnd(atom, word.atom) !== undefined) : others.find(({ atom }) => turnOfEnd(word.atom, atom) !== undefined);
  };
  const isTurned = segment.found.some(({ atom }) => atom.tag === 'turn' || atom.tag === 'number');
  const after = next !== undefined && isBeside(segment, next) && (word.atom.shape === 'noun' ? next.joined && !isTurned : attributesOf(next).length > 1) ? lacking(next) : undefined;
  const before = previous !== undefined && segment.joined && word.atom.shape === 'state' ? lacking(previous) : undefined;
  const given = after ?? before;
  return given === undefined ? segment : { ...segment, found: [...segment.found, given] };
}

/** Lists of regions belong to the request beside them: "the sky and the background darker", "mute the blues and the greens". */
export function gatherLists(segments: readonly Segment[]): readonly (Segment & { readonly listed: boolean })[] {
  const gathered: (Segment & { listed: boolean })[] = [];
  let waiting: Segment | undefined;
  segments.map((segment, index) => sharingEnd(sharingRegion(segment, segments[index + 1]), segments[index - 1], segments[index + 1])).forEach((segment, index) => {
    const next = segments[index + 1];
    const previous = gathered.at(-1);
    const own = waiting !== undefined ? { ...segment, found: [...waiting.found, ...segment.found], joined: waiting.joined } : segment;
    if (isRegionOnly(segment.found)) {
      const isTint = segment.found.some((item) => item.atom.tag === 'colour') && segment.found.some((item) => item.atom.tag === 'zone');
      if (segment.joined && previous !== undefined && previous.found.some((item) => !MODIFIERS.has(item.atom.tag)) && previous.found.some(isRegionWord) && !isTint) {
        gathered.push({ ...segment, found: [...previous.found.filter((item) => !isRegionWord(item)), ...segment.found], listed: true });
        return;
      }
      if (!isTint && next !== undefined && (next.joined || next.clause === segment.clause + 1) && !isRegionOnly(next.found) && !(next.clause !== segment.clause && next.found.some(isRegionWord))) {
        waiting = own;
        return;
      }
    }
    gathered.push({ ...own, listed: waiting !== undefined && own.found.filter((item) => item.atom.tag === 'colour').length > 1 });
    waiting = undefined;
  });
  return gathered;
}
