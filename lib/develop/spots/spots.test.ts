import { describe, expect, it } from 'vitest';
import { chart, noise, type Paint } from '../testing/charts';
import { develop } from '../testing/harness';
import { addRetouch, applyPatch } from '../settings';
import { findSpots, healSpot, type Where } from '.';

const W = 480, H = 320;
/** A sky that gets lighter, with grain. */
const sky: Paint = (x, y) => { const v = 0.5 + (0.3 * y) / H + 0.012 * (noise(x, y) - 0.5); return [v * 0.8, v * 0.9, v]; };
const PLACES = [[80, 60, 5], [260, 90, 8], [400, 240, 6]] as const;
const shade = (x: number, y: number, depth: number): number => Math.min(...PLACES.map(([cx, cy, r]) => { const d = Math.hypot(x - cx, y - cy) / r; return 1 - depth * Math.min(1, Math.max(0, (1.25 - d) * 2)); }));
const dusty: Paint = (x, y) => { const [r, g, b] = sky(x, y), k = shade(x, y, 0.12); return [r * k, g * k, b * k]; };
const everywhere: Where = { width: 1, height: 1, data: [1], top: 1 };

describe('dust', () => {
  it('is found where it lies, as large as it is, and nothing else', () => {
    const spots = findSpots(chart(W, H, dusty), ['dust']);
    expect(spots).toHaveLength(3);
    for (const [x, y, r] of PLACES) {
      const near = spots.find((spot) => Math.hypot(spot.x * W - x, spot.y * H - y) < 2);
      expect(near, `${x}, ${y}`).toBeDefined();
      expect((near?.radius ?? 0) * W).toBeGreaterThan(r * 0.9);
      expect((near?.radius ?? 0) * W).toBeLessThan(r * 2.6);
    }
  });
  it('is not seen in a clean sky, in a pattern of dots, at an edge or along a wire', () => {
    const dots: Paint = (x, y) => { const [r, g, b] = sky(x, y), k = Math.hypot((x % 24) - 12, (y % 24) - 12) < 5 ? 0.8 : 1; return [r * k, g * k, b * k]; };
    const wire: Paint = (x, y) => (Math.abs(y - 100 - 0.2 * x) < 2 ? [0.2, 0.2, 0.2] : sky(x, y));
    const edge: Paint = (x, y) => (y > 200 + 0.1 * x ? [0.2, 0.25, 0.15] : sky(x, y));
    for (const paint of [sky, dots, wire, edge]) expect(findSpots(chart(W, H, paint), ['dust'])).toEqual([]);
  });
  it('healed is gone', () => {
    const photo = chart(W, H, dusty);
    const out = develop(photo, applyPatch({}, addRetouch({}, ...findSpots(photo, ['dust']).map(healSpot))));
    expect(findSpots(out, ['dust'])).toEqual([]);
    for (const [x, y] of PLACES) {
      const at = (y * W + x) * 3;
      expect(Math.abs((out.data[at + 1] ?? 0) / 255 - sky(x, y)[1])).toBeLessThan(0.03);
    }
  });
});

describe('blemishes', () => {
  const skin: Paint = (x, y) => { const n = 0.03 * (noise(x, y, 2) - 0.5), k = 1 - 0.9 * (1 - shade(x, y, 0.3)); return [0.8 + n, (0.62 + n) * k, (0.54 + n) * k]; };
  it('are found on skin only, and never on or beside eyes, brows and lips', () => {
    const photo = chart(W, H, skin);
    expect(findSpots(photo, ['blemish'])).toEqual([]);
    expect(findSpots(photo, ['blemish'], { skin: everywhere })).toHaveLength(3);
    const lips: Where = { width: W, height: H, data: Float32Array.from({ length: W * H }, (_, i) => (Math.hypot((i % W) - 260, Math.floor(i / W) - 90) < 20 ? 1 : 0)), top: 1 };
    const spots = findSpots(photo, ['blemish'], { skin: everywhere, features: lips });
    expect(spots).toHaveLength(2);
    expect(spots.every(({ x, y }) => Math.hypot(x * W - 260, y * H - 90) > 40)).toBe(true);
  });
});
