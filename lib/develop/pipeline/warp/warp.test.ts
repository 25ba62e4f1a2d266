import { describe, expect, it } from 'vitest';
import { outputSize, sourceEdge } from '../../engine';
import { chart, noise, scene } from '../../testing/charts';
import { deltaE2000, labOf } from '../../testing/delta-e';
import { at, decode, develop, engine, mean, shrink } from '../../testing/harness';
import type { LensModel } from '../../assets';
import type { DevelopSettings, Pixels } from '../../types';
import { apply, invert, multiply } from './matrix';
import { sliderMatrix } from './perspective';
import { manualDistortion } from './radial';

const WIDTH = 300, HEIGHT = 200;
const rough = chart(WIDTH, HEIGHT, (x, y) => [noise(x, y, 1), noise(x, y, 2), noise(x, y, 3)]);
const view = chart(WIDTH, HEIGHT, scene(WIDTH, HEIGHT));

/** Rows in a column where brightness crosses one half, to a fraction of a pixel. */
function crossing(picture: Pixels, x: number, from = 0, to = picture.height): number {
  for (let y = from; y + 1 < to; y++) {
    const a = at(picture, x, y)[1] - 0.5, b = at(picture, x, y + 1)[1] - 0.5;
    if (a * b <= 0 && a !== b) return y + 0.5 + a / (a - b);
  }
  return Number.NaN;
}
/** Smooth step over two pixels: an edge whose place can be read to a hundredth of a pixel. */
const edge = (distance: number): number => Math.min(1, Math.max(0, 0.5 + distance / 3));

const BENDS: readonly (readonly [string, DevelopSettings])[] = [
  ['manual distortion', { LensManualDistortionAmount: 60 }],
  ['negative distortion', { LensManualDistortionAmount: -60 }],
  ['vertical perspective', { PerspectiveVertical: -45 }],
  ['everything at once', { PerspectiveVertical: 30, PerspectiveHorizontal: -20, PerspectiveRotate: 4, PerspectiveAspect: 15, PerspectiveScale: 92, PerspectiveX: 6, PerspectiveY: -4, LensManualDistortionAmount: 25, ChromaticAberrationR: 40, ChromaticAberrationB: -60, CropAngle: 3, Orientation: 6 }],
];

describe('a warp at its defaults', () => {
  it('is the identity, bit for bit', () => {
    const zero = { LensManualDistortionAmount: 0, PerspectiveScale: 100, PerspectiveUpright: 0, ChromaticAberrationR: 0, LensProfileEnable: false, AutoLateralCA: false };
    expect(develop(rough, zero).data).toEqual(rough.data);
  });
  it('leaves green alone, to the bit, when only red and blue move', () => {
    const out = develop(rough, { ChromaticAberrationR: 100 });
    for (let i = 1; i < rough.data.length; i += 3) expect(out.data[i]).toBe(rough.data[i]);
    expect(out.data).not.toEqual(rough.data);
  });
  it('is the identity where what it asks for was not found', () => {
    expect(develop(rough, { LensProfileEnable: true, AutoLateralCA: true, PerspectiveUpright: 1 }).data).toEqual(rough.data);
  });
});

describe('distortion', () => {
  it('draws the lines of a barrel straight', () => {
    // A lens that shows at r what a perfect one shows at f(r): the chart is bent with the slider's own formula, solved here by bisection.
    const f = manualDistortion(50), unit = Math.hypot(WIDTH, HEIGHT) / 2;
    const bent = chart(WIDTH, HEIGHT, (x, y) => {
      const [u, v] = [x + 0.5 - WIDTH / 2, y + 0.5 - HEIGHT / 2];
      const r = Math.hypot(u, v) / unit;
      let [low, high] = [0, 1.4];
      for (let k = 0; k < 40; k++) { const middle = (low + high) / 2; if (f(middle) < r) low = middle; else high = middle; }
      const factor = r === 0 ? 1 : low / r;
      const t = v * factor;
      const level = Math.max(edge(3 - Math.abs(t - 60)), edge(3 - Math.abs(t + 60)));
      return [level, level, level];
    });
    const straight = develop(bent, { LensManualDistortionAmount: 50 });
    const rows = (picture: Pixels) => Array.from({ length: 23 }, (_, k) => crossing(picture, 40 + k * 10, 20, 60));
    const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
    expect(spread(rows(bent))).toBeGreaterThan(3.5);
    expect(spread(rows(straight))).toBeLessThan(0.1);
  });
  it('keeps the corners in place and the size of the photo', () => {
    expect(manualDistortion(70)(1)).toBeCloseTo(1, 12);
    expect(outputSize(view, { LensManualDistortionAmount: 70 })).toEqual({ width: WIDTH, height: HEIGHT });
  });
  it('shows white where there is no photo, and nothing but photo when it bends inward', () => {
    const dark = chart(WIDTH, HEIGHT, () => [0.1, 0.1, 0.1]);
    const out = develop(dark, { LensManualDistortionAmount: 100, Exposure2012: -1 });
    expect(at(out, WIDTH / 2, 1)).toEqual([1, 1, 1]);
    expect(new Set<number>(develop(dark, { LensManualDistortionAmount: -100 }).data).size).toBe(1);
  });
  it('is transparent there in a photo with transparency', () => {
    const out = develop(chart(WIDTH, HEIGHT, () => [0.1, 0.1, 0.1, 1], { alpha: true }), { LensManualDistortionAmount: 100 });
    expect(out.data[(WIDTH / 2 + WIDTH) * 4 + 3]).toBe(0);
    expect(out.data[(WIDTH / 2 + WIDTH * 100) * 4 + 3]).toBe(255);
  });
});

describe('perspective', () => {
  it('stands up what converges', () => {
    const full = { width: WIDTH, height: HEIGHT };
    // Three lines that are upright in the result, drawn where the inverse map has them.
    const forward = sliderMatrix(full, { PerspectiveVertical: -40 });
    const photo = chart(WIDTH, HEIGHT, (x, y) => {
      const [u] = apply(forward, (x + 0.5 - WIDTH / 2) / WIDTH, (y + 0.5 - HEIGHT / 2) / WIDTH);
      const level = Math.max(...[-0.25, 0, 0.25].map((line) => edge(3 - Math.abs(u - line) * WIDTH)));
      return [level, level, level];
    });
    const out = develop(photo, { PerspectiveVertical: -40 });
    const column = (picture: Pixels, y: number, from: number): number => {
      for (let x = from; x + 1 < picture.width; x++) {
        const a = at(picture, x, y)[1] - 0.5, b = at(picture, x + 1, y)[1] - 0.5;
        if (a * b <= 0 && a !== b) return x + 0.5 + a / (a - b);
      }
      return Number.NaN;
    };
    expect(Math.abs(column(photo, 40, 40) - column(photo, 160, 40))).toBeGreaterThan(10);
    for (const from of [60, 140, 210]) expect(Math.abs(column(out, 40, from) - column(out, 160, from))).toBeLessThan(0.15);
  });
  it.each([
    ['PerspectiveX', 10, [1, 0]], ['PerspectiveY', 10, [0, -1]],
  ] as const)('%s moves the photo the way it says', (name, amount, [dx, dy]) => {
    const [x, y] = apply(sliderMatrix({ width: 300, height: 200 }, { [name]: amount }), 0, 0);
    expect(Math.sign(x)).toBe(dx);
    expect(Math.sign(y)).toBe(dy);
  });
  it('scale, aspect and rotate are what they say', () => {
    const full = { width: 300, height: 200 };
    expect(apply(sliderMatrix(full, { PerspectiveScale: 150 }), 0.2, 0.1)[0]).toBeCloseTo(0.3, 9);
    const [wide, tall] = apply(sliderMatrix(full, { PerspectiveAspect: 100 }), 0.1, 0.1);
    expect(tall / wide).toBeCloseTo(2 ** 0.274, 6);
    const [x, y] = apply(sliderMatrix(full, { PerspectiveRotate: 10 }), 0.5, 0);
    expect((Math.atan2(y, x) * 180) / Math.PI).toBeCloseTo(10, 9);
  });
  it('a magnified part is as sharp as enlarging can make it, a minified one does not alias', () => {
    const fine = chart(600, 400, (x) => (x % 2 ? [1, 1, 1] : [0, 0, 0]));
    const out = develop(fine, { PerspectiveVertical: 60, PerspectiveScale: 50 }, { output: { width: 150, height: 100 } });
    // Well inside the picture everything is mid-grey: no moiré.
    for (let x = 60; x < 90; x++) for (let y = 45; y < 56; y++) expect(Math.abs(at(out, x, y)[0] - 0.5)).toBeLessThan(0.08);
  });
});

describe.each(BENDS)('with %s', (name, settings) => {
  const edited: DevelopSettings = { ...settings, Exposure2012: 0.4, Shadows2012: 60, Highlights2012: -40, Clarity2012: 30, Texture: 30, Sharpness: 60, Dehaze: 20, GrainAmount: 20, PostCropVignetteAmount: -20 };
  it('strips, regions and shared memory make no difference', () => {
    const whole = develop(view, edited);
    expect(develop(view, edited, { splits: [7, 8, 99] }).data).toEqual(whole.data);
    expect(develop(view, edited, { shared: true }).data).toEqual(whole.data);
    const region = { x: 31, y: 18, width: 90, height: 77 };
    const part = develop(view, edited, { region });
    for (let y = 0; y < region.height; y += 5) for (let x = 0; x < region.width; x += 3) expect(at(part, x, y)).toEqual(at(whole, x + region.x, y + region.y));
  });
  it('a preview is the reduced picture', () => {
    const photo = chart(900, 600, scene(900, 600));
    // Grain and sharpening are finer than a preview's pixels.
    const smooth = { ...edited, GrainAmount: 0, Sharpness: 0 };
    const full = develop(photo, smooth);
    const output = { width: Math.round(full.width / 3), height: Math.round(full.height / 3) };
    const edge = sourceEdge(photo, smooth, output);
    const preview = develop(shrink(photo, { width: edge, height: Math.round((edge * 2) / 3) }), smooth, { full: photo, output, analysis: engine.analyse(photo) });
    const reduced = shrink(full, output);
    let sum = 0;
    for (let y = 0; y < output.height; y += 2) for (let x = 0; x < output.width; x += 2) sum += deltaE2000(labOf(at(preview, x, y)), labOf(at(reduced, x, y)));
    expect((sum * 4) / (output.width * output.height)).toBeLessThan(name === 'everything at once' ? 1.25 : 1);
  });
});

describe('the crop', () => {
  it.each(BENDS)('constrained under %s shows no empty pixel and keeps its shape', (_, settings) => {
    const dark = chart(WIDTH, HEIGHT, () => [0.1, 0.1, 0.1]);
    for (const crop of [{}, { CropLeft: 0.05, CropTop: 0.1, CropRight: 0.8, CropBottom: 0.9 }] as readonly DevelopSettings[]) {
      const asked = { ...settings, ...crop, CropConstrainToWarp: true };
      const free = outputSize(dark, { ...settings, ...crop }), out = develop(dark, asked);
      expect([...out.data].every((value) => value < 40)).toBe(true);
      expect(out.width / out.height).toBeCloseTo(free.width / free.height, 1);
      expect(out.width).toBeGreaterThan(free.width * 0.4);
    }
  });
  it('is not constrained unless it asks', () => {
    expect(outputSize(view, { PerspectiveVertical: 60 })).toEqual({ width: WIDTH, height: HEIGHT });
    expect(outputSize(view, { PerspectiveVertical: 60, CropConstrainToWarp: true }).width).toBeLessThan(WIDTH);
    expect(outputSize(view, { CropConstrainToWarp: true })).toEqual({ width: WIDTH, height: HEIGHT });
  });
});

describe('what is placed on the photo', () => {
  it('stays on its content under a warp', () => {
    const bend: DevelopSettings = { PerspectiveVertical: -50, LensManualDistortionAmount: 40 };
    // A grey photo with a bright disc; a radial mask of the disc's size darkens exactly the disc.
    const disc = (x: number, y: number) => Math.hypot(x - 190, y - 60) < 24;
    const photo = chart(WIDTH, HEIGHT, (x, y) => (disc(x, y) ? [0.8, 0.8, 0.8] : [0.3, 0.3, 0.3]), { depth: 16 });
    const mask = { What: 'Mask/CircularGradient', Top: 34 / HEIGHT, Bottom: 86 / HEIGHT, Left: 164 / WIDTH, Right: 216 / WIDTH, Angle: 0, Midpoint: 50, Feather: 0, Roundness: 0 };
    const gradient = { What: 'Mask/Gradient', ZeroX: 0.5, ZeroY: 0, FullX: 0.5, FullY: 1 };
    const local = (one: object): DevelopSettings => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.25, CorrectionMasks: [one as never] }] });
    const plain = develop(photo, bend), dimmed = develop(photo, { ...bend, ...local(mask) });
    let inside = 0, outside = 0;
    for (let y = 20; y < 110; y++) for (let x = 120; x < 250; x++) {
      const [a, b] = [at(plain, x, y)[1], at(dimmed, x, y)[1]];
      if (a > 0.78 && a < 0.9) inside = Math.max(inside, Math.abs(Math.log2(decode(b) / decode(a)) + 1));
      if (a < 0.31 && x > 225 && x < 260) outside = Math.max(outside, Math.abs(b - a));
    }
    expect(inside).toBeLessThan(0.02);
    expect(outside).toBeLessThan(0.001);
    // A gradient: render the correction, then the bend, or both at once.
    const first = develop(photo, local(gradient)), then = develop(first, bend), once = develop(photo, { ...bend, ...local(gradient) });
    expect(mean(once, ([, g], x, y) => Math.abs(g - at(then, x, y)[1]))).toBeLessThan(0.002);
  });
  it('tone bases follow their content', () => {
    const bend: DevelopSettings = { PerspectiveVertical: -50, PerspectiveRotate: 6, LensManualDistortionAmount: -40 };
    const tone: DevelopSettings = { Shadows2012: 80, Highlights2012: -60, Clarity2012: 30, Dehaze: 30 };
    const deep = chart(WIDTH, HEIGHT, scene(WIDTH, HEIGHT), { depth: 16 });
    const then = develop(develop(deep, tone), bend), once = develop(deep, { ...bend, ...tone });
    expect(mean(once, ([, g], x, y) => Math.abs(g - at(then, x, y)[1]))).toBeLessThan(0.01);
  });
});

describe('matrices', () => {
  it('invert and multiply', () => {
    const m = sliderMatrix({ width: 3, height: 2 }, { PerspectiveVertical: 33, PerspectiveHorizontal: -70, PerspectiveRotate: 3 });
    const back = invert(m);
    expect(back).toBeDefined();
    if (!back) return;
    const one = multiply(m, back);
    one.forEach((value, index) => expect(value).toBeCloseTo([1, 0, 0, 0, 1, 0, 0, 0, 1][index] ?? 0, 9));
    expect(invert([1, 2, 3, 2, 4, 6, 0, 0, 1])).toBeUndefined();
  });
});

describe('the size of the source', () => {
  const full = { width: 6000, height: 4000 };
  it('is the output’s for a plain photo, more for a crop, and more where a warp enlarges', () => {
    const output = { width: 1600, height: 1067 };
    expect(sourceEdge(full, {}, output)).toBe(1600);
    expect(sourceEdge(full, { CropRight: 0.5, CropBottom: 0.5 }, output)).toBe(3200);
    expect(sourceEdge(full, { AutoLateralCA: true, ChromaticAberrationR: 50 }, output)).toBe(1600);
    const bent = sourceEdge(full, { PerspectiveVertical: -60 }, output);
    expect(bent).toBeGreaterThan(1900);
    expect(bent).toBeLessThanOrEqual(6000);
    expect(sourceEdge(full, { PerspectiveVertical: -60 }, full)).toBe(6000);
  });
});

describe('a lens profile', () => {
  const lens: LensModel = { name: 'Barrel 24mm', unit: Math.hypot(1.5, 1), vignettingUnit: 1, distortion: { kind: 'ptlens', a: 0.012, b: -0.05, c: 0.01 } };
  /** Two level lines as the lens bends them: `lens.distortion` inverted by bisection. */
  const bent = chart(WIDTH, HEIGHT, (x, y) => {
    const [u, v] = [x + 0.5 - WIDTH / 2, y + 0.5 - HEIGHT / 2];
    const half = Math.hypot(WIDTH, HEIGHT) / 2;
    const f = (r: number) => r * (0.012 * r ** 3 - 0.05 * r * r + 0.01 * r + 1 - 0.012 + 0.05 - 0.01);
    const r = (Math.hypot(u, v) / half) * lens.unit;
    let [low, high] = [0, 3];
    for (let k = 0; k < 50; k++) { const middle = (low + high) / 2; if (f(middle) < r) low = middle; else high = middle; }
    const t = v * (r === 0 ? 1 : low / r);
    const level = Math.max(edge(3 - Math.abs(t - 70)), edge(3 - Math.abs(t + 70)));
    return [level, level, level];
  });
  const spread = (settings: DevelopSettings, assets = { lens }) => {
    const out = develop(bent, settings, { assets });
    const rows = Array.from({ length: 23 }, (_, k) => crossing(out, 40 + k * 10, 5, 60));
    return Math.max(...rows) - Math.min(...rows);
  };
  it('draws straight what the lens bent, as far as its scale says', () => {
    expect(spread({})).toBeGreaterThan(1.5);
    expect(spread({ LensProfileEnable: true })).toBeLessThan(0.12);
    expect(spread({ LensProfileEnable: true, LensProfileDistortionScale: 0 })).toBe(spread({}));
    expect(spread({ LensProfileEnable: true, LensProfileDistortionScale: 50 })).toBeGreaterThan(0.5);
    expect(spread({ LensProfileEnable: true, LensProfileDistortionScale: 200 })).toBeGreaterThan(1);
  });
  it.each([{ kind: 'poly3', k1: -0.06 }, { kind: 'poly3', k1: 0.05 }, { kind: 'poly5', k1: 0.06, k2: -0.02 }, { kind: 'ptlens', a: -0.02, b: 0.06, c: -0.1 }] as const)('fills the frame: %o', (distortion) => {
    const dark = chart(WIDTH, HEIGHT, () => [0.1, 0.1, 0.1]);
    expect(new Set<number>(develop(dark, { LensProfileEnable: true }, { assets: { lens: { ...lens, distortion } } }).data).size).toBe(1);
  });
  it('takes its colour fringes away where the photo shows none of its own', () => {
    const fringed: LensModel = { ...lens, distortion: undefined, fringes: { red: { v: 1.004, c: 0, b: 0.0002 }, blue: { v: 0.997, c: 0, b: 0 } } };
    const plain = develop(rough, { AutoLateralCA: true }, { assets: { lens: fringed } });
    expect(plain.data).not.toEqual(rough.data);
    for (let i = 1; i < rough.data.length; i += 3) expect(plain.data[i]).toBe(rough.data[i]);
  });
});
