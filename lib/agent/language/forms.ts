/** English word forms: a word and the dictionary forms it may stand for. */
export type Lemma = { readonly word: string; readonly comparative: boolean };

const undouble = (stem: string): readonly string[] => {
  const last = stem.at(-1);
  return last !== undefined && stem.length > 3 && last === stem.at(-2) ? [stem, stem.slice(0, -1)] : [stem];
};

/** Candidates only: the caller keeps those that its dictionary knows. */
export function lemmas(word: string): readonly Lemma[] {
  const found: Lemma[] = [];
  const add = (words: readonly string[], comparative = false): void => {
    for (const candidate of words) if (candidate.length >= 2) found.push({ word: candidate, comparative });
  };
  const stem = (length: number): string => word.slice(0, -length);
  if (word.endsWith("'s")) add([stem(2)]);
  if (word.length < 4) return found;
  if (word.endsWith('ies')) add([`${stem(3)}y`]);
  if (word.endsWith('es')) add([stem(2)]);
  if (word.endsWith('s')) add([stem(1)]);
  if (word.endsWith('ied')) add([`${stem(3)}y`]);
  if (word.endsWith('ed')) add([...undouble(stem(2)), stem(1)]);
  if (word.endsWith('ing')) add([...undouble(stem(3)), `${stem(3)}e`]);
  if (word.endsWith('ier')) add([`${stem(3)}y`], true);
  if (word.endsWith('iest')) add([`${stem(4)}y`], true);
  if (word.endsWith('er')) add([...undouble(stem(2)), stem(1)], true);
  if (word.endsWith('est')) add([...undouble(stem(3)), stem(2)], true);
  return found;
}

/** Whether two words differ by one insertion, deletion, substitution or swap of neighbours. Linear time. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const left = endA - start;
  const right = endB - start;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
