import type { SettingsPatch } from '../types';
import { TONE_COUNT, TONE_FROM, TONES_PER_STOP, type Measures } from './measure';

/** The tone sliders that Auto sets, −1…1, exposure in stops. */
type Sliders = { exposure: number; contrast: number; highlights: number; shadows: number; whites: number; blacks: number };

const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x));
const smooth = (x: number, from: number, to: number): number => { const t = clamp((x - from) / (to - from), 0, 1); return t * t * (3 - 2 * t); };

/** `assembly/base-curve.ts`: mid-grey stays, `white` stops above 1 land on 1. */
function filmed(light: number, white: number): number {
  const [n, middle] = [1.5, 0.18];
  const power = 2 ** (white * n), m = middle ** n;
  const k = (power * m * (1 - middle)) / (power * middle - m);
  const p = Math.max(0, light) ** n;
  return Math.min(1, ((1 + k / power) * p) / (p + k));
}

/**
 * What the tone tools do to a tone, in stops: the formulae of `assembly/weights.ts`, and of the shoulder or a RAW photo’s base curve, on one grey, with its own tone as
 * its base. A model to choose settings by; pixels are made by the kernels.
 */
export function toned(l: number, s: Sliders, headroom?: number): number {
  const x = l + s.exposure;
  const highlights = 0.75 * smooth(x, -3, -0.5) - 0.5 * smooth(x, -0.9, 0.4) + (0.6 * Math.max(0, x) ** 2) / (Math.max(0, x) + 0.5);
  const shadows = 1.9 * smooth(x, -1.4, -6) - 0.7 * smooth(x, -6, -9.5);
  const whites = 0.8 * smooth(x, -3.4, 0);
  const blacks = 1.6 * smooth(x, -2.8, -8.5);
  const u = Math.min(2.46, x + 2.46);
  const contrast = u > 0 ? u * (0.5 - (0.5 / 2.46) * u) : (0.5 * u) / Math.sqrt(1 + 0.17 * u * u);
  const base = s.highlights * highlights + s.shadows * shadows;
  const light = 2 ** (x + base + s.contrast * contrast + s.whites * whites + s.blacks * blacks);
  const ceiling = Math.max(0, s.exposure + base + 0.4 * s.whites);
  if (headroom !== undefined) return filmed(light, headroom + ceiling);
  if (light <= 0.5) return light;
  const t = (light - 0.5) * 2;
  const top = Math.max(1, (2 ** ceiling - 0.5) * 2);
  return Math.min(1, 0.5 + (0.5 * t * (1 + t / (top * top))) / (1 + t));
}

const DELTA = 2 ** -9;
const encode = (x: number): number => (x > 0.0031308 ? 1.055 * x ** (1 / 2.4) - 0.055 : x * 12.92);

/** Encoded luma of every tone of the histogram under the sliders. */
const lumas = (s: Sliders, headroom?: number): readonly number[] =>
  Array.from({ length: TONE_COUNT }, (_, i) => encode(clamp(toned(TONE_FROM + (i + 0.5) / TONES_PER_STOP, s, headroom) * (1 + DELTA) - DELTA, 0, 1)));

type Placed = { readonly mean: number; readonly deviation: number; at(share: number): number; share(from: number, to: number): number };

/** Tones never swap, so a percentile stays the percentile. */
function placed({ tones, headroom }: Pick<Measures, 'tones' | 'headroom'>, s: Sliders): Placed {
  const values = lumas(s, headroom);
  const mean = values.reduce((sum, v, i) => sum + v * (tones[i] ?? 0), 0);
  const square = values.reduce((sum, v, i) => sum + v * v * (tones[i] ?? 0), 0);
  return {
    mean,
    deviation: Math.sqrt(Math.max(0, square - mean * mean)),
    at: (share) => { let sum = 0; for (let i = 0; i < values.length; i++) { sum += tones[i] ?? 0; if (sum >= share) return values[i] ?? 1; } return values.at(-1) ?? 1; },
    share: (from, to) => values.reduce((sum, v, i) => (v >= from && v < to ? sum + (tones[i] ?? 0) : sum), 0),
  };
}

/** The slider value within a range at which a measure, rising with the slider, reaches its aim. */
function solve(low: number, high: number, aim: number, measure: (x: number) => number): number {
  let [a, b] = [low, high];
  for (let i = 0; i < 18; i++) { const middle = (a + b) / 2; if (measure(middle) < aim) a = middle; else b = middle; }
  return (a + b) / 2;
}

const MOST_STOPS = 3;

/** Mean luma that a well-placed picture has, between a dark scene with lights in it and an even one. */
const KEY = { low: 0.34, usual: 0.45, high: 0.62 } as const;
const AIM = { white: 0.975, black: 0.03, dark: 0.12, deviation: 0.17 } as const;

/**
 * Auto tone: what Lightroom's button sets, from what was measured. Exposure brings the middle of the picture to where it belongs, part of the way; Highlights and
 * Shadows open what lies at the ends; Whites and Blacks use the whole range; Contrast and Vibrance help where the photo is flat or dull. Every value is a slider
 * that can be moved on.
 */
export function autoTone(measures: Measures): SettingsPatch {
  const { saturation, clipped } = measures;
  const s: Sliders = { exposure: 0, contrast: 0, highlights: 0, shadows: 0, whites: 0, blacks: 0 };
  const now = () => placed(measures, s);
  const before = now();
  // Bright lights in the dark are meant to be dark, a white motif to be white.
  const lights = smooth(before.deviation, 0.18, 0.3) * smooth(before.at(0.99), 0.75, 0.95) * smooth(before.mean, 0.4, 0.2);
  const pale = smooth(before.at(0.5), 0.5, 0.75);
  const key = KEY.usual + (KEY.low - KEY.usual) * lights + (KEY.high - KEY.usual) * pale;
  const setExposure = (aim: number) => { s.exposure = solve(-MOST_STOPS, MOST_STOPS, aim, (exposure) => placed(measures, { ...s, exposure }).mean); };

  setExposure(key);
  // The nearer a picture is to its key the less it is moved: a small lean is a choice, a large one a mistake. More so where all the tones are used already.
  const used = smooth(before.at(0.02), 0.2, 0.06) * smooth(before.at(0.98), 0.75, 0.95);
  const trust = smooth(Math.abs(s.exposure), 0, 1.6) * (1 - 0.35 * used);
  const aim = before.mean + (key - before.mean) * trust;
  setExposure(aim);

  s.highlights = -0.9 * smooth(now().share(0.86, 2), 0.01, 0.22) - 0.3 * smooth(clipped, 0.002, 0.05);
  s.shadows = 0.75 * smooth(now().share(-1, AIM.dark), 0.03, 0.4) * (1 - 0.5 * lights);
  // A photo with colours at their end already gets no more white.
  s.whites = solve(-0.3, 0.35 * smooth(clipped, 0.03, 0.002), AIM.white, (whites) => placed(measures, { ...s, whites }).at(0.997));
  s.blacks = solve(-0.25, 0.15, AIM.black, (blacks) => placed(measures, { ...s, blacks }).at(0.004));
  const flat = AIM.deviation - now().deviation;
  if (flat > 0) s.contrast = clamp(3 * flat, 0, 0.3);
  // The ends have moved the middle: it comes back.
  if (trust > 0.02) setExposure(aim);

  const vibrance = saturation < 0.04 ? 0 : 0.22 * smooth(saturation, 0.5, 0.15);
  const percent = (x: number) => Math.round(100 * clamp(x, -1, 1));
  return {
    Exposure2012: Math.round(20 * s.exposure) / 20, Contrast2012: percent(s.contrast), Highlights2012: percent(s.highlights), Shadows2012: percent(s.shadows),
    Whites2012: percent(s.whites), Blacks2012: percent(s.blacks), Vibrance: percent(vibrance), Saturation: saturation < 0.04 ? 0 : percent(vibrance / 10),
  };
}
