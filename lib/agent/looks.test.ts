import { describe, expect, it } from 'vitest';
import { normalise, sameJson } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import { BUILT_IN_LOOKS, settingsOfStyle } from './looks';
import { STYLES } from './language';
import { to, toColour, toThing, wash } from './language/tables/styles/style';

describe('the looks of styles', () => {
  it('are one for every style, each of its own and in order', () => {
    expect(BUILT_IN_LOOKS.map(({ id }) => id)).toEqual(STYLES.map(({ id }) => `style:${id}`));
    const documents = new Set(BUILT_IN_LOOKS.map(({ patch }) => JSON.stringify(patch)));
    expect(documents.size).toBe(BUILT_IN_LOOKS.length);
  });
  it.each(BUILT_IN_LOOKS.map((look) => [look.id, look] as const))('%s is a document that the engine reads whole and renders', (_, { patch }) => {
    const { settings, issues } = normalise(patch);
    expect(issues).toEqual([]);
    expect(sameJson(settings, patch)).toBe(true);
    expect(Object.keys(patch).length).toBeGreaterThan(1);
    // A photo's own light, frame and places are no part of a look.
    for (const name of Object.keys(patch)) expect(['white-balance', 'crop', 'transform', 'lens', 'mask', 'local', undefined]).not.toContain(toolOf(name)?.family);
  });
  it('turn goals the way they point', () => {
    const settings = settingsOfStyle({ goals: [to('contrast', 0.5), to('saturation', -0.5), to('fade', 0.5), to('warmth', 0.5), toColour('Blue', 'hue', -0.4), toThing('sky', 'brightness', -1), wash('shadows', 200, 0.5)] });
    expect(settings).toMatchObject({ Contrast2012: 24, SplitToningShadowHue: 200, SplitToningShadowSaturation: 21, ColorGradeGlobalHue: 42, HueAdjustmentBlue: -18 });
    expect(settings['Saturation']).toBeLessThan(0);
    expect((settings['ToneCurvePV2012'] as readonly (readonly number[])[])[0]).toEqual([0, 17]);
    expect(settings['Exposure2012']).toBeUndefined();
  });
  it('are opposites where the goals are', () => {
    const hue = (amount: number) => settingsOfStyle({ goals: [to('warmth', amount)] })['ColorGradeGlobalHue'];
    expect([hue(0.4), hue(-0.4)]).toEqual([42, 218]);
  });
});
