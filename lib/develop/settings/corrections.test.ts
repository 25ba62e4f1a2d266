import { describe, expect, it } from 'vitest';
import { applyPatch, combineFields, describeChange, combineMode, correctionsOf, correctionsValue, inverted, maskStrength, normalise, type Correction } from './index';
import { LOCAL_SLIDERS, toolOf } from '../tools';

const gradient = { What: 'Mask/Gradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.2 } as const;
const document = (local: Record<string, number | string>, masks: readonly object[] = [gradient]) =>
  ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionName: 'Sky', CorrectionAmount: 1, CorrectionActive: true, ...local, CorrectionMasks: masks }] });
const first = (value: unknown, options = {}): Correction => { const [correction] = correctionsOf(normalise(value, options).settings); if (!correction) throw new Error('no correction'); return correction; };

describe('local corrections', () => {
  it('are read as files write them', () => {
    const correction = first(document({ LocalExposure2012: '-0.125', LocalDehaze: '0.2', LocalTint: 0 }));
    expect(correction).toMatchObject({ CorrectionName: 'Sky', LocalExposure2012: -0.125, LocalDehaze: 0.2 });
    expect(correction).not.toHaveProperty('LocalTint');
    expect(correction.CorrectionMasks).toMatchObject([{ What: 'Mask/Gradient', ZeroY: 0.6, FullY: 0.2 }]);
  });

  it('come from slider units as a whole when one amount could not be in a file', () => {
    expect(first(document({ LocalSaturation: 15, LocalExposure2012: 0.5, LocalToningHue: 240 }))).toMatchObject({ LocalSaturation: 0.15, LocalExposure2012: 0.125, LocalToningHue: 240 });
    expect(first(document({ LocalExposure2012: 0.5 }))).toMatchObject({ LocalExposure2012: 0.5 });
    expect(first(document({ LocalExposure2012: 0.5 }), { localUnits: 'slider' })).toMatchObject({ LocalExposure2012: 0.125 });
  });

  it('are clamped when a file says more than a slider can', () => {
    const { issues } = normalise(document({ LocalClarity2012: 1.5 }), { localUnits: 'file' });
    expect(issues).toMatchObject([{ name: 'MaskGroupBasedCorrections[0].LocalClarity2012', kind: 'clamped' }]);
  });

  it('normalise once: the second time changes nothing', () => {
    const once = normalise(document({ LocalSaturation: 15, LocalExposure2012: 0.5 })).settings;
    expect(normalise(once)).toEqual({ settings: once, issues: [] });
  });

  it('keep what is not known inside them', () => {
    const { settings, issues } = normalise(document({ LocalFuture: 3 }, [{ ...gradient, MaskDigest: 'ABC' }, { What: 'Mask/Lasso', Points: [1] }]));
    expect(settings).toMatchObject({ MaskGroupBasedCorrections: [{ LocalFuture: 3, CorrectionMasks: [{ MaskDigest: 'ABC' }, { What: 'Mask/Lasso', Points: [1] }] }] });
    expect(issues).toMatchObject([{ kind: 'unknown', name: 'MaskGroupBasedCorrections[0].CorrectionMasks[1]' }]);
    expect(correctionsOf(settings)[0]?.CorrectionMasks[1]).toMatchObject({ What: 'unknown', original: 'Mask/Lasso' });
  });

  it('say which of them this version does not render', () => {
    for (const name of LOCAL_SLIDERS) {
      const { issues } = normalise(document({ [name]: 0.5 }, [{ What: 'Mask/Image', MaskSubType: 2 }, gradient]));
      expect(issues).toMatchObject(toolOf(name)?.rendered ? [] : [{ kind: 'unrendered', name: `MaskGroupBasedCorrections[0].${name}` }]);
    }
  });

  it('combine as Lightroom encodes it', () => {
    expect(combineMode({ MaskBlendMode: 0, MaskInverted: true, MaskValue: 1 })).toBe('add');
    expect(combineMode({ MaskBlendMode: 1, MaskInverted: false, MaskValue: 0 })).toBe('subtract');
    expect(combineMode({ MaskBlendMode: 1, MaskInverted: true, MaskValue: 0 })).toBe('intersect');
    for (const mode of ['add', 'subtract', 'intersect'] as const) expect(combineMode(combineFields(mode))).toBe(mode);
    expect(inverted(combineFields('add', true))).toBe(true);
    expect(inverted(combineFields('intersect'))).toBe(false);
    expect(maskStrength(combineFields('subtract'))).toBe(1);
  });

  it('understand modes named in words', () => {
    const [, second] = first(document({ LocalTint: 0.1 }, [gradient, { ...gradient, MaskBlendMode: 'intersect' }])).CorrectionMasks;
    expect(second && combineMode(second)).toBe('intersect');
  });

  it('read ranges of both generations', () => {
    const now = { What: 'Mask/RangeMask', ...combineFields('intersect'), CorrectionRangeMask: { Version: '3', Type: '2', Invert: 'false', LumRange: '0.000000 0.100000 0.350000 0.500000' } };
    expect(first(document({ LocalTint: 0.1 }, [gradient, now])).CorrectionMasks[1]).toMatchObject({ CorrectionRangeMask: { Type: 2, LumRange: [0, 0.1, 0.35, 0.5] } });
    const older = document({ LocalTint: 0.1 });
    Object.assign(older.MaskGroupBasedCorrections[0] ?? {}, { CorrectionRangeMask: { Version: 2, Type: 2, LumMin: 0.4, LumMax: 1, LumFeather: 0.5 } });
    const [, mask] = first(older).CorrectionMasks;
    expect(mask && combineMode(mask)).toBe('intersect');
    expect(mask).toMatchObject({ CorrectionRangeMask: { LumRange: [0.30000000000000004, 0.4, 1, 1] } });
  });

  it('tell what was changed in which of them', () => {
    const sky = { What: 'Correction', CorrectionName: 'Sky', LocalExposure2012: -0.125, LocalDehaze: 0.2 };
    const face = { What: 'Correction', CorrectionName: 'Face', LocalShadows2012: 0.1 };
    const say = (from: object[], to: object[], locale: 'en' | 'zh' = 'en') => describeChange('MaskGroupBasedCorrections', JSON.parse(JSON.stringify(from)), JSON.parse(JSON.stringify(to)), locale);
    expect(say([], [sky])).toBe('Sky: Exposure −0.50, Dehaze +20');
    expect(say([sky], [sky, face], 'zh')).toBe('Face：阴影 +10');
    expect(say([face], [sky], 'zh')).toBe('Sky：曝光度 −0.50、去朦胧 +20；Face 已移除');
    expect(say([sky, face], [{ ...sky, LocalDehaze: 0.3 }])).toBe('Sky: Exposure −0.50, Dehaze +30; Face removed');
  });

  it('written by code come back the same', () => {
    const { MaskName: _, ...plain } = { ...gradient, MaskName: '' };
    const correction: Correction = { What: 'Correction', CorrectionName: 'Sky', CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: [plain], LocalExposure2012: -0.1 };
    const settings = applyPatch({}, { MaskGroupBasedCorrections: correctionsValue([correction]) });
    expect(correctionsOf(settings)).toMatchObject([correction]);
    expect(applyPatch(settings, { MaskGroupBasedCorrections: [] })).toEqual({});
  });
});
