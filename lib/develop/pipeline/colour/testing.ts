import { loadTestKernels } from '../../kernels/test-kernels';
import type { ColourKernels } from '../../kernels/colour';
import type { ColourSpace, DevelopSettings } from '../../types';
import type { Correction } from '../../settings';
import { EIGHT_COLOURS } from '../../tools';
import { ColourEngine } from './index';

export type Rgb = readonly [number, number, number];
export type Lab = readonly [L: number, a: number, b: number];

/** Scalar references for the tests, in double precision, written from the published formulae. */
export const decode = (v: number) => Math.sign(v) * (Math.abs(v) > 0.04045 ? ((Math.abs(v) + 0.055) / 1.055) ** 2.4 : Math.abs(v) / 12.92);
export const encode = (x: number) => Math.sign(x) * (Math.abs(x) > 0.0031308 ? 1.055 * Math.abs(x) ** (1 / 2.4) - 0.055 : Math.abs(x) * 12.92);

/** Encoded sRGB → Oklab (Ottosson 2020). */
export function oklab(rgb: Rgb): Lab {
  const [r, g, b] = rgb.map(decode) as unknown as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Oklab → encoded sRGB, not clamped. */
export function fromOklab([L, a, b]: Lab): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

export const chroma = ([, a, b]: Lab) => Math.hypot(a, b);
/** Degrees, 0…360. */
export const hue = ([, a, b]: Lab) => ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
/** Signed degrees from one hue to another, −180…180. */
export const turn = (from: number, to: number) => ((to - from + 540) % 360) - 180;

/** Oklab of a colour given by lightness, chroma and hue in degrees. */
export const lch = (L: number, C: number, h: number): Lab => [L, C * Math.cos((h * Math.PI) / 180), C * Math.sin((h * Math.PI) / 180)];

function cielab(rgb: Rgb): Lab {
  const [r, g, b] = rgb.map(decode) as unknown as Rgb;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** CIEDE2000 between two encoded sRGB colours (Sharma, Wu & Dalal 2005). */
export function deltaE(one: Rgb, other: Rgb): number {
  const [[L1, a1, b1], [L2, a2, b2]] = [cielab(one), cielab(other)];
  const rad = Math.PI / 180;
  const mean7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const G = 0.5 * (1 - Math.sqrt(mean7 / (mean7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + G), a2 * (1 + G)];
  const [C1, C2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const [h1, h2] = [(Math.atan2(b1, p1) / rad + 360) % 360, (Math.atan2(b2, p2) / rad + 360) % 360];
  const grey = C1 * C2 === 0;
  const dh = grey ? 0 : turn(h1, h2);
  const dH = 2 * Math.sqrt(C1 * C2) * Math.sin((dh / 2) * rad);
  const h = grey ? h1 + h2 : (h1 + dh / 2 + 360) % 360;
  const [L, C] = [(L1 + L2) / 2, (C1 + C2) / 2];
  const T = 1 - 0.17 * Math.cos((h - 30) * rad) + 0.24 * Math.cos(2 * h * rad) + 0.32 * Math.cos((3 * h + 6) * rad) - 0.2 * Math.cos((4 * h - 63) * rad);
  const RC = 2 * Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7));
  const RT = -Math.sin(2 * 30 * Math.exp(-(((h - 275) / 25) ** 2)) * rad) * RC;
  const dL = (L2 - L1) / (1 + (0.015 * (L - 50) ** 2) / Math.sqrt(20 + (L - 50) ** 2));
  const dC = (C2 - C1) / (1 + 0.045 * C);
  const dHs = dH / (1 + 0.015 * C * T);
  return Math.sqrt(dL ** 2 + dC ** 2 + dHs ** 2 + RT * dC * dHs);
}

/** A fixed sequence of numbers in 0…1. */
function randoms(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

export const correctionWith = (amounts: Partial<Correction>): Correction => ({ What: 'Correction', CorrectionName: '', CorrectionActive: true, CorrectionAmount: 1, CorrectionMasks: [], ...amounts });

export type ColourBench = {
  readonly kernels: ColourKernels;
  /** Encoded colours of `space` through the global tools, by the LUT as pixels are. */
  develop(colours: readonly Rgb[], settings: DevelopSettings, space?: ColourSpace): Rgb[];
  /** The same without interpolation. */
  evaluate(colours: readonly Rgb[], settings: DevelopSettings, space?: ColourSpace): Rgb[];
  /** Through a local correction's colour tools, then to the screen. */
  local(colours: readonly Rgb[], amounts: Partial<Correction>, mask?: readonly number[]): Rgb[];
  /** Linear Rec.2020 to the screen with no tool set. */
  fit(linear: readonly Rgb[], space?: ColourSpace): Rgb[];
};

/** The colour half of the engine on lists of colours. */
export async function openColourBench(): Promise<ColourBench> {
  const { kernels, arena } = await loadTestKernels<ColourKernels>();
  const engine = new ColourEngine(kernels, arena);
  type Rows = readonly [number, number, number];
  const through = (colours: readonly Rgb[], work: (rows: Rows) => void): Rgb[] => {
    const rows = [0, 1, 2].map((c) => arena.slot(`test.${c}`, colours.length * 4)) as unknown as Rows;
    rows.forEach((row, c) => arena.f32.set(colours.map((colour) => colour[c as 0]), row / 4));
    work(rows);
    const planes = rows.map((row) => arena.f32.slice(row / 4, row / 4 + colours.length)) as unknown as readonly [Float32Array, Float32Array, Float32Array];
    return colours.map((_, i) => [planes[0][i] ?? NaN, planes[1][i] ?? NaN, planes[2][i] ?? NaN]);
  };
  return {
    kernels,
    develop: (colours, settings, space = 'srgb') => through(colours, (rows) => engine.finish(rows, colours.length, settings, space)),
    evaluate: (colours, settings, space = 'srgb') => through(colours, (rows) => engine.evaluate(rows, colours.length, settings, space)),
    local: (colours, amounts, mask) =>
      through(colours, (rows) => {
        const correction = correctionWith(amounts);
        const lut = engine.localLut(correction, 'srgb', 0);
        const weights = mask ? arena.slot('test.mask', mask.length * 4) : 0;
        if (mask) arena.f32.set(mask, weights / 4);
        engine.apply(lut, rows, colours.length, weights);
        engine.finish(rows, colours.length, {}, 'srgb');
      }),
    fit: (linear, space = 'srgb') =>
      through(linear, (rows) => {
        engine.toDomain(rows, linear.length, space);
        engine.finish(rows, linear.length, {}, space);
      }),
  };
}

export const at = <Item>(items: readonly Item[], i: number): Item => {
  const item = items[(i + items.length) % items.length];
  if (item === undefined) throw new Error(`no item ${i}`);
  return item;
};
export const greys = Array.from({ length: 256 }, (_, i): Rgb => [i / 255, i / 255, i / 255]);
/** A hue wheel at one-degree steps, at a lightness and chroma that sRGB holds all the way round. */
export const wheel = Array.from({ length: 360 }, (_, h) => fromOklab(lch(0.7, 0.1, h)));
const random = randoms(11);
export const anyColours = Array.from({ length: 6000 }, (): Rgb => [random(), random(), random()]);

export const NAMES = EIGHT_COLOURS.map(({ name }) => name);
/** The names of the mixer's 24 sliders. */
export const MIXER = ['HueAdjustment', 'SaturationAdjustment', 'LuminanceAdjustment'].flatMap((prefix) => NAMES.map((name) => prefix + name));
