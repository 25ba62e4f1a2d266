import { describe, expect, it } from 'vitest';
import { addRetouch, applyPatch, describeChange, lensBlurOf, lensBlurValue, normalise, redEyesOf, retouchAreasOf, retouchSpot, retouchStroke } from './index';

/** As Lightroom Classic writes a heal, a brushed clone and a content-aware removal. */
const FILE = {
  RetouchAreas: [
    { SpotType: 'heal', SourceState: 'sourceAutoComputed', Method: 'gaussian', SourceX: '0.412', OffsetY: '0.31', Opacity: '1', Feather: '0.75', Seed: '-1', Masks: [{ What: 'Mask/Ellipse', MaskActive: 'true', MaskValue: '1', X: '0.4', Y: '0.3', SizeX: '0.012', SizeY: '0.012', Alpha: '0', CenterValue: '1', PerimeterValue: '0' }] },
    { SpotType: 'clone', SourceState: 'sourceSetExplicitly', SourceX: '0.7', OffsetY: '0.6', Opacity: '0.8', Feather: '0.5', Masks: [{ What: 'Mask/Paint', MaskValue: '1', Radius: '0.03', Flow: '1', CenterWeight: '0', Dabs: ['d 0.200000 0.700000', 'r 0.050000', 'd 0.300000 0.700000', 'M 0.6 0.6'] }] },
    { SpotType: 'heal_patchmatch', fill_method: 'firefly', Masks: [{ What: 'Mask/Ellipse', X: 0.5, Y: 0.5, SizeX: 0.1, SizeY: 0.05 }] },
  ],
};

describe('retouch areas', () => {
  const { settings, issues } = normalise(FILE);
  it('are read as files write them', () => {
    expect(retouchAreasOf(settings)).toMatchObject([
      { method: 'heal', source: { x: 0.412, y: 0.31 }, feather: 0.75, opacity: 1, shapes: [{ kind: 'ellipse', x: 0.4, y: 0.3, rx: 0.012, ry: 0.012, tilt: 0 }] },
      { method: 'clone', source: { x: 0.7, y: 0.6 }, opacity: 0.8, shapes: [{ kind: 'stroke', dabs: [{ x: 0.2, y: 0.7, radius: 0.03, joined: false }, { x: 0.3, y: 0.7, radius: 0.05, joined: true }, { x: 0.6, y: 0.6, radius: 0.05, joined: false }] }] },
      { method: 'remove', shapes: [{ rx: 0.1, ry: 0.05 }] },
    ]);
    expect(retouchAreasOf(settings)[2]?.source).toBeUndefined();
    expect(settings).toMatchObject({ RetouchAreas: [{ Method: 'gaussian', SourceState: 'sourceAutoComputed' }, {}, { fill_method: 'firefly' }] });
  });
  it('say what was wrong with them', () => {
    expect(issues.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['RetouchAreas[2] translated']);
    const bad = normalise({ RetouchAreas: [{ SpotType: 'generative', Masks: [{ What: 'Mask/Lasso' }] }, 7, { Opacity: 3, Masks: [{ What: 'Mask/Paint', Radius: 0.1, Dabs: ['d 0.1 0.2', 'nonsense'] }] }] });
    expect(bad.issues.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'RetouchAreas[0] unrendered', 'RetouchAreas[0].Masks[0] unknown', 'RetouchAreas[1] invalid', 'RetouchAreas[2].Opacity clamped', 'RetouchAreas[2].Masks[0].Dabs invalid',
    ]);
    expect(bad.settings).toMatchObject({ RetouchAreas: [{ SpotType: 'generative' }, { Opacity: 1, Masks: [{ Dabs: ['d 0.1 0.2', 'nonsense'] }] }] });
  });
  it('normalise once: the second time changes nothing', () => {
    expect(normalise(settings).settings).toEqual(settings);
  });
  it('come from the older list where that stands alone', () => {
    const RetouchInfo = ['centerX = 0.290216, centerY = 0.190122, radius = 0.005845, sourceState = sourceSetExplicitly, sourceX = 0.260958, sourceY = 0.189526, spotType = heal'];
    const older = normalise({ RetouchInfo });
    expect(older.issues).toMatchObject([{ name: 'RetouchInfo', kind: 'translated' }]);
    expect(retouchAreasOf(older.settings)).toMatchObject([{ method: 'heal', source: { x: 0.260958, y: 0.189526 }, shapes: [{ x: 0.290216, rx: 0.005845 }] }]);
    expect(older.settings).not.toHaveProperty('RetouchInfo');
    expect(retouchAreasOf(normalise({ ...FILE, RetouchInfo }).settings)).toHaveLength(3);
  });
  it('are made by code as Lightroom writes them', () => {
    const made = applyPatch({}, addRetouch({}, retouchSpot({ method: 'remove', x: 0.5, y: 0.4, radius: 0.02 }), retouchStroke({ method: 'clone', points: [[0.1, 0.2], [0.3, 0.2]], radius: 0.01, source: { x: 0.1, y: 0.5 } })));
    const more = applyPatch(made, addRetouch(made, retouchSpot({ method: 'heal', x: 0.9, y: 0.9, radius: 0.01 })));
    expect(retouchAreasOf(more).map(({ method }) => method)).toEqual(['remove', 'clone', 'heal']);
    expect(normalise(more)).toEqual({ settings: more, issues: [] });
    expect(more).toMatchObject({ RetouchAreas: [{ SpotType: 'heal_patchmatch', SourceState: 'sourceAutoComputed' }, { SpotType: 'clone', SourceX: 0.1, OffsetY: 0.5 }, {}] });
  });
});

describe('red eyes', () => {
  it('are read from text and from records', () => {
    const { settings, issues } = normalise({ RedEyeInfo: ['x = 0.52, y = 0.34, width = 0.013, height = 0.019, alpha = 0.2, pupilSize = 0.6, pupilDarkenAmount = 0.7, adaptivePupilColor = 1', { CenterX: '0.4', CenterY: 0.3, Radius: 0.01, Darken: 2 }] });
    expect(redEyesOf(settings, { width: 1000, height: 500 })).toMatchObject([
      { x: 520, y: 170, rx: 13, ry: 9.5, tilt: 0.2, size: 0.6, darken: 0.7, pet: true },
      { x: 400, y: 150, rx: 10, ry: 10, darken: 1, pet: false },
    ]);
    expect(issues).toMatchObject([{ name: 'RedEyeInfo[1].Darken', kind: 'clamped' }]);
  });
});

describe('lens blur', () => {
  it('is read as Lightroom writes it', () => {
    const { settings, issues } = normalise({ LensBlur: { Version: '1', Active: 'true', ImageOrientation: '0', FocalRange: '-50 30 85 165', FocalRangeSource: '1', BlurAmount: '37', BokehShape: '2', BokehShapeDetail: '0', HighlightsThreshold: '50', HighlightsBoost: '25', CatEyeAmount: '50', CatEyeScale: '50', BokehAspect: '0', BokehRotation: '0', SphericalAberration: '0', SampledRange: '30 85' } });
    expect(issues).toEqual([]);
    expect(lensBlurOf(settings)).toMatchObject({ amount: 0.37, shape: 'blade', boost: 0.25, threshold: 0.5, catEye: 0.25, range: [-0.5, 0.3, 0.85, 1.65], masks: [] });
    expect(settings).toMatchObject({ LensBlur: { FocalRange: '-50 30 85 165', SampledRange: '30 85', FocalRangeSource: '1' } });
    expect(normalise(settings)).toEqual({ settings, issues: [] });
  });
  it('is off where it says so, and says what it cannot use', () => {
    expect(lensBlurOf(normalise({ LensBlur: { Active: false, BlurAmount: 50 } }).settings)).toBeUndefined();
    expect(lensBlurOf(normalise({ LensBlur: { Active: true, BlurAmount: 0 } }).settings)).toBeUndefined();
    expect(normalise({ LensBlur: { BlurAmount: 120, FocalRange: '4 3 2 1', FocusMasks: 'x' } }).issues.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['LensBlur.BlurAmount clamped', 'LensBlur.FocalRange invalid', 'LensBlur.FocusMasks invalid']);
    expect(normalise({ LensBlur: 3 })).toMatchObject({ settings: {}, issues: [{ kind: 'invalid' }] });
  });
  it('takes masks of what is in focus', () => {
    const value = lensBlurValue({ amount: 60, masks: [{ What: 'Mask/Image', MaskSubType: 1 }] });
    expect(lensBlurOf(applyPatch({}, { LensBlur: value }))?.masks).toMatchObject([{ What: 'Mask/Image', MaskSubType: 1 }]);
    expect(describeChange('LensBlur', null, value, 'en')).toContain('Lens Blur');
  });
});
