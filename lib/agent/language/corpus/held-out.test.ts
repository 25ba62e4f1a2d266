import { describe, expect, it } from 'vitest';
import { understand } from '../understand';
import { differences, type Example } from './expect';
import { HELD_OUT_CHINESE, HELD_OUT_CHINESE_AGAIN, HELD_OUT_CHINESE_THIRD, HELD_OUT_ENGLISH, HELD_OUT_ENGLISH_AGAIN, HELD_OUT_ENGLISH_THIRD } from './held-out';

/**
 * First readings, before anything was changed because of them: 29/40 and 29/40 of the first sets (English, Chinese), 10/20 and 14/20 of the
 * second, 16/20 and 15/20 of the third. Since then only general causes were mended, so the floors below are not a claim about new sentences.
 */
const SETS: readonly (readonly [name: string, examples: readonly Example[]])[] = [
  ['English', HELD_OUT_ENGLISH], ['Chinese', HELD_OUT_CHINESE],
  ['English, second', HELD_OUT_ENGLISH_AGAIN], ['Chinese, second', HELD_OUT_CHINESE_AGAIN],
  ['English, third', HELD_OUT_ENGLISH_THIRD], ['Chinese, third', HELD_OUT_CHINESE_THIRD],
];

describe('held-out requests', () => {
  it.each(SETS)('%s: nine in ten are understood fully', (_name, examples) => {
    const failed = examples.filter(([text, expected, before]) => {
      const history = before === undefined ? [] : [{ instruction: before, before: {}, after: {} }];
      return differences(understand(text, { locale: 'en', history }), expected).length > 0;
    });
    expect(1 - failed.length / examples.length, failed.map(([text]) => text).join('\n')).toBeGreaterThanOrEqual(0.9);
  });
});
