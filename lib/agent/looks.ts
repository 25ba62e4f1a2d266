import { applyPatch } from '@/lib/develop/settings';
import type { CurvePoint, DevelopSettings, JsonValue, Localised } from '@/lib/develop/types';
import { clampTotal } from './brains/embedded/knobs';
import { STYLES, type Style, type StyleGoal } from './language';
import { FILM_STYLES } from './language/tables/styles/film';
import { MOOD_STYLES } from './language/tables/styles/mood';
import type { Attribute } from './types';

/**
 * Styles as plain settings: what a style sets on a photo that nobody looked at. The agent turns the same goals into sliders while it watches the
 * picture; a look is the fixed form of it, for trying on. Light of the photo's own (white balance) and places in it (masks) are no part of a look.
 */

/** Slider values at a degree of 1, in the direction of more and of less. */
const SLIDERS: Readonly<Partial<Record<Attribute, readonly [more: Readonly<Record<string, number>>, less: Readonly<Record<string, number>>]>>> = {
  brightness: [{ Exposure2012: 0.9, Highlights2012: -20 }, { Exposure2012: -0.9, Highlights2012: 10 }],
  contrast: [{ Contrast2012: 48, Blacks2012: -8 }, { Contrast2012: -55 }],
  highlights: [{ Highlights2012: 55 }, { Highlights2012: -75 }],
  shadows: [{ Shadows2012: 70 }, { Shadows2012: -55 }],
  whites: [{ Whites2012: 40 }, { Whites2012: -40 }],
  blacks: [{ Blacks2012: 45 }, { Blacks2012: -45 }],
  saturation: [{ Vibrance: 40, Saturation: 22 }, { Saturation: -55, Vibrance: -14 }],
  vibrance: [{ Vibrance: 50 }, { Vibrance: -60 }],
  haze: [{ Dehaze: -30 }, { Dehaze: 45 }],
  clarity: [{ Clarity2012: 46 }, { Clarity2012: -40 }],
  texture: [{ Texture: 46 }, { Texture: -40 }],
  sharpness: [{ Sharpness: 70, SharpenEdgeMasking: 35 }, { Texture: -30 }],
  softness: [{ Clarity2012: -42, Texture: -34 }, { Clarity2012: 30 }],
  grain: [{ GrainAmount: 50 }, {}],
  vignette: [{ PostCropVignetteAmount: -45, PostCropVignetteFeather: 25, PostCropVignetteMidpoint: -8 }, { PostCropVignetteAmount: 20 }],
};
/** Defaults that the offsets above start from. */
const FROM: Readonly<Record<string, number>> = { PostCropVignetteFeather: 50, PostCropVignetteMidpoint: 50 };

/** Warmth and tint as directions on the grading wheel, degrees, and saturation at a degree of 1. */
const LEANS: Readonly<Partial<Record<Attribute, readonly [more: number, less: number]>>> = { warmth: [42, 218], tint: [318, 138] };
const LEAN = 34;

const MIXER: Readonly<Partial<Record<Attribute, readonly [kind: string, most: number]>>> = { hue: ['HueAdjustment', 45], saturation: ['SaturationAdjustment', 55], brightness: ['LuminanceAdjustment', 45], vibrance: ['SaturationAdjustment', 45] };

const WHEELS = { shadows: 'SplitToningShadow', highlights: 'SplitToningHighlight', midtones: 'ColorGradeMidtone', global: 'ColorGradeGlobal' } as const;
const strengthOf = (wheel: string): string => `${wheel}${wheel.startsWith('Split') ? 'Saturation' : 'Sat'}`;
const WASH = 42;

const FADE_X = [0, 24, 64, 112, 168, 255] as const;
/** A point curve whose black end is lifted by up to 34 of 255 and whose white end comes down a little. */
const faded = (degree: number): readonly CurvePoint[] => FADE_X.map((x) => [x, Math.round(x + 34 * degree * ((1 - x / 255) ** 2.4 - 0.1 * (x / 255) ** 2))]);

type Draft = { readonly sums: Map<string, number>; readonly lean: [x: number, y: number]; readonly fixed: Record<string, JsonValue> };

function take(goal: StyleGoal, { sums, lean, fixed }: Draft): void {
  const add = (name: string, by: number) => sums.set(name, (sums.get(name) ?? 0) + by);
  if (goal.kind === 'wash') {
    const wheel = WHEELS[goal.zone];
    fixed[`${wheel}Hue`] = Math.round(goal.hue);
    add(strengthOf(wheel), WASH * goal.degree);
    return;
  }
  const { attribute, direction, degree, region } = goal;
  if (region.kind === 'colour') {
    const [kind, most] = MIXER[attribute] ?? [];
    if (kind && most) add(`${kind}${region.colour}`, most * direction * degree);
    return;
  }
  if (region.kind !== 'whole') return;
  if (attribute === 'monochrome') fixed['ConvertToGrayscale'] = true;
  if (attribute === 'fade' && direction > 0) fixed['ToneCurvePV2012'] = faded(degree);
  const leans = LEANS[attribute];
  if (leans) {
    const turn = (leans[direction > 0 ? 0 : 1] * Math.PI) / 180;
    lean[0] += degree * Math.cos(turn);
    lean[1] += degree * Math.sin(turn);
  }
  for (const [name, value] of Object.entries(SLIDERS[attribute]?.[direction > 0 ? 0 : 1] ?? {})) add(name, value * degree);
}

/** The settings of a style; normalised. */
export function settingsOfStyle({ goals }: Pick<Style, 'goals'>): DevelopSettings {
  const draft: Draft = { sums: new Map(), lean: [0, 0], fixed: {} };
  for (const goal of goals) take(goal, draft);
  const { sums, lean, fixed } = draft;
  const strength = Math.hypot(...lean);
  if (strength > 0.02 && fixed['ConvertToGrayscale'] !== true) {
    fixed['ColorGradeGlobalHue'] ??= Math.round((((Math.atan2(lean[1], lean[0]) * 180) / Math.PI) + 360) % 360);
    sums.set('ColorGradeGlobalSat', (sums.get('ColorGradeGlobalSat') ?? 0) + LEAN * Math.min(1, strength));
  }
  const moved = Object.fromEntries([...sums].map(([name, by]) => [name, clampTotal(name, (FROM[name] ?? 0) + by)]));
  return applyPatch({}, { ...moved, ...fixed });
}

export type BuiltInLook = { readonly id: string; readonly name: Localised; readonly description: Localised; readonly shelf: 'film' | 'mood' | 'scene'; readonly patch: DevelopSettings };

const shelfOf = (style: Style): BuiltInLook['shelf'] => (FILM_STYLES.includes(style) ? 'film' : MOOD_STYLES.includes(style) ? 'mood' : 'scene');

/** Every style that the assistant knows by name, as a look. */
export const BUILT_IN_LOOKS: readonly BuiltInLook[] = STYLES.map((style) => ({ id: `style:${style.id}`, name: style.label, description: style.description, shelf: shelfOf(style), patch: settingsOfStyle(style) }));
