import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { identity } from '../engine';
import { applyPatch, choiceOf, normalise, numberOf } from '../settings';
import { chart } from '../testing/charts';
import { analysisOf, at, decode, develop, engine, luma, mean, measuresOf, photoFolder, readPhoto, shrink } from '../testing/harness';
import type { DevelopSettings, Pixels } from '../types';
import { autoTone, autoWhiteBalance, whiteBalanceOf } from './index';
import { toned } from './tone';

const moved = (patch: object): DevelopSettings => normalise(patch).settings;

/** A scene of many surfaces: greys, pale and vivid colours, in patches of a fixed pattern. */
const scene = chart(256, 192, (x, y) => {
  const i = (Math.floor(x / 16) * 7 + Math.floor(y / 16) * 5) % 24;
  const v = 0.15 + 0.7 * (((Math.floor(x / 16) * 3 + Math.floor(y / 16) * 11) % 13) / 12);
  if (i < 9) return [v, v, v];
  const h = ((i - 9) / 15) * 6, s = i % 3 === 0 ? 0.7 : 0.25;
  const channel = (k: number) => { const t = (k + h) % 6; return v - v * s * Math.max(0, Math.min(t, 4 - t, 1)); };
  return [channel(5), channel(3), channel(1)];
});

/** Degrees between the colours that a grey has and should have, in linear light. */
function greyError(photo: Pixels): number {
  const grey = [0, 0, 0] as [number, number, number];
  for (let y = 8; y < 192; y += 16) for (let x = 8; x < 256; x += 16) {
    const [r, g, b] = at(scene, x, y);
    if (r === g && g === b && r > 0.3) at(photo, x, y).forEach((v, c) => { grey[c as 0] += decode(v); });
  }
  const length = Math.hypot(...grey);
  return (Math.acos(Math.min(1, (grey[0] + grey[1] + grey[2]) / Math.sqrt(3) / length)) * 180) / Math.PI;
}

describe('auto white balance', () => {
  it.each([[30, 0], [-30, 0], [50, 10], [-50, -10], [0, 25], [0, -25], [15, -15]])('takes a cast of %i temperature and %i tint off a scene', (IncrementalTemperature, IncrementalTint) => {
    const cast = develop(scene, moved({ IncrementalTemperature, IncrementalTint }));
    const before = greyError(cast), after = greyError(develop(cast, moved(autoWhiteBalance(measuresOf(cast)))));
    expect(after).toBeLessThan(Math.max(1.5, 0.3 * before));
  });

  it('leaves a neutral scene alone, and one of a single colour nearly so', () => {
    const { temperature, tint } = whiteBalanceOf(measuresOf(scene));
    expect(Math.abs(temperature)).toBeLessThan(0.05);
    expect(Math.abs(tint)).toBeLessThan(0.05);
    const rose = chart(128, 128, (x, y) => [0.75 + 0.2 * Math.sin(x / 9), 0.35 + 0.12 * Math.sin(y / 7), 0.5 + 0.1 * Math.sin((x + y) / 11)]);
    const pink = whiteBalanceOf(measuresOf(rose));
    expect(Math.abs(pink.tint)).toBeLessThan(0.2);
  });

  it('renders as what it spells out, whatever the size, and is not the identity', () => {
    const cast = develop(scene, moved({ IncrementalTemperature: 40 }));
    const named = moved({ WhiteBalance: 'Auto' });
    expect(identity(named)).toBe(false);
    const { WhiteBalance: _, ...sliders } = autoWhiteBalance(measuresOf(cast));
    expect(develop(cast, named)).toEqual(develop(cast, moved(sliders)));
    const small = shrink(cast, { width: 64, height: 48 });
    const [whole, preview] = [develop(cast, named), develop(cast, named, { source: small, full: cast, output: { width: 64, height: 48 } })];
    expect(mean(preview, luma)).toBeCloseTo(mean(whole, luma), 2);
  });

  it('without the photo’s measures is an error, not a picture without it', () => {
    const job = { source: scene, full: scene, analysis: analysisOf(scene), output: scene, target: new Uint8Array(scene.data.length), depth: 8, rows: [0, scene.height] } as const;
    expect(() => engine.render({ ...job, settings: moved({ WhiteBalance: 'Auto' }) })).toThrow(/measures/);
    expect(() => engine.render({ ...job, settings: moved({ WhiteBalance: 'Auto', IncrementalTint: 5 }) })).not.toThrow();
  });

  it('as a name clears the sliders, and a slider moved by hand clears the name', () => {
    const auto = applyPatch({ IncrementalTemperature: 30 }, { WhiteBalance: 'Auto' });
    expect(auto).toEqual({ WhiteBalance: 'Auto' });
    expect(choiceOf(applyPatch(auto, { IncrementalTint: 5 }), 'WhiteBalance')).toBe('Custom');
    expect(applyPatch({}, { WhiteBalance: 'Auto', IncrementalTint: 5 })).toEqual({ IncrementalTint: 5 });
    // A file of Lightroom's holds the name and what it came to there.
    expect(normalise({ WhiteBalance: 'Auto', IncrementalTemperature: '+12' })).toEqual({ settings: { WhiteBalance: 'Auto', IncrementalTemperature: 12 }, issues: [] });
  });
});

describe('auto tone', () => {
  it('models what the engine does to a grey', () => {
    const greys = chart(64, 1, (x) => [x / 63, x / 63, x / 63], { depth: 16 });
    const s = { exposure: 0.7, contrast: 0.2, highlights: 0, shadows: 0, whites: 0.2, blacks: -0.1 };
    const out = develop(greys, moved({ Exposure2012: 0.7, Contrast2012: 20, Whites2012: 20, Blacks2012: -10 }));
    for (let x = 4; x < 64; x++) {
      const light = decode(x / 63), l = Math.log2((light + 2 ** -9) / (1 + 2 ** -9));
      const gain = decode(at(out, x, 0)[0]) / light, model = toned(l, s) / 2 ** l;
      expect(Math.abs(Math.log2(gain / model))).toBeLessThan(0.12);
    }
  });

  it('models the base curve of a RAW photo too, and measures what lies above white', () => {
    const white = 20000;
    const data = new Uint16Array(3 * 64 * 4).map((_, i) => Math.round(65535 * (Math.floor(i / 3) % 64 / 63) ** 2.2));
    const raw: Pixels = { width: 64, height: 4, channels: 3, depth: 16, space: 'srgb', data, scene: { white } };
    const measures = measuresOf(raw);
    expect(measures.headroom).toBeCloseTo(Math.log2(65535 / white), 3);
    expect(measures.clipped).toBeLessThan(0.03);
    const out = develop(raw, moved({ Exposure2012: 0.5 }));
    const s = { exposure: 0.5, contrast: 0, highlights: 0, shadows: 0, whites: 0, blacks: 0 };
    for (let x = 8; x < 64; x += 5) {
      const light = (data[3 * x] ?? 0) / white;
      expect(decode(at(out, x, 1)[0]), `${light}`).toBeCloseTo(toned(Math.log2(light), s, measures.headroom), 2);
    }
  });

  it('sets only tone and presence, in the range of their sliders', () => {
    const patch = autoTone(measuresOf(scene));
    expect(Object.keys(patch).sort()).toEqual(['Blacks2012', 'Contrast2012', 'Exposure2012', 'Highlights2012', 'Saturation', 'Shadows2012', 'Vibrance', 'Whites2012']);
    expect(normalise(patch).issues).toEqual([]);
  });

  it('brings an under- and an overexposed picture back toward the same brightness', () => {
    const auto = (photo: Pixels) => mean(develop(photo, moved(autoTone(measuresOf(photo)))), luma);
    const well = auto(scene);
    for (const stops of [-2.5, -1.5, 1.2]) {
      const off = develop(scene, { Exposure2012: stops });
      // A light picture may be meant so: it comes back by less.
      expect(Math.abs(auto(off) - well), `${stops}`).toBeLessThan((stops < 0 ? 0.35 : 0.6) * Math.abs(mean(off, luma) - well) + 0.02);
      expect(Math.sign(numberOf(moved(autoTone(measuresOf(off))), 'Exposure2012'))).toBe(-Math.sign(stops));
    }
  });

  it('opens what lies in the dark and holds what is too light', () => {
    const backlit = chart(128, 96, (x, y) => { const v = y < 48 ? 0.9 + 0.08 * Math.sin(x / 5) : 0.05 + 0.04 * Math.sin(x / 7); return [v, v, v]; });
    const patch = autoTone(measuresOf(backlit));
    expect(patch['Highlights2012']).toBeLessThan(-20);
    expect(patch['Shadows2012']).toBeGreaterThan(20);
  });

  it('gives a flat picture contrast and a grey one no colour', () => {
    const flat = chart(128, 96, (x, y) => { const v = 0.45 + 0.06 * Math.sin(x / 9) * Math.cos(y / 8); return [v, v, v]; });
    const patch = autoTone(measuresOf(flat));
    expect(patch['Contrast2012']).toBeGreaterThan(10);
    expect([patch['Vibrance'], patch['Saturation']]).toEqual([0, 0]);
    const colours = engine.measure(develop(flat, moved(patch)));
    expect(colours.saturation).toBeLessThan(0.02);
  });
});

describe.skipIf(!photoFolder)('on photos (skipped without ../shared/photos)', () => {
  const names = photoFolder ? readdirSync(photoFolder).filter((_, i) => i % 4 === 0) : [];
  let photos: readonly Pixels[];
  beforeAll(async () => { photos = await Promise.all(names.map((name) => readPhoto(name, 320))); });
  const gains = (t: number, m: number) => [2 ** (0.62 * t + 0.22 * m), 2 ** (-0.42 * m), 2 ** (-1.05 * t + 0.22 * m)];
  const angle = (a: readonly number[], b: readonly number[]) => (Math.acos(Math.min(1, a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b))) * 180) / Math.PI;

  it('finds casts of known size: mean angular error below 4.5°, median below 3°', () => {
    const errors = photos.flatMap((photo) => {
      const own = measuresOf(photo).light;
      return ([[0.3, 0], [-0.3, 0], [0, 0.2], [0, -0.2], [-0.5, -0.1]] as const).map(([t, m]) => {
        const { light } = measuresOf(develop(photo, moved({ IncrementalTemperature: 100 * t, IncrementalTint: 100 * m })));
        return angle(gains(t + light.temperature, m + light.tint), gains(own.temperature, own.tint));
      });
    }).sort((a, b) => a - b);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(4.5);
    expect(errors[errors.length >> 1]).toBeLessThan(3);
  });

  it('brings photos that are two stops too dark most of the way back', () => {
    const shares = photos.map((photo) => {
      const auto = (one: Pixels) => mean(develop(one, moved(autoTone(measuresOf(one)))), luma);
      const dark = develop(photo, { Exposure2012: -2 });
      const [well, off] = [auto(photo), mean(dark, luma)];
      return (auto(dark) - off) / (well - off);
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.8);
    for (const share of shares) expect(share).toBeGreaterThan(0.3);
  });
});
