import { describe, expect, it } from 'vitest';
import { identity } from '../engine';
import { normalise, numberOf } from '../settings';
import { PROFILES, profileOf, toolOf } from '../tools';
import { develop, luma, mean } from '../testing/harness';
import { chart } from '../testing/charts';
import { layered, underlaysOf } from './underlay';

const look = (Parameters: object, Amount = 1, Name = 'Mine') => normalise({ Look: { Name, Amount, Parameters } } as object).settings;

describe('profiles', () => {
  it('have names of their own and parameters that the engine renders, in range', () => {
    for (const profile of PROFILES) for (const name of [profile.name, ...profile.likens]) expect(profileOf(name), name).toBe(profile);
    for (const { name, parameters } of PROFILES) {
      expect(normalise(parameters), name).toEqual({ settings: parameters, issues: [] });
      for (const parameter of Object.keys(parameters)) expect(toolOf(parameter)?.rendered, `${name} ${parameter}`).toBe(true);
    }
  });

  it('named for the camera’s own rendering change nothing', () => {
    for (const CameraProfile of ['Embedded', 'Adobe Color', 'Adobe Standard', 'Camera Standard', 'Default Profile']) expect(identity(normalise({ CameraProfile }).settings), CameraProfile).toBe(true);
    for (const CameraProfile of ['Adobe Vivid', 'camera landscape', 'Vivid', 'Camera CLASSIC CHROME']) expect(identity(normalise({ CameraProfile }).settings), CameraProfile).toBe(false);
  });

  it('that are unknown are kept as they came, said, and render as the camera did', () => {
    const { settings, issues } = normalise({ CameraProfile: 'Nikon D800 Cobalt v2' });
    expect(settings).toEqual({ CameraProfile: 'Nikon D800 Cobalt v2' });
    expect(issues.map(({ kind }) => kind)).toEqual(['unrendered']);
    expect(identity(settings)).toBe(true);
  });

  it('may be named by a look, as newer files do', () => {
    expect(layered(normalise({ Look: { Name: 'Adobe Vivid', Amount: 1, Stubbed: 'true' } }).settings)).toMatchObject(profileOf('Adobe Vivid')?.parameters ?? {});
  });
});

describe('a look', () => {
  it('adds its parameters to the photo’s own by its amount, within the range of each', () => {
    const settings = { ...look({ Contrast2012: '+20', Vibrance: 60 }, 0.5), Contrast2012: 5, Vibrance: 90 };
    expect(layered(settings)).toMatchObject({ Contrast2012: 15, Vibrance: 100 });
    expect(layered({ ...look({ Contrast2012: 20 }, 2), Contrast2012: 5 })).toMatchObject({ Contrast2012: 45 });
  });

  it('is laid under once, however often it is asked', () => {
    const settings = look({ Contrast2012: 20 });
    expect(layered(layered(settings))).toBe(layered(settings));
    expect(numberOf(layered(settings), 'Contrast2012')).toBe(20);
  });

  it('leaves the photo its own where values do not add up, and its frame, light and masks always', () => {
    expect(layered({ ...look({ SplitToningShadowHue: 200, SplitToningShadowSaturation: 30 }), SplitToningShadowHue: 40 })).toMatchObject({ SplitToningShadowHue: 40, SplitToningShadowSaturation: 30 });
    expect(layered(look({ CropTop: 0.2, IncrementalTemperature: 50, MaskGroupBasedCorrections: [], Look: { Name: 'x' } }))).toEqual(look({ CropTop: 0.2, IncrementalTemperature: 50, MaskGroupBasedCorrections: [], Look: { Name: 'x' } }));
  });

  it('sets its curve before the photo’s own', () => {
    const grey = chart(16, 16, () => [128 / 255, 128 / 255, 128 / 255]);
    const [own, both] = [{ ToneCurvePV2012: [[0, 0], [128, 160], [255, 255]] }, { ...look({ ToneCurvePV2012: ['0, 0', '128, 96', '255, 255'] }), ToneCurvePV2012: [[0, 0], [96, 200], [255, 255]] }].map((settings) => mean(develop(grey, normalise(settings).settings), luma));
    expect(own).toBeCloseTo(160 / 255, 2);
    expect(both).toBeCloseTo(200 / 255, 2);
  });

  it('at amount 0 is no look', () => {
    expect(underlaysOf(look({ Contrast2012: 50 }, 0))).toEqual([]);
    expect(identity(look({ Contrast2012: 50, ConvertToGrayscale: 'True' }, 0))).toBe(true);
    expect(identity(look({ ConvertToGrayscale: 'True' }, 0.5))).toBe(false);
  });

  it('says what of it cannot be rendered', () => {
    const kinds = (value: object) => normalise({ Look: value }).issues.map(({ name, kind }) => `${name} ${kind}`);
    expect(kinds({ Name: 'Modern 08', Parameters: { RGBTable: 'AB' } })).toEqual(['Look unrendered']);
    expect(kinds({ Name: 'Modern 08', Parameters: { RGBTable: 'AB', Table_AB: 'nonsense"' } })).toEqual(['Look unrendered']);
    expect(kinds({ Name: 'Mine', Parameters: { LookTable: 'AB', Table_AB: 'x', Contrast2012: 3 } })).toEqual(['Look unrendered']);
    expect(kinds({ Name: 'Nobody knows' })).toEqual(['Look unrendered']);
    expect(kinds({ Name: 'Adobe Color', Amount: 1 })).toEqual([]);
    expect(kinds({ Name: 'Mine', Amount: 7, Parameters: { Contrast2012: 3 } })).toEqual(['Look clamped']);
    expect(normalise({ Look: { Name: '' } })).toEqual({ settings: {}, issues: [] });
  });
});
