import { hueWeights } from '@/lib/develop/pipeline/colour/hues';
import { curveOf, numberOf } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { CurvePoint, DevelopSettings, EightColour, Locale, SettingsPatch, Size } from '@/lib/develop/types';
import type { Aim } from '../../aims';
import type { Attribute, Observation } from '../../types';
import { localKnob } from './local';

/** One thing to turn: settings as a function of a single amount. Zero is no change. */
export type Knob = {
  readonly at: (amount: number) => SettingsPatch;
  readonly range: readonly [least: number, most: number];
  /** Where to try first for a change of `by` units of the aim. */
  readonly guess: (by: number) => number;
  /** Its range follows the degree already. */
  readonly near?: true;
};

/** What a knob needs to know besides the picture: whose words name its masks, and the size of the whole photo they lie on. */
export type Scene = { readonly locale: Locale; readonly photo: Size };

/** No slider goes further than this in all, however often it is asked: past it pictures fall apart. */
const TOTALS: Readonly<Record<string, readonly [number, number]>> = {
  Exposure2012: [-2.5, 2.5], Contrast2012: [-65, 70], Highlights2012: [-90, 60], Shadows2012: [-75, 80], Whites2012: [-55, 50], Blacks2012: [-60, 60],
  IncrementalTemperature: [-75, 75], IncrementalTint: [-60, 60], Texture: [-55, 55], Clarity2012: [-55, 50], Dehaze: [-35, 60], Vibrance: [-75, 60], Saturation: [-100, 45],
  PostCropVignetteAmount: [-55, 35], GrainAmount: [0, 60], Sharpness: [0, 90],
};
export function totalOf(name: string): readonly [number, number] {
  const own = TOTALS[name];
  if (own) return own;
  if (/^(Hue|Luminance)Adjustment/.test(name)) return [-60, 60];
  if (name.startsWith('SaturationAdjustment')) return [-90, 60];
  if (name.startsWith('Parametric')) return [-60, 60];
  if (/(ShadowSaturation|HighlightSaturation|MidtoneSat|GlobalSat)$/.test(name)) return [0, 55];
  const tool = toolOf(name);
  return tool?.kind === 'number' ? [tool.min, tool.max] : [-100, 100];
}

/** As a person would set it: exposure to a twentieth of a stop, the rest whole. */
const round = (name: string, value: number): number => (name === 'Exposure2012' ? Math.round(value * 20) / 20 : Math.round(value));
export const clampTotal = (name: string, value: number): number => {
  const [least, most] = totalOf(name);
  return round(name, Math.min(most, Math.max(least, value)));
};

/** Sliders moved together, each by its weight times the amount. `fixed` goes along as soon as anything moves. */
function sliderKnob(base: DevelopSettings, weights: Readonly<Record<string, number>>, range: readonly [number, number], perUnit: number, fixed: SettingsPatch = {}): Knob {
  return {
    range,
    guess: (by) => by * perUnit,
    at: (amount) => {
      const moved: Record<string, number> = {};
      for (const [name, weight] of Object.entries(weights)) {
        const from = numberOf(base, name);
        // A value that a user set beyond our totals is theirs: we never pull it back by moving on.
        const to = clampTotal(name, from + weight * amount);
        if (to !== from && Math.sign(to - from) === Math.sign(weight * amount)) moved[name] = to;
      }
      return Object.keys(moved).length === 0 ? {} : { ...fixed, ...moved };
    },
  };
}

const FADE_X = [0, 24, 64, 112, 168, 255] as const;

/** Lifts the black end of the point curve, as a matte print does, and lets the white end down a little. */
function fadeKnob(base: DevelopSettings): Knob {
  const curve = curveOf(base, 'ToneCurvePV2012');
  const valueAt = (x: number): number => {
    const next = curve.findIndex(([px]) => px >= x);
    const [high, low] = [curve[next] ?? [255, 255], curve[Math.max(0, next - 1)] ?? [0, 0]] as readonly [CurvePoint, CurvePoint];
    return high[0] === low[0] ? high[1] : low[1] + ((high[1] - low[1]) * (x - low[0])) / (high[0] - low[0]);
  };
  return {
    range: [-30, 62],
    guess: (by) => by * 2.55,
    at: (amount): SettingsPatch => (Math.abs(amount) < 1 ? {} : {
      ToneCurvePV2012: FADE_X.map((x) => {
        const lift = amount * (1 - x / 255) ** 2.4 - Math.max(0, amount) * 0.1 * (x / 255) ** 2;
        return [x, Math.round(Math.min(255, Math.max(0, valueAt(x) + lift)))];
      }),
    }),
  };
}

/** The mixer's sliders that reach a hue, in proportion: foliage lies between yellow and green, skies between aqua and blue. */
function mixerWeights(kind: 'Hue' | 'Saturation' | 'Luminance', hue: number, colour: EightColour, skin: number): Readonly<Record<string, number>> {
  const shares = Object.entries(hueWeights(hue)).filter(([, share]) => share > 0.12);
  const most = Math.max(...shares.map(([, share]) => share), 0.01);
  // Orange is where skin lives: unless it was meant, it stays out of its neighbours' business.
  const spared = skin > 0.01 && colour !== 'Orange' ? 'Orange' : '';
  const reach = kind === 'Hue' ? 0.45 : 1;
  const weights = Object.fromEntries(shares.filter(([name]) => name !== spared).map(([name, share]) => [`${kind}Adjustment${name}`, Math.round((share / most) * (name === colour ? 1 : reach) * 100) / 100]));
  return { ...weights, [`${kind}Adjustment${colour}`]: Math.max(0.7, weights[`${kind}Adjustment${colour}`] ?? 0) };
}

/** A knob that stays near a nominal amount: for qualities whose measured response says little beyond its direction. */
const near = (base: DevelopSettings, weights: Readonly<Record<string, number>>, nominal: number, fixed: SettingsPatch = {}): Knob => {
  const ends = [nominal * 0.75, nominal * 1.1].sort((a, b) => a - b) as [number, number];
  return { ...sliderKnob(base, weights, ends, 0, fixed), guess: () => nominal, near: true };
};

type Make = (aim: Aim, base: DevelopSettings, now: Observation) => Knob;

const WHOLE: Readonly<Record<Exclude<Attribute, 'monochrome' | 'hue'>, Make>> = {
  brightness: (aim, base, { evidence }) => {
    const shadows = evidence.regions.shadows?.share ?? 0;
    // Highlights come down as exposure goes up where there is something to lose; dark frames get their light from below.
    // Near the ceiling exposure only burns: the middle of the curve is lifted instead.
    if (aim.target > aim.from && (evidence.clipping.highlights > 0.015 || evidence.luma.p99 > 97))
      return sliderKnob(base, { Exposure2012: 0.6, Highlights2012: -26, Shadows2012: 20, ParametricDarks: 22, ParametricLights: 10 }, [-2.4, 2.4], 0.07);
    return aim.target > aim.from
      ? sliderKnob(base, { Exposure2012: 1, Highlights2012: evidence.luma.p95 > 78 ? -24 : -8, Shadows2012: shadows > 0.35 ? 16 : 5 }, [-2.4, 2.4], 0.07)
      : sliderKnob(base, { Exposure2012: 1, Highlights2012: 14 }, [-2.4, 2.4], 0.07);
  },
  contrast: (aim, base, { evidence: { luma } }) => {
    if (aim.direction < 0) return sliderKnob(base, { Contrast2012: 1, Blacks2012: -0.1 }, [-65, 65], 12);
    // Where an end of the scale is used up already, pushing it further only clips.
    return sliderKnob(base, { Contrast2012: 1, Blacks2012: luma.p1 > 3 ? -0.3 : 0.12, Whites2012: luma.p99 < 94 ? 0.35 : -0.12, ParametricLights: 0.2, ParametricDarks: -0.15 }, [-65, 65], 10);
  },
  highlights: (_, base) => sliderKnob(base, { Highlights2012: 1, Whites2012: 0.15 }, [-90, 60], 6),
  shadows: (_, base) => sliderKnob(base, { Shadows2012: 1 }, [-75, 80], 9),
  whites: (_, base) => sliderKnob(base, { Whites2012: 1 }, [-55, 50], 7),
  blacks: (_, base) => sliderKnob(base, { Blacks2012: 1 }, [-60, 60], 15),
  warmth: (_, base, { evidence }) => sliderKnob(base, { IncrementalTemperature: 1, ...(evidence.luma.p99 > 92 && { Highlights2012: -0.2 }) }, [-75, 75], 15),
  tint: (_, base) => sliderKnob(base, { IncrementalTint: 1 }, [-60, 60], 18),
  saturation: (aim, base) => sliderKnob(base, aim.direction > 0 ? { Vibrance: 1, Saturation: 0.55 } : { Saturation: 1, Vibrance: 0.25 }, [-100, 60], 14),
  vibrance: (_, base) => sliderKnob(base, { Vibrance: 1 }, [-75, 60], 25),
  // A clear picture has no veil to take away: the slider follows the dark channel.
  haze: (aim, base, { evidence }) => (aim.direction < 0 ? near(base, { Dehaze: 1 }, (8 + 40 * aim.degree) * Math.min(1, Math.max(0.45, evidence.haze / 26))) : sliderKnob(base, { Dehaze: 1 }, [-8 - 40 * aim.degree, 0], -2.5)),
  clarity: (aim, base) => near(base, { Clarity2012: 1 }, aim.direction * 46 * aim.degree),
  texture: (aim, base) => near(base, { Texture: 1 }, aim.direction * 46 * aim.degree),
  sharpness: (aim, base) => (aim.direction > 0
    ? near(base, { Sharpness: 1, Texture: 0.22, Clarity2012: 0.12 }, 25 + 60 * aim.degree, { SharpenRadius: 1, SharpenEdgeMasking: 35 })
    : near(base, { Sharpness: 1, Texture: 0.6 }, -50 * aim.degree)),
  softness: (aim, base) => near(base, { Clarity2012: 1, Texture: 0.8 }, -aim.direction * 42 * aim.degree),
  grain: (aim, base) => (aim.direction > 0 ? near(base, { GrainAmount: 1 }, 8 + 42 * aim.degree, { GrainSize: 28, GrainFrequency: 50 }) : near(base, { GrainAmount: 1 }, -60 * aim.degree)),
  vignette: (aim, base) => (aim.direction > 0
    ? sliderKnob(base, { PostCropVignetteAmount: 1 }, [-14 - 42 * aim.degree, 0], 4, { PostCropVignetteMidpoint: 42, PostCropVignetteFeather: 75 })
    : sliderKnob(base, { PostCropVignetteAmount: 1 }, [0, 14 + 42 * aim.degree], 4, { PostCropVignetteMidpoint: 42, PostCropVignetteFeather: 75 })),
  fade: (_, base) => fadeKnob(base),
};

const WHEELS = {
  shadows: ['SplitToningShadowHue', 'SplitToningShadowSaturation'],
  midtones: ['ColorGradeMidtoneHue', 'ColorGradeMidtoneSat'],
  highlights: ['SplitToningHighlightHue', 'SplitToningHighlightSaturation'],
  global: ['ColorGradeGlobalHue', 'ColorGradeGlobalSat'],
} as const;

/** The grading wheel of a zone: its hue set, its strength turned. */
export function washKnob(base: DevelopSettings, zone: keyof typeof WHEELS, hue: number, degree: number): Knob {
  const [hueName, strength] = WHEELS[zone];
  const cap = 10 + 45 * degree;
  return { ...sliderKnob({ ...base, [strength]: 0 }, { [strength]: 1 }, [0, cap], 9, { [hueName]: Math.round(hue) }), guess: (by) => Math.min(cap, by * 9) };
}

/** What to turn for an aim, on the picture as it is now; nothing when no tool of this version reaches it. */
export function knobFor(aim: Aim, base: DevelopSettings, now: Observation, scene: Scene): Knob | undefined {
  const knob = anyKnob(aim, base, now, scene);
  return knob && reined(knob, aim.degree, aim.attribute === 'contrast' ? FIRM : MILD);
}

/** Share of a knob's travel that a wish may use: at the least, and per degree. Contrast has more to make up for. */
const MILD = [0.3, 0.8] as const;
const FIRM = [0.36, 0.9] as const;

/** A mild wish never drives a slider to its end, however little the photo responds. */
function reined(knob: Knob, degree: number, [least, per]: readonly [number, number]): Knob {
  const share = Math.min(1, least + per * degree);
  return knob.near ? knob : { ...knob, range: [knob.range[0] * share, knob.range[1] * share] };
}

function anyKnob(aim: Aim, base: DevelopSettings, now: Observation, scene: Scene): Knob | undefined {
  const { attribute, region } = aim;
  if (attribute === 'wash' || attribute === 'monochrome') return undefined;
  if (region.kind === 'whole') return attribute === 'hue' ? undefined : WHOLE[attribute](aim, base, now);
  if (region.kind === 'tone') {
    if (attribute === region.zone || (attribute === 'brightness' && region.zone !== 'midtones')) return WHOLE[region.zone](aim, base, now);
    if (attribute === 'brightness') return sliderKnob(base, { ParametricDarks: 1, ParametricLights: 0.8 }, [-60, 60], 6);
  }
  if (region.kind === 'colour') {
    const hue = now.evidence.regions[region.colour]?.hue ?? 0;
    const kind = attribute === 'brightness' ? 'Luminance' : attribute === 'saturation' || attribute === 'vibrance' ? 'Saturation' : attribute === 'hue' ? 'Hue' : undefined;
    if (kind) {
      const perUnit = kind === 'Hue' ? 2.4 : kind === 'Luminance' ? 5 : 10;
      return sliderKnob(base, mixerWeights(kind, hue, region.colour, now.evidence.regions.skin?.share ?? 0), kind === 'Saturation' ? [-90, 60] : [-60, 60], perUnit);
    }
  }
  return localKnob(aim, base, now, scene);
}
