import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyFilter, fuzzyScore } from './fuzzy';

const find = (query: string, texts: readonly string[]) => fuzzyFilter(query, texts, (text) => [text]);

describe('finding by a few letters', () => {
  it('takes letters in their order with anything between, and nothing else', () => {
    expect(fuzzyScore('hgm', 'Histogram')).not.toBeNull();
    expect(fuzzyScore('mgh', 'Histogram')).toBeNull();
    expect(fuzzyScore('zz', 'zoom')).toBeNull();
  });
  it('prefers beginnings of words, then letters in a row', () => {
    expect(find('ba', ['Combat', 'Before and after', 'Bare'])).toEqual(['Before and after', 'Bare', 'Combat']);
    expect(find('exp', ['Next photo', 'Export'])[0]).toBe('Export');
  });
  it('places letters in the best way, not the first', () => {
    // The first "e" is inside "the"; the word that begins with it counts.
    expect(fuzzyScore('ex', 'the export') ?? 0).toBeGreaterThan(fuzzyScore('ex', 'theabcx') ?? 0);
  });
  it('knows no accents and no case, and takes words in any order', () => {
    expect(fuzzyScore('cafe', 'Café in Paris')).not.toBeNull();
    expect(fuzzyScore('paris caf', 'Café in Paris')).not.toBeNull();
  });
  it('reads Chinese', () => {
    expect(find('电影', ['胶片', '电影感', '老电影'])).toEqual(['电影感', '老电影']);
  });
  it('finds every text by itself, by any of its parts and by any letters of it in order', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ''), fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (text, keep) => {
      expect(fuzzyScore(text, text)).not.toBeNull();
      const some = [...text].filter((_, at) => keep[at]).join('');
      expect(fuzzyScore(some, text)).not.toBeNull();
    }));
  });
});
