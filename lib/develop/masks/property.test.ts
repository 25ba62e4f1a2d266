import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assets, Found } from '../assets';
import { normalise } from '../settings';
import { chart, scene } from '../testing/charts';
import { develop, engine } from '../testing/harness';
import type { DevelopSettings, JsonValue } from '../types';

const WIDTH = 160, HEIGHT = 110;
const photo = chart(WIDTH, HEIGHT, scene(WIDTH, HEIGHT));
const find = (id: string, covers: (x: number, y: number) => boolean): Found => {
  const raster = { width: 20, height: 14, data: Uint8Array.from({ length: 280 }, (_, i) => (covers(i % 20, Math.floor(i / 20)) ? 255 : 0)) };
  return { ...raster, id, refinement: engine.refine(photo, raster) };
};
const assets: Assets = {
  masks: { subject: find('subject', (x, y) => (x - 9) ** 2 + (y - 8) ** 2 < 30), sky: find('sky', (_, y) => y < 5), 'people/hair': { width: 3, height: 2, data: Uint8Array.of(0, 255, 30, 200, 10, 90) } },
  depth: find('depth', (x) => x > 10),
};

const unit = fc.integer({ min: -20, max: 120 }).map((n) => n / 100);
const amount = fc.integer({ min: 0, max: 100 }).map((n) => n / 100);
const combine = fc.constantFrom<Record<string, JsonValue>>({ MaskBlendMode: 0, MaskInverted: false, MaskValue: 1 }, { MaskBlendMode: 0, MaskInverted: true, MaskValue: 0.6 }, { MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 }, { MaskBlendMode: 1, MaskInverted: true, MaskValue: 0, MaskDensity: 0.4 });
const dab = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(unit, unit).map(([x, y]) => `d ${x} ${y}`) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('r', 'f', 'h', 'M', 'q'), unit).map(([kind, value]) => `${kind} ${value}`) },
);
const single = fc.oneof(
  fc.record({ What: fc.constant('Mask/Gradient'), ZeroX: unit, ZeroY: unit, FullX: unit, FullY: unit }),
  fc.record({ What: fc.constant('Mask/CircularGradient'), Top: unit, Left: unit, Bottom: unit, Right: unit, Angle: fc.integer({ min: -180, max: 180 }), Feather: fc.integer({ min: 0, max: 100 }), Midpoint: fc.constant(50), Roundness: fc.integer({ min: -100, max: 100 }) }),
  fc.record({ What: fc.constant('Mask/Paint'), Dabs: fc.array(dab, { maxLength: 30 }), Radius: amount.map((r) => r / 4), Flow: amount, CenterWeight: amount }),
  fc.record({ What: fc.constant('Mask/Image'), MaskSubType: fc.constantFrom(0, 1, 2, 3), MaskSubCategoryID: fc.constantFrom(22, 5, 50007), MaskFeather: fc.constantFrom(0, 4, 10, 45, 100) }),
  fc.record({ What: fc.constant('Mask/RangeMask'), CorrectionRangeMask: fc.record({ Type: fc.constantFrom(2, 3), Invert: fc.boolean(), LumRange: fc.constant([0.1, 0.3, 0.6, 0.8]), DepthRange: fc.constant([0, 0.2, 0.5, 0.9]) }) }),
);
const mask = fc.tuple(fc.oneof({ weight: 4, arbitrary: single }, { weight: 1, arbitrary: fc.array(single, { maxLength: 4 }).map((Masks) => ({ What: 'Mask/Aggregate', Masks })) }), combine).map(([one, how]) => ({ ...one, ...how }) as unknown as JsonValue);
const correction = fc.record({ masks: fc.array(mask, { minLength: 1, maxLength: 5 }), exposure: unit, clarity: unit, saturation: unit });
const documents: fc.Arbitrary<DevelopSettings> = fc.tuple(fc.array(correction, { minLength: 1, maxLength: 3 }), fc.constantFrom({}, { CropAngle: 7, HasCrop: true }, { Orientation: 5 })).map(([list, frame]) => normalise({
  ...frame,
  MaskGroupBasedCorrections: list.map(({ masks, exposure, clarity, saturation }) => ({ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: exposure / 4, LocalClarity2012: clarity, LocalSaturation: saturation, CorrectionMasks: masks })),
}).settings);

describe('any local corrections', () => {
  it('render the same whatever was rendered before, on strips and as a whole', () => {
    fc.assert(fc.property(documents, documents, (settings, other) => {
      const first = develop(photo, settings, { assets });
      develop(photo, other, { assets });
      const again = develop(photo, settings, { assets, splits: [13, 50] });
      expect(Buffer.compare(Buffer.from(first.data), Buffer.from(again.data))).toBe(0);
    }), { numRuns: 40 });
  });
  it('cover between nothing and everything', () => {
    const flat = chart(WIDTH, HEIGHT, () => [0.25, 0.25, 0.25], { depth: 16 });
    const plain = develop(flat, {}).data[0] ?? 0, full = develop(flat, { Exposure2012: 1 }).data[0] ?? 0;
    fc.assert(fc.property(fc.array(mask, { minLength: 1, maxLength: 5 }), (masks) => {
      const settings = normalise({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: 0.25, CorrectionMasks: masks }] }).settings;
      const { data } = develop(flat, settings, { assets });
      let [least, most] = [65535, 0];
      for (const value of data) { least = Math.min(least, value); most = Math.max(most, value); }
      expect(least).toBeGreaterThanOrEqual(plain - 40);
      expect(most).toBeLessThanOrEqual(full + 40);
    }), { numRuns: 25 });
  });
});
