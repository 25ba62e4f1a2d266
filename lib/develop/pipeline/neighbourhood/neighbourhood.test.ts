import { describe, expect, it } from 'vitest';
import { identity } from '../../engine';
import { chart, hueWheel, noise, scene } from '../../testing/charts';
import { develop } from '../../testing/harness';
import type { DevelopSettings, JsonValue } from '../../types';
import { STAGES } from '.';

const photo = chart(230, 187, scene(230, 187));
const within = (amounts: DevelopSettings): JsonValue => ({
  What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, ...amounts,
  CorrectionMasks: [
    { What: 'Mask/CircularGradient', Top: 0.2, Left: 0.2, Bottom: 0.8, Right: 0.7, Feather: 30, Angle: 10, Midpoint: 50, Roundness: 0 },
    { What: 'Mask/RangeMask', MaskBlendMode: 1, MaskInverted: true, MaskValue: 0, CorrectionRangeMask: { Type: 2, LumRange: [0.1, 0.2, 0.9, 1] } },
  ],
});
const EVERYTHING: DevelopSettings = {
  LuminanceSmoothing: 40, LuminanceNoiseReductionContrast: 20, ColorNoiseReduction: 30, ColorNoiseReductionSmoothness: 70, MoireFilter: 60, DefringePurpleAmount: 8, DefringeGreenAmount: 5, Exposure2012: 0.3, Texture: 20, Sharpness: 50,
  MaskGroupBasedCorrections: [within({ LocalLuminanceNoise: 0.5, LocalExposure2012: 0.2, LocalSharpness: -0.8, LocalMoire: 0.4, LocalDefringe: 0.5 }), within({ LocalLuminanceNoise: -0.3, LocalSaturation: 0.3 })],
};

describe('the tools that look around a pixel', () => {
  it('cost and change nothing at their defaults', () => {
    const random = chart(61, 43, (x, y) => [noise(x, y, 1), noise(x, y, 2), noise(x, y, 3)]);
    const idle = { LuminanceNoiseReductionDetail: 10, LuminanceNoiseReductionContrast: 80, ColorNoiseReductionDetail: 0, ColorNoiseReductionSmoothness: 100 };
    expect(identity(idle)).toBe(true);
    expect(develop(random, idle).data).toEqual(random.data);
    for (const tool of STAGES) expect(tool.isIdentity(idle)).toBe(true);
  });

  const whole = develop(photo, EVERYTHING);
  it('do not depend on how the rows are split', () => {
    expect(develop(photo, EVERYTHING, { splits: [1, 2, 3, 7, 64, 65, 130] }).data).toEqual(whole.data);
  });
  it('do not depend on the region that is rendered', () => {
    for (const region of [{ x: 0, y: 0, width: 40, height: 30 }, { x: 37, y: 21, width: 61, height: 55 }, { x: 101, y: 97, width: 129, height: 90 }, { x: 229, y: 186, width: 1, height: 1 }]) {
      const part = develop(photo, EVERYTHING, { region });
      for (let y = 0; y < region.height; y++) {
        const from = ((region.y + y) * whole.width + region.x) * 3;
        expect(part.data.subarray(y * region.width * 3, (y + 1) * region.width * 3)).toEqual(whole.data.subarray(from, from + region.width * 3));
      }
    }
  });
  it.each([[{ CropAngle: 7, CropLeft: 0.1, CropRight: 0.8 }], [{ Orientation: 6 }], [{ Orientation: 3, CropTop: 0.2 }], [{ LensManualDistortionAmount: 45, PerspectiveVertical: 30 }]])('do not depend on the split under geometry %j, nor at another size', (geometry) => {
    const settings = { ...EVERYTHING, ...geometry };
    expect(develop(photo, settings, { splits: [1, 18, 40] }).data).toEqual(develop(photo, settings).data);
    const output = { width: 150, height: 122 };
    expect(develop(photo, EVERYTHING, { output, splits: [5, 61] }).data).toEqual(develop(photo, EVERYTHING, { output }).data);
  });
  it('take wide and tall pictures through several tiles', () => {
    const wide = chart(2300, 20, scene(2300, 20)), tall = chart(20, 900, scene(20, 900));
    const left = { x: 1000, y: 3, width: 90, height: 11 };
    const part = develop(wide, EVERYTHING, { region: left }), all = develop(wide, EVERYTHING);
    for (let y = 0; y < left.height; y++) expect(part.data.subarray(y * 270, (y + 1) * 270)).toEqual(all.data.subarray(((y + 3) * 2300 + 1000) * 3, ((y + 3) * 2300 + 1090) * 3));
    expect(develop(tall, EVERYTHING, { splits: [333] }).data).toEqual(develop(tall, EVERYTHING).data);
  });
  it('give finite pixels on the hardest pictures', () => {
    const most: DevelopSettings = Object.fromEntries(STAGES.flatMap(({ reads }) => reads).map((name) => [name, 100]));
    for (const depth of [8, 16] as const) {
      const hard = chart(120, 64, (x, y) => (y < 16 ? [noise(x, y) > 0.5 ? 1 : 0, noise(x, y, 2) > 0.5 ? 1 : 0, noise(x, y, 3) > 0.5 ? 1 : 0] : y < 32 ? [0, 0, 0] : y < 48 ? [1, 1, 1] : hueWheel(120, 64)(x, y)), { depth });
      const out = develop(hard, most);
      // A NaN would come out as 0 in the middle of white.
      for (let x = 0; x < 120; x++) expect(out.data[(40 * 120 + x) * 3 + 1]).toBeGreaterThan(depth === 8 ? 200 : 51000);
      expect(develop(hard, most).data).toEqual(out.data);
    }
    expect(develop(chart(1, 1, () => [0.3, 0.4, 0.5]), most).data).toHaveLength(3);
  });
});
