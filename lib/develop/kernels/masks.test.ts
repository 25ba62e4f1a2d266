import { describe, expect, it } from 'vitest';
import type { Kernels } from './loader';
import { expectClose, loadTestKernels, random, rowsIn } from './test-kernels';

/** The kernels of masks that lie on the photo, against references in double precision written from the formulas they name. */
const { kernels, arena } = await loadTestKernels<Kernels>();

const { put, room, get } = rowsIn(arena);
const clamp = (v: number, low: number, high: number) => Math.min(high, Math.max(low, v));

const bilinear = (values: ArrayLike<number>, width: number, height: number, u: number, v: number): number => {
  const x = clamp(u, 0, width - 1), y = clamp(v, 0, height - 1);
  const x0 = Math.floor(x), y0 = Math.floor(y), x1 = Math.min(width - 1, x0 + 1), y1 = Math.min(height - 1, y0 + 1);
  const value = (i: number, j: number) => values[j * width + i]!;
  const top = value(x0, y0) + (value(x1, y0) - value(x0, y0)) * (x - x0), bottom = value(x0, y1) + (value(x1, y1) - value(x0, y1)) * (x - x0);
  return top + (bottom - top) * (y - y0);
};

describe('a plane over the photo', () => {
  const positions = (n: number, xStep: number, x0: number, yStep: number, y0: number) => {
    const [xs, ys] = [room(n), room(n)];
    kernels.positionsRow(xs, ys, n, 3, xStep, x0, yStep, y0);
    return { xs, ys };
  };
  it('positions change evenly from the first column', () => {
    const { xs, ys } = positions(9, 0.5, 10, -0.25, 7);
    expectClose(get(xs, 9), Array.from({ length: 9 }, (_, i) => 10 + 0.5 * (i + 3)), 1e-5);
    expectClose(get(ys, 9), Array.from({ length: 9 }, (_, i) => 7 - 0.25 * (i + 3)), 1e-5);
  });
  it.each([[7, 5], [1, 5], [7, 1], [1, 1]])('is read bilinearly at %i × %i, its edge repeated', (width, height) => {
    const values = random(width * height, 5), n = 40;
    const { xs, ys } = positions(n, 3.1, -20, 1.3, -5);
    const out = room(n);
    kernels.planeRow(out, xs, ys, n, put(values), width, height, width / 100, height / 60);
    const x = get(xs, n), y = get(ys, n);
    expectClose(get(out, n), x.map((v, i) => bilinear(values, width, height, (v * width) / 100 - 0.5, (y[i]! * height) / 60 - 0.5)), 2e-6);
  });
  it('a raster of bytes is spread to any size, smoothly', () => {
    const bytes = Uint8Array.from({ length: 12 }, (_, i) => (i * 83) % 256), raster = arena.slot('test.raster', 12), out = room(9 * 7);
    arena.u8.set(bytes, raster);
    kernels.spreadRaster(out, raster, 4, 3, 9, 7);
    expectClose(get(out, 63), Array.from({ length: 63 }, (_, k) => bilinear(bytes, 4, 3, ((k % 9) + 0.5) * (4 / 9) - 0.5, (Math.floor(k / 9) + 0.5) * (3 / 7) - 0.5) / 255), 1e-5);
  });
  it('a trapezoid is 0, ramp, 1, ramp, 0; a mix lies between', () => {
    const src = put([0, 0.2, 0.25, 0.3, 0.45, 0.65, 0.7, 1]), out = room(8);
    kernels.trapezoidRow(out, src, 8, 0.2, 0.3, 0.6, 0.7);
    expectClose(get(out, 8), [0, 0, 0.5, 1, 1, 0.5, 0, 0], 1e-5);
    kernels.mixRow(src, out, 8, 0.5);
    expectClose(get(src, 8), [0, 0.1, 0.375, 0.65, 0.725, 0.575, 0.35, 0.5], 1e-5);
  });
});

describe('the colour-guided model', () => {
  const width = 11, height = 9, f = 2, columns = 6, rows = 5, count = 30, stride = 128;
  const [r, g, b, p] = [random(99, 1), random(99, 2), random(99, 3), random(99, 4)] as [Float32Array, Float32Array, Float32Array, Float32Array];
  const root = (v: number) => Math.sqrt(clamp(v, 0, 1));
  const blocks = Array.from({ length: count }, (_, k) => {
    const cells: (readonly [number, number, number, number])[] = [];
    for (let y = Math.floor(k / columns) * f; y < Math.min(height, (Math.floor(k / columns) + 1) * f); y++) for (let x = (k % columns) * f; x < Math.min(width, ((k % columns) + 1) * f); x++) {
      const i = y * width + x;
      cells.push([root(r[i]!), root(g[i]!), root(b[i]!), p[i]!]);
    }
    return cells;
  });
  const moments = arena.slot('test.moments', stride * 13);
  const averages = (of: (cell: readonly [number, number, number, number]) => number) => blocks.map((cells) => cells.reduce((sum, cell) => sum + of(cell), 0) / cells.length);

  it('starts from the mean moments of blocks, partial ones too', () => {
    kernels.matteMoments(moments, stride, put(r), put(g), put(b), put(p), width, height, f);
    const expected = [
      averages(([R]) => R), averages(([, G]) => G), averages(([, , B]) => B), averages(([R]) => R * R), averages(([R, G]) => R * G), averages(([R, , B]) => R * B), averages(([, G]) => G * G),
      averages(([, G, B]) => G * B), averages(([, , B]) => B * B), averages(([, , , P]) => P), averages(([R, , , P]) => R * P), averages(([, G, , P]) => G * P), averages(([, , B, P]) => B * P),
    ];
    expected.forEach((plane, k) => expectClose(get(moments + k * stride, count), plane, 1e-6));
  });

  it('solves the regularised least squares of coverage by colour', () => {
    kernels.matteMoments(moments, stride, put(r), put(g), put(b), put(p), width, height, f);
    const epsilon = 1e-3;
    const before = Array.from({ length: 13 }, (_, k) => get(moments + k * stride, count));
    kernels.matteModel(moments, stride, count, epsilon);
    const after = Array.from({ length: 4 }, (_, k) => get(moments + k * stride, count));
    for (let i = 0; i < count; i++) {
      const [R, G, B, RR, RG, RB, GG, GB, BB, P, PR, PG, PB] = before.map((plane) => plane[i]!) as [number, number, number, number, number, number, number, number, number, number, number, number, number];
      const [ar, ag, ab, c] = after.map((plane) => plane[i]!) as [number, number, number, number];
      // The normal equations hold: (Σ + εI)·a = cov(I, p).
      expect((RR - R * R + epsilon) * ar + (RG - R * G) * ag + (RB - R * B) * ab).toBeCloseTo(PR - P * R, 5);
      expect((RG - R * G) * ar + (GG - G * G + epsilon) * ag + (GB - G * B) * ab).toBeCloseTo(PG - P * G, 5);
      expect((RB - R * B) * ar + (GB - G * B) * ag + (BB - B * B + epsilon) * ab).toBeCloseTo(PB - P * B, 5);
      expect(ar * R + ag * G + ab * B + c).toBeCloseTo(P, 5);
    }
  });

  it('is decided by stretching about one half', () => {
    const values = put([0, 0.25, 0.5, 0.6, 0.9, 1, 0.45, 0.55]);
    kernels.decide(values, 8, 2);
    expectClose(get(values, 8), [0, 0, 0.5, 0.7, 1, 1, 0.4, 0.6], 1e-6);
  });
  it('is read between cells and applied to the pixel’s own colour', () => {
    const planes = [random(count, 11, -2, 2), random(count, 12, -2, 2), random(count, 13, -2, 2), random(count, 14, -0.5, 1)] as const;
    planes.forEach((plane, k) => arena.f32.set(plane, (moments + k * stride) / 4));
    const grid = arena.slot('test.grid', count * 16), n = 13;
    kernels.quads(grid, moments, stride, count);
    const [xs, ys, out] = [put(random(n, 21, -20, 300)), put(random(n, 22, -20, 200)), room(n)];
    const rgb = [put(r.slice(0, n)), put(g.slice(0, n)), put(b.slice(0, n))] as const;
    kernels.matteRow(out, ...rgb, xs, ys, n, grid, columns, rows, columns / 280, rows / 180);
    const x = get(xs, n), y = get(ys, n);
    const expected = x.map((v, i) => {
      const [ar, ag, ab, c] = planes.map((plane) => bilinear(plane, columns, rows, (v * columns) / 280 - 0.5, (y[i]! * rows) / 180 - 0.5)) as [number, number, number, number];
      const m = ar * root(r[i]!) + ag * root(g[i]!) + ab * root(b[i]!) + c;
      return clamp(m * 1.08 - 0.04, 0, 1);
    });
    expectClose(get(out, n), expected, 1e-5);
    expect(new Set(expected).size).toBeGreaterThan(4);
  });
});

describe('flat cells of the model', () => {
  it('are exact, whatever the colour, and meet their neighbours without a seam', () => {
    const width = 6, height = 3, stride = 128, planes = arena.slot('test.flat.planes', stride * 4), grid = arena.slot('test.flat.grid', width * height * 16);
    // Everything on the left and nothing on the right but for rounding; in between a cell that looks at colour.
    const cell = (i: number) => { const x = i % width; return x < 2 ? [1e-5, -2e-5, 1e-5, 0.9999] : x > 3 ? [0, 1e-5, 0, 1e-4] : [0.5, -0.4, 0.2, 0.6]; };
    for (let k = 0; k < 4; k++) arena.f32.set(Array.from({ length: width * height }, (_, i) => cell(i)[k]!), (planes + k * stride) / 4);
    kernels.quads(grid, planes, stride, width * height);
    const n = 240, rgb = [put(random(n, 31)), put(random(n, 32)), put(random(n, 33))] as const, out = room(n);
    const xs = put(Array.from({ length: n }, (_, i) => i + 0.5)), ys = put(new Float32Array(n).fill(60));
    kernels.matteRow(out, ...rgb, xs, ys, n, grid, width, height, width / n, height / 120);
    const values = get(out, n), [r, g, b] = rgb.map((row) => get(row, n)) as [number[], number[], number[]];
    expect(values.slice(0, 56).every((v) => v === 1)).toBe(true);
    expect(values.slice(184).every((v) => v === 0)).toBe(true);
    const exact = [0, 1, 2, 3].map((k) => Array.from({ length: width * height }, (_, i) => { const x = i % width; return x < 2 ? [0, 0, 0, 1][k]! : x > 3 ? 0 : cell(i)[k]!; }));
    expectClose(values, values.map((_, i) => {
      const [ar, ag, ab, c] = exact.map((plane) => bilinear(plane, width, height, ((i + 0.5) * width) / n - 0.5, 1)) as [number, number, number, number];
      return clamp((ar * Math.sqrt(r[i]!) + ag * Math.sqrt(g[i]!) + ab * Math.sqrt(b[i]!) + c) * 1.08 - 0.04, 0, 1);
    }), 1e-5);
  });
});

describe('a dab', () => {
  const smooth = (t: number) => t * t * (3 - 2 * t);
  it.each([[0, 1], [0.6, 1], [1, 1], [0.4, 0.3]])('of hardness %f and flow %f brings coverage nearer to its profile', (hardness, flow) => {
    const width = 40, height = 30, start = random(width * height, 7, 0, 0.4), plane = put(start);
    kernels.dab(plane, width, 4, 2, 36, 28, 19.3, 14.8, 11, hardness, flow);
    const rim = Math.max(1, 11 * (1 - hardness));
    const expected = Array.from(start, (c, k) => {
      const x = k % width, y = Math.floor(k / width);
      if (x < 4 || x >= 36 || y < 2 || y >= 28) return c;
      const t = clamp((11 - Math.hypot(x + 0.5 - 19.3, y + 0.5 - 14.8)) / rim, 0, 1);
      return c + flow * Math.max(0, smooth(t) - c);
    });
    expectClose(get(plane, width * height), expected, 2e-5);
  });
});
