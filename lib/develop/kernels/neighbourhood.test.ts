import { describe, expect, it } from 'vitest';
import type { Kernels } from './loader';
import { expectClose, loadTestKernels, random, rowsIn } from './test-kernels';

/** The kernels that look around a pixel against scalar references in double precision, written from the formulas that they name. */
const { kernels, arena } = await loadTestKernels<Kernels>();

const { put, room, get } = rowsIn(arena);
const LUMA = [0.2126, 0.7152, 0.0722] as const;

describe('the opponent domain', () => {
  it('is square roots as luma and differences, and comes back', () => {
    const n = 64, rgb = [1, 2, 3].map((seed) => random(n, seed, 0, 1.2)), rows = rgb.map(put) as [number, number, number], luma = put(LUMA);
    kernels.toOpponentRow(...rows, luma, n);
    const p = rgb.map((channel) => [...channel].map((c) => Math.sqrt(c + 0.001)));
    const y = p[0]!.map((_, i) => LUMA.reduce((sum, weight, c) => sum + weight * p[c]![i]!, 0));
    expectClose(get(rows[1], n), y, 1e-6);
    expectClose(get(rows[0], n), y.map((v, i) => p[0]![i]! - v), 1e-6);
    expectClose(get(rows[2], n), y.map((v, i) => p[2]![i]! - v), 1e-6);
    kernels.fromOpponentRow(...rows, luma, n);
    rows.forEach((row, c) => expectClose(get(row, n), [...rgb[c]!], 2e-6));
  });
});

describe('shrinking cosine blocks', () => {
  const pitchOf = (width: number) => width * 4;
  const width = 64, height = 32, frequencies = put(Array.from({ length: 64 }, (_, k) => (k === 0 ? 0 : 1 + (k % 3) / 4)));
  const cosine = (k: number, x: number) => (k === 0 ? Math.sqrt(1 / 8) : 0.5 * Math.cos(((2 * x + 1) * k * Math.PI) / 16));
  const window = (x: number) => Math.sin(((x + 0.5) * Math.PI) / 8);
  /** All blocks of the plane, straight from the formula. */
  function reference(plane: ArrayLike<number>, limit: (x: number, y: number) => number): { readonly at: (x: number, y: number) => number } {
    const sums = new Float64Array(width * height), weights = new Float64Array(width * height);
    for (let by = 0; by + 8 <= height; by += 4) for (let bx = 0; bx + 8 <= width; bx += 4) {
      const c = Array.from({ length: 64 }, (_, k) => { let sum = 0; for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) sum += plane[(by + y) * width + bx + x]! * cosine(k >> 3, y) * cosine(k & 7, x); return sum; });
      const energy = (down: number, across: number) => {
        const y = Math.min(7, Math.max(0, down)), x = Math.min(7, Math.max(0, across));
        return x === 0 && y === 0 ? (c[1]! ** 2 + c[8]! ** 2) / 2 : c[y * 8 + x]! ** 2;
      };
      let kept = 1;
      const shrunk = c.map((value, k) => {
        if (k === 0) return value;
        const y = k >> 3, x = k & 7;
        const e = 0.36 * energy(y, x) + 0.16 * (energy(y - 1, x) + energy(y + 1, x) + energy(y, x - 1) + energy(y, x + 1));
        const gain = Math.max(0, 1 - (limit(bx, by) * (1 + (k % 3) / 4)) / e);
        kept += gain * gain;
        return value * gain;
      });
      for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) {
        const value = shrunk.reduce((sum, v, k) => sum + v * cosine(k >> 3, y) * cosine(k & 7, x), 0), weight = (window(y) * window(x)) / kept, i = (by + y) * width + bx + x;
        sums[i] = sums[i]! + value * weight;
        weights[i] = weights[i]! + weight;
      }
    }
    return { at: (x, y) => sums[y * width + x]! / weights[y * width + x]! };
  }
  function run(plane: ArrayLike<number>, limits: readonly number[]): readonly number[] {
    const address = put([...Array.from(plane), ...Array<number>(width).fill(0)]), n = 48, row = put([...limits, ...limits]), scratch = arena.slot('test.scratch', kernels.shrinkScratch(n));
    for (let y = 0; y + 8 <= height; y += 4) kernels.shrinkBand(scratch, y === 0 ? 0 : address + y * pitchOf(width), address + y * pitchOf(width), pitchOf(width), n, row, frequencies);
    return get(address, width * height);
  }
  it('is the weighted mean of shrunk blocks, with limits that vary from block to block', () => {
    const plane = random(width * height, 7, 0.3, 0.5), limits = Array.from({ length: 16 }, (_, k) => 0.002 + 0.001 * k);
    const expected = reference(plane, (x) => limits[x / 4]!), actual = run(plane, limits);
    for (let y = 4; y < height - 8; y++) for (let x = 4; x < 44; x++) expect(Math.abs(actual[y * width + x]! - expected.at(x, y)), `at ${x}, ${y}`).toBeLessThan(2e-6);
  });
  it('without a limit gives the picture back, and of black makes black', () => {
    const plane = random(width * height, 8);
    const same = run(plane, Array<number>(16).fill(0)), black = run(new Float32Array(width * height), Array<number>(16).fill(0.1));
    for (let y = 4; y < height - 8; y++) for (let x = 4; x < 44; x++) {
      expect(Math.abs(same[y * width + x]! - plane[y * width + x]!)).toBeLessThan(1e-6);
      expect(black[y * width + x]).toBe(0);
    }
  });
  it('limits are squares of held amounts', () => {
    const out = room(4);
    kernels.limitRow(out, put([0.5, 9, -1, 9, 3]), 8, 3, 2);
    expect(get(out, 3)).toEqual([1, 0, 4]);
  });
  it('dissolving goes by the amount', () => {
    const out = room(4);
    kernels.dissolveRow(out, put([1, 1, 1, 1]), put([3, 3, 3, 3]), put([-1, 0, 0.025, 1]), 20, 4);
    expectClose(get(out, 4), [1, 1, 2, 3], 1e-6);
  });
});

describe('coarser copies', () => {
  it.each([2, 4, 8])('are means of blocks, and bilinear on the way back (%i)', (f) => {
    const cells = 8, width = cells * f, plane = random(width * f, f), out = room(cells), line = room(width + 16);
    kernels.reduceRow(out, put(plane), width * 4, f, cells, line);
    const means = Array.from({ length: cells }, (_, c) => { let sum = 0; for (let y = 0; y < f; y++) for (let x = 0; x < f; x++) sum += plane[y * width + c * f + x]!; return sum / (f * f); });
    expectClose(get(out, cells), means, 1e-6);

    const taps = room(Math.max(1, f / 4) * 16);
    for (let pixel = 0; pixel < Math.max(4, f); pixel++) {
      const place = (pixel + 0.5) / f - 0.5, low = Math.floor(place);
      for (let tap = 0; tap < 4; tap++) arena.f32[taps / 4 + Math.floor(pixel / 4) * 16 + tap * 4 + (pixel % 4)] = tap - 1 === low ? 1 - (place - low) : tap - 1 === low + 1 ? place - low : 0;
    }
    const values = random(cells + 4, 9), back = room(width), at = put(values) + 4;
    kernels.expandRow(back, at, f, width, taps, false);
    const expected = Array.from({ length: width }, (_, i) => { const place = (i + 0.5) / f - 0.5, low = Math.floor(place); return values[low + 1]! * (1 - (place - low)) + values[low + 2]! * (place - low); });
    expectClose(get(back, width), expected, 1e-6);
    kernels.expandRow(back, at, f, width, taps, true);
    expectClose(get(back, width), expected.map((v) => 2 * v), 1e-6);
  });
});

it('extremes are those of the window', () => {
  const values = random(60, 3), low = room(40), high = room(40), at = put(values) + 40;
  kernels.lowestRow(low, at, 4, 5, 40);
  kernels.highestRow(high, at, 4, 5, 40);
  const around = (i: number) => values.slice(i + 5, i + 16);
  expectClose(get(low, 40), Array.from({ length: 40 }, (_, i) => Math.min(...around(i))), 1e-9);
  expectClose(get(high, 40), Array.from({ length: 40 }, (_, i) => Math.max(...around(i))), 1e-9);
});

describe('fringes', () => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const shape = (centre: number, half: number) => [Math.cos(radians(centre)), Math.sin(radians(centre)), Math.cos(radians(half + 12)), 1 / (Math.cos(radians(half)) - Math.cos(radians(half + 12)))];
  /** U and V of square-root colours with the given hue of the hexagon. */
  const coloured = (hues: readonly number[]) => {
    const p = hues.map((hue) => [0.5 + 0.2 * Math.cos(radians(hue)), 0.5 + 0.2 * Math.cos(radians(hue - 120)), 0.5 + 0.2 * Math.cos(radians(hue + 120))] as const);
    const y = p.map((rgb) => LUMA.reduce((sum, weight, c) => sum + weight * rgb[c]!, 0));
    return { u: p.map((rgb, i) => rgb[0] - y[i]!), v: p.map((rgb, i) => rgb[2] - y[i]!) };
  };
  const hues = [280, 300, 310, 330, 0, 60, 130, 120, 145, 170, 200, 220, 245, 250, 260, 275];
  it('q is the chroma of a hue in its band, negative in the second', () => {
    const { u, v } = coloured(hues), q = room(16);
    expect(kernels.fringeHueRow(q, put(u), put(v), put(LUMA), put([...shape(280, 24), ...shape(130, 14)]), 16)).toBeTruthy();
    const chroma = 0.3, belongs = (hue: number, centre: number, half: number) => { const c = Math.cos(radians(hue - centre)), [, , outer, k] = shape(centre, half); return Math.min(1, Math.max(0, (c - outer!) * k!)); };
    expectClose(get(q, 16), hues.map((hue) => Math.max(0, chroma * belongs(hue, 280, 24) - 0.02) - Math.max(0, chroma * belongs(hue, 130, 14) - 0.02)), 1e-5);
    expect(kernels.fringeHueRow(q, room(16), room(16), put(LUMA), put([...shape(280, 24), ...shape(130, 14)]), 16)).toBeFalsy();
  });
  it('the excess goes, as far as amount and edge allow', () => {
    const { u, v } = coloured([280, 280, 280, 280]), rows = [put(u), put(v)] as const, q = put([0.28, 0.28, 0.28, 0.28]);
    kernels.defringeRow(...rows, q, put([0, 0.28, 0, 0.14]), room(4), put([0, 0, 0, 0]), put([0.6, 0.6, 0.05, 0.6]), put([0, 0, 0, -0.5]), put(LUMA), put([...shape(280, 24), 1, ...shape(130, 14), 1]), 4);
    const left = [1 - 0.28 / 0.3, 1, 1, 1 - (0.5 * 0.14) / 0.3];
    expectClose(get(rows[0], 4), u.map((x, i) => x * left[i]!), 1e-5);
    expectClose(get(rows[1], 4), v.map((x, i) => x * left[i]!), 1e-5);
  });
});

describe('moiré', () => {
  it('activity is the distance from the four neighbours', () => {
    const width = 16, plane = random(width * 5, 5), out = room(4);
    kernels.activityRow(out, put(plane) + (2 * width + 6) * 4, width * 4, 2, 4);
    expectClose(get(out, 4), [6, 7, 8, 9].map((x) => Math.abs(plane[2 * width + x]! - (plane[2 * width + x - 2]! + plane[2 * width + x + 2]! + plane[x]! + plane[4 * width + x]!) / 4)), 1e-6);
  });
  it('colours go to the mean by amount and business, unless they differ too much', () => {
    const u = put([0.05, 0.05, 0.05, 0.5]), v = room(4);
    kernels.demoireRow(u, v, room(4), room(4), put([1, 0.5, 0, 1]), put([2, 1, 1, 1]), 4);
    expectClose(get(u, 4), [0, 0.025, 0.05, 0.5], 1e-6);
  });
});

it('the two blurs follow each other along the amount', () => {
  const row = put([1, 1, 1, 1, 1]);
  kernels.blurMixRow(row, put([2, 2, 2, 2, 2]), put([4, 4, 4, 4, 4]), put([-1, 0.25, 0.5, 0.75, 7]), 5);
  expectClose(get(row, 5), [1, 1.5, 2, 3, 4], 1e-6);
});
