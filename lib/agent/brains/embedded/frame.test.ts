import { afterAll, describe, expect, it } from 'vitest';
import type { Pixels } from '@/lib/develop/types';
import { measure } from '../../evidence';
import { Bench } from '../../testing';
import { withFrameOf } from '../../frame';
import { framePatch, tilt } from './frame';

const bench = new Bench();
afterAll(() => bench.close());

/** A sea and a pier: level bands and uprights, turned by an angle, clockwise positive. */
function horizon(degrees: number): Pixels {
  const [width, height] = [480, 320];
  const data = new Uint8Array(width * height * 3);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const v = -(x - width / 2) * sin + (y - height / 2) * cos;
    // One pixel of ramp at each edge, as a lens gives.
    const step = (at: number): number => Math.min(1, Math.max(0, v - at + 0.5));
    const grey = Math.round(210 - 60 * step(-60) - 60 * step(20) - 40 * step(70));
    data.fill(grey, (y * width + x) * 3, (y * width + x) * 3 + 3);
  }
  return { width, height, channels: 3, space: 'srgb', depth: 8, data };
}
const seen = (pixels: Pixels) => ({ settings: {}, pixels, evidence: measure(pixels) });

describe('levelling', () => {
  it.each([-4, -1.5, 2, 5])('finds a lean of %d° and leaves the engine’s picture level', async (degrees) => {
    const path = await bench.photo(`lean${degrees}`, horizon(degrees));
    const { before, after } = await bench.retouch(path, 'straighten the horizon');
    expect(Math.abs(tilt(before))).toBeCloseTo(Math.abs(degrees), 0);
    expect(after.settings['CropAngle']).toBeDefined();
    expect(Math.abs(tilt(after))).toBeLessThanOrEqual(0.6);
  });

  it('turns clockwise when asked to', async () => {
    const path = await bench.photo('level', horizon(0));
    const { after } = await bench.retouch(path, 'rotate 3 degrees clockwise');
    expect(tilt(after)).toBeCloseTo(3, 0);
  });

  it('leaves a level picture, and one without straight lines, as they are', () => {
    expect(tilt(seen(horizon(0)))).toBeCloseTo(0);
    const round = horizon(0);
    for (let i = 0; i < round.data.length; i++) round.data[i] = (i * 7919) % 251;
    expect(tilt(seen(round))).toBeCloseTo(0);
  });
});

describe('frames', () => {
  it('crop to the largest rectangle of the ratio inside the photo', () => {
    const patch = framePatch({ kind: 'geometry', ratio: [1, 1], source: 'square' }, {}, { width: 600, height: 400 }, seen(horizon(0)));
    expect(patch).toMatchObject({ HasCrop: true, CropTop: 0, CropBottom: 1 });
    expect((Number(patch['CropRight']) - Number(patch['CropLeft'])) * 600).toBeCloseTo(400, 0);
  });

  it('turn four quarters back to where they began, and mirror twice to nothing', () => {
    let settings: Record<string, unknown> = {};
    for (let i = 0; i < 4; i++) settings = { ...settings, ...framePatch({ kind: 'geometry', quarterTurns: 1, source: 'rotate' }, settings as Record<string, number>, { width: 60, height: 40 }, seen(horizon(0))) };
    expect(settings['Orientation']).toBe(1);
    const once = framePatch({ kind: 'geometry', flip: 'horizontal', source: 'flip' }, {}, { width: 60, height: 40 }, seen(horizon(0)));
    expect(framePatch({ kind: 'geometry', flip: 'horizontal', source: 'flip' }, once, { width: 60, height: 40 }, seen(horizon(0)))['Orientation']).toBe(1);
  });

  it('are carried from one document to another without anything else', () => {
    expect(withFrameOf({ Exposure2012: 1, CropAngle: 3 }, { HasCrop: true, CropLeft: 0.1, Contrast2012: 9 })).toEqual({ Exposure2012: 1, HasCrop: true, CropLeft: 0.1 });
  });
});
