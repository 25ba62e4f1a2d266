import { describe, expect, it } from 'vitest';
import { displayOf } from './display';
import { packPixels, unpackPixels, withAlpha } from '@/lib/develop/pixel-file';
import { identity } from '@/lib/develop/engine';
import { noise } from '@/lib/develop/testing/charts';
import { at, decode, develop, analysisOf } from '@/lib/develop/testing/harness';
import type { CameraColour, DevelopSettings, Pixels, Scene } from '@/lib/develop/types';

const CAMERA: CameraColour = { matrices: [{ kelvin: 6500, fromXyz: [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048] }], neutral: [0.45, 1, 0.69] };
const WIDTH = 320, HEIGHT = 96;
/** Light of the scene, 1 is white: a grey ramp in stops above, three colours below. `headroom`: what the numbers hold. */
function scene(headroom = 4, light: (u: number, v: number) => readonly [number, number, number] = (u, v) => {
  const grey = headroom * 2 ** (-10 * (1 - u));
  return v < 0.5 ? [grey, grey, grey] : u < 0.33 ? [0.3, 0.08, 0.06] : u < 0.66 ? [0.1, 0.25, 0.08] : [0.05, 0.1, 0.3];
}): Pixels & { readonly scene: Scene } {
  const white = 65535 / headroom;
  const data = new Uint16Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) light(x / (WIDTH - 1), y / HEIGHT).forEach((v, c) => { data[(y * WIDTH + x) * 3 + c] = Math.min(65535, Math.round(v * white)); });
  return { width: WIDTH, height: HEIGHT, channels: 3, space: 'display-p3', depth: 16, data, scene: { white, camera: CAMERA } };
}
const photo = scene();
const greys = (out: Pixels) => Array.from({ length: WIDTH }, (_, x) => at(out, x, 20)[1]);
const stopAt = (x: number) => Math.log2(4) - 10 * (1 - x / (WIDTH - 1));

describe('the light of a scene', () => {
  it('is rendered: identity settings are no copy', () => {
    expect(identity({})).toBe(true);
    expect(develop(photo, {}).data).not.toEqual(photo.data);
    expect(develop(photo, {}).scene).toBeUndefined();
  });

  it('runs from black to white without a step back, mid-grey staying mid-grey and the greatest number white', () => {
    const row = greys(develop(photo, {}));
    row.forEach((v, x) => x > 0 && expect(v).toBeGreaterThanOrEqual(row[x - 1]!));
    expect(row.at(-1)).toBeCloseTo(1, 3);
    const middle = row.findIndex((_, x) => stopAt(x) >= Math.log2(0.18));
    expect(decode(row[middle]!)).toBeCloseTo(0.18, 1.8);
    // A toe: five stops below mid-grey is deeper than in the scene.
    expect(decode(row[row.findIndex((_, x) => stopAt(x) >= Math.log2(0.18) - 5)]!)).toBeLessThan(0.18 / 2 ** 5);
  });

  it('keeps neutrals neutral and colours of one hue', () => {
    const out = develop(photo, {});
    for (let x = 0; x < WIDTH; x++) { const [r, g, b] = at(out, x, 20); expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(2e-4); }
    expect(at(out, 40, 80)[0]).toBeGreaterThan(at(out, 40, 80)[1] * 1.6);
    expect(at(out, 280, 80)[2]).toBeGreaterThan(at(out, 280, 80)[0] * 1.6);
  });

  it.each([['Exposure2012', -2], ['Highlights2012', -100]])('detail above white comes back with %s %d', (name, value) => {
    // A stop and a half above white, with a fine ripple.
    const bright = scene(4, (u) => { const v = 2.8 + 0.3 * Math.sin(u * WIDTH * 1.3); return [v, v, v]; });
    const ripple = (out: Pixels) => { const row = greys(out).slice(60, 260); return Math.max(...row) - Math.min(...row); };
    expect(ripple(develop(bright, { [name]: value }))).toBeGreaterThan(1.4 * ripple(develop(bright, {})));
  });

  it('darkened by exposure is the same scene with less light', () => {
    const darker = develop(photo, { Exposure2012: -1 });
    const row = greys(darker), stop = (WIDTH - 1) / 10;
    // Where nothing is near white the curve is the same: a stop less is a stop to the left.
    for (let x = 120; x < 200; x += 10) expect(row[Math.round(x + stop)]! / greys(develop(photo, {}))[x]!).toBeCloseTo(1, 1.5);
  });

  it('never leaves the range, whatever the settings', () => {
    const wild: readonly DevelopSettings[] = [
      { Temperature: 2000, Tint: 150 }, { Temperature: 50000, Tint: -150 }, { Exposure2012: 5, Whites2012: 100 }, { Exposure2012: -5, Blacks2012: -100 },
      { Highlights2012: 100, Shadows2012: -100, Dehaze: 100, Clarity2012: 100, Saturation: 100, Temperature: 3000 },
    ];
    const speckled = scene(6, (u, v) => [noise(u * 999, v * 999) * 6, noise(v * 999, u * 999, 2) * 2, noise(u * 999, v * 999, 3)]);
    for (const settings of wild) {
      const [a, b] = [develop(speckled, settings), develop(speckled, settings, { splits: [17, 50] })];
      expect(a.data).toEqual(b.data);
      expect(a.data.some((v) => v > 0)).toBe(true);
    }
  });

  it('is white-balanced before anything else: what the balance makes grey is grey under any tone', () => {
    const out = develop(photo, { WhiteBalance: 'Tungsten', Exposure2012: 0.5, Contrast2012: 40 });
    const [r, , b] = at(out, 200, 20);
    expect(b).toBeGreaterThan(r * 1.2);
  });

  it('survives the way to another host to the bit, and renders there to the same bytes', () => {
    const there = unpackPixels(packPixels(photo).buffer as ArrayBuffer);
    expect(there).toEqual(photo);
    const own = develop(photo, { Shadows2012: 40, Temperature: 4800 }, { depth: 8 });
    const other = develop(withAlpha(there), { Shadows2012: 40, Temperature: 4800 }, { depth: 8, analysis: analysisOf(photo) });
    for (let i = 0; i < WIDTH * HEIGHT; i++) for (let c = 0; c < 3; c++) expect(other.data[i * 4 + c]).toBe(own.data[i * 3 + c]);
  });

  it('as networks see it is what the engine shows by default', () => {
    const engine = develop(photo, {}, { depth: 8 }), plain = displayOf(photo);
    let worst = 0;
    engine.data.forEach((v, i) => { worst = Math.max(worst, Math.abs(v - plain.data[i]!)); });
    expect(worst).toBeLessThanOrEqual(4);
  });
});
