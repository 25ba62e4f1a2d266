import { describe, expect, it } from 'vitest';
import { noise } from '../testing/charts';
import { apply, type Matrix3 } from '../pipeline/warp/matrix';
import { radialTable, readTable } from '../pipeline/warp/radial';
import type { Kernels } from './loader';
import { loadTestKernels } from './test-kernels';

/** The kernels of `assembly/warp.ts` against scalar references in double precision. */
const { kernels, arena } = await loadTestKernels<Kernels>();

let slots = 0;
const put = (values: ArrayLike<number>): number => {
  const address = arena.slot(`warp.test.${slots++}`, values.length * 4 + 64);
  arena.f32.set(values, address / 4);
  return address;
};
const room = (n: number): number => put(new Float32Array(n));
const get = (address: number, n: number): number[] => [...arena.floats(address, n)];

const N = 61;
const MATRIX: Matrix3 = [1.1, -0.03, 14, 0.02, 0.95, -9, 0.00008, -0.00011, 1];
const [CX, CY, UNIT] = [3000, 2000, 3605];
const radius = radialTable((r) => 1 + 0.1 * (1 - r * r));

describe('positions', () => {
  const reference = (i: number, matrix: Matrix3 | undefined, table: Float32Array | undefined): readonly [number, number] => {
    const [u0, v0] = [-2900 + i * 96.5, 800 - i * 12.25];
    const [u, v] = matrix ? apply(matrix, u0, v0) : [u0, v0];
    const k = table ? readTable(table, Math.hypot(u, v) / UNIT) : 1;
    return [CX + u * k, CY + v * k];
  };
  it.each([['neither', undefined, undefined], ['a homography', MATRIX, undefined], ['a radius', undefined, radius], ['both', MATRIX, radius]] as const)('with %s lie where the formula says, to 1/200 px', (_, matrix, table) => {
    const xs = room(N + 4), ys = room(N + 4);
    kernels.warpedRow(xs, ys, N, 0, -2900, 96.5, 800, -12.25, matrix ? put(matrix) : 0, table ? put(table) : 0, CX, CY, UNIT);
    const [gotX, gotY] = [get(xs, N), get(ys, N)];
    for (let i = 0; i < N; i++) {
      const [x, y] = reference(i, matrix, table);
      expect(Math.abs((gotX[i] ?? 0) - x)).toBeLessThan(0.005);
      expect(Math.abs((gotY[i] ?? 0) - y)).toBeLessThan(0.005);
    }
  });
  it('depend on the pixel, not on where its row begins, and stay finite behind the camera', () => {
    const behind: Matrix3 = [1, 0, 0, 0, 1, 0, 0.01, 0, 1];
    const matrix = put(behind), xs = room(N + 8), ys = room(N + 8), part = room(N), other = room(N);
    kernels.warpedRow(xs, ys, N, 7, -2900, 96.5, 800, -12.25, matrix, put(radius), CX, CY, UNIT);
    kernels.warpedRow(part, other, 9, 20, -2900, 96.5, 800, -12.25, matrix, put(radius), CX, CY, UNIT);
    expect(get(part, 9)).toEqual(get(xs + 13 * 4, 9));
    expect([...get(xs, N), ...get(ys, N)].every(Number.isFinite)).toBe(true);
  });
  it('of another colour are further out by its factor', () => {
    const table = radialTable((r) => 1.001 + 0.002 * r * r);
    const xs = put(Float32Array.from({ length: N }, (_, i) => i * 100)), ys = put(Float32Array.from({ length: N }, (_, i) => 3900 - i * 20));
    const dx = room(N), dy = room(N), row = room(N);
    kernels.fringeRow(dx, dy, xs, ys, N, put(table), CX, CY, UNIT);
    kernels.tableRow(row, xs, ys, N, put(table), CX, CY, UNIT);
    const [gotX, gotY, values] = [get(dx, N), get(dy, N), get(row, N)];
    for (let i = 0; i < N; i++) {
      const [u, v] = [i * 100 - CX, 3900 - i * 20 - CY];
      const k = 1.001 + 0.002 * (Math.hypot(u, v) / UNIT) ** 2;
      expect(values[i]).toBeCloseTo(k, 6);
      expect(Math.abs((gotX[i] ?? 0) - (CX + u * k))).toBeLessThan(0.003);
      expect(Math.abs((gotY[i] ?? 0) - (CY + v * k))).toBeLessThan(0.003);
    }
  });
  it('are placed on a lattice, held within it, and their range is found', () => {
    const xs = put(Float32Array.from({ length: N }, (_, i) => i * 10 - 50)), dst = room(N), range = put([Infinity, -Infinity]);
    kernels.placeRow(dst, xs, N, 0.5, -0.5, -0.5, 200);
    expect(get(dst, N)).toEqual(Array.from({ length: N }, (_, i) => Math.min(200, Math.max(-0.5, (i * 10 - 50) * 0.5 - 0.5))));
    kernels.rangeRow(range, dst, N);
    expect(get(range, 2)).toEqual([-0.5, 200]);
  });
});

describe('reading', () => {
  const [W, H] = [48, 40];
  const plane = Float32Array.from({ length: W * H }, (_, i) => noise(i % W, Math.floor(i / W)));
  const keys = (x: number) => { const t = Math.abs(x); return t >= 2 ? 0 : t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2; };
  /** Separable, normalised: Keys 1981, widened by the step. */
  const sample = (x: number, y: number, sx: number, sy: number): number => {
    let sum = 0, weights = 0;
    for (let j = Math.ceil(y - 2 * sy); j <= y + 2 * sy; j++) for (let i = Math.ceil(x - 2 * sx); i <= x + 2 * sx; i++) {
      const w = keys((i - x) / sx) * keys((j - y) / sy);
      sum += w * (plane[j * W + i] ?? Number.NaN);
      weights += w;
    }
    return sum / weights;
  };
  it.each([[0.7, 0.4], [1, 1], [1.6, 1.2], [3.1, 2.4]])('by steps of %f and %f px is Keys’ cubic, as wide as the step', (sx, sy) => {
    const n = 6, at = 16.3;
    const src = put(plane), dst = room(n + 4);
    const row = (x: number, y: number) => [put(Float32Array.from({ length: n + 5 }, (_, i) => x + i * sx)), put(Float32Array.from({ length: n + 5 }, () => y))] as const;
    const [xs, ys] = row(at, at), [nextX, nextY] = row(at, at + sy);
    kernels.readRow(0, dst, 0, 0, n, 0, src, 0, 0, W * 4, 0, 0, xs, ys, nextX, nextY, 8);
    get(dst, n).forEach((value, i) => expect(value).toBeCloseTo(sample(Math.fround(at + i * sx), Math.fround(at), Math.max(1, sx), Math.max(1, sy)), 4));
  });
  it('at whole positions gives the samples themselves', () => {
    const n = 20, dst = room(n + 4), xs = put(Float32Array.from({ length: n + 5 }, (_, i) => i + 5)), ys = put(new Float32Array(n + 5).fill(7)), next = put(new Float32Array(n + 5).fill(8));
    kernels.readRow(dst, 0, 0, 0, n, put(plane), 0, 0, 0, W * 4, 0, 0, xs, ys, xs, next, 1);
    expect(get(dst, n)).toEqual([...plane.subarray(7 * W + 5, 7 * W + 5 + n)]);
  });
});

describe('the edge of the photo', () => {
  it('turns white and transparent over one output pixel', () => {
    const n = 8, step = 2;
    const xs = put(Float32Array.from({ length: n + 5 }, (_, i) => 90 + i * step)), ys = put(new Float32Array(n + 5).fill(30));
    const [r, a] = [put(new Float32Array(n).fill(0.2)), put(new Float32Array(n).fill(1))];
    kernels.outsideRow(r, r, r, a, n, xs, ys, 100, 60);
    const alpha = get(a, n);
    for (let i = 0; i < n; i++) expect(alpha[i]).toBeCloseTo(Math.min(1, Math.max(0, (100 - 90 - i * step) / step + 0.502)), 5);
  });
  it('light is given back in stops', () => {
    const n = 9, r = put(new Float32Array(n + 3).fill(0.25)), g = put(new Float32Array(n + 3).fill(0.1)), b = put(new Float32Array(n + 3).fill(0)), stops = put(Float32Array.from({ length: n + 3 }, (_, i) => i / 2 - 2));
    kernels.brightenRow(r, g, b, stops, n);
    get(r, n).forEach((value, i) => expect(value / (0.25 * 2 ** (i / 2 - 2))).toBeCloseTo(1, 5));
    expect(get(b, n)).toEqual(Array.from({ length: n }, () => 0));
  });
});

describe('masks and bases where positions were computed', () => {
  it('are those of the affine road', () => {
    const n = 40, [xs, ys] = [room(n + 4), room(n + 4)];
    kernels.positionsRow(xs, ys, n, 3, 1.5, 20, 0.25, 11);
    const [one, other] = [room(n), room(n)];
    // t = x·ax + y·ay + origin, along a row: origin + step·i.
    kernels.gradientRowAt(one, n, xs, ys, 0.01, 0.02, -0.3);
    kernels.gradientRow(other, n, 3, 1.5 * 0.01 + 0.25 * 0.02, 20 * 0.01 + 11 * 0.02 - 0.3);
    get(one, n).forEach((value, i) => expect(value).toBeCloseTo(get(other, n)[i] ?? 0, 5));
    kernels.radialRowAt(one, n, xs, ys, 0.02, 0.001, -1, -0.001, 0.03, -0.5, 2.6, 0.6, 0.4);
    kernels.radialRow(other, n, 3, 1.5 * 0.02 + 0.25 * 0.001, 20 * 0.02 + 11 * 0.001 - 1, -1.5 * 0.001 + 0.25 * 0.03, -20 * 0.001 + 11 * 0.03 - 0.5, 2.6, 0.6, 0.4);
    get(one, n).forEach((value, i) => expect(value).toBeCloseTo(get(other, n)[i] ?? 0, 4));
    const grid = put(Float32Array.from({ length: 20 * 12 * 2 }, (_, i) => noise(i, 4))), guide = put(Float32Array.from({ length: n }, (_, i) => -i / 10));
    kernels.sliceRowAt(one, guide, grid, 20, 12, n, xs, ys, 0.2, 0.25);
    kernels.sliceRotatedRow(other, guide, grid, 20, 12, n, 3, 1.5 * 0.2, 20 * 0.2 - 0.5, 0.25 * 0.25, 11 * 0.25 - 0.5);
    get(one, n).forEach((value, i) => expect(value).toBeCloseTo(get(other, n)[i] ?? 0, 4));
  });
});
