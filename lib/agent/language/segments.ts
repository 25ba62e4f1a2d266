import { turnOfEnd, type Atom, type Found, type Tag } from './atoms';

/** One request: at most one attribute or style, and the words that belong to it. */
export type Segment = {
  readonly found: readonly Found[];
  /** Joined to the segment before by "and" or a list comma's equivalent, inside one clause. */
  readonly joined: boolean;
  readonly clause: number;
};



const isVerbTurn = (found: Found): boolean => found.atom.tag === 'turn' && (found.atom.via === 'add' || found.atom.via === 'remove' || found.atom.via === 'scale');
const isHead = (found: Found): boolean => found.atom.tag === 'attribute' || found.atom.tag === 'style';
const isRegion = (found: Found): boolean => ['zone', 'place', 'thing', 'colour', 'whole'].includes(found.atom.tag);
const isTarget = (found: Found): boolean => isHead(found) || isRegion(found) || found.atom.tag === 'slider' || found.atom.tag === 'clip' || found.atom.tag === 'object';
const isTopic = (found: Found): boolean => found.atom.tag === 'attribute' && found.atom.shape === 'noun';

const LEADING: ReadonlySet<Tag> = new Set<Tag>(['too', 'lean', 'not', 'lack', 'keep', 'unchanged', 'want', 'still', 'the', 'filler', 'only', 'is', 'change']);
function leads(found: Found, withRegions: boolean): boolean {
  const { atom } = found;
  if (LEADING.has(atom.tag)) return true;
  if (atom.tag === 'turn') return atom.via !== 'particle' && atom.via !== 'adjective';
  if (atom.tag === 'degree') return atom.side !== 'after';
  return withRegions && isRegion(found);
}

/** Whether two neighbouring attribute words name one request: "vivid colours", "颜色鲜艳", "contrast too harsh". */
function isOneRequest(current: readonly Found[], next: Atom | Found['atom']): boolean {
  const head = current.findLast(isHead)?.atom;
  if (head?.tag !== 'attribute' || next.tag !== 'attribute') return false;
  if (next.shape === 'noun' && next.general === true) return head.shape === 'state';
  // "Softer contrast": the description only says which way the noun goes.
  if (head.shape !== 'noun' && next.shape === 'noun' && (head.asTurn !== undefined || turnOfEnd(head, next) !== undefined)) return true;
  const isSteered = current.some((found) => isVerbTurn(found) || (found.atom.tag === 'turn' && found.atom.via !== 'more'));
  if (head.shape === 'noun' && next.shape !== 'noun') return !isSteered;
  // "soft light", "bright light": what falls is described, not asked for.
  return head.shape === 'state' && next.shape === 'noun' && (next.ask[0]?.[0] === 'brightness' || next.ask[0]?.[0] === 'softness');
}

/** No request is longer; a run of words without punctuation is cut here, which keeps reading linear. */
const MAX_WORDS = 48;

/** Splits an instruction at its punctuation, its conjunctions, and where a new request begins without either. */
export function segment(all: readonly Found[]): readonly Segment[] {
  const segments: Segment[] = [];
  let current: Found[] = [];
  let joined = false;
  let clause = 0;

  const close = (isJoin: boolean): void => {
    if (current.length > 0) {
      segments.push({ found: current, joined, clause });
      joined = isJoin;
    } else if (!isJoin) {
      joined = false;
    }
    current = [];
  };

  const breakBefore = (withRegions: boolean): void => {
    let from = current.length;
    for (let found = current[from - 1]; from > 0 && found !== undefined && leads(found, withRegions); found = current[from - 1]) from -= 1;
    const carried = current.slice(from);
    current = current.slice(0, from);
    close(true);
    current = carried;
  };

  const targetFollows = (index: number): boolean => {
    for (let next = index + 1; next < Math.min(all.length, index + 8); next += 1) {
      const found = all[next];
      if (found === undefined || found.atom.tag === 'stop' || found.atom.tag === 'join') return false;
      if (isTarget(found)) return true;
    }
    return false;
  };

  all.forEach((found, index) => {
    const { atom } = found;
    if (atom.tag === 'stop') {
      close(false);
      clause += 1;
      return;
    }
    if (atom.tag === 'join') {
      close(true);
      return;
    }
    const headAt = current.findIndex(isHead);
    const regionAt = current.findIndex((item) => isRegion(item) && item.atom.tag !== 'whole');
    const verbAt = current.findIndex(isVerbTurn);
    const moveAt = headAt >= 0 ? headAt : verbAt;
    const isRegionFirst = regionAt >= 0 && moveAt > regionAt;
    const isBareTopic = current.some(isTopic) && !current.some((item) => item.atom.tag === 'turn');

    const hasAmount = current.some((item) => item.atom.tag === 'number') && current.some(isTarget);
    if (hasAmount && (isTarget(found) || isVerbTurn(found)) && !current.some((item) => item.atom.tag === 'geometry') && (isHead(found) || atom.tag === 'zone' || atom.tag === 'slider' || isVerbTurn(found))) {
      // "Shadows +50 highlights −30": an amount ends a request.
      if (targetFollows(index) || isTarget(found)) breakBefore(false);
    } else if (isHead(found)) {
      if (headAt >= 0 && !isOneRequest(current, atom)) breakBefore(isRegionFirst);
    } else if (isVerbTurn(found)) {
      const isBusy = (headAt >= 0 && !isBareTopic) || (verbAt >= 0 && current.some(isTarget));
      if (isBusy && targetFollows(index)) breakBefore(false);
    } else if (isRegion(found) && atom.tag !== 'whole') {
      const isBusy = atom.tag === 'colour' ? headAt >= 0 : moveAt >= 0;
      if (isRegionFirst && isBusy) breakBefore(false);
    } else if (atom.tag === 'want' || atom.tag === 'not' || atom.tag === 'keep' || atom.tag === 'unchanged' || atom.tag === 'lack') {
      const isBusy = (headAt >= 0 && !isBareTopic) || (verbAt >= 0 && current.some(isTarget));
      if (isBusy && targetFollows(index)) breakBefore(false);
    } else if (atom.tag === 'geometry' || atom.tag === 'undo') {
      if (headAt >= 0 && !isBareTopic && targetFollows(index)) breakBefore(false);
    }
    if (current.length >= MAX_WORDS) close(true);
    current.push(found);
  });
  close(false);
  return segments;
}
