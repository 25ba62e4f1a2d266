import type { Found, Tag } from './atoms';
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

/** Lists of regions belong to the request beside them: "the sky and the background darker", "mute the blues and the greens". */
export function gatherLists(segments: readonly Segment[]): readonly (Segment & { readonly listed: boolean })[] {
  const gathered: (Segment & { listed: boolean })[] = [];
  let waiting: Segment | undefined;
  segments.map((segment, index) => sharingRegion(segment, segments[index + 1])).forEach((segment, index) => {
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
