import { describe, expect, it } from 'vitest';
import { applyPatch, correctionsOf } from '@/lib/develop/settings';
import { duplicated, edited, moved, turnedInsideOut } from './correction-list';

const radial = { What: 'Mask/CircularGradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, MaskID: 'M1', Top: 0.1, Left: 0.1, Bottom: 0.5, Right: 0.5, Angle: 0, Midpoint: 50, Feather: 50, Roundness: 0, Flipped: true };
const one = { What: 'Correction', CorrectionID: 'A', CorrectionSyncID: 'S', CorrectionName: 'Face', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: 0.1, Foreign: 3, CorrectionMasks: [radial] };
const two = { ...one, CorrectionName: 'Sky', CorrectionMasks: [radial, radial] };
const list = [one, two];

describe('the list of masks', () => {
  it('takes a change, a copy behind the original, another order, and a removal', () => {
    expect(edited(list, 1, { CorrectionName: 'Clouds' })).toEqual([one, { ...two, CorrectionName: 'Clouds' }]);
    const copies = duplicated(list, 0, 'Face copy');
    expect(copies).toHaveLength(3);
    expect(copies[1]).toMatchObject({ CorrectionName: 'Face copy', LocalExposure2012: 0.1, Foreign: 3, CorrectionMasks: [{ What: 'Mask/CircularGradient', Left: 0.1 }] });
    expect(JSON.stringify(copies[1])).not.toMatch(/"(CorrectionID|CorrectionSyncID|MaskID)"/);
    expect(correctionsOf(applyPatch({}, { MaskGroupBasedCorrections: copies })).map(({ CorrectionName }) => CorrectionName)).toEqual(['Face', 'Face copy', 'Sky']);
    expect(moved(list, 0, 1)).toEqual([two, one]);
    expect(moved(list, 0, -1)).toBe(list);
    expect(edited(list, 0, null)).toEqual([two]);
  });
  it('turns a mask inside out and back', () => {
    const turned = turnedInsideOut(list, 0);
    expect(turned[0]).toMatchObject({ CorrectionMasks: [{ MaskInverted: true, Flipped: false }] });
    expect(turnedInsideOut(turned, 0)).toEqual([{ ...one, CorrectionMasks: [{ ...radial, MaskInverted: false, Flipped: true }] }, two]);
    expect(turnedInsideOut(list, 1)).toBe(list);
  });
});
