/** Characters that a word may begin after. */
const BREAK = /[\s\-_·/.,:&()（）「」“”]/;

/** Letters without their accents, in lower case; one for one, so that places agree with the text's. */
const plain = (text: string) => [...text].map((letter) => letter.normalize('NFD').charAt(0).toLowerCase());

/** A match at a word's beginning, in a row with the one before, or just somewhere. */
const AT_WORD = 8, IN_ROW = 5, ANYWHERE = 1;
/** What each letter that is jumped over costs, and at most. */
const GAP = 0.2, WIDEST_GAP = 3;

/**
 * How well `query` fits `text` when its letters are found in it in this order, with anything between them: more is better, `null` is not at all. The best
 * way to place the letters counts, not the first (Smith and Waterman's recurrence, with the bonuses above). Words of the query may come in any order.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const words = query.trim().split(/\s+/).filter((word) => word !== '');
  let sum = 0;
  for (const word of words) {
    const score = wordScore(plain(word), plain(text));
    if (score === null) return null;
    sum += score;
  }
  // Of equals, the shorter is the closer.
  return words.length === 0 ? 0 : sum - text.length * 0.01;
}

function wordScore(word: readonly string[], text: readonly string[]): number | null {
  // best[j]: the best score with the letters so far, the last of them at text[j].
  let best: number[] = [];
  for (const [i, letter] of word.entries()) {
    const next: number[] = [];
    // The best place before j for the letters before this one, each step away costing a little.
    let reach = -Infinity;
    for (const [j, here] of text.entries()) {
      if (i > 0 && j > 0) reach = Math.max(reach - GAP, best[j - 1] ?? -Infinity);
      const starts = j === 0 || BREAK.test(text[j - 1] ?? '');
      const place = starts ? AT_WORD : ANYWHERE;
      if (letter !== here) next.push(-Infinity);
      else if (i === 0) next.push(place - Math.min(WIDEST_GAP, j * GAP));
      else next.push(Math.max(reach + place, (best[j - 1] ?? -Infinity) + Math.max(place, IN_ROW)));
    }
    best = next;
  }
  const score = Math.max(-Infinity, ...best);
  return score === -Infinity ? null : score;
}

/** What fits the query, best first; all in their own order without one. */
export function fuzzyFilter<T>(query: string, entries: readonly T[], textsOf: (entry: T) => readonly string[]): readonly T[] {
  if (query.trim() === '') return entries;
  return entries
    .flatMap((entry) => {
      const scores = textsOf(entry).map((text) => fuzzyScore(query, text)).filter((score) => score !== null);
      return scores.length === 0 ? [] : [{ entry, score: Math.max(...scores) }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
