import { describe, expect, it } from 'vitest';
import { addRetouch, applyPatch, normalise, redEye, retouchAreasOf, retouchSpot, retouchStroke, RETOUCH_AREAS, RED_EYES } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { spotsOf, withBrush, withEye, withMoved, without, withSource } from './areas';

const full = { width: 6000, height: 4000 };
const start: DevelopSettings = applyPatch({}, addRetouch({}, retouchSpot({ method: 'heal', x: 0.3, y: 0.4, radius: 0.01, source: { x: 0.35, y: 0.4 } }), retouchStroke({ method: 'clone', radius: 0.02, points: [[0.1, 0.1], [0.2, 0.15]] })));
const after = (patch: SettingsPatch) => {
  const { settings, issues } = normalise(applyPatch(start, patch));
  expect(issues).toEqual([]);
  return settings;
};
const [spot, stroke] = spotsOf(start, full);

describe('retouched areas on the picture', () => {
  it('are shown where they are', () => {
    expect(spot).toMatchObject({ kind: 'heal', at: [0.3, 0.4], radius: 0.01, source: [0.35, 0.4], index: 0 });
    expect(stroke).toMatchObject({ kind: 'clone', at: [0.1, 0.1], points: [[0.1, 0.1], [0.2, 0.15]], radius: 0.02, index: 1 });
    expect(stroke?.source).toBeUndefined();
  });
  it('move, and leave a source that was set', () => {
    expect(spotsOf(after(withMoved(start, spot!, 0.1, -0.2)), full)[0]).toMatchObject({ at: [expect.closeTo(0.4, 6), expect.closeTo(0.2, 6)], source: [0.35, 0.4] });
    expect(spotsOf(after(withMoved(start, stroke!, 0.05, 0.05)), full)[1]?.points).toEqual([[expect.closeTo(0.15, 6), expect.closeTo(0.15, 6)], [expect.closeTo(0.25, 6), expect.closeTo(0.2, 6)]]);
  });
  it('take their pixels from where they are told, or find another place', () => {
    const told = after(withSource(start, stroke!, [0.6, 0.7]));
    expect(retouchAreasOf(told)[1]?.source).toEqual({ x: 0.6, y: 0.7 });
    const found = retouchAreasOf(after(withSource(start, spot!, null)))[0];
    expect(found?.source).toBeUndefined();
    expect(found?.seed).toBe(1);
  });
  it('a removal that is told a place becomes a heal', () => {
    const removed = applyPatch({}, addRetouch({}, retouchStroke({ method: 'remove', radius: 0.02, points: [[0.5, 0.5]] })));
    expect(retouchAreasOf(applyPatch(removed, withSource(removed, { list: RETOUCH_AREAS, index: 0 }, [0.7, 0.5])))[0]).toMatchObject({ method: 'heal', source: { x: 0.7, y: 0.5 } });
  });
  it('change their size, feather and opacity', () => {
    expect(spotsOf(after(withBrush(start, spot!, { radius: 0.02, feather: 0.1, opacity: 0.6 })), full)[0]).toMatchObject({ radius: 0.02, feather: 0.1, opacity: 0.6 });
    expect(spotsOf(after(withBrush(start, stroke!, { radius: 0.01 })), full)[1]).toMatchObject({ radius: 0.01 });
  });
  it('go one by one, the last with its list', () => {
    const left = after(without(start, spot!));
    expect(spotsOf(left, full)).toHaveLength(1);
    expect(applyPatch(left, without(left, { list: RETOUCH_AREAS, index: 0 }))).toEqual({});
  });
  it('pupils move, grow and darken too', () => {
    const eyed = applyPatch(start, withEye(start, redEye({ x: 0.5, y: 0.5, radius: 0.005 })));
    const eye = spotsOf(eyed, full)[2]!;
    expect(eye).toMatchObject({ kind: 'red-eye', list: RED_EYES, index: 0, at: [0.5, 0.5], opacity: 0.5 });
    expect(eye.radius).toBeCloseTo(0.005, 6);
    const next = applyPatch(applyPatch(eyed, withMoved(eyed, eye, 0.1, 0)), withBrush(applyPatch(eyed, withMoved(eyed, eye, 0.1, 0)), eye, { radius: 0.01, opacity: 0.8 }));
    const moved = spotsOf(next, full)[2]!;
    expect(moved.at[0]).toBeCloseTo(0.6, 6);
    expect(moved.radius).toBeCloseTo(0.01, 6);
    expect(moved.opacity).toBeCloseTo(0.8, 6);
  });
});
