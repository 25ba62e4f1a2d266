import { describe, expect, it } from 'vitest';
import { cropFrame, fitLongEdge, outputSize, placeInPhoto } from '../engine';
import { chart, noise, scene } from '../testing/charts';
import { at, develop, luma, mean, shrink } from '../testing/harness';
import type { DevelopSettings, Pixels } from '../types';

const photo = chart(90, 60, (x, y) => [noise(x, y, 1), noise(x, y, 2), noise(x, y, 3)]);
const pixel = (p: Pixels, x: number, y: number) => [...p.data.subarray((y * p.width + x) * 3, (y * p.width + x) * 3 + 3)];

describe('sizes', () => {
  it('follow crop and orientation', () => {
    const full = { width: 6000, height: 4000 };
    expect(outputSize(full, {})).toEqual(full);
    expect(outputSize(full, { CropLeft: 0.25, CropRight: 0.75, CropTop: 0.1, CropBottom: 0.6 })).toEqual({ width: 3000, height: 2000 });
    expect(outputSize(full, { Orientation: 8, CropRight: 0.5 })).toEqual({ width: 4000, height: 3000 });
    expect(outputSize(full, { CropLeft: 0.5, HasCrop: false })).toEqual(full);
    expect(outputSize({ width: 3, height: 3 }, { CropLeft: 0.999 })).toEqual({ width: 1, height: 3 });
  });
  it('are fitted without growing', () => {
    expect(fitLongEdge({ width: 6000, height: 4000 }, 1600)).toEqual({ width: 1600, height: 1067 });
    expect(fitLongEdge({ width: 10, height: 4000 }, 100)).toEqual({ width: 1, height: 100 });
    expect(fitLongEdge({ width: 80, height: 40 }, 1600)).toEqual({ width: 80, height: 40 });
  });
  it('a straightened photo keeps its aspect and stays inside the photo', () => {
    for (const CropAngle of [-45, -12, -0.5, 3, 30, 45]) {
      const full = { width: 600, height: 400 };
      const { width, height, cx, cy, cos, sin } = cropFrame(full, { CropAngle });
      expect(width / height).toBeCloseTo(1.5, 1);
      for (const [u, v] of [[-1, -1], [1, -1], [1, 1], [-1, 1]] as const) {
        const x = cx + (u * width * cos - v * height * sin) / 2, y = cy + (u * width * sin + v * height * cos) / 2;
        expect(x).toBeGreaterThan(-0.01); expect(x).toBeLessThan(600.01);
        expect(y).toBeGreaterThan(-0.01); expect(y).toBeLessThan(400.01);
      }
    }
  });
  it('a stored straightened crop has the size its corners and angle say', () => {
    const { cos, sin, width, height } = cropFrame({ width: 1000, height: 800 }, { CropLeft: 0.3, CropTop: 0.3, CropRight: 0.7, CropBottom: 0.7, CropAngle: 10 });
    expect(width).toBe(Math.floor(400 * cos + 320 * sin));
    expect(height).toBe(Math.floor(320 * cos - 400 * sin));
  });
});

describe('places in the picture', () => {
  const full = { width: 600, height: 400 };
  it('lie in the photo where the crop put them', () => {
    expect(placeInPhoto(full, {}, [0.25, 0.75])).toEqual([0.25, 0.75]);
    const [x, y] = placeInPhoto(full, { CropLeft: 0.5, CropBottom: 0.5 }, [0.5, 0.5]);
    expect([x, y]).toEqual([0.75, 0.25]);
  });
  it('turn with the photo', () => {
    // A quarter turn to the left puts the photo's right edge on top.
    const [x, y] = placeInPhoto(full, { Orientation: 8 }, [0.25, 0]);
    expect(x).toBeCloseTo(1, 6);
    expect(y).toBeCloseTo(0.25, 6);
  });
});

describe('pure crops and quarter turns', () => {
  it('copy pixels', () => {
    const out = develop(photo, { CropLeft: 0.2, CropTop: 0.5, CropRight: 0.9 });
    expect(out).toMatchObject({ width: 63, height: 30 });
    for (let y = 0; y < out.height; y++) for (let x = 0; x < out.width; x++) expect(pixel(out, x, y)).toEqual(pixel(photo, x + 18, y + 30));
  });
  const W = 89, H = 59;
  it.each([
    [1, (x: number, y: number) => [x, y]], [2, (x: number, y: number) => [W - x, y]], [3, (x: number, y: number) => [W - x, H - y]], [4, (x: number, y: number) => [x, H - y]],
    [5, (x: number, y: number) => [y, x]], [6, (x: number, y: number) => [y, H - x]], [7, (x: number, y: number) => [W - y, H - x]], [8, (x: number, y: number) => [W - y, x]],
  ] as const)('orientation %i is the EXIF one, bit for bit', (Orientation, from) => {
    const out = develop(photo, { Orientation });
    for (let y = 0; y < out.height; y += 7) for (let x = 0; x < out.width; x += 5) {
      const [sx, sy] = from(x, y);
      expect(pixel(out, x, y)).toEqual(pixel(photo, sx!, sy!));
    }
  });
  it('turn what the tools do along with the photo', () => {
    const smooth = chart(90, 60, scene(90, 60), { depth: 16 });
    const settings: DevelopSettings = { Shadows2012: 70, Clarity2012: 40, Dehaze: 30, Sharpness: 70 };
    const plain = develop(smooth, settings), turnedOne = develop(smooth, { ...settings, Orientation: 6 });
    let worst = 0;
    for (let y = 0; y < 90; y++) for (let x = 0; x < 60; x++) worst = Math.max(worst, Math.abs((turnedOne.data[(y * 60 + x) * 3] ?? 0) - (plain.data[((59 - x) * 90 + y) * 3] ?? 0)));
    expect(worst).toBeLessThan(40);
  });
});

describe('resampling', () => {
  it('keeps flat areas flat and the mean where it was', () => {
    const flat = chart(97, 71, () => [0.4, 0.5, 0.6]);
    for (const how of [{ output: { width: 31, height: 23 } }, { output: { width: 200, height: 146 } }]) {
      const out = develop(flat, {}, how);
      expect(new Set<number>(out.data).size).toBe(3);
    }
    expect(new Set<number>(develop(flat, { CropAngle: 11 }).data).size).toBe(3);
    const picture = chart(240, 160, scene(240, 160));
    expect(mean(develop(picture, {}, { output: { width: 60, height: 40 } }), luma)).toBeCloseTo(mean(picture, luma), 2);
  });
  it('has no phase error: a reduction agrees with the mean of its pixels', () => {
    const slope = chart(240, 160, (x, y) => [x / 240, y / 160, 0.5]);
    const out = develop(slope, {}, { output: { width: 80, height: 53 } }), blocks = shrink(slope, { width: 80, height: 53 });
    for (let x = 4; x < 76; x++) expect(Math.abs(at(out, x, 26)[0] - at(blocks, x, 26)[0])).toBeLessThan(0.006);
  });
  it('averages what is too fine to show instead of aliasing', () => {
    const fine = chart(400, 40, (x) => (x % 2 ? [1, 1, 1] : [0, 0, 0]));
    const out = develop(fine, {}, { output: { width: 90, height: 9 } });
    for (let x = 4; x < 86; x++) expect(Math.abs(at(out, x, 4)[0] - 0.5)).toBeLessThan(0.06);
  });
  it('straightening turns the picture the way Lightroom does: a positive angle turns the frame clockwise', () => {
    // A line that falls to the right by 10° lies level in a frame turned clockwise by 10°.
    const tilted = chart(300, 200, (x, y) => (y - 100 > Math.tan((10 * Math.PI) / 180) * (x - 150) ? [1, 1, 1] : [0, 0, 0]));
    const out = develop(tilted, { CropAngle: 10 });
    const edge = (x: number) => Array.from({ length: out.height }, (_, y) => at(out, x, y)[0]).findIndex((v) => v > 0.5);
    expect(Math.abs(edge(10) - edge(out.width - 11))).toBeLessThanOrEqual(1);
  });
  it('minified and straightened at once it stays clean', () => {
    const fine = chart(400, 300, (x) => (x % 2 ? [1, 1, 1] : [0, 0, 0]));
    const size = outputSize(fine, { CropAngle: 5 });
    const out = develop(fine, { CropAngle: 5 }, { output: fitLongEdge(size, 80) });
    for (let x = 4; x < out.width - 4; x++) expect(Math.abs(at(out, x, 20)[0] - 0.5)).toBeLessThan(0.1);
  });
});
