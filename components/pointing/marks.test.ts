import { describe, expect, it } from 'vitest';
import { placeInPhoto } from '@/lib/develop/engine';
import { applyPatch } from '@/lib/develop/settings';
import { pointedMasks } from '@/lib/studio/pointed';
import { maskValues } from '@/lib/develop/settings';
import { BRUSH } from './brush';
import { extended, keyOf, maskOf, shapeOf, type Place, type Shape } from './marks';
import { placingOf } from './placing';

const FULL = { width: 3000, height: 2000 };
const POINT: Shape = { kind: 'point', at: [0.25, 0.5] };
const BOX: Shape = { kind: 'box', corners: [[0.2, 0.3], [0.6, 0.3], [0.6, 0.7], [0.2, 0.7]] };
const STROKE: Shape = { kind: 'stroke', points: [[0.1, 0.1], [0.2, 0.1]], radius: 0.05 };

describe('what is pointed at', () => {
  it('is looked for under the key of its place, but for what was painted', () => {
    expect(keyOf(POINT)).toBe('object@0.2500,0.5000');
    expect(keyOf(BOX)).toBe('object@0.2000,0.3000,0.6000,0.7000');
    expect(keyOf(STROKE)).toBeUndefined();
  });

  it('is the thing there when that was found surely, else a soft shape of its own', () => {
    expect(maskOf(POINT, true, FULL, 'Place 1')).toMatchObject({ What: 'Mask/Image', MaskName: 'Place 1', ReferencePoint: '0.250000 0.500000' });
    const circle = maskOf(POINT, false, FULL, 'Place 1');
    if (circle.What !== 'Mask/CircularGradient') throw new Error(circle.What);
    // Round in pixels, about the place.
    expect((circle.Right - circle.Left) * FULL.width).toBeCloseTo((circle.Bottom - circle.Top) * FULL.height);
    expect([(circle.Left + circle.Right) / 2, (circle.Top + circle.Bottom) / 2]).toEqual([expect.closeTo(0.25), expect.closeTo(0.5)]);
    expect(maskOf(BOX, false, FULL, '')).toMatchObject({ What: 'Mask/CircularGradient', Left: expect.closeTo(0.2, 1), Right: expect.closeTo(0.6, 1), Top: expect.closeTo(0.3, 1), Bottom: expect.closeTo(0.7, 1), Angle: expect.closeTo(0) });
    expect(maskOf(STROKE, false, FULL, '')).toMatchObject({ What: 'Mask/Paint', Radius: 0.05, Dabs: ['d 0.100000 0.100000', 'd 0.200000 0.100000'] });
  });

  it('is what the server takes, wherever it lies', () => {
    const corner: Shape = { kind: 'point', at: [0, 1] };
    const masks = [POINT, BOX, STROKE, corner].flatMap((shape) => [true, false].map((sure) => maskOf(shape, sure, FULL, 'Place 1')));
    expect(pointedMasks.parse(maskValues(masks))).toHaveLength(8);
  });

  it.each([['point', POINT], ['box', BOX], ['stroke', STROKE], ['askew box', { kind: 'box', corners: [[0.3, 0.2], [0.5, 0.3], [0.4, 0.6], [0.2, 0.5]] } satisfies Shape]])('comes back from its mask: %s', (name, shape) => {
    const places = (one: Shape | undefined): readonly Place[] => (one?.kind === 'point' ? [one.at] : one?.kind === 'box' ? one.corners : (one?.points ?? []));
    // A soft shape keeps an upright or turned rectangle, not a sheared one.
    for (const sure of name === 'askew box' ? [true] : [true, false]) {
      const back = shapeOf(maskOf(shape, sure, FULL, ''), FULL);
      expect(back?.kind).toBe(shape.kind);
      expect(places(back).flat()).toEqual(places(shape).flat().map((value) => expect.closeTo(value, 5)));
    }
    expect(shapeOf({ ...maskOf(POINT, true, FULL, ''), ReferencePoint: 'nowhere' } as never, FULL)).toBeUndefined();
  });

  it('follows a fast hand without gaps and a still one without a heap of dabs', () => {
    const fast = extended([[0.1, 0.1]], [0.9, 0.1], 0.02, FULL);
    for (let i = 1; i < fast.length; i++) expect(((fast[i]?.[0] ?? 1) - (fast[i - 1]?.[0] ?? 0)) * FULL.width).toBeLessThanOrEqual(0.02 * FULL.width);
    expect(fast.at(-1)).toEqual([0.9, expect.closeTo(0.1)]);
    const still: readonly Place[] = [[0.5, 0.5]];
    expect(extended(still, [0.5005, 0.5], BRUSH.start, FULL)).toBe(still);
  });
});

describe('a place in the picture', () => {
  it.each([
    ['uncropped', {}],
    ['cropped, straightened and turned', { HasCrop: true, CropLeft: 0.2, CropTop: 0.1, CropRight: 0.9, CropBottom: 0.8, CropAngle: 7, Orientation: 6 }],
    ['bent by perspective and distortion', { PerspectiveVertical: 40, PerspectiveHorizontal: -20, LensManualDistortionAmount: 30, HasCrop: true, CropLeft: 0.1, CropRight: 0.8, CropTop: 0.2, CropBottom: 0.9 }],
  ])('is found in the photo and back: %s', (_, patch) => {
    const settings = applyPatch({}, patch);
    const { toPhoto, toPicture } = placingOf(FULL, settings);
    for (const place of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.3], [0.02, 0.98]] as const) {
      expect(toPhoto(place)).toEqual(placeInPhoto(FULL, settings, place));
      const back = toPicture(toPhoto(place));
      expect(Math.hypot(back[0] - place[0], back[1] - place[1])).toBeLessThan(1e-4);
    }
  });
});
