import type { Tag } from './atoms';
import { isLimit } from './limits';
import type { Reading } from './reading';

/** Carries what a joined segment leaves unsaid over from the one before it. */
export function inherit(reading: Reading, previous: Reading | undefined): Reading {
  if (previous === undefined) return reading;
  const hasPlace = reading.regions.length > 0 || reading.zones.length > 0 || reading.colours.length > 0 || reading.flags.has('whole');
  const starts = reading.vias.has('add') || reading.vias.has('remove') || reading.vias.has('scale') || reading.flags.has('want');
  const followsComplaint = !reading.segment.joined && previous.mood === 'complain' && previous.segment.clause === reading.segment.clause - 1;
  // What a complaint was about stays the topic of the sentence that mends it.
  const isTopic = reading.segment.joined && previous.topical;
  const speaksOfIt = followsComplaint && reading.says('it');
  const mends = followsComplaint && reading.head === undefined && reading.direction !== undefined && reading.style === undefined && !isLimit(reading);
  const inheritsPlace = !hasPlace && (reading.head !== undefined || mends) && (mends || isTopic || speaksOfIt || (reading.segment.joined && !starts && reading.head?.shape !== 'noun') || (followsComplaint && (reading.head?.shape === 'verb' || reading.head?.ask[0]?.[0] === previous.head?.ask[0]?.[0])));
  // "Mute the greens and shift them toward teal", "绿色降饱和，偏青一点": the colour spoken of goes on being meant.
  const isNear = reading.segment.clause - previous.segment.clause <= 1;
  const isShift = reading.colours.length === 1 && reading.zones.length === 0 && reading.regions.length === 0 && (reading.flags.has('toward') || (reading.flags.has('lean') && reading.degree !== undefined));
  if (isNear && isShift && previous.colours.length > 0 && previous.head !== undefined) return { ...reading, mood: 'ask', colours: [...previous.colours, ...reading.colours] };
  const isTopicChain = isNear && !hasPlace && reading.head?.shape === 'state' && reading.segment.found.some((item) => item.atom.tag === 'degree' && item.atom.side === 'after') && previous.colours.length > 0 && previous.head !== undefined;
  if (isTopicChain) return { ...reading, colours: previous.colours };
  if (!inheritsPlace || isLimit(reading)) return reading;
  const keepsColours = reading.segment.joined || mends || previous.colours.some((colour) => colour.object === true);
  return { ...reading, topical: isTopic || followsComplaint, regions: previous.regions, zones: previous.zones, colours: keepsColours ? previous.colours : [] };
}

/** "Make it warm and dark": the wish goes on; "a forest look with deep greens" states nothing. */
export function moodBefore(before: Reading | undefined, hasStyle: boolean): ReadonlySet<Tag> {
  if (before?.mood === 'complain') return before.flags;
  const wishes = new Set<Tag>();
  if (before?.flags.has('want') === true) wishes.add('want');
  if (hasStyle) wishes.add('style');
  return wishes;
}

/** "Keep the skin and the sky natural": a limit goes on until something is asked for. */
export function inheritsLimit(reading: Reading): boolean {
  return reading.segment.joined && reading.direction === undefined && !reading.comparative && reading.head?.shape !== 'verb' && reading.head?.shape !== 'state' && !reading.flags.has('want') && !reading.flags.has('lack') && reading.style === undefined;
}
