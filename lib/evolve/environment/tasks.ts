import type { Locale } from '@/lib/develop/types';
import type { Split, Task } from '../types';
import { flawOf } from './photos/flaws';
import type { Photo } from './photos/gallery';
import { type Random, randomOf, seedOf } from '../random';
import { SUBCATEGORIES, type Subcategory } from './taxonomy';
import { sentence } from './words/sentences';
import { type Wish, WISHES, type WishId } from './words/wishes';

const LOCALES: readonly Locale[] = ['en', 'zh'];

/** Colours that a wish is about are there when they cover this much of the photo. */
const LEAST_COLOUR = 0.03;

/** Whether a wish makes sense for a photo: what it speaks of is there, and it would not make worse what is wrong with it already. */
export function sensible(id: WishId, { surveyed, flaw }: Pick<Photo, 'surveyed' | 'flaw'>): boolean {
  if (flaw && flawOf(flaw).unasked.includes(id)) return false;
  const wish: Wish = WISHES[id];
  const [, place] = wish.expects.split('@');
  switch (place) {
    case undefined: return true;
    case 'sky': case 'skin': return surveyed.things.includes(place);
    default: return (surveyed.evidence.regions[place as 'Green' | 'Blue']?.share ?? 0) >= LEAST_COLOUR;
  }
}

/**
 * Tasks of one half, shared out evenly over sub-categories and languages: a photo that shows such a thing where there is one, else any photo of the
 * half (the words are what such people say, the wishes what makes sense for that photo). No pair of photo and sentence comes twice.
 */
export function tasksOf(photos: readonly Photo[], split: Split, count: number, seed: number): readonly Task[] {
  const own = photos.filter((photo) => photo.split === split);
  if (own.length === 0) return [];
  const random = randomOf(seedOf('tasks', split, seed));
  const tasks = new Map<string, Task>();
  const decks = new Map<string, Photo[]>();
  for (let turn = 0; tasks.size < count && turn < count * 6; turn++) {
    const subcategory = SUBCATEGORIES[turn % SUBCATEGORIES.length] as Subcategory;
    // 37 is odd: each has its turn in both languages.
    const locale = LOCALES[turn % LOCALES.length] ?? 'en';
    const photo = drawn(decks, subcategory.id, own, random);
    const wishes = subcategory.wishes.filter((id) => sensible(id, photo));
    if (wishes.length === 0) continue;
    const { text } = sentence({ ...subcategory, wishes }, locale, split, random);
    const key = `${photo.id}\0${text}`;
    if (tasks.has(key)) continue;
    const id = `${split}-${seedOf(key).toString(16).padStart(8, '0')}`;
    tasks.set(key, { id, photo: photo.id, instruction: text, locale, category: subcategory.category, subcategory: subcategory.id, split });
  }
  return [...tasks.values()];
}

/** Cards of a shuffled deck, so that no photo comes again before all others have. */
function drawn(decks: Map<string, Photo[]>, subcategory: string, own: readonly Photo[], random: Random): Photo {
  const deck = decks.get(subcategory) ?? [];
  decks.set(subcategory, deck);
  if (deck.length === 0) {
    const fitting = own.filter(({ shows }) => shows.includes(subcategory));
    deck.push(...random.shuffled(fitting.length > 0 ? fitting : own));
  }
  return deck.pop() as Photo;
}
