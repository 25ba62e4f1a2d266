import { greyBefore, lightOfGrey } from '../camera';
import type { SettingsPatch } from '../types';
import type { Measures } from './measure';
import { TONE_FROM, TONES_PER_STOP } from './measure';

/** 1 up to `full`, 0 from `none` on, straight between. */
const fade = (x: number, full: number, none: number): number => Math.min(1, Math.max(0, (none - Math.abs(x)) / (none - full)));

/** Lights differ by more than this from one another so rarely that it is more likely a coloured scene. */
const PLAUSIBLE = { temperature: [0.75, 1.1], tint: [0.32, 0.75] } as const;
/** A light that hardly any surface speaks for is corrected in part; one of this confidence wholly. */
const SURE = { confidence: 0.04, least: 0.65 } as const;
/** Share of a warm lean that goes: warmth is wanted more often than any other lean. Of late light and lamps, much less. */
const WARM = { usual: 0.9, late: 0.45 } as const;

/** Dark with bright lights in it: the sun low, lamps at night. */
function isLate({ tones }: Measures): boolean {
  const share = (from: number, to: number) => tones.reduce((sum, n, i) => { const l = TONE_FROM + i / TONES_PER_STOP; return l >= from && l < to ? sum + n : sum; }, 0);
  return share(-20, -4) > 0.4 && share(-0.6, 2) > 0.005;
}

/** The correction that Auto makes, 1 = 100 on the sliders: the light's, held back where it is unlikely, unsure, or warm and meant to be. */
export function whiteBalanceOf(measures: Measures): { readonly temperature: number; readonly tint: number } {
  const { temperature, tint, confidence } = measures.light;
  const plausible = fade(temperature, ...PLAUSIBLE.temperature) * fade(tint, ...PLAUSIBLE.tint);
  const sure = Math.min(1, SURE.least + ((1 - SURE.least) * confidence) / SURE.confidence);
  const warm = temperature >= 0 ? 1 : isLate(measures) ? WARM.late : WARM.usual;
  const whole = (x: number) => Math.round(Math.min(1, Math.max(-1, x)) * 100) / 100;
  return { temperature: whole(temperature * plausible * sure * warm), tint: whole(tint * plausible * sure) };
}

/** Auto's white balance as values on the photo's own sliders, for a patch: Kelvin and tint of a RAW photo, increments of a rendered one. */
export function autoWhiteBalance(measures: Measures): SettingsPatch {
  const { temperature, tint } = whiteBalanceOf(measures);
  if (!measures.camera) return { WhiteBalance: null, IncrementalTemperature: Math.round(100 * temperature), IncrementalTint: Math.round(100 * tint) };
  // A grey has the colour that the correction takes away.
  const light = lightOfGrey(measures.camera, greyBefore({ temperature, tint }));
  return { WhiteBalance: null, IncrementalTemperature: null, IncrementalTint: null, Temperature: Math.round(Math.min(50_000, Math.max(2000, light.temperature)) / 10) * 10, Tint: Math.round(Math.min(150, Math.max(-150, light.tint))) };
}
