import { describe, expect, it } from 'vitest';
import type { SessionCard } from '@/lib/studio/types';
import { EVERYTHING, facetsOf, isFiltered, shownCards, type LibraryQuery } from './query';

const card = (id: string, more: Partial<SessionCard> = {}): SessionCard => ({
  id, name: id, photoId: id, hash: '', width: 3, height: 2, format: 'jpeg', bytes: 1, stars: 0, steps: 0, headId: '', instructions: [], running: false,
  createdAt: '2024-05-01T10:00:00.000Z', updatedAt: '2024-05-01T10:00:00.000Z', ...more,
});
const ask = (cards: readonly SessionCard[], query: Partial<LibraryQuery>) => shownCards(cards, { ...EVERYTHING, ...query }, 'en').map(({ id }) => id);

describe('the library', () => {
  it('is searched in names, instructions and cameras, by every word, without case or accents', () => {
    const cards = [card('Café'), card('b', { instructions: ['make it a warm evening'] }), card('c', { camera: 'Canon EOS R5' })];
    expect(ask(cards, { search: 'cafe' })).toEqual(['Café']);
    expect(ask(cards, { search: 'evening WARM' })).toEqual(['b']);
    expect(ask(cards, { search: 'r5' })).toEqual(['c']);
    expect(ask(cards, { search: 'warm r5' })).toEqual([]);
    expect(ask(cards, { search: '  ' })).toHaveLength(3);
  });
  it('is searched in Chinese', () => {
    expect(ask([card('a', { instructions: ['调成电影感'] }), card('b')], { search: '电影' })).toEqual(['a']);
  });
  it('is filtered by all that is set at once', () => {
    const cards = [card('a', { steps: 2, stars: 4 }), card('b', { steps: 0, stars: 5 }), card('c', { steps: 1, stars: 2, format: 'raw' }), card('d', { takenAt: '2023-12-31T23:59:00' })];
    expect(ask(cards, { edited: true })).toEqual(['a', 'c']);
    expect(ask(cards, { edited: false, stars: 1 })).toEqual(['b']);
    expect(ask(cards, { stars: 4 })).toEqual(['a', 'b']);
    expect(ask(cards, { format: 'raw' })).toEqual(['c']);
    expect(ask(cards, { month: '2023-12' })).toEqual(['d']);
    expect(ask(cards, { edited: true, format: 'jpeg' })).toEqual(['a']);
  });
  it('is sorted both ways, names as people count', () => {
    const cards = [card('img 10', { updatedAt: '2024-01-03' }), card('IMG 9', { updatedAt: '2024-01-02', stars: 3, bytes: 9 }), card('alpha', { updatedAt: '2024-01-01', takenAt: '2025-01-01T00:00:00' })];
    expect(ask(cards, { sort: 'name' })).toEqual(['alpha', 'IMG 9', 'img 10']);
    expect(ask(cards, { sort: 'name', reversed: true })).toEqual(['img 10', 'IMG 9', 'alpha']);
    expect(ask(cards, { sort: 'changed' })).toEqual(['img 10', 'IMG 9', 'alpha']);
    expect(ask(cards, { sort: 'taken' })[0]).toBe('alpha');
    expect(ask(cards, { sort: 'stars' })).toEqual(['IMG 9', 'img 10', 'alpha']);
    expect(ask(cards, { sort: 'size' })[0]).toBe('IMG 9');
  });
  it('says what there is to choose from, and whether anything is hidden', () => {
    const facets = facetsOf([card('a', { camera: 'X' }), card('b', { camera: 'Y', format: 'raw' }), card('c', { camera: 'Y', takenAt: '2025-02-01T00:00:00' })]);
    expect(facets.cameras).toEqual([{ value: 'Y', count: 2 }, { value: 'X', count: 1 }]);
    expect(facets.formats.map(({ value }) => value)).toEqual(['jpeg', 'raw']);
    expect(facets.months.map(({ value }) => value)).toEqual(['2025-02', '2024-05']);
    expect(isFiltered(EVERYTHING)).toBe(false);
    expect(isFiltered({ ...EVERYTHING, edited: false })).toBe(true);
  });
});
