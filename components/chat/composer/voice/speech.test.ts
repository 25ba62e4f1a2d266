import { describe, expect, it } from 'vitest';
import { heard, joined, recogniser, spokenLanguage, troubleOf } from './speech';

describe('voice', () => {
  it('listens for the language of the interface, in the variety the user reads', () => {
    expect(spokenLanguage('en', ['zh-TW', 'en-GB'])).toBe('en-GB');
    expect(spokenLanguage('zh', ['en-GB', 'zh-TW'])).toBe('zh-TW');
    expect(spokenLanguage('zh', ['en'])).toBe('zh-CN');
  });
  it('tells all that was heard, what may still change included', () => {
    expect(heard([{ isFinal: true, 0: { transcript: 'a bit ' } }, { isFinal: false, 0: { transcript: ' warmer ' } }, { isFinal: false }])).toBe('a bit warmer');
  });
  it('comes after what is written', () => {
    expect(joined('darken the sky', 'and warmer')).toBe('darken the sky and warmer');
    expect(joined('darken ', 'the sky')).toBe('darken the sky');
    expect(joined('天空', '压暗')).toBe('天空压暗');
    expect(joined('', 'warmer')).toBe('warmer');
  });
  it('says what went wrong, but for what the user did', () => {
    expect(troubleOf('aborted')).toBeUndefined();
    expect(troubleOf('not-allowed')).toBe('denied');
    expect(troubleOf('bad-grammar')).toBe('other');
  });
  it('is not there where the browser has none', () => {
    expect(recogniser({})).toBeUndefined();
  });
});
