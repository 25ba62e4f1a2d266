import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelAngle, outputSize, placesInPhoto, warpOf, frameOf, holds } from '@/lib/develop/engine';
import { applyPatch } from '@/lib/develop/settings';
import type { DevelopSettings } from '@/lib/develop/types';
import { cropOf, knownRatio, levelled, limitsOf, moved, patchFor, pinched, reoriented, reset, resized, settled, shownSize, swapped, withCropAngle, withCropRatio, type Crop } from './crop-box';
import { apply, frameOn, pinned, stageFor, stageMatrix, under } from './stage';

const full = { width: 6000, height: 4000 };
const saved = (crop: Crop, settings: DevelopSettings = {}): DevelopSettings => applyPatch(settings, patchFor(full, crop));
const limits = (crop: Crop) => limitsOf(full, crop, undefined);
/** Corners of the committed picture, px of the upright photo. */
const corners = (settings: DevelopSettings) => {
  const place = placesInPhoto(full, settings);
  return ([[0, 0], [1, 0], [1, 1], [0, 1]] as const).map((corner) => { const [x, y] = place(corner); return [x * full.width, y * full.height] as const; });
};
/** Corners of the drawn frame in the photo as it is shown. */
const drawnCorners = ({ box, angle }: Crop) => {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return ([[-1, -1], [1, -1], [1, 1], [-1, 1]] as const).map(([a, b]) => {
    const [u, v] = [(a * box.width) / 2, (b * box.height) / 2];
    return [box.cx + u * cos - v * sin, box.cy + u * sin + v * cos] as const;
  });
};
const anyCrop = fc.record({ orientation: fc.integer({ min: 1, max: 8 }), angle: fc.double({ min: -45, max: 45, noNaN: true }), u: fc.double({ min: 0.2, max: 0.8, noNaN: true }), v: fc.double({ min: 0.2, max: 0.8, noNaN: true }), size: fc.double({ min: 0.1, max: 1, noNaN: true }), ratio: fc.constantFrom(null, 1, 4 / 5, 16 / 9) });
function made({ orientation, angle, u, v, size, ratio }: { orientation: number; angle: number; u: number; v: number; size: number; ratio: number | null }): Crop {
  const start = reset(full, { ...cropOf(full, {}), orientation });
  const shown = shownSize(full, orientation);
  const box = { cx: u * shown.width, cy: v * shown.height, width: size * shown.width, height: size * shown.height };
  return withCropAngle(limits(start), withCropRatio(limits(start), settled(limits(start), { ...start, drawn: box }), ratio), angle);
}

describe('a crop that is drawn', () => {
  it('is what is committed, in all eight orientations and at any angle', () => {
    fc.assert(fc.property(anyCrop, (parts) => {
      const crop = made(parts);
      const settings = saved(crop);
      // The same corners, on the photo shown by its orientation alone.
      const place = placesInPhoto(full, applyPatch({}, { Orientation: crop.orientation === 1 ? null : crop.orientation }));
      const shown = shownSize(full, crop.orientation);
      const wanted = drawnCorners(crop).map(([x, y]) => { const [a, b] = place([x / shown.width, y / shown.height]); return [a * full.width, b * full.height] as const; });
      corners(settings).forEach(([x, y], index) => {
        expect(Math.abs(x - (wanted[index]?.[0] ?? NaN))).toBeLessThan(2.5);
        expect(Math.abs(y - (wanted[index]?.[1] ?? NaN))).toBeLessThan(2.5);
      });
    }), { numRuns: 60 });
  });
  it('is found again in the settings', () => {
    fc.assert(fc.property(anyCrop, (parts) => {
      const crop = made(parts), again = cropOf(full, saved(crop));
      expect(again.orientation).toBe(crop.orientation);
      for (const name of ['cx', 'cy', 'width', 'height'] as const) expect(Math.abs(again.box[name] - crop.box[name])).toBeLessThan(2.5);
      if (crop.box.width < 5990) expect(again.angle).toBeCloseTo(crop.angle, 2);
    }), { numRuns: 40 });
  });
  it('never leaves the photo, whatever is dragged', () => {
    const drag = fc.record({ x: fc.constantFrom(-1, 0, 1), y: fc.constantFrom(-1, 0, 1), across: fc.double({ min: -7000, max: 7000, noNaN: true }), down: fc.double({ min: -7000, max: 7000, noNaN: true }), centred: fc.boolean() });
    fc.assert(fc.property(anyCrop, fc.array(drag, { maxLength: 6 }), (parts, drags) => {
      let crop = made(parts);
      for (const { x, y, across, down, centred } of drags) crop = x === 0 && y === 0 ? moved(limits(crop), crop, across, down) : resized(limits(crop), crop, [x as -1 | 0 | 1, y as -1 | 0 | 1], across, down, centred);
      const shown = shownSize(full, crop.orientation);
      for (const [x, y] of drawnCorners(crop)) {
        expect(x).toBeGreaterThan(-0.5);
        expect(y).toBeGreaterThan(-0.5);
        expect(x).toBeLessThan(shown.width + 0.5);
        expect(y).toBeLessThan(shown.height + 0.5);
      }
      if (crop.ratio !== null) expect(crop.box.width / crop.box.height).toBeCloseTo(crop.ratio, 3);
      expect(Math.min(crop.box.width, crop.box.height)).toBeGreaterThan(1);
    }), { numRuns: 60 });
  });
});

describe('handles', () => {
  const start = cropOf(full, {});
  it('move their own sides and leave the opposite ones', () => {
    const { box } = resized(limits(start), start, [-1, -1], 1000, 500);
    expect(box).toEqual({ cx: 3500, cy: 2250, width: 5000, height: 3500 });
  });
  it('keep the middle where that is asked for', () => {
    expect(resized(limits(start), start, [1, 0], -600, 0, true).box).toEqual({ cx: 3000, cy: 2000, width: 4800, height: 4000 });
  });
  it('keep the ratio', () => {
    const square = withCropRatio(limits(start), start, 1);
    expect(square.box.width).toBeCloseTo(4000, 1);
    const smaller = resized(limits(square), square, [1, 1], -1000, -1000);
    expect(smaller.box.width).toBeCloseTo(3000, 1);
    expect(smaller.box.cx - smaller.box.width / 2).toBeCloseTo(1000, 1);
  });
  it('glide along the edge of the photo', () => {
    const small = { ...start, drawn: { cx: 3000, cy: 2000, width: 2000, height: 1000 }, box: { cx: 3000, cy: 2000, width: 2000, height: 1000 } };
    const { box } = moved(limits(small), small, 9000, 300);
    expect(box.cx).toBeCloseTo(5000, 0);
    expect(box.cy).toBeCloseTo(2300, 6);
  });
});

describe('turning', () => {
  const start = cropOf(full, {});
  it('shrinks what would leave the photo, and gives it back', () => {
    const turned = withCropAngle(limits(start), start, 20);
    expect(turned.box.width).toBeLessThan(4500);
    expect(turned.box.width / turned.box.height).toBeCloseTo(1.5, 4);
    expect(withCropAngle(limits(turned), turned, 0).box.width).toBeCloseTo(6000, 0);
    expect(saved(withCropAngle(limits(turned), turned, 0))).toEqual({});
  });
  it('levels a line, or stands it upright', () => {
    expect(levelled(0, 100, 0)).toBe(0);
    expect(levelled(0, 100, Math.tan((7 * Math.PI) / 180) * 100)).toBe(7);
    expect(levelled(2, -100, Math.tan((7 * Math.PI) / 180) * 100)).toBe(-5);
    expect(levelled(0, Math.tan((4 * Math.PI) / 180) * 100, 100)).toBe(-4);
  });
  it('levels as Upright does', () => {
    // A picture turned by 3° clockwise: [cos, −sin; sin, cos] about the middle of a square.
    const [cos, sin] = [Math.cos(Math.PI / 60), Math.sin(Math.PI / 60)];
    const level = [cos, -sin, 0.5 - 0.5 * cos + 0.5 * sin, sin, cos, 0.5 - 0.5 * sin - 0.5 * cos, 0, 0, 1] as const;
    expect(levelAngle({ upright: { level } }, { width: 500, height: 500 })).toBeCloseTo(-3, 6);
    expect(levelAngle({ upright: {} }, full)).toBeUndefined();
  });
  it('by quarters brings the crop along', () => {
    fc.assert(fc.property(anyCrop, fc.integer({ min: 1, max: 8 }), (parts, to) => {
      const crop = made(parts), turned = reoriented(full, crop, to);
      const middle = (settings: DevelopSettings) => placesInPhoto(full, settings)([0.5, 0.5]);
      const [a, b] = [middle(saved(crop)), middle(saved(turned))];
      expect(Math.abs(a[0] - b[0])).toBeLessThan(0.001);
      expect(Math.abs(a[1] - b[1])).toBeLessThan(0.001);
      const back = reoriented(full, turned, crop.orientation);
      expect(back.angle).toBeCloseTo(crop.angle, 6);
      expect(back.box.width).toBeCloseTo(crop.box.width, 6);
    }), { numRuns: 40 });
  });
});

describe('ratios', () => {
  const start = cropOf(full, {});
  it('are known again, the photo’s own among them', () => {
    expect(knownRatio(1.5004, full)).toBe(1.5);
    expect(knownRatio(0.8, full)).toBe(0.8);
    expect(knownRatio(1.9, full)).toBeNull();
    expect(cropOf(full, saved(withCropRatio(limits(start), start, 4 / 5))).ratio).toBe(0.8);
  });
  it('swap to and fro without loss', () => {
    const five = withCropRatio(limits(start), start, 5 / 4);
    const there = swapped(limits(five), five);
    expect(there.ratio).toBeCloseTo(0.8, 6);
    expect(outputSize(full, saved(there)).height).toBe(4000);
    expect(swapped(limits(there), there).box.width).toBeCloseTo(five.box.width, 3);
  });
});

describe('two fingers', () => {
  it('enlarge, turn and move the photo under the frame', () => {
    const start = cropOf(full, {});
    const close = pinched(limits(start), start, { zoom: 2, turn: 0, across: 0, down: 0 });
    expect(close.box).toEqual({ cx: 3000, cy: 2000, width: 3000, height: 2000 });
    expect(pinched(limits(close), close, { zoom: 1, turn: 5, across: 0, down: 0 }).angle).toBe(-5);
    expect(pinched(limits(close), close, { zoom: 1, turn: 0, across: 300, down: 0 }).box.cx).toBeCloseTo(2700, 6);
  });
});

describe('lens and perspective', () => {
  it('hold a constrained crop inside of what they leave', () => {
    const bent: DevelopSettings = { PerspectiveVertical: 40, CropConstrainToWarp: true };
    const warp = warpOf(full, bent)!;
    const start = cropOf(full, bent);
    const within = limitsOf(full, start, warp);
    expect(within(start.box, 0)).toBe(true);
    const large = resized(within, resized(within, start, [1, 1], 3000, 3000), [-1, -1], -3000, -3000);
    const settings = applyPatch(bent, patchFor(full, large));
    expect(holds(frameOf(full, settings, warp), full, warp)).toBe(true);
    expect(outputSize(full, settings).width).toBeLessThan(6000);
    // What is drawn is what is shown: the engine takes no more than a few pixels more.
    expect(Math.abs(outputSize(full, settings).width - large.box.width)).toBeLessThan(6);
  });
});

describe('the stage', () => {
  const room = { width: 1000, height: 700 };
  it('shows the whole photo, turned against the frame', () => {
    fc.assert(fc.property(anyCrop, (parts) => {
      const crop = made({ ...parts, size: 0.8 }), stage = stageFor(full, crop, room, 20);
      const frame = frameOn(crop, stage);
      const [first] = drawnCorners(crop).map(([x, y]) => apply(stageMatrix(stage, crop.angle), { x, y }));
      expect(first?.x).toBeCloseTo(frame.left, 6);
      expect(first?.y).toBeCloseTo(frame.top, 6);
    }), { numRuns: 30 });
  });
  it('brings a small frame close, and keeps it still under a turn', () => {
    const small = made({ orientation: 6, angle: 3, u: 0.4, v: 0.6, size: 0.1, ratio: null });
    const stage = stageFor(full, small, room, 20), frame = frameOn(small, stage);
    expect(Math.max(frame.width / 960, frame.height / 660)).toBeCloseTo(0.42, 6);
    const turned = withCropAngle(limits(small), small, 9);
    expect(frameOn(turned, pinned(small, stage)).left).toBeCloseTo(frame.left, 3);
    const near = pinched(limits(small), small, { zoom: 1.5, turn: 4, across: 20, down: 9 });
    const pinching = frameOn(near, under(small, stage, near));
    expect(pinching.left).toBeCloseTo(frame.left, 3);
    expect(pinching.width).toBeCloseTo(frame.width, 3);
  });
});
