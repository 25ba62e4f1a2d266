import { type Measures, whiteBalanceOf } from '../auto';
import { layered } from '../looks';
import { choiceOf, numberOf } from '../settings';
import { WHITE_BALANCE_PRESETS } from '../tools';
import type { DevelopSettings } from '../types';
import { incrementsBeyondPreset } from './scene';

/** What Sharpness 100 multiplies the difference to the blurred picture by. */
export const SHARPNESS_GAIN = 1.6;

/** The tone stage's amounts in the order the kernel has them: stops for exposure, a gain for sharpness, −1…1 for the rest. */
export const AMOUNTS = ['exposure', 'contrast', 'highlights', 'shadows', 'whites', 'blacks', 'clarity', 'texture', 'sharpness', 'dehaze', 'temperature', 'tint'] as const;
export type AmountName = (typeof AMOUNTS)[number];
export type Amounts = Readonly<Record<AmountName, number>>;

export const NO_AMOUNTS: Amounts = {
  exposure: 0, contrast: 0, highlights: 0, shadows: 0, whites: 0, blacks: 0, clarity: 0, texture: 0, sharpness: 0, dehaze: 0, temperature: 0, tint: 0,
};

const balanceMoved = (settings: DevelopSettings): boolean => settings['IncrementalTemperature'] !== undefined || settings['IncrementalTint'] !== undefined;

/** Whether the photo itself decides its white balance. */
export const balancesItself = (settings: DevelopSettings): boolean => settings['WhiteBalance'] === 'Auto' && !balanceMoved(settings);

/** Whether a render asks for `RenderJob.measures`. */
export const needsMeasures = (settings: DevelopSettings): boolean => balancesItself(layered(settings));

/** The global amounts. A named white balance counts only while its sliders are untouched; `Auto` is what `measures` of the photo say. The named light of a RAW photo (`kelvin`) is set in Kelvin and no amount. */
export function globalAmounts(settings: DevelopSettings, measures?: Measures, kelvin = false): Amounts {
  const share = (name: string) => numberOf(settings, name) / 100;
  const preset = kelvin ? incrementsBeyondPreset(settings) : balanceMoved(settings) ? undefined : WHITE_BALANCE_PRESETS[String(choiceOf(settings, 'WhiteBalance'))];
  const auto = measures && balancesItself(settings) ? whiteBalanceOf(measures) : undefined;
  return {
    exposure: numberOf(settings, 'Exposure2012'),
    contrast: share('Contrast2012'),
    highlights: share('Highlights2012'),
    shadows: share('Shadows2012'),
    whites: share('Whites2012'),
    blacks: share('Blacks2012'),
    clarity: share('Clarity2012'),
    texture: share('Texture'),
    sharpness: share('Sharpness') * SHARPNESS_GAIN,
    dehaze: share('Dehaze'),
    temperature: auto ? auto.temperature : preset ? preset.IncrementalTemperature / 100 : share('IncrementalTemperature'),
    tint: auto ? auto.tint : preset ? preset.IncrementalTint / 100 : share('IncrementalTint'),
  };
}

export const isZero = (amounts: Amounts): boolean => AMOUNTS.every((name) => amounts[name] === 0);

/** Amounts of the tools that look around a pixel, 0…1; corrections add to them. */
export const SPATIAL_AMOUNTS = ['luminanceNoise', 'moire', 'defringe', 'blur'] as const;
export type SpatialAmount = (typeof SPATIAL_AMOUNTS)[number];

/** What holds all over the picture. Defringe has amounts by hue of its own, to which corrections add. */
export function spatialAmounts(settings: DevelopSettings): Readonly<Record<SpatialAmount, number>> {
  return { luminanceNoise: numberOf(settings, 'LuminanceSmoothing') / 100, moire: numberOf(settings, 'MoireFilter') / 100, defringe: 0, blur: 0 };
}

/** Amounts of what is drawn over the finished picture, 0…1; corrections add to them. */
export const EFFECT_AMOUNTS = ['grain'] as const;
export type EffectAmount = (typeof EFFECT_AMOUNTS)[number];

export const effectAmounts = (settings: DevelopSettings): Readonly<Record<EffectAmount, number>> => ({ grain: numberOf(settings, 'GrainAmount') / 100 });
