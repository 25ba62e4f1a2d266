import { describe, expect, it } from 'vitest';
import { NO_AMOUNTS } from '../pipeline/amounts';
import { ToneBlock, type ToneNeeds } from '../pipeline/tone';
import type { Kernels } from './loader';
import { expectClose, loadTestKernels, random, rowsIn } from './test-kernels';

/** Every kernel against a scalar reference in double precision, written from the formula that the kernel names. */
const engine = await loadTestKernels<Kernels>();
const { kernels, arena } = engine;

const { put, room, get } = rowsIn(arena);
const decode = (v: number) => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
const encode = (x: number) => (x > 0.0031308 ? 1.055 * x ** (1 / 2.4) - 0.055 : x * 12.92);

describe('pixels in and out', () => {
  it('every 8-bit value survives unpacking and packing, forwards and backwards', () => {
    const table = room(256), bytes = Uint8Array.from({ length: 256 * 3 }, (_, i) => (i * 7) % 256);
    kernels.fillTable(table, false);
    const src = arena.slot('test.bytes', bytes.length), out = arena.slot('test.packed', bytes.length + 16);
    arena.u8.set(bytes, src);
    const [r, g, b] = [room(256), room(256), room(256)];
    kernels.unpack8(src, 3, 256, table, r, g, b, 0);
    for (const spread of [0, 0.75]) {
      kernels.pack8(out, r, g, b, 0, 256, 5, 9, spread);
      expect(arena.u8.slice(out, out + bytes.length)).toEqual(bytes);
    }
    kernels.unpack8(src + 255 * 3, -3, 256, table, r, g, b, 0);
    expect(Math.round(get(r, 1)[0]! * 255)).toBe(bytes[255 * 3]);
    expect(Math.round(get(b, 256)[255]! * 255)).toBe(bytes[2]);
  });
  it('the linear table is the sRGB curve', () => {
    const table = room(256);
    kernels.fillTable(table, true);
    expectClose(get(table, 256), Array.from({ length: 256 }, (_, i) => decode(i / 255)), 1e-6);
  });
  it('every 16-bit value survives', () => {
    const words = Uint16Array.from({ length: 3072 }, (_, i) => (i * 21843) % 65536);
    const src = arena.slot('test.words', words.byteLength), out = arena.slot('test.words.out', words.byteLength + 16);
    arena.u8.set(new Uint8Array(words.buffer), src);
    const [r, g, b] = [room(1024), room(1024), room(1024)];
    kernels.unpack16(src, 6, 1024, r, g, b, 0);
    kernels.pack16(out, r, g, b, 0, 1024);
    expect(new Uint16Array(arena.u8.slice(out, out + words.byteLength).buffer)).toEqual(words);
  });
  it('dither keeps the mean of a value between two levels', () => {
    const n = 4096, r = put(new Float32Array(n).fill(100.5 / 255)), out = arena.slot('test.dither', n * 3 + 16);
    let sum = 0;
    for (let y = 0; y < 8; y++) { kernels.pack8(out, r, r, r, 0, n, 0, y, 0.75); sum += arena.u8.slice(out, out + n * 3).reduce((a, v) => a + v, 0); }
    expect(sum / (n * 24)).toBeCloseTo(100.5, 1);
  });
});

it('log-luminance is log2 of luminance over its floor', () => {
  const rgb = [random(64, 1), random(64, 2), random(64, 3)], weights = [0.2126, 0.7152, 0.0722];
  const l = room(64), delta = 2 ** -9;
  kernels.luminanceRow(l, put(rgb[0]!), put(rgb[1]!), put(rgb[2]!), put(weights), 64);
  expectClose(get(l, 64), [...rgb[0]!].map((_, i) => Math.log2((rgb.reduce((y, c, k) => y + weights[k]! * c[i]!, 0) + delta) / (1 + delta))), 1e-5);
});

describe('resampling', () => {
  it('columns and rows are weighted sums', () => {
    const src = random(40 * 8, 4), weights = [-0.1, 0.6, 0.6, -0.1], out = room(40);
    const p = put(src), w = put(weights);
    kernels.resampleColumns(out, p, 160, 40, w, 4);
    expectClose(get(out, 40), Array.from({ length: 40 }, (_, x) => weights.reduce((s, v, k) => s + v * src[k * 40 + x]!, 0)), 1e-6);
    const starts = room(8);
    arena.u32.set([3, 3, 5, 9, 12, 20, 21, 30], starts / 4);
    const rows = random(8 * 4, 5);
    kernels.resampleRow(out, p, starts, put(rows), 4, 8, 2);
    expectClose(get(out, 8), [3, 3, 5, 9, 12, 20, 21, 30].map((s, i) => [0, 1, 2, 3].reduce((sum, k) => sum + rows[i * 4 + k]! * src[s - 2 + k]!, 0)), 1e-6);
  });
  it('the bicubic warp reproduces a plane exactly', () => {
    const width = 24, height = 20, plane = Float32Array.from({ length: width * height }, (_, i) => 0.3 + 0.02 * (i % width) - 0.01 * Math.floor(i / width));
    const src = put(plane), out = room(16);
    kernels.warpRow(out, out, out, 0, 12, src, src, src, 0, width * 4, 0, 0, width, height, 3.3, 4.7, 0.9, 0.35, 0);
    expectClose(get(out, 12), Array.from({ length: 12 }, (_, i) => 0.3 + 0.02 * (3.3 + 0.9 * i) - 0.01 * (4.7 + 0.35 * i)), 1e-5);
  });
});

it('a blur is its symmetric sum', () => {
  const src = random(64, 6), weights = [0.4, 0.2, 0.1], out = room(40), p = put(src);
  kernels.blurRow(out, p + 16, 4, put(weights), 2, 40);
  expectClose(get(out, 40), Array.from({ length: 40 }, (_, i) => [-2, -1, 0, 1, 2].reduce((s, k) => s + weights[Math.abs(k)]! * src[i + 4 + k]!, 0)), 1e-6);
});

describe('the guided filter', () => {
  const width = 21, height = 13, n = width * height, guide = random(n, 7, -6, 0), signal = random(n, 8);
  const boxed = (values: ArrayLike<number>, r: number) => Array.from({ length: n }, (_, i) => {
    let sum = 0, count = 0;
    for (let y = Math.floor(i / width) - r; y <= Math.floor(i / width) + r; y++) for (let x = (i % width) - r; x <= (i % width) + r; x++) {
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      sum += values[y * width + x]!; count++;
    }
    return sum / count;
  });
  it('box means are means of the clipped window', () => {
    const out = room(n);
    kernels.boxMean(out, put(guide), room(n), width, height, 3);
    expectClose(get(out, n), boxed(guide, 3), 1e-5);
  });
  it('block moments are means over blocks, partial ones included', () => {
    const mean = room(n), square = room(n);
    kernels.blockMoments(put(guide), width, height, 4, mean, square);
    const last = [20].flatMap((x) => [12].map((y) => guide[y * width + x]!));
    expect(get(mean, 24)[23]).toBeCloseTo(last[0]!, 5);
    let sum = 0;
    for (let y = 4; y < 8; y++) for (let x = 8; x < 12; x++) sum += guide[y * width + x]! ** 2;
    expect(get(square, 24)[1 * 6 + 2]).toBeCloseTo(sum / 16, 4);
  });
  it('coefficients are the regression of the window, its ridge weighted by edges', () => {
    const m = boxed(guide, 2), p = boxed(signal, 2), mm = boxed(guide.map((v) => v * v), 2), mp = boxed(guide.map((v, i) => v * signal[i]!), 2);
    const square = put(mm), cross = put(mp);
    kernels.guidedCoefficients(put(m), square, put(p), cross, n, 0.1);
    const a = m.map((v, i) => { const variance = mm[i]! - v * v; return (mp[i]! - v * p[i]!) / (variance + 0.1 ** 2 / variance); });
    expectClose(get(square, n), a, 1e-4);
    expectClose(get(cross, n), a.map((v, i) => p[i]! - v * m[i]!), 5e-4);
  });
  it('slices are bilinear in the grid, the same rotated or not', () => {
    const grid = random(7 * 5 * 2, 9), l = random(32, 10, -5, 0), address = put(grid), guideRow = put(l), out = room(32), [a0, b0, a1, b1] = [room(32), room(32), room(32), room(32)];
    const at = (x: number, y: number, k: number) => {
      const cx = Math.min(6, Math.max(0, x)), cy = Math.min(4, Math.max(0, y)), ix = Math.min(5, Math.floor(cx)), iy = Math.min(3, Math.floor(cy));
      const v = (dx: number, dy: number) => grid[((iy + dy) * 7 + ix + dx) * 2 + k]!;
      const fx = cx - ix, fy = cy - iy;
      return (v(0, 0) * (1 - fx) + v(1, 0) * fx) * (1 - fy) + (v(0, 1) * (1 - fx) + v(1, 1) * fx) * fy;
    };
    const [cells, fractions] = [room(32), room(32)];
    kernels.columnRow(cells, fractions, 7, 32, 10, 0.25, -3);
    kernels.spreadRow(a0, b0, address + 2 * 7 * 8, cells, fractions, 32);
    kernels.spreadRow(a1, b1, address + 3 * 7 * 8, cells, fractions, 32);
    kernels.sliceRow(out, guideRow, a0, b0, a1, b1, 0.3, 32);
    expectClose(get(out, 32), Array.from({ length: 32 }, (_, i) => at((10 + i) * 0.25 - 3, 2.3, 0) * l[i]! + at((10 + i) * 0.25 - 3, 2.3, 1)), 1e-5);
    kernels.sliceRotatedRow(out, guideRow, address, 7, 5, 32, 10, 0.25, -3, 0.1, -1.5);
    expectClose(get(out, 32), Array.from({ length: 32 }, (_, i) => at((10 + i) * 0.25 - 3, (10 + i) * 0.1 - 1.5, 0) * l[i]! + at((10 + i) * 0.25 - 3, (10 + i) * 0.1 - 1.5, 1)), 1e-5);
  });
  it('window minimum and maximum are those of the clipped window', () => {
    const low = room(n), high = room(n), src = put(signal), scratch = room(n);
    kernels.boxExtreme(low, src, scratch, width, height, 1, 1);
    kernels.boxExtreme(high, src, scratch, width, height, 1, -1);
    const corner = [0, 1, width, width + 1].map((i) => signal[i]!);
    expect(get(low, 1)[0]).toBeCloseTo(Math.min(...corner), 6);
    expect(get(high, 1)[0]).toBeCloseTo(Math.max(...corner), 6);
  });
});

describe('the tone kernel', () => {
  const smooth = (x: number, from: number, to: number) => { const t = Math.min(1, Math.max(0, (x - from) / (to - from))); return t * t * (3 - 2 * t); };
  const highlights = (b: number) => { const over = Math.max(0, b); return 0.75 * smooth(b, -3, -0.5) - 0.5 * smooth(b, -0.9, 0.4) + (0.6 * over * over) / (over + 0.5); };
  const shadows = (b: number) => 1.9 * smooth(b, -1.4, -6) - 0.7 * smooth(b, -6, -9.5);
  const contrast = (l: number) => { const u = Math.min(2.46, l + 2.46); return u > 0 ? 0.5 * u * (1 - u / 2.46) : (0.5 * u) / Math.sqrt(1 + 0.17 * u * u); };
  const needs: ToneNeeds = { base: true, point: true, clarity: false, texture: false, sharpen: true, dehaze: false, localBalance: false, blown: false };
  const n = 256;

  it('is the sum of its tools in stops, and the shoulder', () => {
    const grey = random(n, 11, 0.001, 1), l = [...grey].map((y) => Math.log2((y + 2 ** -9) / (1 + 2 ** -9))), base = random(n, 12, -8, 0), detail = random(n, 13, -0.2, 0.2);
    const amounts = { ...NO_AMOUNTS, exposure: 0.7, contrast: 0.3, highlights: -0.6, shadows: 0.5, whites: 0.2, blacks: -0.3, sharpness: 0.8 };
    const tone = new ToneBlock(engine, amounts, needs, { airlight: [0.8, 0.8, 0.8], blown: 0 }, 'srgb');
    const [r, g, b, L, bases, d] = [put(grey), put(grey), put(grey), put(l), put(base), put(detail)];
    tone.run({ r, g, b, l: L, low: L, detail: d }, { tone: bases, clarity: bases, texture: bases, veil: bases, cleared: bases }, n);
    const expected = l.map((v, i) => {
      const t = v + 0.7, local = -0.6 * highlights(base[i]! + 0.7) + 0.5 * shadows(base[i]! + 0.7);
      const gain = 0.7 + 0.3 * contrast(t) + local + 0.2 * 0.8 * smooth(t, -3.4, 0) - 0.3 * 1.6 * smooth(t, -2.8, -8.5) + 0.8 * detail[i]!;
      const x = grey[i]! * 2 ** gain, top = Math.max(1, (2 ** Math.max(0, 0.7 + local + 0.2 * 0.4) - 0.5) / 0.5), s = (x - 0.5) / 0.5;
      return x <= 0.5 ? x : Math.min(1, 0.5 + (0.5 * s * (1 + s / (top * top))) / (1 + s));
    });
    expectClose(get(r, n), expected, 2e-5);
    expect(get(b, n).every((v, i) => Math.abs(v - get(r, n)[i]!) < 1e-5)).toBe(true);
  });
  it('keeps tones in order under any single tool, and under the strongest pair', () => {
    const l = Array.from({ length: n }, (_, i) => -9 + (9 * i) / (n - 1)), linear = l.map((v) => Math.max(0, 2 ** v * (1 + 2 ** -9) - 2 ** -9));
    const cases = ['contrast', 'highlights', 'shadows', 'whites', 'blacks'].flatMap((name) => [{ [name]: -1 }, { [name]: 1 }]);
    for (const given of [...cases, { highlights: -1, shadows: 1 }, { contrast: 1, blacks: -1 }, { contrast: -0.5, whites: -1 }]) {
      const tone = new ToneBlock(engine, { ...NO_AMOUNTS, ...given }, { ...needs, sharpen: false }, { airlight: [0.8, 0.8, 0.8], blown: 0 }, 'srgb');
      const [r, g, b, L] = [put(linear), put(linear), put(linear), put(l)];
      tone.run({ r, g, b, l: L, low: L, detail: L }, { tone: L, clarity: L, texture: L, veil: L, cleared: L }, n);
      get(r, n).forEach((v, i, all) => i > 0 && expect(encode(v) - encode(all[i - 1]!), `${JSON.stringify(given)} at ${l[i]}`).toBeGreaterThan(-1e-6));
    }
  });
  it('keeps the white of a blown photo white when it is darkened, rolls off from it in order, and leaves the rest alone', () => {
    const l = Array.from({ length: n }, (_, i) => -9 + (9 * i) / (n - 1)), linear = l.map((v) => Math.max(0, 2 ** v * (1 + 2 ** -9) - 2 ** -9));
    const darkened = (given: Partial<Record<'exposure' | 'highlights', number>>, blown: number): number[] => {
      const tone = new ToneBlock(engine, { ...NO_AMOUNTS, ...given }, { ...needs, point: false, sharpen: false, blown: blown > 0 }, { airlight: [0.8, 0.8, 0.8], blown }, 'srgb');
      const [r, g, b, L] = [put(linear), put(linear), put(linear), put(l)];
      tone.run({ r, g, b, l: L, low: L, detail: L }, { tone: L, clarity: L, texture: L, veil: L, cleared: L }, n);
      return [...get(r, n)];
    };
    for (const given of [{ exposure: -1.5 }, { exposure: -4 }, { highlights: -1 }, { exposure: -1, highlights: -1 }, { exposure: 0.1, highlights: -1 }]) {
      const [plain, kept, half] = [darkened(given, 0), darkened(given, 1), darkened(given, 0.5)] as const;
      expect(kept[n - 1]).toBeCloseTo(1, 5);
      expect(plain[n - 1]).toBeLessThan(0.97);
      expect(half[n - 1]).toBeGreaterThan(plain[n - 1]! + 0.01);
      l.forEach((tone, i) => {
        if (tone < -1.6) expect(kept[i]).toBe(plain[i]);
        else expect(kept[i]).toBeGreaterThanOrEqual(plain[i]! - 1e-6);
        if (i > 0) expect(kept[i]!).toBeGreaterThan(kept[i - 1]! - 1e-6);
      });
    }
    expect(darkened({ exposure: 1, highlights: -0.5 }, 1)).toEqual(darkened({ exposure: 1, highlights: -0.5 }, 0));
  });
  it('white-balance gains keep the luminance of a neutral and oppose each other', () => {
    const out = room(4);
    for (const [t, m] of [[1, 0], [-1, 0], [0, 1], [0.5, -1]] as const) {
      kernels.balanceGains(out, t, m);
      const [r, g, b] = get(out, 3) as [number, number, number];
      expect(0.2627 * r + 0.678 * g + 0.0593 * b).toBeCloseTo(1, 5);
      if (t !== 0) expect(Math.sign(Math.log2(r / b))).toBe(Math.sign(t));
      if (m !== 0) expect(Math.sign(Math.log2(r / g)) * Math.sign(m)).toBeGreaterThanOrEqual(0);
    }
  });
});
