import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { bootstrap, difference, outcomeOf, plcc, psnr, ranks, srcc, wilson, winRate } from '.';
import { randomOf } from '../random';

const rgb = (width: number, height: number, ...data: readonly number[]): Pixels => ({ width, height, channels: 3, space: 'srgb', depth: 8, data: Uint8Array.from(data) });

describe('correlation', () => {
  // Anscombe's first quartet (1973): r = 0.81642; the ranks from its own table.
  const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
  const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];

  it('is Pearson’s on Anscombe’s first set', () => expect(plcc(x, y)).toBeCloseTo(0.81642, 5));
  it('is Spearman’s on Anscombe’s first set', () => expect(srcc(x, y)).toBeCloseTo(0.81818, 5));
  it('gives equal values the mean of their ranks', () => expect(ranks([3, 1, 3, 2, 3])).toEqual([4, 1, 4, 2, 4]));
  // IQ against hours of television: the example of the textbooks, ρ = −29/165.
  it('is −29/165 on IQ against hours of television', () =>
    expect(srcc([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])).toBeCloseTo(-29 / 165, 10));
  // Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / √(4.5 · 5); the short formula would say 0.95.
  it('takes ties exactly', () => expect(srcc([1, 2, 2, 3], [1, 3, 2, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12));
  it('is 0 where one list does not vary', () => {
    expect(plcc([0.1, 0.1, 0.1], [1, 2, 3])).toBe(0);
    expect(srcc([5, 5], [1, 2])).toBe(0);
    expect(plcc([], [])).toBe(0);
  });
  it('stays in −1..1, is symmetric, and Spearman’s knows only the order', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), { minLength: 2, maxLength: 30 }), (pairs) => {
      const [a, b] = [pairs.map(([one]) => one), pairs.map(([, two]) => two)];
      expect(Math.abs(plcc(a, b))).toBeLessThanOrEqual(1);
      expect(srcc(a, b)).toBeCloseTo(srcc(b, a), 12);
      expect(srcc(a.map((value) => value ** 3 + 2), b)).toBeCloseTo(srcc(a, b), 12);
    }));
  });
  it('refuses lists of two lengths', () => expect(() => plcc([1], [1, 2])).toThrow(RangeError));
});

describe('intervals', () => {
  // Newcombe 1998, table I: 81 of 263; 15 of 148; 0 of 20; 1 of 29.
  it.each([[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]])('is Wilson’s for %i of %i', (successes, cases, low, high) => {
    const interval = wilson(successes, cases);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
  it('says nothing without cases', () => expect(wilson(0, 0)).toEqual({ low: 0, high: 1 }));

  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  it('draws the interval of a mean close to ±1.96 standard errors', () => {
    const random = randomOf(5);
    const values = Array.from({ length: 200 }, () => random.next());
    const { low, high } = bootstrap(values, mean, { seed: 1 });
    const error = 1.96 * Math.sqrt(1 / 12 / 200);
    expect(low).toBeCloseTo(mean(values) - error, 2);
    expect(high).toBeCloseTo(mean(values) + error, 2);
  });
  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => bootstrap([1, 2, 4, 8, 16, 32], mean, { seed, rounds: 200 });
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });
  it('refuses to draw from nothing', () => expect(() => bootstrap([], mean, { seed: 1 })).toThrow(RangeError));
});

describe('pictures', () => {
  const black = rgb(2, 1, 0, 0, 0, 0, 0, 0);
  it('is 0 for equal pictures', () => expect(difference(black, black)).toEqual({ l1: 0, l2: 0 }));
  it('is the mean of differences and of their squares over pixels and channels', () => {
    // One channel of six off by 51/255 = 0.2: L1 = 100 · 0.2/6, L2 = 1000 · 0.04/6.
    const { l1, l2 } = difference(black, rgb(2, 1, 0, 51, 0, 0, 0, 0));
    expect(l1).toBeCloseTo(20 / 6, 10);
    expect(l2).toBeCloseTo(40 / 6, 10);
  });
  it('is 100 and 1000 from black to white, also across depths and past alpha', () => {
    const white: Pixels = { width: 2, height: 1, channels: 4, space: 'srgb', depth: 16, data: new Uint16Array(8).fill(65535) };
    expect(difference(black, white)).toEqual({ l1: 100, l2: 1000 });
    expect(psnr(black, white)).toBeCloseTo(0, 10);
  });
  it('says 20 dB for a tenth everywhere', () => {
    const grey = (value: number): Pixels => ({ width: 1, height: 1, channels: 3, space: 'srgb', depth: 16, data: new Uint16Array(3).fill(value) });
    expect(psnr(grey(10000), grey(10000 + 6553.5))).toBeCloseTo(20, 2);
    expect(psnr(black, black)).toBe(100);
  });
  it('refuses pictures of two sizes', () => expect(() => difference(black, rgb(1, 1, 0, 0, 0))).toThrow(RangeError));
});

describe('win rates', () => {
  it('counts a tie as half a win', () => {
    const rate = winRate(['win', 'win', 'tie', 'loss']);
    expect(rate).toMatchObject({ wins: 2, ties: 1, losses: 1, rate: 0.625 });
    expect(rate.interval).toEqual(wilson(2.5, 4));
  });
  it('is even without cases', () => expect(winRate([])).toMatchObject({ rate: 0.5, interval: { low: 0, high: 1 } }));
  it('ties within the margin', () => {
    expect(outcomeOf(3, 2.95, 0.05 + 1e-9)).toBe('tie');
    expect(outcomeOf(3, 2.9, 0.05)).toBe('win');
    expect(outcomeOf(2, 2.9)).toBe('loss');
    expect(outcomeOf(2, 2)).toBe('tie');
  });
});
