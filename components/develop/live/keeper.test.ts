import { describe, expect, it } from 'vitest';
import { Keeper } from './keeper';

/** A keeper and the other side's memory. */
function pair() {
  const held = new Map<number, object>();
  let sendings = 0;
  const keeper = new Keeper({ keep: (token, value) => { sendings++; held.set(token, value); }, drop: (token) => { held.delete(token); } });
  return { keeper, held, sent: () => sendings };
}

describe('data for another thread', () => {
  it('crosses once, as long as frames need it', () => {
    const { keeper, held, sent } = pair();
    const mask = { id: 'sky' }, other = { id: 'sky' };
    for (let i = 0; i < 100; i++) {
      keeper.frame();
      expect(held.get(keeper.token(mask))).toBe(mask);
    }
    expect(sent()).toBe(1);
    expect(held.get(keeper.token(other))).toBe(other);
    expect(sent()).toBe(2);
  });

  it('is dropped when no frame needs it any more, and sent again when one does', () => {
    const { keeper, held, sent } = pair();
    const source = {}, masks = Array.from({ length: 200 }, () => ({}));
    for (const mask of masks) {
      keeper.frame();
      keeper.token(source, Infinity);
      keeper.token(mask);
      expect(held.size).toBeLessThan(30);
    }
    expect(sent()).toBe(201);
    keeper.frame();
    expect(held.get(keeper.token(masks[0]!))).toBe(masks[0]);
    expect(sent()).toBe(202);
    expect(held.get(keeper.token(source))).toBe(source);
    expect(sent()).toBe(202);
  });
});
