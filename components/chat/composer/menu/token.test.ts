import { describe, expect, it } from 'vitest';
import { understand } from '@/lib/agent/language';
import { composerEn } from '../../../i18n/messages/composer.en';
import { composerZh } from '../../../i18n/messages/composer.zh';
import { standsAlone, tokenAt, withWords } from './token';

const at = (marked: string) => tokenAt(marked.replace('|', ''), marked.indexOf('|'));

describe('what is named at the caret', () => {
  it.each([
    ['/|', '/', ''], ['/wa|', '/', 'wa'], ['／胶片|', '/', '胶片'], ['/auto to|', '/', 'auto to'],
    ['@|', '@', ''], ['warmer than @3|', '@', '3'], ['把@天|压暗', '@', '天'], ['亮一点，＠|', '@', ''], ['(@sky|', '@', 'sky'],
  ])('%s', (marked, kind, query) => {
    expect(at(marked)).toMatchObject({ kind, query });
  });
  it.each(['warmer|', 'a/b|', 'and /look|', '/look| and more', '/a/b|', 'me@home|', '@sky |', '@sky, warmer|', '@@|', '/\nlook|', `/${'x'.repeat(41)}|`])('not in %s', (marked) => {
    expect(at(marked)).toBeUndefined();
  });
  it('is replaced by words, with a space where an alphabet needs one', () => {
    const put = (marked: string, words: string) => { const token = at(marked); return token && withWords(marked.replace('|', ''), token, words); };
    expect(put('darken @sk|', 'the sky')).toEqual({ text: 'darken the sky ', caret: 15 });
    expect(put('darken @sk|, please', 'the sky')).toEqual({ text: 'darken the sky, please', caret: 14 });
    expect(put('把@天|压暗', '天空')).toEqual({ text: '把天空压暗', caret: 3 });
    expect(put('/wa|', '')).toEqual({ text: '', caret: 0 });
  });
  it('knows whether it is all there is so far', () => {
    expect(standsAlone(' @3', { kind: '@', query: '3', from: 1, to: 3 })).toBe(true);
    expect(standsAlone('warmer than @3', { kind: '@', query: '3', from: 12, to: 14 })).toBe(false);
  });
});

describe('the words that are put in', () => {
  const numbered = (text: string) => text.replace('{number}', '3');
  it.each([['en', composerEn, 'warmer, ', 'brighten '], ['zh', composerZh, '暖一点，', '提亮']] as const)('are understood in %s', (locale, words, warmer, brighten) => {
    const read = (text: string) => understand(text, { locale, history: [] });
    expect(read(numbered(words.backToStep)).followUp).toMatchObject({ kind: 'restore', step: 3 });
    expect(read(warmer + numbered(words.step)).followUp).toMatchObject({ kind: 'restore', step: 3 });
    for (const [thing, name] of Object.entries(words.things)) {
      expect(read(brighten + name.words), name.words).toMatchObject({ goals: [{ kind: 'adjust', attribute: 'brightness', region: { kind: 'thing', thing } }], notUnderstood: [] });
    }
  });
});
