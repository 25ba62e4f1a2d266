import { describe, expect, it } from 'vitest';
import { readSettings } from '@/lib/develop/codecs';
import { applyPatch, normalise } from '@/lib/develop/settings';
import { clipboardText, maySettle, readClipboard } from './parts/clipboard';
import { moversOf } from './movers';
import { movedSplit, regionAt } from './region-math';
import { coloursAt, deltaOf, oklabHue, toneAt } from './target-math';
import { keyedPuck, placeOf, puckAt, pulled } from './wheel-math';
import { calculate } from './words';

describe('a typed value', () => {
  it.each([
    ['12', 12], ['−0,5', -0.5], ['+5', 5], ['5500 K', 5500], ['20+5', 25], ['3*(4-1)', 9], ['-2*-3', 6], ['10/4', 2.5], ['+=5', 15], ['-=0.5', 9.5], ['*=2', 20], ['*1.5', 15], ['/4', 2.5], ['×2', 20], ['(2', undefined],
    ['2+', undefined], ['1/0', undefined], ['abs(1)', undefined], ['', undefined], ['-', undefined], ['2 3', 23], ['1..2', undefined],
  ])('%s at 10 is %s', (text, value) => {
    expect(calculate(text, 10)).toBe(value);
  });
});

describe('a grading wheel', () => {
  it('has red at the right and runs counter-clockwise, and every puck is where it lies', () => {
    expect(puckAt(1, 0)).toEqual({ hue: 0, saturation: 100 });
    expect(puckAt(0, -0.5)).toEqual({ hue: 90, saturation: 50 });
    expect(puckAt(3, 3).saturation).toBe(100);
    for (let hue = 0; hue < 360; hue += 7) for (const saturation of [20, 55, 100]) expect(puckAt(...placeOf({ hue, saturation }))).toEqual({ hue, saturation });
  });
  it('is pulled finely, keeps what is held, and follows keys', () => {
    const from = { hue: 0, saturation: 40 };
    expect(pulled(from, 0.4, 0)).toEqual({ hue: 0, saturation: 80 });
    expect(pulled(from, 0.4, 0, { fine: true })).toEqual({ hue: 0, saturation: 45 });
    expect(pulled(from, -0.4, -0.4, { hold: 'saturation' })).toEqual({ hue: 90, saturation: 40 });
    expect(pulled(from, -0.2, -0.2, { hold: 'hue' }).hue).toBe(0);
    expect(keyedPuck({ hue: 359, saturation: 99 }, 'ArrowLeft', true)).toEqual({ hue: 9, saturation: 99 });
    expect(keyedPuck({ hue: 3, saturation: 99 }, 'ArrowUp', true)).toEqual({ hue: 3, saturation: 100 });
    expect(keyedPuck({ hue: 3, saturation: 1 }, 'Tab', false)).toBeUndefined();
  });
});

describe('the parametric curve', () => {
  it('knows the region of a tone and keeps splits apart, in range and in order', () => {
    expect([5, 30, 60, 90].map((tone) => regionAt([25, 50, 75], tone))).toEqual([0, 1, 2, 3]);
    expect(movedSplit([25, 50, 75], 0, 90)).toBe(40);
    expect(movedSplit([25, 50, 75], 1, 0)).toBe(35);
    expect(movedSplit([25, 50, 75], 2, 99)).toBe(90);
    expect(movedSplit([60, 70, 80], 1, 0)).toBe(70);
    const splits = { ParametricShadowSplit: movedSplit([25, 50, 75], 0, 70), ParametricMidtoneSplit: 50, ParametricHighlightSplit: 75 };
    expect(normalise(splits).issues).toEqual([]);
  });
});

describe('the target tool', () => {
  it('finds the mixer’s colours under a place, the strongest first and whole', () => {
    expect(coloursAt([200, 40, 40])[0]).toEqual({ colour: 'Red', share: 1 });
    expect(coloursAt([60, 120, 220])[0]?.colour).toBe('Blue');
    expect(coloursAt([220, 160, 120])[0]?.colour).toBe('Orange');
    expect(coloursAt([128, 128, 128])).toEqual([]);
    expect(oklabHue([255, 0, 0]).hue).toBeCloseTo(29.23, 1);
    expect(toneAt([255, 255, 255])).toBeCloseTo(100);
  });
  it('takes right and up as more', () => {
    expect([deltaOf(100, 0, false), deltaOf(0, -100, false), deltaOf(0, 100, true)]).toEqual([50, 50, -6]);
  });
});

describe('who moved what', () => {
  const mask = (name: string, exposure: number) => ({ What: 'Correction', CorrectionName: name, LocalExposure2012: exposure });
  const path = [
    { author: 'root', title: '', patch: { Exposure2012: 1 } },
    { author: 'agent', title: 'Lifted shadows', patch: { Shadows2012: 28, MaskGroupBasedCorrections: [mask('Sky', 0.1)] } },
    { author: 'user', title: 'Contrast +10', patch: { Contrast2012: 10, MaskGroupBasedCorrections: [mask('Face', 0.2), mask('Sky', 0.1)] } },
  ] as const;
  it('is the last one on the way, and nobody once it is back', () => {
    const movers = moversOf(path);
    expect(movers.get('Exposure2012')).toBeUndefined();
    expect(movers.get('Shadows2012')).toEqual({ by: 'agent', title: 'Lifted shadows' });
    expect(moversOf(path, { Shadows2012: 30 }).get('Shadows2012')).toEqual({ by: 'user', title: '' });
    expect(moversOf(path, { Shadows2012: null }).has('Shadows2012')).toBe(false);
  });
  it('tells masks apart, wherever they stand', () => {
    const movers = moversOf(path);
    expect(movers.get('MaskGroupBasedCorrections[0]')?.by).toBe('user');
    expect(movers.get('MaskGroupBasedCorrections[1]')).toEqual({ by: 'agent', title: 'Lifted shadows' });
    const gone = moversOf(path, { MaskGroupBasedCorrections: [mask('Sky', 0.1)] });
    expect(gone.get('MaskGroupBasedCorrections[0]')?.by).toBe('agent');
    expect(gone.has('MaskGroupBasedCorrections[1]')).toBe(false);
  });
});

describe('settings on the clipboard', () => {
  const here = normalise({ Exposure2012: 0.5, ToneCurvePV2012: [[0, 10], [255, 250]], SplitToningShadowHue: 200, SplitToningShadowSaturation: 20, CropLeft: 0.1 }).settings;
  it('bring chosen groups to another photo, defaults among them, and nothing else', async () => {
    const text = clipboardText(here, ['tone', 'tone-curve', 'mask']);
    expect(maySettle(text)).toBe(true);
    const there = normalise({ Exposure2012: 2, Contrast2012: 30, Vibrance: 5, MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionMasks: [] }] }).settings;
    const { patch } = await readClipboard(text);
    expect(applyPatch(there, patch)).toEqual({ Exposure2012: 0.5, ToneCurvePV2012: [[0, 10], [255, 250]], Vibrance: 5 });
  });
  it('are a settings file of their own, and other formats can be pasted', async () => {
    expect(readSettings(clipboardText(here, ['tone'])).settings).toEqual({ Exposure2012: 0.5 });
    const lua = 's = { title = "Amber", value = { settings = { Vibrance = 22 } } }';
    expect(maySettle(lua)).toBe(true);
    expect(await readClipboard(lua)).toEqual({ name: 'Amber', patch: { Vibrance: 22 } });
    expect(maySettle('Make it warmer')).toBe(false);
  });
});
