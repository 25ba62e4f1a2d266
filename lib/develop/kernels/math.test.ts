import { beforeAll, describe, expect, it } from 'vitest';
import type { ColourKernels } from './colour';
import { loadTestKernels } from './test-kernels';

let math: ColourKernels;
beforeAll(async () => {
  math = (await loadTestKernels<ColourKernels>()).kernels;
});

/** `count` f32 values spread evenly, or evenly in log2 when `log`. */
function spread(from: number, to: number, count: number, log = false): number[] {
  return Array.from({ length: count }, (_, i) => {
    const x = from + ((to - from) * i) / (count - 1);
    return Math.fround(log ? 2 ** x : x);
  });
}
const worst = (xs: number[], error: (x: number) => number) => xs.reduce((most, x) => Math.max(most, error(x)), 0);
const relative = (got: number, wanted: number) => Math.abs(got - wanted) / Math.abs(wanted);
const srgbEncode = (x: number) => (x > 0.0031308 ? 1.055 * x ** (1 / 2.4) - 0.055 : 12.92 * x);
const srgbDecode = (v: number) => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);

describe('fast elementary functions stay within their stated errors', () => {
  it('log2', () => expect(worst(spread(-24, 24, 40001, true), (x) => Math.abs(math.log2(x) - Math.log2(x)))).toBeLessThan(1.2e-6));
  it('exp2', () => expect(worst(spread(-24, 24, 40001), (x) => relative(math.exp2(x), 2 ** x))).toBeLessThan(3e-7));
  it('cbrt', () => expect(worst(spread(-24, 24, 40001, true), (x) => Math.max(relative(math.cbrt(x), Math.cbrt(x)), relative(math.cbrt(-x), -Math.cbrt(x))))).toBeLessThan(2e-7));
  it('sin and cos', () => expect(worst(spread(-2 * Math.PI, 2 * Math.PI, 40001), (x) => Math.max(Math.abs(math.sin(x) - Math.sin(x)), Math.abs(math.cos(x) - Math.cos(x))))).toBeLessThan(6e-7));
  it('pow', () => {
    for (const p of [1 / 2.4, 2.4, 1 / 3, -0.5, 1.7]) {
      const exponent = Math.fround(p);
      expect(worst(spread(-16, 4, 20001, true), (x) => relative(math.pow(x, exponent), x ** exponent))).toBeLessThan(3e-6);
    }
  });
  it('atan2 all the way round', () => {
    const error = worst(spread(-Math.PI, Math.PI, 40001), (angle) => {
      const [x, y] = [Math.fround(0.3 * Math.cos(angle)), Math.fround(0.3 * Math.sin(angle))];
      const off = Math.abs(math.atan2(y, x) - Math.atan2(y, x));
      return Math.min(off, Math.abs(off - 2 * Math.PI));
    });
    expect(error).toBeLessThan(5e-7);
  });
  it('the sRGB curve, both ways', () => {
    expect(worst(spread(0, 1, 40001), (x) => Math.abs(math.encode(x) - srgbEncode(x)))).toBeLessThan(5e-7);
    expect(worst(spread(0, 1, 40001), (v) => Math.abs(math.decode(v) - srgbDecode(v)))).toBeLessThan(5e-7);
  });
});

describe('the sRGB curve round-trips', () => {
  it('every 8-bit value exactly', () => {
    for (let v = 0; v <= 255; v++) expect(Math.round(math.encode(math.decode(v / 255)) * 255)).toBe(v);
  });
  it('every 16-bit value exactly', () => {
    let wrong = 0;
    for (let v = 0; v <= 65535; v++) if (Math.round(math.encode(math.decode(v / 65535)) * 65535) !== v) wrong++;
    expect(wrong).toBe(0);
  });
});

it('no function answers NaN for numbers that should not occur', () => {
  const odd = [0, -0, -1, -1e30, 1e30, 1e-44, Infinity, -Infinity, NaN];
  for (const x of odd) {
    expect(math.log2(x)).not.toBeNaN();
    expect(math.exp2(x)).not.toBeNaN();
    if (x === x) expect(math.encode(x)).not.toBeNaN();
    for (const y of odd) {
      expect(math.pow(x, y)).not.toBeNaN();
      expect(math.atan2(x, y)).not.toBeNaN();
    }
  }
});
it('zero and whole powers are exact', () => {
  expect(math.cbrt(0)).toBe(0);
  expect(math.exp2(3)).toBe(8);
  expect(math.log2(8)).toBe(3);
  expect(math.encode(0)).toBe(0);
  expect(math.encode(1)).toBe(1);
  expect(math.decode(1)).toBe(1);
});
