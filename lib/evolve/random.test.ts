import { describe, expect, it } from 'vitest';
import { randomOf } from './random';

describe('random', () => {
  it('is uniform in 0..1 and the same for the same seed', () => {
    const [one, two] = [randomOf(9), randomOf(9)];
    const drawn = Array.from({ length: 4000 }, one.next);
    expect(drawn.slice(0, 5)).toEqual(Array.from({ length: 5 }, two.next));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.reduce((sum, value) => sum + value, 0) / 4000).toBeCloseTo(0.5, 1);
  });
  it('shuffles without losing anything', () => {
    const cards = Array.from({ length: 52 }, (_, at) => at);
    const order = randomOf(1).shuffled(cards);
    expect(order).not.toEqual(cards);
    expect([...order].sort((a, b) => a - b)).toEqual(cards);
  });
});
