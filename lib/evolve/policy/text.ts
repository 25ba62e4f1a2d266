/**
 * Instructions as bags of hashed character n-grams (the hashing trick, Weinberger et al. 2009; sub-words as in fastText, Bojanowski et al.
 * 2017): no vocabulary, no tokeniser, one table for English and Chinese. Latin words give 3- to 5-grams with their ends marked, Chinese
 * characters give themselves and pairs.
 */
import { fnv1a } from '../prng';

export const BUCKETS = 2048;

const WORDS = /[a-z0-9]+/g;
const HAN = /\p{Script=Han}+/gu;

/** Buckets of an instruction, each as often as it occurs. The order is that of the text. */
export function gramsOf(instruction: string): Uint16Array {
  const text = instruction.normalize('NFKC').toLowerCase();
  const grams: string[] = [];
  for (const [word] of text.matchAll(WORDS)) {
    const marked = `<${word}>`;
    if (marked.length <= 3) grams.push(marked);
    for (let n = 3; n <= 5; n++) for (let i = 0; i + n <= marked.length; i++) grams.push(marked.slice(i, i + n));
  }
  for (const [run] of text.matchAll(HAN)) {
    const characters = [...run];
    characters.forEach((character, i) => {
      grams.push(character);
      const next = characters[i + 1];
      if (next) grams.push(character + next);
    });
  }
  return Uint16Array.from(grams, (gram) => fnv1a(gram) % BUCKETS);
}

/** The weight of each gram in the mean: 1 / √n, so that long instructions are neither drowned nor loud. */
export const gramWeight = (grams: Uint16Array): number => (grams.length === 0 ? 0 : 1 / Math.sqrt(grams.length));
