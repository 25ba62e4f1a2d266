import { randomBytes } from 'node:crypto';
import { constants, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate, InflateError } from './inflate';

const samples: Readonly<Record<string, Uint8Array>> = {
  nothing: new Uint8Array(0),
  one: Uint8Array.of(7),
  zeros: new Uint8Array(100_000),
  noise: new Uint8Array(randomBytes(70_000)),
  waves: Uint8Array.from({ length: 90_000 }, (_, i) => Math.round(127 + 90 * Math.sin(i / 50) + (i % 7))),
  words: new TextEncoder().encode('the quick brown fox jumps over the lazy dog, '.repeat(900)),
};

describe('inflating', () => {
  for (const [name, bytes] of Object.entries(samples)) {
    it(`gives back ${name}, however they were deflated`, () => {
      for (const level of [0, 1, 6, 9]) for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_HUFFMAN_ONLY, constants.Z_FIXED]) {
        expect(Buffer.compare(inflate(deflateSync(bytes, { level, strategy }), bytes.length), bytes)).toBe(0);
      }
    });
  }
  it('ends where the data are longer than they should be, or shorter', () => {
    const packed = deflateSync(samples['zeros'] ?? new Uint8Array());
    expect(() => inflate(packed, 99_999)).toThrow(expect.objectContaining({ reason: 'longer' }));
    expect(() => inflate(packed, 100_001)).toThrow(expect.objectContaining({ reason: 'shorter' }));
  });
  it('says of damaged data that they are damaged, and never gives back others', () => {
    const bytes = samples['waves'] ?? new Uint8Array(), packed = deflateSync(bytes);
    for (let k = 0; k < 200; k++) {
      const broken = Uint8Array.from(packed);
      broken[Math.floor((k / 200) * packed.length)]! ^= 1 << (k % 8);
      expect(() => inflate(broken, bytes.length)).toThrow(InflateError);
    }
    for (const length of [0, 1, 2, 5, 100, packed.length - 1]) expect(() => inflate(packed.subarray(0, length), bytes.length)).toThrow(InflateError);
  });
});
