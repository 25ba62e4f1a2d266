import { afterAll, describe, expect, it } from 'vitest';
import { applyPatch } from '@/lib/develop/settings';
import { skinOf } from './aims';
import { measureWithin, hueTurn } from './evidence';
import { LIMITS, between, keepWithin, limitsFor, referenceOf, violations } from './guards';
import { Bench, SAMPLES } from './testing';

const bench = new Bench();
afterAll(() => bench.close());
const [astronaut = '', , coffee = ''] = SAMPLES;

describe('guards on the real engine', () => {
  it('take back the exposure that burns the highlights, and leave the innocent parameter alone', async () => {
    const darkroom = await bench.darkroom(coffee);
    const probe = (settings: object) => darkroom.observe(settings as Record<string, number>);
    const reference = referenceOf(await probe({}));
    const patch = { Exposure2012: 2, Blacks2012: 5 };
    expect(violations(await probe(patch), reference, LIMITS).map(({ kind }) => kind)).toContain('highlights');
    const kept = await keepWithin({}, patch, reference, { ...LIMITS, skinTurn: 360, skinChroma: [0, 99] }, probe);
    expect(kept.backedOff[0]).toMatchObject({ name: 'Exposure2012', kind: 'highlights' });
    expect(Number(kept.patch['Exposure2012'])).toBeLessThan(2);
    expect(Number(kept.patch['Exposure2012'])).toBeGreaterThan(0);
    expect(kept.patch['Blacks2012']).toBe(5);
    expect(violations(await probe(applyPatch({}, kept.patch)), reference, { ...LIMITS, skinTurn: 360, skinChroma: [0, 99] })).toEqual([]);
  });

  it('hold the hue of skin tones', async () => {
    const darkroom = await bench.darkroom(astronaut);
    const probe = (settings: object) => darkroom.observe(settings as Record<string, number>);
    const start = await probe({});
    const reference = referenceOf(start);
    const limits = limitsFor([{ kind: 'keep', what: 'skin', region: { kind: 'whole' }, source: 'keep the skin natural' }], { skin: 'kept' });
    const kept = await keepWithin({}, { IncrementalTint: 60 }, reference, limits, probe);
    const skin = skinOf(start);
    const turned = Math.abs(hueTurn(measureWithin(start.pixels, skin).hue, measureWithin((await probe(kept.patch)).pixels, skin).hue));
    expect(turned).toBeLessThanOrEqual(limits.skinTurn + 0.5);
    expect(kept.backedOff[0]?.name).toBe('IncrementalTint');
  });

  it('do not touch a patch that keeps the limits', async () => {
    const darkroom = await bench.darkroom(coffee);
    const probe = (settings: object) => darkroom.observe(settings as Record<string, number>);
    const patch = { Contrast2012: 5 };
    expect(await keepWithin({}, patch, referenceOf(await probe({})), LIMITS, probe)).toEqual({ patch, backedOff: [] });
  });
});

it('goes part of the way between values of every shape', () => {
  expect(between(10, 30, 0.5)).toBe(20);
  expect(between(undefined, 0.75, 0.5)).toBeCloseTo(0.38, 2);
  expect(between([[0, 0], [255, 255]], [[0, 20], [255, 245]], 0.5)).toEqual([[0, 10], [255, 250]]);
  expect(between([], [{ What: 'Correction', LocalExposure2012: 0.4 }], 0.5)).toEqual([{ What: 'Correction', LocalExposure2012: 0.2 }]);
  expect(between(false, true, 0.3)).toBe(false);
});
