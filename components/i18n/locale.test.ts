import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale';

describe('the locale of a first visit', () => {
  it('follows the weights of Accept-Language', () => {
    expect(chooseLocale(undefined, 'de;q=0.9, zh-CN;q=0.8, en;q=0.5')).toBe('zh');
    expect(chooseLocale(undefined, 'en-GB,en;q=0.9,zh;q=0.8')).toBe('en');
    expect(chooseLocale(undefined, 'zh-Hant-TW')).toBe('zh');
  });
  it('skips languages that the browser refuses', () => {
    expect(chooseLocale(undefined, 'zh;q=0, en;q=0.1')).toBe('en');
  });
  it('is English when nothing matches', () => {
    expect(chooseLocale(undefined, 'fr,de')).toBe('en');
    expect(chooseLocale(undefined, null)).toBe('en');
  });
  it('obeys an earlier choice before the header, and ignores a broken one', () => {
    expect(chooseLocale('zh', 'en')).toBe('zh');
    expect(chooseLocale('klingon', 'zh')).toBe('zh');
  });
});
