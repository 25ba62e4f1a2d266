import { describe, expect, it } from 'vitest';
import type { Evidence } from '@/lib/agent/types';
import { suggest } from './suggest';
import { SUGGESTIONS } from './tables/suggestions';
import { understand } from './understand';

const neutral: Evidence = {
  size: { width: 768, height: 512 },
  luma: { mean: 48, median: 48, std: 20, p1: 4, p5: 10, p25: 32, p75: 64, p95: 84, p99: 94 },
  clipping: { shadows: 0, highlights: 0 },
  colour: { meanChroma: 8, p95Chroma: 16, colourfulness: 30, cast: { a: 0, b: 0.5 } },
  haze: 15, sharpness: 4, noise: 1, regions: {},
};
const region = (share: number, mean = 55) => ({ share, luma: { mean, median: mean, p5: mean - 20, p95: mean + 20, std: 10 }, chroma: 8, hue: 240, cast: { a: 0, b: 0 } });
const goalsOf = (texts: readonly string[]) => texts.flatMap((text) => understand(text, { locale: 'en', history: [] }).goals);
const asks = (texts: readonly string[], attribute: string, direction: 1 | -1): boolean =>
  goalsOf(texts).some((goal) => goal.kind === 'adjust' && goal.attribute === attribute && goal.direction === direction);

describe('suggestions', () => {
  it.each(SUGGESTIONS.flatMap((suggestion) => [...suggestion.en, ...suggestion.zh]))('"%s" is itself understood', (text) => {
    const intent = understand(text, { locale: 'en', history: [] });
    expect(intent.notUnderstood).toEqual([]);
    expect(intent.goals.length).toBeGreaterThan(0);
  });

  it('are three or four different ones in the page’s language, the same for the same photo', () => {
    for (const locale of ['en', 'zh'] as const) {
      const texts = suggest(neutral, locale);
      expect(texts.length).toBeGreaterThanOrEqual(3);
      expect(texts.length).toBeLessThanOrEqual(4);
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts.every((text) => /[\u4e00-\u9fff]/.test(text) === (locale === 'zh'))).toBe(true);
      expect(suggest(neutral, locale)).toEqual(texts);
    }
  });

  it.each(['en', 'zh'] as const)('offer what a photo needs (%s)', (locale) => {
    const dark = { ...neutral, luma: { ...neutral.luma, mean: 18, median: 15 } };
    expect(asks(suggest(dark, locale), 'brightness', 1)).toBe(true);
    const yellow = { ...neutral, colour: { ...neutral.colour, cast: { a: 0, b: 11 } } };
    expect(asks(suggest(yellow, locale), 'warmth', -1)).toBe(true);
    const hazy = { ...neutral, haze: 60, luma: { ...neutral.luma, p5: 30, p95: 80 } };
    expect(asks(suggest(hazy, locale), 'haze', -1)).toBe(true);
    const noisy = { ...neutral, noise: 9 };
    expect(asks(suggest(noisy, locale), 'grain', -1)).toBe(true);
    const blown = { ...neutral, clipping: { shadows: 0, highlights: 0.08 } };
    expect(asks(suggest(blown, locale), 'highlights', -1)).toBe(true);
  });

  it('speak of the sky and of skin only where they were measured', () => {
    const sky = { ...neutral, regions: { top: region(0.33, 65), Blue: region(0.3, 60) } };
    const portrait = { ...neutral, regions: { skin: region(0.2) } };
    expect(suggest(sky, 'en').join(' ')).toMatch(/sky/i);
    expect(suggest(neutral, 'en').join(' ')).not.toMatch(/sky|skin|face/i);
    expect(suggest(portrait, 'en').join(' ')).toMatch(/skin|face|portrait|Portra/i);
  });

  it('of colour are not made for a photo without any', () => {
    const grey = { ...neutral, colour: { ...neutral.colour, meanChroma: 0.4, cast: { a: 0, b: 0 } } };
    expect(suggest(grey, 'en').join(' ')).not.toMatch(/warm|cool|colour|vibrance|greens/i);
  });
});
