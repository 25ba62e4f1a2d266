import { expect, it } from 'vitest';
import { chart } from '../testing/charts';
import { engine } from '../testing/harness';
import { combineFields, type Mask } from '../settings';

const FULL = { width: 240, height: 160 };
const photo = chart(FULL.width, FULL.height, (x) => (x < 120 ? [0.8, 0.3, 0.1] : [0.1, 0.3, 0.8]));

it('a sampled colour is that of the place, and a colour range that is told it covers the place and nothing else', () => {
  const [left, right, both] = engine.sample(photo, [{ x: 0.2, y: 0.5, width: 0, height: 0 }, { x: 0.6, y: 0.1, width: 0.3, height: 0.8 }, { x: 0, y: 0, width: 1, height: 1 }]);
  const digits = photo.depth === 8 ? 2 : 3;
  expect(left).toEqual([0.8, 0.3, 0.1].map((value) => expect.closeTo(value, digits)));
  expect(right).toEqual([0.1, 0.3, 0.8].map((value) => expect.closeTo(value, digits)));
  // Light is averaged, not its encoding.
  expect(both?.[0]).toBeGreaterThan(0.5);
  const mask: Mask = { What: 'Mask/RangeMask', MaskActive: true, ...combineFields('add'), CorrectionRangeMask: { Type: 1, ColorAmount: 0.3, PointModels: [[...(left ?? []), 0.2, 0.5, 0.02]] } };
  const covered = engine.cover({ source: photo, full: FULL, settings: {}, output: FULL, masks: [mask] });
  expect([covered[80 * FULL.width + 40], covered[80 * FULL.width + 200]]).toEqual([255, 0]);
});
