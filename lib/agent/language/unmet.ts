import type { Intent } from '@/lib/agent/types';
import type { Found, Tag } from './atoms';
import { verbatim, type Reading } from './reading';

export type Unmet = Intent['notUnderstood'][number];

const CARRIERS = new Set<Tag>(['unknown', 'thing', 'object', 'the', 'filler', 'place', 'colour', 'zone', 'whole', 'number']);

/** "1. brighter 2. warmer": the numbers of a list are not amounts. */
export function withoutNumbering(all: readonly Found[]): readonly Found[] {
  let expected = 1;
  return all.map((found, index): Found => {
    if (found.atom.tag !== 'number' || found.atom.value !== expected || found.atom.signed) return found;
    const next = all[index + 1];
    const isMarked = next?.atom.tag === 'stop' && next.from === found.to;
    if (!isMarked || !(expected > 1 || index === 0 || all[index - 1]?.atom.tag === 'stop')) return found;
    expected += 1;
    return { ...found, atom: { tag: 'stop' } };
  });
}

/** "A photo of my dog at the beach" says what is in the picture, not what to do with it: those words become filler. */
export function withoutDescriptions(all: readonly Found[]): readonly Found[] {
  let left = 0;
  return all.map((found): Found => {
    if (found.atom.tag === 'of') {
      left = 8;
      return { ...found, atom: { tag: 'filler' } };
    }
    if (left > 0 && CARRIERS.has(found.atom.tag)) {
      left -= 1;
      return { ...found, atom: { tag: 'filler' } };
    }
    left = 0;
    return found;
  });
}

/** How far to look for what else a clause asks. */
const REACH = 24;
const REQUESTS = new Set<Tag>(['attribute', 'turn', 'auto', 'geometry', 'object', 'generate', 'colour', 'keep', 'unchanged', 'undo', 'rescale', 'clip', 'slider', 'fix']);

/** "Brighten this portrait": what the photo shows is no style to give it, when the clause asks for something else. */
export function withoutSubjects(all: readonly Found[]): readonly Found[] {
  return all.map((found, index): Found => {
    if (found.atom.tag !== 'style' || found.atom.subject !== true) return found;
    const before = all.slice(Math.max(0, index - REACH), index);
    const after = all.slice(index, index + REACH);
    const stop = after.findIndex((other) => other.atom.tag === 'stop');
    const clause = [...before.slice(before.findLastIndex((other) => other.atom.tag === 'stop') + 1), ...after.slice(0, stop < 0 ? undefined : stop)];
    const isNamedStyle = clause.some((other) => other.atom.tag === 'look') || all[index + 1]?.atom.tag === 'is';
    const isBusy = clause.some((other) => other !== found && (REQUESTS.has(other.atom.tag) || (other.atom.tag === 'style' && other.atom.subject !== true)));
    return isBusy && !isNamedStyle ? { ...found, atom: { tag: 'filler' } } : found;
  });
}

/** A request that this engine cannot carry out, with the reason, when the segment is one. */
export function unmetRequest(instruction: string, reading: Reading): Unmet | undefined {
  const { flags, vias, source, head } = reading;
  const objects = reading.segment.found.flatMap((found) => (found.atom.tag === 'object' ? [found.atom.reason] : []));
  const movesThings = vias.has('add') || vias.has('remove');
  const hasTarget = objects.length > 0 || reading.unknown.length > 0 || reading.regions.some((region) => region.kind === 'thing');
  const named = head !== undefined || reading.style !== undefined;

  const replaced = reading.regions.some((region) => region.kind === 'thing' && region.thing !== 'skin');
  const isSwap = flags.has('swap') && (hasTarget || (replaced && named));
  const isChange = flags.has('change') && replaced && !named && reading.direction === undefined && reading.colours.length === 0 && !flags.has('not') && !flags.has('unchanged');
  if (isSwap || isChange) return { text: source, reason: 'needs-generation' };
  if (flags.has('generate')) return { text: source, reason: 'needs-generation' };
  if (movesThings && !named && hasTarget && reading.zones.length === 0) return { text: source, reason: 'needs-generation' };
  if (objects.length > 0 && !(flags.has('keep') && named)) {
    if (movesThings && !named) return { text: source, reason: 'needs-generation' };
    return { text: source, reason: named || reading.colours.length > 0 ? 'needs-mask' : objects.includes('needs-generation') ? 'needs-generation' : 'needs-mask' };
  }
  return named && isNamedObject(instruction, reading) ? { text: source, reason: 'needs-mask' } : undefined;
}

/** "Brighten the frobnicator", "把猕猴桃提亮": an unknown word that stands where the object of the request stands. */
function isNamedObject(instruction: string, reading: Reading): boolean {
  const [unknown] = reading.unknown;
  if (unknown === undefined || reading.regions.length > 0 || reading.zones.length > 0 || reading.colours.length > 0) return false;
  const { found } = reading.segment;
  const at = found.indexOf(unknown);
  const before = found[at - 1];
  // "Make the lamp brighter", "brighten the lamp"; in "for a client: brighter" nothing leads to the noun.
  const leads = found.slice(0, at).some((item) => item.atom.tag === 'want' || item.atom.tag === 'attribute' || item.atom.tag === 'turn');
  if (before?.atom.tag === 'the' && leads) return true;
  const character = instruction.slice(0, unknown.from).trimEnd().at(-1) ?? '';
  return '把将让给'.includes(character) && character !== '';
}

/** The unknown words that are left in a segment whose other words were understood, run by run. */
export function unknownRuns(instruction: string, reading: Reading): readonly Unmet[] {
  const runs: Found[][] = [];
  let isOpen = false;
  for (const found of reading.segment.found) {
    if (found.atom.tag === 'unknown') {
      const run = isOpen ? runs.at(-1) : undefined;
      if (run === undefined) runs.push([found]);
      else run.push(found);
      isOpen = true;
    } else if (found.atom.tag !== 'filler' && found.atom.tag !== 'the' && found.atom.tag !== 'aspect') {
      isOpen = false;
    } else {
      // Filler between two unknown words belongs to them.
      if (isOpen) runs.at(-1)?.push(found);
    }
  }
  return runs.map((run) => ({ text: verbatim(instruction, run).text, reason: 'unknown' as const }));
}
