import { describe, expect, it } from 'vitest';
import { apply } from '../pipeline/warp/matrix';
import { turn } from '../pipeline/warp/series';
import { chart, noise, scene } from '../testing/charts';
import { at, develop, mean } from '../testing/harness';
import type { Pixels } from '../types';
import { survey } from './index';
import { findSegments } from './segments';

const WIDTH = 720, HEIGHT = 480;
const FOCAL = 35 / 36;

/** Soft-edged, a little noisy: what a lens and a sensor make of a hard pattern. */
const sampled = (width: number, height: number, paint: (x: number, y: number) => number): Pixels =>
  chart(width, height, (x, y) => {
    let sum = 0;
    for (const dx of [0.25, 0.75]) for (const dy of [0.25, 0.75]) sum += paint(x + dx, y + dy);
    const v = 0.1 + 0.75 * (sum / 4) + 0.02 * (noise(x, y) - 0.5);
    return [v, v, v];
  });

/** A wall of windows straight ahead, seen by a camera that is tilted up, turned aside and rolled (degrees). */
function wall(tilt: number, pan: number, roll: number): Pixels {
  const [t, p, r] = [turn(tilt), turn(pan), turn(roll)];
  return sampled(WIDTH, HEIGHT, (px, py) => {
    const [x0, y0, z0] = [px / WIDTH - 0.5, (py - HEIGHT / 2) / WIDTH, FOCAL];
    const [x1, y1] = [x0 * r.cos - y0 * r.sin, x0 * r.sin + y0 * r.cos];
    const [y2, z2] = [y1 * t.cos - z0 * t.sin, y1 * t.sin + z0 * t.cos];
    const [x3, z3] = [x1 * p.cos + z2 * p.sin, -x1 * p.sin + z2 * p.cos];
    const [u, v] = [(x3 / z3) * 9, (y2 / z3) * 9];
    return Math.abs(u - Math.floor(u) - 0.5) < 0.27 && Math.abs(v - Math.floor(v) - 0.5) < 0.33 ? 1 : 0.2;
  });
}

/** Angles in degrees that uprights and levels of the picture lean by, as its own edges say: the median, of edges within 20°. */
function leaning(pixels: Pixels): { readonly uprights: number; readonly levels: number } {
  const lean = (across: (one: { dx: number; dy: number }) => number) => {
    const found = findSegments(pixels).map(({ x1, y1, x2, y2 }) => Math.abs(across({ dx: x2 - x1, dy: y2 - y1 }))).filter((angle) => angle < 20).sort((a, b) => a - b);
    return found[Math.floor(found.length / 2)] ?? Number.NaN;
  };
  const degrees = 180 / Math.PI;
  return { uprights: lean(({ dx, dy }) => Math.atan(dx / dy) * degrees), levels: lean(({ dx, dy }) => Math.atan(dy / dx) * degrees) };
}

describe('level', () => {
  it.each([-7, -2.4, 0.8, 3, 9])('finds a horizon tilted by %f° within 0.3°', (angle) => {
    const { sin, cos } = turn(angle);
    const sea = sampled(WIDTH, HEIGHT, (x, y) => ((y - HEIGHT * 0.55) * cos - (x - WIDTH / 2) * sin > 0 ? 0.25 : 0.8));
    const { level } = survey(sea).upright;
    expect(level).toBeDefined();
    if (!level) return;
    // The horizon's own ends, moved by the correction.
    const [a, b] = [-0.4, 0.4].map((s) => apply(level, 0.5 + s, 0.55 + (s * WIDTH * sin) / cos / HEIGHT));
    const left = (Math.atan2(((b?.[1] ?? 0) - (a?.[1] ?? 0)) * HEIGHT, ((b?.[0] ?? 0) - (a?.[0] ?? 0)) * WIDTH) * 180) / Math.PI;
    expect(Math.abs(left)).toBeLessThan(0.3);
    expect(leaning(develop(sea, { PerspectiveUpright: 3, CropConstrainToWarp: true }, { assets: { survey: survey(sea) } })).levels).toBeLessThan(0.3);
  });
  it('finds nothing in a photo without lines', () => {
    const blobs = chart(WIDTH, HEIGHT, (x, y) => { const v = 0.5 + 0.3 * Math.sin(x / 40 + Math.sin(y / 33)) * Math.cos(y / 37 + Math.sin(x / 51)); return [v, v, v]; });
    expect(survey(blobs)).toEqual({ upright: {} });
  });
});

describe('upright', () => {
  it.each([[8, 0, 0], [-12, 6, 2], [15, -10, -3], [4, 14, 1.5]])('a camera tilted by %f°, turned by %f° and rolled by %f°', (tilt, pan, roll) => {
    const photo = wall(tilt, pan, roll);
    const found = survey(photo);
    const shown = (PerspectiveUpright: number) => leaning(develop(photo, { PerspectiveUpright, CropConstrainToWarp: true }, { assets: { survey: found } }));
    expect(leaning(photo).uprights).toBeGreaterThan(0.5);
    expect(shown(4).uprights).toBeLessThan(0.2);
    const whole = shown(2);
    expect(whole.uprights).toBeLessThan(0.25);
    expect(whole.levels).toBeLessThan(0.25);
    expect(shown(1).uprights).toBeLessThan(leaning(photo).uprights * 0.5);
  });
  it('leaves a photo that stands straight where it is', () => {
    const { upright } = survey(wall(0, 0, 0));
    for (const matrix of Object.values(upright)) for (const [x, y] of [[0, 0], [1, 0], [1, 1], [0, 1]] as const) {
      const [u, v] = apply(matrix, x, y);
      expect(Math.hypot((u - x) * WIDTH, (v - y) * HEIGHT)).toBeLessThan(3);
    }
  });
  it('what a file brought along goes before what was measured', () => {
    const photo = chart(200, 100, scene(200, 100));
    const moved = develop(photo, { PerspectiveUpright: 4, UprightTransform_4: '1,0,0.1,0,1,0,0,0,1' }, { assets: { survey: { upright: { vertical: [1, 0, 0.3, 0, 1, 0, 0, 0, 1] } } } });
    for (let x = 25; x < 195; x += 10) expect(at(moved, x, 50)).toEqual(at(photo, x - 20, 50));
    expect(develop(photo, { PerspectiveUpright: 4, UprightTransform_4: '1,0,oops,0,1,0,0,0,1' }).data).toEqual(photo.data);
  });
  it('guides stand up and lie down what they were drawn on', () => {
    const photo = wall(10, 8, 2);
    // The longest edges of each kind, as somebody would draw them.
    const edges = [...findSegments(photo)].sort((a, b) => b.length - a.length);
    const far = (kind: (s: { x1: number; y1: number; x2: number; y2: number }) => boolean, place: (s: { x1: number; y1: number; x2: number; y2: number }) => number) => {
      const some = edges.filter(kind).slice(0, 24).sort((a, b) => place(a) - place(b));
      return [some[0], some.at(-1)].flatMap((s) => (s ? [[s.x1 / WIDTH, s.y1 / HEIGHT, s.x2 / WIDTH, s.y2 / HEIGHT]] : []));
    };
    const upright = far((s) => Math.abs(s.y2 - s.y1) > 2 * Math.abs(s.x2 - s.x1), (s) => s.x1 + s.x2), level = far((s) => Math.abs(s.x2 - s.x1) > 2 * Math.abs(s.y2 - s.y1), (s) => s.y1 + s.y2);
    const settings = Object.fromEntries([...upright, ...level].map((ends, k) => [`UprightFourSegments_${k}`, ends.join(',')]));
    const out = leaning(develop(photo, { PerspectiveUpright: 5, ...settings, CropConstrainToWarp: true }));
    expect(out.uprights).toBeLessThan(0.5);
    expect(out.levels).toBeLessThan(0.5);
  });
});

describe('lateral chromatic aberration', () => {
  const [WIDE, HIGH] = [900, 600];
  const unit = Math.hypot(WIDE, HIGH) / 2;
  const channels = new Map<string, Float32Array>();
  /** Grey discs and bars everywhere; red larger by `red`, blue by `blue`, in the corners by px. */
  const fringed = (red: number, blue: number, cubic = false): Pixels => {
    const pattern = (u: number, v: number) => (Math.sin(u / 9 + Math.sin(v / 23) * 2) * Math.sin(v / 11 + Math.cos(u / 31)) > 0 ? 0.75 : 0.3);
    const shifted = (shift: number) => {
      const name = `${shift} ${cubic && shift !== 0}`;
      const values = channels.get(name) ?? Float32Array.from({ length: WIDE * HIGH }, (_, at) => {
        const [x, y] = [at % WIDE, Math.floor(at / WIDE)];
        let sum = 0;
        for (const dx of [0.17, 0.5, 0.83]) for (const dy of [0.17, 0.5, 0.83]) {
          const [u, v] = [x + dx - WIDE / 2, y + dy - HIGH / 2];
          const r = Math.hypot(u, v) / unit;
          const factor = 1 + (shift / unit) * (cubic ? r * r : 1);
          sum += pattern(u / factor, v / factor);
        }
        return sum / 9 + 0.01 * (noise(x, y, 1 + Math.round(shift * 7)) - 0.5);
      });
      channels.set(name, values);
      return (x: number, y: number) => values[y * WIDE + x] ?? 0;
    };
    const [r, g, b] = [shifted(red), shifted(0), shifted(blue)];
    return chart(WIDE, HIGH, (x, y) => [r(x, y), g(x, y), b(x, y)]);
  };
  it.each([[0.8, -0.5, false], [-1.6, 1.1, false], [0.4, 0.25, false], [1.2, -0.9, true]])('red %f px and blue %f px out in the corners are found within 0.1 px (cubic: %s)', (red, blue, cubic) => {
    const found = survey(fringed(red, blue, cubic)).lateral;
    expect(found).toBeDefined();
    if (!found) return;
    for (const r of [0.4, 0.7, 0.95]) {
      const wanted = (shift: number) => shift * (cubic ? r ** 3 : r);
      const got = ([k0, k1]: readonly [number, number]) => (k0 + k1 * r * r) * r * unit;
      expect(Math.abs(got(found.red) - wanted(red)), `red at ${r}`).toBeLessThan(0.1);
      expect(Math.abs(got(found.blue) - wanted(blue)), `blue at ${r}`).toBeLessThan(0.1);
    }
  });
  it('is taken away, and none is added where there is none', () => {
    const photo = fringed(1.2, -0.8);
    const colour = (pixels: Pixels) => mean(pixels, ([r, g, b]) => Math.abs(r - g) + Math.abs(b - g), (x, y) => x > 4 && y > 4 && x < 895 && y < 595);
    const out = develop(photo, { AutoLateralCA: true }, { assets: { survey: survey(photo) } });
    expect(colour(out)).toBeLessThan(colour(photo) * 0.65);
    const left = survey(out).lateral;
    for (const model of [left?.red, left?.blue]) expect(Math.abs(((model?.[0] ?? 0) + (model?.[1] ?? 0)) * unit)).toBeLessThan(0.1);
    expect(survey(fringed(0, 0)).lateral).toBeUndefined();
    expect(survey(chart(500, 400, scene(500, 400))).lateral).toBeUndefined();
  });
});
