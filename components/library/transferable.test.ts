import { expect, it } from 'vitest';
import { normalise } from '@/lib/develop/settings';
import { transferable } from './transferable';

it('takes light and colour to other photos, and leaves crop, masks and repairs where they are', () => {
  const { settings } = normalise({
    Exposure2012: 0.5, Vibrance: 20, ToneCurvePV2012: [0, 0, 128, 140, 255, 255], HasCrop: true, CropLeft: 0.1, CropAngle: 3, PerspectiveVertical: 20, LensProfileEnable: 1,
    MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionAmount: 1, CorrectionActive: true, LocalExposure2012: 0.3, CorrectionMasks: [{ What: 'Mask/Gradient', MaskActive: true, ZeroX: 0, ZeroY: 0, FullX: 1, FullY: 1 }] }],
  });
  expect(Object.keys(settings)).toContain('CropLeft');
  const moved = transferable(settings);
  expect(moved).toMatchObject({ Exposure2012: 0.5, Vibrance: 20 });
  expect(Object.keys(moved).filter((name) => /Crop|Perspective|Lens|Mask/.test(name))).toEqual([]);
  expect(moved['ToneCurvePV2012']).toEqual(settings['ToneCurvePV2012']);
});
