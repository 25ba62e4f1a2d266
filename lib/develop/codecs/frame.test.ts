import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropFrame } from '../pipeline/geometry';
import { combineFields, normalise } from '../settings';
import { composeOrientations, fromFileFrame, readXmp, toFileFrame, writeXmp } from './index';

const orientations = fc.integer({ min: 1, max: 8 });
const unit = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
const photoOf = (orientation: number) => (orientation >= 5 ? { width: 3000, height: 4000, orientation } : { width: 4000, height: 3000, orientation });

const documents = fc.record({ left: fc.integer({ min: 50, max: 300 }).map((n) => n / 1000), top: fc.integer({ min: 50, max: 300 }).map((n) => n / 1000), angle: fc.constantFrom(0, -3, 2.5), turn: orientations, x: unit, y: unit })
  .map(({ left, top, angle, turn, x, y }) => normalise({
    CropLeft: left, CropTop: top, CropRight: 0.8, CropBottom: 0.75, CropAngle: angle, Orientation: turn, Exposure2012: 0.5,
    MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionName: 'A', CorrectionAmount: 1, CorrectionActive: true, LocalTint: 0.2, CorrectionMasks: [
      { What: 'Mask/Gradient', ...combineFields('add'), ZeroX: x, ZeroY: y, FullX: y, FullY: x },
      { What: 'Mask/CircularGradient', ...combineFields('intersect'), Top: 0.1, Left: 0.2, Bottom: 0.5, Right: 0.9, Angle: 12, Feather: 50, Midpoint: 50, Roundness: 0, Flipped: true },
      { What: 'Mask/Image', MaskSubType: 0, ReferencePoint: `${x.toFixed(6)} ${y.toFixed(6)}`, Gesture: [{ What: 'Mask/Polygon', Points: [{ X: x, Y: y }, { X: y, Y: x }, { X: 0.25, Y: x }] }] },
      { What: 'Mask/Aggregate', Masks: [{ What: 'Mask/Paint', Dabs: [`d ${x.toFixed(6)} ${y.toFixed(6)}`, 'r 0.05'] }] },
    ] }],
    RetouchAreas: [{ SpotType: 'heal', SourceX: y, OffsetY: x, Opacity: 1, Feather: 0.5, Seed: 0, Masks: [{ What: 'Mask/Ellipse', MaskValue: 1, X: x, Y: y, SizeX: 0.05, SizeY: 0.02, Alpha: 0.3, CenterValue: 1, PerimeterValue: 0 }] }],
    RedEyeInfo: [`x = ${x.toFixed(6)}, y = ${y.toFixed(6)}, width = 0.010000, height = 0.020000, alpha = 0.100000, pupilSize = 0.500000`],
    LensBlur: { Active: true, BlurAmount: 40, FocusMasks: [{ What: 'Mask/Gradient', MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: x, ZeroY: y, FullX: y, FullY: x }] },
    PerspectiveUpright: 5, UprightFourSegments_0: `${x} ${y} 0.25 0.5`, UprightTransform_5: '1,0.1,0.02,0.05,1.1,-0.03,0.2,0.1,1',
  }).settings);

/** JSON with numbers to four decimals: the samples have three, moving there and back costs a millionth. */
const rounded = (part: unknown): unknown => (typeof part === 'number' ? Number(part.toFixed(4)) + 0 : typeof part === 'string' ? part.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toFixed(4)) + 0)) : part);
const roughly = (value: unknown) => JSON.parse(JSON.stringify(value, (_, part: unknown) => rounded(part)));

describe('the frame of a settings file', () => {
  it('is left and entered again without loss, for every orientation', () => {
    fc.assert(fc.property(documents, orientations, (settings, orientation) => {
      const photo = photoOf(orientation);
      const file = toFileFrame(settings, photo);
      expect(roughly(fromFileFrame(file.settings, photo, file.orientation))).toEqual(roughly(settings));
      expect(roughly(readXmp(writeXmp(settings, { photo }), photo).settings)).toEqual(roughly(settings));
    }));
  });

  it('shows the same pixels: a phone photo held upright is stored on its side', () => {
    const photo = photoOf(6);
    const { settings, orientation } = toFileFrame(normalise({
      CropTop: 0.25, MaskGroupBasedCorrections: [{ What: 'Correction', LocalTint: 0.1, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0.6, FullX: 0.5, FullY: 0.1 }] }],
    }).settings, photo);
    expect(orientation).toBe(6);
    // The top of the upright picture is the left of the stored one.
    expect(settings).toMatchObject({ CropLeft: 0.25, MaskGroupBasedCorrections: [{ CorrectionMasks: [{ ZeroX: 0.6, ZeroY: 0.5, FullX: 0.1, FullY: 0.5 }] }] });
    expect(settings).not.toHaveProperty('CropTop');
  });

  it('turns retouching, red eyes and guides with the photo', () => {
    // Held upright, stored on its side: the top left of the upright picture is the bottom left of the stored one.
    const photo = photoOf(6);
    const { settings } = toFileFrame(normalise({
      RetouchAreas: [{ SpotType: 'clone', SourceX: 0.5, OffsetY: 0.25, Opacity: 1, Feather: 0, Seed: 0, Masks: [{ What: 'Mask/Ellipse', MaskValue: 1, X: 0.1, Y: 0.2, SizeX: 0.05, SizeY: 0.02, Alpha: 0.3 }] }],
      RedEyeInfo: [{ CenterX: 0.1, CenterY: 0.2, Radius: 0.01, Darken: 0.75 }], UprightFourSegments_0: '0.1 0.2 0.1 0.9',
    }).settings, photo);
    expect(settings).toMatchObject({
      RetouchAreas: [{ SourceX: 0.25, OffsetY: 0.5, Masks: [{ X: 0.2, Y: 0.9, SizeX: 0.02, SizeY: 0.05, Alpha: -0.3 }] }],
      UprightFourSegments_0: '0.2 0.9 0.9 0.9',
    });
    // Lightroom's own text; of 3000 × 4000 px the radius of 40 px is 1 % of the height and 1.3 % of the width, which are swapped in the file.
    expect(settings['RedEyeInfo']).toEqual(['x = 0.200000, y = 0.900000, width = 0.010000, height = 0.013333, alpha = 0.000000, pupilSize = 0.500000, pupilDarkenAmount = 0.750000, adaptivePupilColor = 0']);
  });

  it('keeps the size of a straightened crop and spells out its corners', () => {
    const photo = photoOf(8);
    const ours = cropFrame(photo, { CropAngle: 4, HasCrop: true });
    const { settings } = toFileFrame({ CropAngle: 4, HasCrop: true }, photo);
    const theirs = cropFrame({ width: photo.height, height: photo.width }, settings);
    expect(Math.abs(theirs.width - ours.height)).toBeLessThanOrEqual(1);
    expect(Math.abs(theirs.height - ours.width)).toBeLessThanOrEqual(1);
  });

  it('composes turns as turning twice does', () => {
    expect(composeOrientations(6, 6)).toBe(3);
    expect(composeOrientations(6, 8)).toBe(1);
    expect(composeOrientations(2, 2)).toBe(1);
    expect(composeOrientations(2, 3)).toBe(4);
    for (let file = 1; file <= 8; file += 1) expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map((then) => composeOrientations(file, then))).size).toBe(8);
  });

  it('reads what Lightroom says of an untouched photo as untouched', () => {
    const sidecar = writeXmp({ Exposure2012: 1 }, { photo: photoOf(6) });
    expect(sidecar).toContain('tiff:Orientation="6"');
    expect(readXmp(sidecar, photoOf(6)).settings).toEqual({ Exposure2012: 1 });
    expect(readXmp(writeXmp({ Exposure2012: 1, Orientation: 6 }, { previous: sidecar, photo: photoOf(6) }), photoOf(6)).settings).toEqual({ Exposure2012: 1, Orientation: 6 });
  });
});
