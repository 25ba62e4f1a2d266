import type { Locale } from '@/lib/develop/types';
import type { SessionCard } from '@/lib/studio/types';

export const SORTS = ['changed', 'added', 'taken', 'name', 'stars', 'size'] as const;
export type Sort = (typeof SORTS)[number];

/** What the library shows of all it has. An absent filter lets everything through. */
export type LibraryQuery = {
  readonly search: string;
  readonly edited?: boolean;
  /** At least so many. */
  readonly stars?: number;
  readonly format?: string;
  readonly camera?: string;
  /** `2024-05`: when it was taken, or, where the file does not say, added. */
  readonly month?: string;
  readonly sort: Sort;
  /** Against the sort's own direction: oldest first, Z to A. */
  readonly reversed: boolean;
};

export const EVERYTHING: LibraryQuery = { search: '', sort: 'changed', reversed: false };

/** When the photo was taken, or added where the file does not say. */
const dateOf = ({ takenAt, createdAt }: SessionCard): string => takenAt ?? createdAt;
const monthOf = (card: SessionCard): string => dateOf(card).slice(0, 7);

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word has to be somewhere: in the name, in what was asked for, or in what the camera is called. */
function matches(card: SessionCard, words: readonly string[]): boolean {
  const text = plain([card.name, card.camera ?? '', ...card.instructions].join('\n'));
  return words.every((word) => text.includes(word));
}

type Compare = (a: SessionCard, b: SessionCard) => number;
const latest = (of: (card: SessionCard) => string): Compare => (a, b) => (of(a) < of(b) ? 1 : of(a) > of(b) ? -1 : 0);

const byName = (locale: Locale): Compare => {
  const { compare } = new Intl.Collator(locale === 'zh' ? 'zh-CN' : 'en', { numeric: true, sensitivity: 'base' });
  return (a, b) => compare(a.name, b.name);
};

const comparison = (sort: Sort, locale: Locale): Compare => {
  switch (sort) {
    case 'changed': return latest(({ updatedAt }) => updatedAt);
    case 'added': return latest(({ createdAt }) => createdAt);
    case 'taken': return latest(dateOf);
    case 'name': return byName(locale);
    case 'stars': return (a, b) => b.stars - a.stars;
    case 'size': return (a, b) => b.bytes - a.bytes;
    default: return sort satisfies never;
  }
};

/** The cards that the query lets through, in its order; equals stay in the order in which they came (latest change first). */
export function shownCards(cards: readonly SessionCard[], query: LibraryQuery, locale: Locale): readonly SessionCard[] {
  const words = plain(query.search).split(/\s+/).filter((word) => word !== '');
  const { edited, stars, format, camera, month } = query;
  const found = cards.filter((card) =>
    (edited === undefined || card.steps > 0 === edited)
    && (stars === undefined || card.stars >= stars)
    && (format === undefined || card.format === format)
    && (camera === undefined || card.camera === camera)
    && (month === undefined || monthOf(card) === month)
    && (words.length === 0 || matches(card, words)));
  const compare = comparison(query.sort, locale);
  return found.toSorted(query.reversed ? (a, b) => compare(b, a) : compare);
}

/** Whether the query hides anything at all. */
export const isFiltered = ({ search, edited, stars, format, camera, month }: LibraryQuery): boolean =>
  search.trim() !== '' || [edited, stars, format, camera, month].some((value) => value !== undefined);

export type Facet = { readonly value: string; readonly count: number };

function counted(values: readonly (string | undefined)[]): readonly Facet[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count }));
}

/** What there is to choose from. */
export function facetsOf(cards: readonly SessionCard[]): { readonly formats: readonly Facet[]; readonly cameras: readonly Facet[]; readonly months: readonly Facet[] } {
  const most = (a: Facet, b: Facet) => b.count - a.count;
  return {
    formats: counted(cards.map(({ format }) => format)).toSorted(most),
    cameras: counted(cards.map(({ camera }) => camera)).toSorted(most),
    months: counted(cards.map(monthOf)).toSorted((a, b) => (a.value < b.value ? 1 : -1)),
  };
}
