import { describe, expect, it } from 'vitest';
import { chart } from '../testing/charts';
import { analysisOf, engine } from '../testing/harness';
import { layLook, layered } from '../looks';
import { outputSize } from '../pipeline/geometry';
import { SECTIONS, SWITCHES, TOOLS } from '../tools';
import { applyPatch, describeChange, inForce, isSwitch, namesOfPart, namesUnder, normalise, numberOf, PARTS, partsMoved, patchBetween, patchOfParts, switchOf } from '.';

const W = 48, H = 36;
const photo = chart(W, H, (x, y) => [x / W, y / H, 0.4]);

function rendered(settings: ReturnType<typeof applyPatch>): string {
  const target = new Uint8Array(W * H * photo.channels);
  engine.render({ source: photo, full: { width: W, height: H }, settings, analysis: analysisOf(photo), output: { width: W, height: H }, target, depth: 8, rows: [0, H] });
  return Buffer.from(target).toString('base64');
}

/** Something that is seen for the sections whose values are colours and tones. */
const SEEN: Readonly<Record<string, Record<string, number | readonly (readonly number[])[]>>> = {
  EnableBasic: { Exposure2012: 0.7, IncrementalTemperature: 20 }, EnableToneCurve: { ToneCurvePV2012: [[0, 30], [255, 240]] }, EnableColorAdjustments: { SaturationAdjustmentBlue: -80 },
  EnableSplitToning: { ColorGradeGlobalHue: 40, ColorGradeGlobalSat: 40 }, EnableEffects: { PostCropVignetteAmount: -60 }, EnableCalibration: { BlueHue: 60 }, EnableDetail: { Sharpness: 120 },
};

describe('a section that is switched off', () => {
  it.each(Object.entries(SEEN))('%s shows nothing of it and keeps its values', (name, values) => {
    const on = applyPatch({}, values);
    const off = applyPatch(on, { [name]: false });
    expect(off).toEqual({ ...on, [name]: false });
    expect(rendered(on)).not.toBe(rendered({}));
    expect(rendered(off)).toBe(rendered({}));
    expect(applyPatch(off, { [name]: null })).toEqual(on);
    expect(applyPatch(off, { [name]: true })).toEqual(on);
  });
  it('is switched on again by moving something in it, unless the move says otherwise', () => {
    const off = applyPatch({ Sharpness: 40 }, { EnableDetail: false });
    expect(applyPatch(off, { Sharpness: 60 })).toEqual({ Sharpness: 60 });
    expect(applyPatch(off, { Sharpness: 60, EnableDetail: false })).toEqual({ Sharpness: 60, EnableDetail: false });
    expect(applyPatch(off, { Exposure2012: 1 })).toEqual({ Sharpness: 40, EnableDetail: false, Exposure2012: 1 });
    expect(applyPatch(off, { Sharpness: null })).toEqual({ EnableDetail: false });
    const other = { Sharpness: 90, EnableDetail: false };
    expect(applyPatch(off, patchBetween(off, other))).toEqual(other);
  });
  it('leaves a photo black and white, cropped and as large as it was', () => {
    expect(inForce({ ConvertToGrayscale: true, GrayMixerRed: 20, EnableGrayscaleMix: false })).toEqual({ ConvertToGrayscale: true });
    const crop = normalise({ CropLeft: 0.25, PerspectiveScale: 90, EnableTransform: false, EnableLensCorrections: false, LensManualDistortionAmount: 60, CropConstrainToWarp: true }).settings;
    expect(outputSize({ width: 400, height: 300 }, crop)).toEqual({ width: 300, height: 300 });
  });
  it('costs nothing while everything is on', () => {
    const settings = { Exposure2012: 1 };
    expect(inForce(settings)).toBe(settings);
    expect(layered(settings)).toBe(settings);
  });
  it('is read however files spell it, and said in words', () => {
    expect(normalise({ EnableDetail: 'False', EnableEffects: 'True', EnableCalibration: '0', EnableToneCurve: true })).toEqual({ settings: { EnableDetail: false, EnableCalibration: false }, issues: [] });
    expect(describeChange('EnableSplitToning', null, false, 'en')).toBe('Color Grading off');
    expect(describeChange('EnableSplitToning', false, null, 'zh')).toBe('颜色分级 开');
  });
});

describe('switches and parts', () => {
  it('reach every section and no parameter twice', () => {
    expect(new Set(SWITCHES.map(({ section }) => section))).toEqual(new Set(SECTIONS.map(({ id }) => id)));
    const names = SWITCHES.flatMap((one) => [...namesUnder(one)]);
    expect(new Set(names).size).toBe(names.length);
    expect(switchOf('Sharpness')?.name).toBe('EnableDetail');
    expect(switchOf('CropLeft')).toBeUndefined();
  });
  it('parts hold every global parameter once', () => {
    const names = PARTS.flatMap((part) => [...namesOfPart(part)]).filter((name) => !isSwitch(name));
    expect(new Set(names).size).toBe(names.length);
    expect(TOOLS.filter(({ scope, name }) => scope === 'global' && !names.includes(name))).toEqual([]);
  });
  it('copying parts makes them the same there, and leaves the rest', () => {
    const here = normalise({ Exposure2012: 0.5, Vibrance: 20, SplitToningShadowHue: 200, SplitToningShadowSaturation: 20 }).settings;
    const there = normalise({ Exposure2012: -1, Contrast2012: 30, Vibrance: 5, Dehaze: 10 }).settings;
    expect(partsMoved(here, {})).toEqual(['tone', 'presence', 'grading']);
    expect(applyPatch(there, patchOfParts(here, ['tone', 'grading']))).toEqual({ Exposure2012: 0.5, Vibrance: 5, Dehaze: 10, SplitToningShadowHue: 200, SplitToningShadowSaturation: 20 });
  });
});

describe('a patch laid as a look', () => {
  const look = { id: 'x', name: 'Adobe Vivid', patch: { Exposure2012: 0.6, IncrementalTemperature: 12, ToneCurvePV2012: [[0, 20], [255, 255]] } };
  it('lies under the photo’s own settings at an amount, whatever its name, and is gone without a trace', () => {
    const own = applyPatch({}, { Exposure2012: 0.2 });
    const laid = applyPatch(own, layLook(look));
    expect(laid).toMatchObject({ Exposure2012: 0.2, IncrementalTemperature: 12, Look: { Name: 'Adobe Vivid', Amount: 1 } });
    expect(numberOf(layered(laid), 'Exposure2012')).toBeCloseTo(0.8);
    expect(rendered(laid)).not.toBe(rendered(applyPatch(own, { IncrementalTemperature: 12 })));
    expect(numberOf(layered(applyPatch(own, layLook(look, 0.5))), 'Exposure2012')).toBeCloseTo(0.5);
    expect(applyPatch(laid, { Look: null, IncrementalTemperature: null })).toEqual(own);
  });
  it('shows what setting it outright shows', () => {
    expect(rendered(applyPatch({}, layLook(look)))).toBe(rendered(applyPatch({}, look.patch)));
  });
});
