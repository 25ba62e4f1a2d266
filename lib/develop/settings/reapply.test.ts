import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DevelopSettings, JsonValue, SettingsPatch } from '../types';
import { applyPatch, overruled, reapply, retouchSpot, sameJson, type Ground, type MadeStep } from '.';

const photo: Ground = { settings: {}, baseId: null };

/** Steps as they are made one after the other; a string instead of a patch is a picture that an image model makes. */
function made(...changes: readonly (SettingsPatch | string)[]): readonly MadeStep[] {
  let at = photo;
  return changes.map((change, index) => {
    const before = at;
    at = typeof change === 'string' ? { ...at, baseId: change } : { ...at, settings: applyPatch(at.settings, change) };
    return { id: String(index + 1), patch: typeof change === 'string' ? {} : change, before, after: at };
  });
}

const again = (ground: Ground, steps: readonly MadeStep[]) => {
  const result = reapply(ground, steps);
  if (!result.ok) throw new Error(`refused at step ${result.stepId}`);
  return { ...result, last: result.steps.at(-1) ?? { ...ground, patch: {} } };
};
const without = (steps: readonly MadeStep[], ...ids: readonly string[]) => steps.filter((step) => !ids.includes(step.id));

const linear = (name: string, exposure: number, at = 0.2): JsonValue => ({
  What: 'Correction', CorrectionName: name, CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: exposure,
  CorrectionMasks: [{ What: 'Mask/Gradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: at, FullX: 0.5, FullY: 0.9 }],
});
const masks = (...corrections: readonly JsonValue[]): SettingsPatch => ({ MaskGroupBasedCorrections: corrections.length === 0 ? null : corrections });
const shown = (settings: DevelopSettings) => (settings['MaskGroupBasedCorrections'] as readonly { CorrectionName: string; LocalExposure2012: number }[] | undefined)?.map((one) => `${one.CorrectionName} ${one.LocalExposure2012}`) ?? [];

describe('steps done again', () => {
  it('come to the same settings when nothing is changed', () => {
    const steps = made({ Exposure2012: 0.5 }, masks(linear('Sky', -0.1)), { Exposure2012: 0.2, Contrast2012: 10 }, masks(linear('Sky', -0.2), linear('Ground', 0.1)));
    const { steps: done, conflicts } = again(photo, steps);
    expect(done.map((step) => step.settings)).toEqual(steps.map((step) => step.after.settings));
    expect(conflicts).toEqual([]);
  });

  it('leave out what only a disabled step set, and keep what later ones set', () => {
    const steps = made({ Exposure2012: 0.5 }, { Contrast2012: 20, Vibrance: 10 }, { Contrast2012: 35 });
    const { last } = again(photo, without(steps, '2'));
    expect(last.settings).toEqual(applyPatch({}, { Exposure2012: 0.5, Contrast2012: 35 }));
    expect(overruled(steps[1]!, steps.slice(2))).toEqual(['Contrast2012']);
  });

  it('set a slider that a later step set to the value it had already', () => {
    const steps = made({ Exposure2012: 0.5 }, { Exposure2012: 0.5, Contrast2012: 10 });
    expect(again(photo, without(steps, '1')).last.settings['Exposure2012']).toBe(0.5);
  });

  it('drop and name a step that changes nothing any more', () => {
    const steps = made({ Vibrance: 10 }, { Vibrance: null });
    const { steps: done, conflicts } = again(photo, without(steps, '1'));
    expect(done).toEqual([]);
    expect(conflicts).toEqual([{ stepId: '2', kind: 'empty' }]);
  });

  it('take one mask out from under the others', () => {
    const steps = made(masks(linear('Sky', -0.1)), masks(linear('Sky', -0.1), linear('Face', 0.2, 0.4)), masks(linear('Sky', -0.1), linear('Face', 0.2, 0.4), linear('Edge', -0.3, 0.6)));
    const { last, conflicts } = again(photo, without(steps, '2'));
    expect(shown(last.settings)).toEqual(['Sky -0.1', 'Edge -0.3']);
    expect(conflicts).toEqual([]);
  });

  it('say which mask a step would have changed when it is not there', () => {
    const steps = made(masks(linear('Sky', -0.1)), masks({ ...(linear('Sky', -0.4) as object), CorrectionName: 'Sky' }), { Contrast2012: 5 });
    const { last, conflicts } = again(photo, without(steps, '1'));
    expect(shown(last.settings)).toEqual([]);
    expect(conflicts).toEqual([{ stepId: '2', kind: 'missing', name: 'Sky' }, { stepId: '2', kind: 'empty' }]);
    expect(last.settings['Contrast2012']).toBe(5);
  });

  it('change one amount of a mask and leave its others as they are elsewhere', () => {
    const start = { settings: applyPatch({}, masks({ ...(linear('Sky', -0.1) as object), LocalContrast2012: 0.3 })), baseId: null };
    const [, step] = made(masks(linear('Sky', -0.1)), masks(linear('Sky', -0.5)));
    expect(again(start, [step!]).last.settings['MaskGroupBasedCorrections']).toEqual([{ ...(linear('Sky', -0.5) as object), LocalContrast2012: 0.3 }]);
  });

  it('know a renamed and redrawn mask by its identity', () => {
    const id = (name: string, exposure: number, at?: number) => ({ ...(linear(name, exposure, at) as object), CorrectionSyncID: 'AB12' });
    const steps = made(masks(id('Sky', -0.1)), masks(id('Clouds', -0.1, 0.6)), masks(id('Clouds', -0.6, 0.6)));
    const { last, conflicts } = again(photo, without(steps, '2'));
    expect(shown(last.settings)).toEqual(['Sky -0.6']);
    expect(conflicts).toEqual([]);
  });

  it('use the shape that a step drew, and say that there was another', () => {
    const elsewhere = { settings: applyPatch({}, masks(linear('Sky', -0.1, 0.05))), baseId: null };
    const [, step] = made(masks(linear('Sky', -0.1, 0.2)), masks(linear('Sky', -0.1, 0.7)));
    const { last, conflicts } = again(elsewhere, [step!]);
    expect(last.settings['MaskGroupBasedCorrections']).toEqual([linear('Sky', -0.1, 0.7)]);
    expect(conflicts).toEqual([{ stepId: '2', kind: 'reshaped', name: 'Sky' }]);
  });

  it('remove a mask only where it is', () => {
    const steps = made(masks(linear('Sky', -0.1), linear('Face', 0.2, 0.4)), masks(linear('Face', 0.2, 0.4)));
    expect(shown(again(photo, steps).last.settings)).toEqual(['Face 0.2']);
    const elsewhere = { settings: applyPatch({}, masks(linear('Ground', 0.3, 0.7))), baseId: null };
    expect(shown(again(elsewhere, [steps[1]!]).steps.at(-1)?.settings ?? elsewhere.settings)).toEqual(['Ground 0.3']);
  });

  it('keep retouched areas of the steps that stay', () => {
    const [a, b] = [retouchSpot({ method: 'heal', x: 0.2, y: 0.2, radius: 0.02 }), retouchSpot({ method: 'heal', x: 0.7, y: 0.5, radius: 0.02 })];
    const steps = made({ RetouchAreas: [a] }, { RetouchAreas: [a, b] });
    expect(again(photo, without(steps, '1')).last.settings['RetouchAreas']).toEqual([b]);
  });
});

describe('pictures that an image model made', () => {
  it('go along with the steps that lie on them', () => {
    const steps = made({ Exposure2012: 0.5 }, 'snow', { Contrast2012: 10 });
    expect(again(photo, without(steps, '1')).last).toMatchObject({ baseId: 'snow', settings: { Contrast2012: 10 } });
  });
  it('go away with their own step, and the rest lies on what was before', () => {
    const steps = made({ Exposure2012: 0.5 }, 'snow', { Contrast2012: 10 });
    expect(again(photo, without(steps, '2')).last).toMatchObject({ baseId: null, settings: { Exposure2012: 0.5, Contrast2012: 10 } });
  });
  it('cannot do without the picture that they were made from', () => {
    const steps = made('clean', { Contrast2012: 10 }, 'snow');
    expect(reapply(photo, without(steps, '1'))).toEqual({ ok: false, stepId: '3' });
    expect(again(photo, without(steps, '3')).last.baseId).toBe('clean');
  });
  it('keep the white balance that went into them, which is said', () => {
    const before: Ground = { settings: applyPatch({}, { Temperature: 4000, Tint: 5 }), baseId: null };
    const step: MadeStep = { id: '2', patch: {}, before, after: { settings: {}, baseId: 'snow' } };
    const result = again(photo, [step]);
    expect(result.conflicts).toEqual([{ stepId: '2', kind: 'baked' }]);
    expect(result.last).toMatchObject({ baseId: 'snow', settings: {} });
  });
});

describe('any history', () => {
  const sliders = fc.dictionary(fc.constantFrom('Exposure2012', 'Contrast2012', 'Vibrance', 'Dehaze'), fc.integer({ min: -4, max: 4 }), { minKeys: 1 });
  it('done again from its start is itself', () => {
    fc.assert(fc.property(fc.array(sliders, { maxLength: 8 }), (patches) => {
      const steps = made(...patches);
      const { last } = again(photo, steps);
      expect(last.settings).toEqual(steps.at(-1)?.after.settings ?? {});
    }), { numRuns: 60 });
  });
  it('can be ordered anew at will where no two steps set the same slider', () => {
    const apart = ['Exposure2012', 'Contrast2012', 'Vibrance', 'Dehaze'].map((name, index) => ({ [name]: index + 1 }));
    const steps = made(...apart);
    fc.assert(fc.property(fc.shuffledSubarray([...steps], { minLength: 4 }), (order) => {
      expect(sameJson(again(photo, order).last.settings, steps.at(-1)!.after.settings)).toBe(true);
    }), { numRuns: 30 });
  });
});
