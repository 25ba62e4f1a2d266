import { beforeAll, describe, expect, it } from 'vitest';
import type { DevelopSettings } from '../../types';
import { HUE_CENTRES, hueWeights } from './hues';
import { anyColours, at, chroma, type ColourBench, deltaE, fromOklab, greys, hue, lch, MIXER, NAMES, oklab, openColourBench, type Rgb, turn, wheel } from './testing';

let bench: ColourBench;
beforeAll(async () => {
  bench = await openColourBench();
});

describe('the eight colours', () => {
  it('share every hue smoothly and wholly', () => {
    for (let h = 0; h < 360; h += 0.25) {
      const [here, next] = [hueWeights(h), hueWeights(h + 0.25)];
      expect(NAMES.reduce((sum, name) => sum + here[name], 0)).toBeCloseTo(1, 12);
      for (const name of NAMES) {
        expect(here[name]).toBeGreaterThanOrEqual(0);
        expect(Math.abs(here[name] - next[name])).toBeLessThan(0.02);
      }
    }
    for (const name of NAMES) expect(hueWeights(HUE_CENTRES[name])[name]).toBe(1);
  });

  it('never jump around the hue wheel', () => {
    const before = Math.max(...wheel.map((colour, i) => deltaE(colour, at(wheel, i + 1))));
    for (const name of MIXER) for (const amount of [-100, 100]) {
      const after = bench.develop(wheel, { [name]: amount });
      const jump = Math.max(...after.map((colour, i) => deltaE(colour, at(after, i + 1))));
      expect(jump, `${name} ${amount}`).toBeLessThan(before + 3);
    }
  });

  it('turn hue toward the neighbour, monotonically, without changing the order of hues', () => {
    NAMES.forEach((name, i) => {
      const centre = [fromOklab(lch(0.7, 0.1, HUE_CENTRES[name]))];
      const turned = [-100, -50, 0, 50, 100].map((amount) => turn(HUE_CENTRES[name], hue(oklab(at(bench.evaluate(centre, { [`HueAdjustment${name}`]: amount }), 0)))));
      turned.slice(1).forEach((degrees, k) => expect(degrees).toBeGreaterThan(at(turned, k) + 5));
      const neighbour = turn(HUE_CENTRES[name], HUE_CENTRES[at(NAMES, i + 1)]);
      expect(at(turned, 4)).toBeGreaterThan(neighbour * 0.6);
      expect(at(turned, 4)).toBeLessThan(neighbour);
      for (const amount of [-100, 100]) {
        const after = bench.evaluate(wheel, { [`HueAdjustment${name}`]: amount }).map((colour) => hue(oklab(colour)));
        after.forEach((h, k) => expect(turn(h, at(after, k + 1)), `${name} ${amount} at ${k}`).toBeGreaterThan(-0.05));
      }
    });
  });

  it('change saturation and luminance monotonically, and leave the opposite colour alone', () => {
    for (const name of NAMES) {
      const centre = lch(0.65, 0.1, HUE_CENTRES[name]);
      const opposite = fromOklab(lch(0.65, 0.1, HUE_CENTRES[name] + 180));
      const run = (parameter: string) => [-100, -60, -20, 0, 20, 60, 100].map((amount) => bench.develop([fromOklab(centre), opposite], { [parameter + name]: amount }));
      const saturation = run('SaturationAdjustment');
      saturation.slice(1).forEach((colours, i) => expect(chroma(oklab(at(colours, 0)))).toBeGreaterThan(chroma(oklab(at(at(saturation, i), 0)))));
      expect(chroma(oklab(at(at(saturation, 0), 0)))).toBeLessThan(0.01);
      const luminance = run('LuminanceAdjustment');
      luminance.slice(1).forEach((colours, i) => expect(oklab(at(colours, 0))[0]).toBeGreaterThan(oklab(at(at(luminance, i), 0))[0] + 0.004));
      for (const colours of [...saturation, ...luminance]) expect(deltaE(at(colours, 1), opposite)).toBeLessThan(0.1);
    }
  });

  it('mix black and white: each slider moves the grey of its colour', () => {
    for (const name of NAMES) {
      const colour = [fromOklab(lch(0.65, 0.1, HUE_CENTRES[name]))];
      const greysOf = [-100, -50, 0, 50, 100].map((amount) => at(bench.develop(colour, { ConvertToGrayscale: true, [`GrayMixer${name}`]: amount }), 0));
      for (const [r, g, b] of greysOf) expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(0.25 / 255);
      greysOf.slice(1).forEach(([r], i) => expect(r).toBeGreaterThan(at(greysOf, i)[0] + 0.02));
    }
  });
});

describe('saturation and vibrance', () => {
  const after = (colour: Rgb, settings: DevelopSettings) => chroma(oklab(at(bench.develop([colour], settings), 0))) / chroma(oklab(colour));
  const pale = fromOklab(lch(0.7, 0.04, 255));
  const vivid = fromOklab(lch(0.6, 0.17, 255));
  const skin = fromOklab(lch(0.75, 0.06, 52));

  it('move chroma monotonically; saturation −100 is grey', () => {
    for (const name of ['Saturation', 'Vibrance']) {
      const gains = [-100, -70, -40, -10, 0, 10, 40, 70, 100].map((amount) => after(pale, { [name]: amount }));
      gains.slice(1).forEach((gain, i) => expect(gain).toBeGreaterThan(at(gains, i)));
    }
    for (const colour of bench.develop(anyColours, { Saturation: -100 })) expect(chroma(oklab(colour))).toBeLessThan(0.002);
  });

  it('vibrance spares vivid colours and skin', () => {
    expect(after(pale, { Vibrance: 100 })).toBeGreaterThan(1.6);
    expect(after(vivid, { Vibrance: 100 })).toBeLessThan(1.25);
    expect(after(skin, { Vibrance: 100 })).toBeLessThan(1.4);
    expect(after(skin, { Saturation: 100 })).toBeGreaterThan(1.7);
  });
});

describe('curves', () => {
  it('master curves act on greys as drawn', () => {
    const out = bench.develop(greys, { ToneCurvePV2012: [[0, 0], [64, 96], [128, 128], [255, 255]] });
    expect(Math.abs(at(out, 64)[0] * 255 - 96)).toBeLessThan(0.3);
    expect(Math.abs(at(out, 128)[0] * 255 - 128)).toBeLessThan(0.3);
    expect(at(out, 255)[0]).toBeCloseTo(1, 4);
  });

  it('a named curve stands in only where the document has no points', () => {
    expect(bench.develop(greys, { ToneCurveName2012: 'Strong Contrast', ToneCurvePV2012: [[0, 0], [255, 255]] })).toEqual(greys.map((grey) => grey.map(Math.fround)));
    expect(at(bench.develop(greys, { ToneCurveName2012: 'Strong Contrast' }), 64)[0] * 255).toBeCloseTo(50, 0);
  });

  it('strong contrast turns hues little', () => {
    const before = bench.evaluate(wheel, {});
    bench.evaluate(wheel, { ToneCurveName2012: 'Strong Contrast' }).forEach((colour, i) => expect(Math.abs(turn(hue(oklab(at(before, i))), hue(oklab(colour))))).toBeLessThan(6));
  });

  it('a channel curve colours its own channel', () => {
    const [r, , b] = at(bench.develop([[0.5, 0.5, 0.5]], { ToneCurvePV2012Blue: [[0, 0], [128, 160], [255, 255]] }), 0);
    expect(b).toBeGreaterThan(0.58);
    expect(Math.abs(r - 0.5)).toBeLessThan(0.05);
  });
});

describe('colour grading', () => {
  const tint = (settings: DevelopSettings, grey: number) => oklab(at(bench.develop([[grey, grey, grey]], settings), 0));

  it('tints its own zone most, and leaves black black and white white', () => {
    const shadows = { SplitToningShadowHue: 210, SplitToningShadowSaturation: 60 };
    expect(chroma(tint(shadows, 0.2))).toBeGreaterThan(3 * chroma(tint(shadows, 0.85)));
    const highlights = { SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 60 };
    expect(chroma(tint(highlights, 0.85))).toBeGreaterThan(3 * chroma(tint(highlights, 0.2)));
    const middle = { ColorGradeMidtoneHue: 120, ColorGradeMidtoneSat: 60 };
    expect(chroma(tint(middle, 0.45))).toBeGreaterThan(chroma(tint(middle, 0.08)));
    for (const settings of [shadows, highlights, { ColorGradeGlobalHue: 0, ColorGradeGlobalSat: 100 }]) {
      expect(chroma(tint(settings, 0))).toBeLessThan(0.01);
      expect(chroma(tint(settings, 1))).toBeLessThan(0.01);
    }
  });

  it('tints with the hue of the wheel, more with more saturation', () => {
    for (const [degrees, wanted] of [[0, [1, 0, 0]], [60, [1, 1, 0]], [210, [0, 0.5, 1]], [300, [1, 0, 1]]] as const) {
      const amounts = [10, 30, 60, 100].map((amount) => tint({ ColorGradeGlobalHue: degrees, ColorGradeGlobalSat: amount }, 0.5));
      amounts.slice(1).forEach((colour, i) => expect(chroma(colour)).toBeGreaterThan(chroma(at(amounts, i))));
      expect(Math.abs(turn(hue(at(amounts, 1)), hue(oklab(wanted))))).toBeLessThan(4);
    }
  });

  it('moves luminance in each zone monotonically', () => {
    for (const [name, grey] of [['ColorGradeShadowLum', 0.2], ['ColorGradeMidtoneLum', 0.5], ['ColorGradeHighlightLum', 0.85], ['ColorGradeGlobalLum', 0.5]] as const) {
      const lightness = [-100, -50, 0, 50, 100].map((amount) => tint({ [name]: amount }, grey)[0]);
      lightness.slice(1).forEach((L, i) => expect(L).toBeGreaterThan(at(lightness, i) + 0.01));
    }
  });

  it('balance gives tones to the highlights or to the shadows', () => {
    const warmth = (balance: number) => tint({ SplitToningHighlightHue: 40, SplitToningHighlightSaturation: 60, SplitToningBalance: balance }, 0.5);
    expect(chroma(warmth(100))).toBeGreaterThan(chroma(warmth(0)) * 1.3);
    expect(chroma(warmth(-100))).toBeLessThan(chroma(warmth(0)) * 0.7);
  });
});

describe('local colour', () => {
  const colours = wheel.filter((_, i) => i % 15 === 0);

  it('takes saturation away, turns hue and tones, by the mask', () => {
    for (const colour of bench.local(colours, { LocalSaturation: -1 })) expect(chroma(oklab(colour))).toBeLessThan(0.002);
    bench.local(colours, { LocalHue: 0.25 }).forEach((colour, i) => expect(Math.abs(turn(hue(oklab(at(colours, i))) + 45, hue(oklab(colour))))).toBeLessThan(3));
    const toned = at(bench.local([[0.5, 0.5, 0.5]], { LocalToningHue: 40, LocalToningSaturation: 0.6 }), 0);
    expect(toned[0]).toBeGreaterThan(toned[2] + 0.1);
  });

  it('scales with the correction’s amount, and bends tone by its own curve', () => {
    const [once, twice] = [1, 2].map((CorrectionAmount) => at(bench.local([at(colours, 3)], { LocalSaturation: -0.4, CorrectionAmount }), 0));
    expect(chroma(oklab(twice ?? [0, 0, 0]))).toBeLessThan(0.5 * chroma(oklab(once ?? [0, 0, 0])));
    expect(at(bench.local([[0.5, 0.5, 0.5]], { MainCurve: [[0, 0], [128, 160], [255, 255]] }), 0)[1]).toBeCloseTo(160 / 255, 2);
  });

  it('does nothing where the mask is 0, half where it is 0.5', () => {
    const [none, half, whole] = bench.local([at(colours, 3), at(colours, 3), at(colours, 3)], { LocalSaturation: -1 }, [0, 0.5, 1]);
    expect(none).toEqual(at(colours, 3).map(Math.fround));
    const [C0, C1, C2] = [none, half, whole].map((colour) => chroma(oklab(colour ?? [0, 0, 0])));
    expect((C1 ?? 0) / (C0 ?? 1)).toBeCloseTo(0.5, 1);
    expect(C2).toBeLessThan(0.002);
  });
});
