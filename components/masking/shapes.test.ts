import { describe, expect, it } from 'vitest';
import { chart } from '@/lib/develop/testing/charts';
import { engine } from '@/lib/develop/testing/harness';
import { combineFields, type Mask } from '@/lib/develop/settings';
import { drawnLinear, linearFields, linearOf, lineThrough, middleOf, turnedLinear, withEnd } from './linear';
import { lengthOf, minus, type Point } from './plane';
import { drawnEllipse, ellipseFields, ellipseOf, featherAt, featherHandle, outlineOf, resized, rimAt, turnedEllipse } from './radial';

const FULL = { width: 600, height: 400 };
const common = { MaskActive: true, ...combineFields('add') } as const;
const near = ([x, y]: Point) => [expect.closeTo(x, 3), expect.closeTo(y, 3)];

/** What the engine covers at places of the photo, 0…1. */
const coverAt = (mask: Mask, places: readonly Point[]): readonly number[] => {
  const covered = engine.cover({ source: chart(FULL.width, FULL.height, () => [0.5, 0.5, 0.5]), full: FULL, settings: {}, output: FULL, masks: [mask] });
  return places.map(([x, y]) => (covered[Math.floor(y) * FULL.width + Math.floor(x)] ?? NaN) / 255);
};

describe('a linear gradient', () => {
  it('is full where the drag began and gone where it ended, as the engine covers it', () => {
    const linear = drawnLinear([300, 100], [300, 300], 0, false);
    const mask: Mask = { What: 'Mask/Gradient', ...common, ...linearFields(linear, FULL) };
    const [above, start, middle, end, below] = coverAt(mask, [[10, 50], [500, 101], [300, 200], [20, 299], [300, 350]]);
    expect([above, start, below]).toEqual([1, expect.closeTo(1, 1), 0]);
    expect(middle).toBeCloseTo(0.5, 1);
    expect(end).toBeCloseTo(0, 1);
    expect(linearOf({ What: 'Mask/Gradient', ...linearFields(linear, FULL) }, FULL)).toEqual({ zero: near([300, 300]), full: near([300, 100]) });
  });
  it('snaps square to the picture’s rows, turned ones too', () => {
    expect(drawnLinear([100, 100], [120, 200], 0, true).zero).toEqual(near([100, 100 + Math.hypot(20, 100)]));
    const turned = drawnLinear([100, 100], [110, 200], 0.1, true);
    const [dx, dy] = minus(turned.zero, turned.full);
    expect(Math.atan2(dy, dx)).toBeCloseTo(0.1 + Math.PI / 2, 6);
  });
  it('keeps its direction and the other line when one is dragged, and never turns over', () => {
    const linear = { zero: [100, 300], full: [100, 100] } as const;
    expect(withEnd(linear, 'zero', [180, 350])).toEqual({ full: linear.full, zero: near([100, 350]) });
    expect(withEnd(linear, 'full', [0, 390])).toEqual({ zero: linear.zero, full: near([100, 296]) });
  });
  it('turns about its middle as the hand goes', () => {
    const linear = { zero: [100, 300], full: [100, 100] } as const;
    const turned = turnedLinear(linear, [200, 200], [100, 300], 0, false);
    expect(middleOf(turned)).toEqual(near([100, 200]));
    expect(turned.full).toEqual(near([200, 200]));
    // A hand that is a little off a quarter turn means it, with Shift.
    expect(turnedLinear(linear, [200, 200], [103, 300], 0, true).full).toEqual(near([200, 200]));
  });
  it('draws its lines across the photo, not through all space', () => {
    const points = lineThrough([100, 200], { zero: [100, 300], full: [100, 100] }, FULL, 0.1, 5);
    expect(points[0]).toEqual(near([-60, 200]));
    expect(points.at(-1)).toEqual(near([660, 200]));
    expect(lineThrough([100, 2000], { zero: [100, 300], full: [100, 100] }, FULL, 0.1, 5)).toEqual([]);
  });
});

describe('a radial gradient', () => {
  it('lies where it was drawn, as the engine covers it: full within the inner line, nothing beyond the rim', () => {
    const ellipse = { ...drawnEllipse([300, 200], [420, 260], 0, false), angle: 0.5 };
    const mask = { What: 'Mask/CircularGradient', ...common, ...ellipseFields(ellipse, FULL), Midpoint: 50, Feather: 40, Roundness: -30, Flipped: true } as const;
    const inside = outlineOf(ellipse, -30, 0.6 - 0.05, 16), outside = outlineOf(ellipse, -30, 1.04, 16), between = outlineOf(ellipse, -30, 0.8, 16);
    for (const cover of coverAt(mask, inside)) expect(cover).toBeGreaterThan(0.95);
    for (const cover of coverAt(mask, outside)) expect(cover).toBeLessThan(0.01);
    for (const cover of coverAt(mask, between)) expect(Math.abs(cover - 0.5)).toBeLessThan(0.12);
  });
  it('comes back from its fields, and its angle stays within half a turn', () => {
    const ellipse = { centre: [200, 150], rx: 90, ry: 40, angle: 3.5 } as const;
    const fields = ellipseFields(ellipse, FULL);
    expect(Math.abs(fields.Angle)).toBeLessThanOrEqual(180);
    const back = ellipseOf({ What: 'Mask/CircularGradient', ...fields, Midpoint: 50, Feather: 50, Roundness: 0, Flipped: true }, FULL);
    expect(rimAt(back, 'rx', 1)).toEqual(near(rimAt(ellipse, 'rx', 1)));
  });
  it('is a circle when asked, in px and not in shares', () => {
    const circle = drawnEllipse([300, 200], [400, 210], 0, true);
    expect(circle.rx).toBe(circle.ry);
  });
  it('follows the handle that is dragged, along its own axis', () => {
    const ellipse = { centre: [200, 150], rx: 90, ry: 40, angle: 0.7 } as const;
    const to = rimAt({ ...ellipse, rx: 120 }, 'rx', -1);
    expect(resized(ellipse, 'rx', to, false)).toMatchObject({ rx: expect.closeTo(120, 6), ry: 40, angle: 0.7 });
    expect(resized(ellipse, 'rx', to, true)).toMatchObject({ rx: expect.closeTo(120, 6), ry: expect.closeTo(160 / 3, 6) });
    expect(lengthOf(minus(rimAt(turnedEllipse(ellipse, [290, 150], [200, 240], 0, false), 'rx', 1), rimAt({ ...ellipse, angle: 0.7 + Math.PI / 2 }, 'rx', 1)))).toBeLessThan(1e-6);
  });
  it('has its feather where the handle is', () => {
    const ellipse = { centre: [200, 150], rx: 90, ry: 40, angle: 0.7 } as const;
    for (const roundness of [-60, 0, 50]) for (const feather of [0, 35, 80]) expect(featherAt(ellipse, roundness, featherHandle(ellipse, roundness, feather))).toBe(feather);
    expect(featherAt(ellipse, 0, [900, 900])).toBe(0);
    expect(featherAt(ellipse, 0, [200, 150])).toBe(100);
  });
});
