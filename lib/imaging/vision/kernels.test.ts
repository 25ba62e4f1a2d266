import { describe, expect, it } from 'vitest';
import { ColourModel } from './colour-model';
import { edgeWeights, minimalCut } from './cut';
import { Guide } from './guided';
import { kernels } from './kernels';
import { join, type Parse } from './parser';
import { type Colours, type Plane, planeOf, resizePlane } from './plane';

// Each kernel against its formula, written out pixel by pixel.

/** Mulberry32: the same numbers every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const noise = (width: number, height: number, seed: number): Plane => ({ width, height, data: Float32Array.from({ length: width * height }, random(seed)) });
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Math.max(...Array.from(a, (v, i) => Math.abs(v - (b[i] ?? NaN))));

describe('the kernels', () => {
  it.each([[21, 13], [24, 9], [1, 5], [7, 1]])('cut a region as the primal-dual iteration does (%i × %i)', (width, height) => {
    const cost = noise(width, height, 1), limits = noise(width, height, 2), n = width * height;
    cost.data.forEach((v, i) => { cost.data[i] = 3 * (v - 0.5); });
    const step = 1 / Math.sqrt(8), smoothness = 0.7;
    const u = cost.data.map((v) => (v < 0 ? 1 : 0)), lead = u.slice(), px = new Float64Array(n), py = new Float64Array(n);
    for (let turn = 0; turn < 30; turn++) {
      for (let i = 0; i < n; i++) {
        const x = i % width, right = x + 1 < width ? lead[i + 1]! - lead[i]! : 0, below = i + width < n ? lead[i + width]! - lead[i]! : 0;
        const a = px[i]! + step * right, b = py[i]! + step * below, most = smoothness * limits.data[i]!;
        const scale = Math.min(1, most / Math.max(1e-20, Math.sqrt(a * a + b * b)));
        px[i] = a * scale;
        py[i] = b * scale;
      }
      for (let i = 0; i < n; i++) {
        const divergence = px[i]! - (i % width > 0 ? px[i - 1]! : 0) + py[i]! - (i >= width ? py[i - width]! : 0);
        const before = u[i]!, after = Math.min(1, Math.max(0, before + step * (divergence - cost.data[i]!)));
        u[i] = after;
        lead[i] = 2 * after - before;
      }
    }
    expect(apart(minimalCut(cost, limits, smoothness, 30).data, u)).toBeLessThan(1e-4);
  });

  it('weigh colours under a mixture of one as the normal density does', () => {
    const next = random(3);
    const lab: Colours = { width: 40, height: 25, data: Float32Array.from({ length: 3000 }, (_, i) => [0.6, 0.02, -0.05][i % 3]! + 0.1 * (next() - 0.5) + (i % 3 === 1 ? 0.4 * (next() - 0.5) : 0)) };
    const mean = [0, 1, 2].map((c) => lab.data.reduce((sum, v, i) => sum + (i % 3 === c ? v : 0), 0) / 1000);
    const off = (i: number, c: number): number => lab.data[i * 3 + c]! - mean[c]!;
    const cov = [0, 1, 2].map((a) => [0, 1, 2].map((b) => Array.from({ length: 1000 }, (_, i) => off(i, a) * off(i, b)).reduce((s, v) => s + v, 0) / 1000 + (a === b ? 0.012 ** 2 : 0)));
    const minor = (r: number, c: number): number => {
      const [r0, r1] = [0, 1, 2].filter((k) => k !== r), [c0, c1] = [0, 1, 2].filter((k) => k !== c);
      return (cov[r0!]![c0!]! * cov[r1!]![c1!]! - cov[r0!]![c1!]! * cov[r1!]![c0!]!) * ((r + c) % 2 === 0 ? 1 : -1);
    };
    const det = cov[0]![0]! * minor(0, 0) + cov[0]![1]! * minor(0, 1) + cov[0]![2]! * minor(0, 2);
    const expected = Array.from({ length: 1000 }, (_, i) => {
      let q = 0;
      for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) q += (off(i, a) * off(i, b) * minor(a, b)) / det;
      return -Math.log(Math.exp(-q / 2) / Math.sqrt(det) + 1e-9);
    });
    expect(apart(ColourModel.fit(lab, () => 1, 1)!.costs(lab).data, expected)).toBeLessThan(2e-3);
  });

  it('make probabilities of logits, and lay a parse over the place that it saw', () => {
    const k = kernels(), next = random(4), side = 256;
    const logits = Float32Array.from({ length: side * side * 6 }, () => 8 * (next() - 0.5));
    const out = k.room('resized', side * side * 8);
    k.run.softmax(out, k.put('source', logits), side * side);
    const classes = k.read(out, side * side * 8);
    const at = (place: number, c: number): number => {
      const all = [...logits.subarray(place * 6, place * 6 + 6)].map(Math.exp);
      return all[c]! / all.reduce((sum, v) => sum + v, 0);
    };
    for (const place of [0, 1, 777, side * side - 1]) for (let c = 0; c < 6; c++) expect(classes[place * 8 + c]).toBeCloseTo(at(place, c), 5);

    // One pixel of the plane is one place of the parse, which starts at (10, 4).
    const parse: Parse = { box: { x: 10, y: 4, width: side, height: side }, classes };
    const layers = join([parse], planeOf({ width: 300, height: 280 }, 1), 1);
    const place = 100 * side + 90, seen = 104 * 300 + 100;
    expect(layers.whole.data[seen]).toBeCloseTo(1 - at(place, 0), 4);
    expect(layers.hair.data[seen]).toBeCloseTo(at(place, 1), 4);
    expect(layers.body.data[seen]).toBeCloseTo(at(place, 2), 4);
    expect(layers.face.data[seen]).toBeCloseTo(at(place, 3), 4);
    expect(layers.clothes.data[seen]).toBeCloseTo(at(place, 4) + at(place, 5), 4);
    for (const plane of Object.values(layers)) expect(plane.data[0]).toBe(0);
  });

  it('enlarge by straight interpolation', () => {
    const small = noise(9, 6, 5), large = resizePlane(small, { width: 31, height: 17 });
    const read = (x: number, y: number): number => small.data[Math.min(5, Math.max(0, y)) * 9 + Math.min(8, Math.max(0, x))]!;
    large.data.forEach((v, i) => {
      const x = ((i % 31) + 0.5) * (9 / 31) - 0.5, y = (Math.floor(i / 31) + 0.5) * (6 / 17) - 0.5, x0 = Math.floor(x), y0 = Math.floor(y), fx = x - x0, fy = y - y0;
      expect(v).toBeCloseTo((read(x0, y0) * (1 - fx) + read(x0 + 1, y0) * fx) * (1 - fy) + (read(x0, y0 + 1) * (1 - fx) + read(x0 + 1, y0 + 1) * fx) * fy, 5);
    });
  });

  it('filter with the closed solution of the guided filter where the window is the whole picture', () => {
    // Radius beyond the picture: one linear fit of the mask to the colours, for all pixels.
    const next = random(6), width = 16, height = 12, n = width * height;
    const bytes = Uint8Array.from({ length: n / 4 * 3 }, () => Math.floor(next() * 256));
    // Pairs of pixels are alike, so that half the size is the same picture.
    const data = new Uint8Array(n * 3);
    for (let i = 0; i < n; i++) for (let c = 0; c < 3; c++) data[i * 3 + c] = bytes[(Math.floor(i / width / 2) * (width / 2) + ((i % width) >> 1)) * 3 + c]!;
    const linear = (i: number): number => 0.2 + (0.3 * data[i * 3]! + 0.2 * data[i * 3 + 1]! + 0.25 * data[i * 3 + 2]!) / 255;
    const mask: Plane = { width, height, data: Float32Array.from({ length: n }, (_, i) => linear(i)) };
    const found = new Guide({ width, height, data }, 64, 1e-9).refine(mask);
    found.data.forEach((v, i) => expect(Math.abs(v / 255 - linear(i))).toBeLessThan(0.004));
  });

  it('give weights to edges that make them cheap to cut along', () => {
    const lab: Colours = { width: 8, height: 4, data: Float32Array.from({ length: 96 }, (_, i) => (i % 3 === 0 && Math.floor(i / 3) % 8 > 3 ? 0.9 : 0.1)) };
    const { data } = edgeWeights(lab);
    expect(data[8 + 3]).toBeLessThan(0.1 * data[8 + 1]!);
  });
});
