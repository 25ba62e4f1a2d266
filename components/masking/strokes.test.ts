import { describe, expect, it } from 'vitest';
import { readDabs } from '@/lib/develop/masks/brush';
import { applyPatch, combineFields, combineMode, correctionsOf, maskStrength, type Mask } from '@/lib/develop/settings';
import { freeName, isBrushed, withMask, withNewMask, withoutMask, withStroke } from './edits';
import { movedFields, pinOf } from './place';
import { MASK_BRUSH } from './masking-slice';
import { featheredBrush, sizedBrush, Stroke } from './stroke';

const FULL = { width: 3000, height: 2000 };
const BRUSH = { size: 0.04, feather: 60, flow: 80, density: 70 };
const RADIAL: Mask = { What: 'Mask/CircularGradient', MaskActive: true, ...combineFields('add'), Top: 0.2, Left: 0.1, Bottom: 0.6, Right: 0.5, Angle: 10, Midpoint: 50, Feather: 50, Roundness: 0, Flipped: true };
const read = (list: readonly unknown[]) => correctionsOf(applyPatch({}, { MaskGroupBasedCorrections: JSON.parse(JSON.stringify(list)) }));

describe('a stroke', () => {
  it('has its dabs at even distances, however the hand was sampled', () => {
    const few = new Stroke(BRUSH, FULL, false, [300, 300]), many = new Stroke(BRUSH, FULL, false, [300, 300]);
    few.to([900, 300]);
    for (let x = 300; x <= 900; x += 7) many.to([x, 300]);
    many.to([900, 300]);
    expect(many.mask().Dabs).toEqual(few.mask().Dabs);
    const xs = readDabs(few.mask()).map(({ x }) => x * FULL.width);
    expect(xs).toHaveLength(16);
    for (let i = 1; i < xs.length; i++) expect((xs[i] ?? 0) - (xs[i - 1] ?? 0)).toBeCloseTo(40, 1);
    expect(readDabs(few.mask())[0]).toMatchObject({ radius: 0.04, flow: 0.8, hardness: 0.4 });
  });
  it('waits for the next dab while the hand is still', () => {
    const stroke = new Stroke(BRUSH, FULL, false, [300, 300]);
    expect(stroke.to([310, 300])).toBe(false);
    expect(stroke.mask().Dabs).toHaveLength(1);
  });
  it('flows by the pressure of a pen', () => {
    const stroke = new Stroke(BRUSH, FULL, false, [300, 300], 0.5);
    stroke.to([380, 300], 1);
    expect(readDabs(stroke.mask()).map(({ flow }) => flow)).toEqual([0.4, 0.8, 0.8]);
  });
  it('covers by its density, and erases when it is an eraser', () => {
    const paint = new Stroke(BRUSH, FULL, false, [1, 1]).mask(), erase = new Stroke(BRUSH, FULL, true, [1, 1]).mask();
    expect([combineMode(paint), maskStrength(paint)]).toEqual(['add', 0.7]);
    expect([combineMode(erase), maskStrength(erase)]).toEqual(['subtract', 0.7]);
  });
  it('has a tip within bounds', () => {
    expect(sizedBrush(BRUSH, 1e6).size).toBe(MASK_BRUSH.most);
    expect(featheredBrush(BRUSH, 90).feather).toBe(100);
  });
});

describe('the list of masks', () => {
  it('takes a new mask as a correction of its own, or into one of those there are', () => {
    const first = withNewMask([], RADIAL, 'Radial gradient');
    expect(first.at).toEqual({ correction: 0, mask: 0 });
    const joined = withNewMask(first.list, RADIAL, '', { correction: 0, mode: 'intersect' });
    expect(joined.at).toEqual({ correction: 0, mask: 1 });
    expect(read(joined.list)[0]?.CorrectionMasks.map(combineMode)).toEqual(['add', 'intersect']);
    expect(withoutMask(joined.list, joined.at)).toEqual(first.list);
    expect(withoutMask(first.list, first.at)).toEqual([]);
    expect([freeName([], 'Brush'), freeName(first.list, 'Radial gradient')]).toEqual(['Brush', 'Radial gradient 2']);
  });
  it('keeps what it does not know when a mask changes', () => {
    const list = [{ What: 'Correction', Foreign: 1, CorrectionMasks: [{ ...RADIAL, MaskID: 'M' }] }];
    expect(withMask(list, { correction: 0, mask: 0 }, { Feather: 10 } as Partial<Mask>)).toEqual([{ What: 'Correction', Foreign: 1, CorrectionMasks: [{ ...RADIAL, MaskID: 'M', Feather: 10 }] }]);
  });
  it('takes strokes, on a single one of a file too', () => {
    const stroke = new Stroke(BRUSH, FULL, false, [300, 300]).mask();
    const made = withNewMask([], { What: 'Mask/Aggregate', MaskActive: true, ...combineFields('add'), Masks: [stroke] }, 'Brush');
    const more = read(withStroke(made.list, made.at, new Stroke(BRUSH, FULL, true, [300, 300]).mask()))[0]?.CorrectionMasks[0];
    expect(more?.What === 'Mask/Aggregate' ? more.Masks.map(combineMode) : []).toEqual(['add', 'subtract']);
    const single = withNewMask([], { ...stroke, MaskName: 'Place 1' }, 'Place 1', undefined);
    const wrapped = read(withStroke(single.list, single.at, stroke))[0]?.CorrectionMasks[0];
    expect(wrapped).toMatchObject({ What: 'Mask/Aggregate', MaskName: 'Place 1', Masks: [{ What: 'Mask/Paint' }, { What: 'Mask/Paint' }] });
    expect(isBrushed(wrapped)).toBe(true);
    expect(isBrushed(RADIAL)).toBe(false);
  });
});

describe('the pin of a mask', () => {
  it('stands where the mask does, and takes it along', () => {
    const stroke = new Stroke(BRUSH, FULL, false, [300, 200]).mask();
    for (const mask of [RADIAL, stroke, { What: 'Mask/Gradient', ZeroX: 0.2, ZeroY: 0.1, FullX: 0.4, FullY: 0.5 }, { What: 'Mask/Aggregate', ...combineFields('add'), Masks: [stroke] }] as const satisfies readonly Mask[]) {
      const [x, y] = pinOf(mask) ?? [NaN, NaN];
      const moved = pinOf({ ...mask, ...movedFields(mask, [150, -100], FULL) } as Mask);
      expect(moved).toEqual([expect.closeTo(x + 0.05, 4), expect.closeTo(y - 0.05, 4)]);
    }
    expect(pinOf({ What: 'Mask/Image', MaskSubType: 2 })).toBeUndefined();
  });
});
