import { describe, expect, it } from 'vitest';
import { normalise, RED_EYES, redEye, RETOUCH_AREAS, retouchSpot, retouchStroke } from '@/lib/develop/settings';
import { entriesOf, isRetouched } from './retouch-entries';

describe('what was retouched', () => {
  it('is listed with its kind, its place in the document and its place on the photo', () => {
    const { settings } = normalise({
      [RETOUCH_AREAS]: [retouchSpot({ method: 'heal', x: 0.2, y: 0.3, radius: 0.02 }), retouchStroke({ method: 'remove', points: [[0.5, 0.6], [0.7, 0.6]], radius: 0.01 })],
      [RED_EYES]: [redEye({ x: 0.4, y: 0.5, radius: 0.01 }), redEye({ x: 0.6, y: 0.5, radius: 0.01, pet: true })],
    });
    expect(entriesOf(settings)).toEqual([
      { list: RETOUCH_AREAS, index: 0, kind: 'heal', x: 0.2, y: 0.3 }, { list: RETOUCH_AREAS, index: 1, kind: 'remove', x: 0.5, y: 0.6 },
      { list: RED_EYES, index: 0, kind: 'redEye', x: 0.4, y: 0.5 }, { list: RED_EYES, index: 1, kind: 'petEye', x: 0.6, y: 0.5 },
    ]);
    expect(isRetouched(settings)).toBe(true);
  });

  it('that this version does not know is listed too, so that it can be taken back', () => {
    const settings = { [RETOUCH_AREAS]: [{ SpotType: 'something new', Masks: [] }] };
    expect(entriesOf(settings)).toMatchObject([{ list: RETOUCH_AREAS, index: 0, kind: undefined }]);
    expect(isRetouched({})).toBe(false);
    expect(entriesOf({})).toEqual([]);
  });
});
