import { describe, expect, it } from 'vitest';
import { suggest, suggestionIn } from '@/lib/agent/language/suggest';
import { SUGGESTIONS } from '@/lib/agent/language/tables/suggestions';
import { understand } from '@/lib/agent/language';
import type { Evidence, Score } from '@/lib/agent/types';
import { composerEn } from '../../i18n/messages/composer.en';
import { composerZh } from '../../i18n/messages/composer.zh';
import type { RunEntry } from '../run-state';
import { firstSuggestions, nextSuggestions, tiltOf } from './next';

const en = composerEn.suggest, zh = composerZh.suggest;
const dark: Evidence = {
  size: { width: 100, height: 100 }, luma: { mean: 20, median: 18, std: 20, p1: 0, p5: 2, p25: 8, p75: 30, p95: 70, p99: 80 }, clipping: { shadows: 0, highlights: 0 },
  colour: { meanChroma: 8, p95Chroma: 20, colourfulness: 20, cast: { a: 0, b: 0 } }, haze: 10, sharpness: 3, noise: 1, regions: {},
};
const step = { kind: 'step', step: 1, thought: '', title: '', stepId: 'r.1', changes: [], patch: {}, rejected: false, evidence: dark } satisfies RunEntry;
const judged = (score: Partial<Score>, objections: readonly string[] = []): RunEntry => ({ kind: 'evaluation', attempt: 1, stepId: 'r.1', score: { overall: 4, aesthetics: 4, instruction: 4, preservation: 4, reasons: [], ...score } as Score, objections });
const result = { stepId: 'r.1', summary: '', suggestions: ['Recover the highlights', 'my own words'] };

describe('suggestions', () => {
  it('follow the language of the page, whatever it was when the photo came in', () => {
    for (const { en: english, zh: chinese } of SUGGESTIONS) {
      for (const text of english) expect(chinese).toContain(suggestionIn(text, 'zh'));
      for (const text of chinese) expect(english).toContain(suggestionIn(text, 'en'));
      for (const text of english) expect(suggestionIn(text, 'en')).toBe(text);
    }
    expect(suggestionIn('my own words', 'zh')).toBe('my own words');
  });
  it('offer to straighten what hangs, and nothing that is meant', () => {
    const turned = (degrees: number) => { const a = (degrees * Math.PI) / 180, w = 3, h = 2; return [Math.cos(a), -Math.sin(a) * h / w, 0, Math.sin(a) * w / h, Math.cos(a), 0, 0, 0, 1] as const; };
    const full = { width: 3000, height: 2000 };
    expect(tiltOf(turned(2.5), full)).toBeCloseTo(2.5);
    expect(tiltOf(turned(-1), full)).toBeCloseTo(-1);
    expect(tiltOf(undefined, full)).toBe(0);
    expect(firstSuggestions(['Make it crisper'], 2.5, en, 'en')).toEqual(['Make it crisper', 'Straighten the horizon']);
    expect(firstSuggestions(['Make it crisper'], 0.2, zh, 'zh')).toEqual(['更锐利一点']);
    expect(firstSuggestions([], 40, en, 'en')).toEqual([]);
  });
  it('go further or back as the score says', () => {
    const after = (entry: RunEntry) => nextSuggestions({ entries: [step, entry], result }, [], en, 'en').slice(0, 2);
    expect(after(judged({ instruction: 2 }))).toEqual([en.more, 'Recover the highlights']);
    expect(after(judged({ preservation: 2 }))).toEqual([en.less, 'Recover the highlights']);
    expect(after(judged({ instruction: 2 }, ['The sky is blown.']))).toEqual([en.less, 'Recover the highlights']);
    expect(after(judged({}))).toEqual([en.less, en.more]);
  });
  it('come from what was measured where the model offers none, and never say what was said', () => {
    const silent = { ...result, suggestions: [] };
    expect(nextSuggestions({ entries: [step], result: silent }, [], en, 'en')).toEqual([en.less, en.more, ...suggest(dark, 'en')].slice(0, 5));
    expect(nextSuggestions({ entries: [step], result }, ['recover the HIGHLIGHTS '], en, 'en')).toEqual([en.less, en.more, 'my own words']);
    expect(nextSuggestions({ entries: [], result: silent }, [], en, 'en')).toEqual([]);
  });
  it.each([['en', en], ['zh', zh]] as const)('are understood in %s', (locale, words) => {
    const read = (text: string) => understand(text, { locale, history: [{ instruction: 'warmer', before: {}, after: { Saturation: 10 } }] });
    expect(read(words.straighten)).toMatchObject({ goals: [{ kind: 'geometry', straighten: true }], notUnderstood: [] });
    expect(read(words.less).followUp).toMatchObject({ kind: 'scale', factor: expect.closeTo(0.81) });
    expect(read(words.more).followUp).toMatchObject({ kind: 'scale', factor: 1.25 });
  });
});
