import { describe, expect, it } from 'vitest';
import { normalise } from '../settings';
import type { DevelopSettings, JsonValue } from '../types';
import { assetsNeeded, isComplement, maskForKey, maskKey, missingAssets } from './needs';

const image = (fields: Record<string, JsonValue>): JsonValue => ({ What: 'Mask/Image', ...fields });
const settingsWith = (masks: readonly JsonValue[], correction: Record<string, JsonValue> = {}): DevelopSettings =>
  normalise({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionAmount: 1, CorrectionActive: true, LocalExposure2012: 0.2, CorrectionMasks: masks, ...correction }] }).settings;
const needed = (...masks: readonly JsonValue[]) => assetsNeeded(settingsWith(masks)).masks;

describe('what masks want found', () => {
  it.each<readonly [string, Record<string, JsonValue>, string]>([
    ['subject', { MaskSubType: 1, ReferencePoint: '0.136719 0.363636' }, 'subject'],
    ['sky', { MaskSubType: 2 }, 'sky'],
    ['background, from the subject', { MaskSubType: 0, MaskSubCategoryID: 22 }, 'subject'],
    ['all people', { MaskSubType: 3 }, 'people'],
    ['all faces', { MaskSubType: 3, MaskSubCategoryID: 2 }, 'people/face'],
    ['skin as a string, the way a model may write it', { MaskSubType: '3', MaskSubCategoryID: '4' }, 'people/skin'],
    ['hair of one person', { MaskSubType: 0, MaskSubCategoryID: 5, ReferencePoint: '0.25 0.5' }, 'people/hair@0.2500,0.5000'],
    ['water', { MaskSubType: 0, MaskSubCategoryID: 50007 }, 'landscape/water'],
    ["a landscape's sky", { MaskSubType: 0, MaskSubCategoryID: 50006 }, 'sky'],
    ['the object at a point', { MaskSubType: 0, ReferencePoint: '0.25 0.5' }, 'object@0.2500,0.5000'],
    ['an object by its outline', { MaskSubType: 0, Gesture: [{ What: 'Mask/Polygon', Points: [{ X: 0.2, Y: 0.3 }, { X: 0.6, Y: 0.3 }, { X: 0.6, Y: 0.8 }, { X: 0.2, Y: 0.8 }] }] }, 'object@0.2000,0.3000,0.6000,0.8000'],
    ['an object by a stroke over it', { MaskSubType: 0, Gesture: [{ What: 'Mask/Paint', Radius: 0.05, Dabs: ['d 0.4 0.5', 'd 0.6 0.5'] }] }, 'object@0.3500,0.4500,0.6500,0.5500'],
  ])('%s', (_, fields, key) => {
    expect(needed(image(fields))).toEqual([key]);
  });
  it('comes from groups too, each once, and not from what is switched off', () => {
    const sky = image({ MaskSubType: 2 });
    expect(needed({ What: 'Mask/Aggregate', Masks: [sky, image({ MaskSubType: 1 })] }, sky)).toEqual(['sky', 'subject']);
    expect(needed(image({ MaskSubType: 2, MaskActive: false }), { What: 'Mask/Gradient' })).toEqual([]);
    expect(assetsNeeded(settingsWith([sky], { CorrectionActive: false })).masks).toEqual([]);
  });
  it('depth is needed by depth ranges, and by a lens blur with a range', () => {
    expect(assetsNeeded({ LensBlur: { Active: true, BlurAmount: 50, FocalRange: '0 0 30 60', FocusMasks: [image({ MaskSubType: 1 })] } })).toEqual({ masks: ['subject'], depth: true });
    expect(assetsNeeded({ LensBlur: { Active: true, BlurAmount: 50, FocalRange: '0 0 100 100' } }).depth).toBe(false);
    expect(assetsNeeded(settingsWith([{ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 3, DepthRange: [0, 0.1, 0.5, 0.6] } }])).depth).toBe(true);
    expect(assetsNeeded(settingsWith([{ What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 2 } }])).depth).toBe(false);
  });
  it('an unknown category asks for nothing', () => {
    expect(needed(image({ MaskSubType: 3, MaskSubCategoryID: 99 }), image({ MaskSubType: 17 }))).toEqual([]);
  });
  it('what the assets do not hold is missing', () => {
    const settings = settingsWith([image({ MaskSubType: 2 }), image({ MaskSubType: 1 }), { What: 'Mask/RangeMask', CorrectionRangeMask: { Type: 3 } }]);
    const raster = { width: 1, height: 1, data: new Uint8Array(1) };
    expect(missingAssets(settings)).toEqual(['sky', 'subject', 'depth']);
    expect(missingAssets(settings, { masks: { sky: raster }, depth: raster })).toEqual(['subject']);
  });
  it.each(['subject', 'sky', 'people', 'people/hair', 'people/teeth', 'landscape/water'])('the mask made for the key %s asks for it', (key) => {
    const mask = maskForKey(key, 'A name');
    expect(mask && maskKey(mask)).toBe(key);
  });
  it('the mask made for the background is the complement of the subject', () => {
    const mask = maskForKey('background', 'Background');
    expect(mask && [maskKey(mask), isComplement(mask)]).toEqual(['subject', true]);
  });
});
