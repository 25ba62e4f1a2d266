import { maskForKey } from '@/lib/develop/masks/needs';
import { LENS_BLUR, lensBlurOf, lensBlurValue, numberOf } from '@/lib/develop/settings';
import { isRecord } from '@/lib/develop/settings/json';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import type { Narrator } from './narrate';
import type { Target } from './targets';

/** A goal met by a tool whose effect a small picture does not measure: set by the degree of the wish alone. */
export type Nominal = { readonly target: Target; readonly patch: SettingsPatch; readonly say: (narrator: Narrator) => string };

/** Values of noise reduction for a wish of degree 0 and what a whole degree adds. */
const NOISE: Readonly<Record<string, readonly [least: number, per: number]>> = { LuminanceSmoothing: [12, 48], ColorNoiseReduction: [20, 30] };

/** Noise to be taken away; grain is only what somebody added before. */
function denoised(target: Target, base: DevelopSettings): Nominal | undefined {
  const { attribute, direction, region, degree } = target.aim;
  if (attribute !== 'grain' || direction > 0 || region.kind !== 'whole' || numberOf(base, 'GrainAmount') > 0) return undefined;
  const patch = Object.fromEntries(Object.entries(NOISE).map(([name, [least, per]]) => [name, Math.max(numberOf(base, name), Math.round(least + per * degree))]));
  return { target, patch, say: (narrator) => narrator.say(narrator.session.words.noise) };
}

/** A background out of focus, as a fast lens has it, where it is known what the subject is. */
function defocused(target: Target, base: DevelopSettings): Nominal | undefined {
  const { attribute, direction, region, degree, found: { seen } } = target.aim;
  const subject = maskForKey('subject', '');
  if (attribute !== 'softness' || direction < 0 || region.kind !== 'thing' || region.thing !== 'background' || !seen || !subject) return undefined;
  const before = base[LENS_BLUR];
  const amount = Math.min(100, Math.round(100 * (lensBlurOf(base)?.amount ?? 0) + 20 + 50 * degree));
  const patch = { [LENS_BLUR]: isRecord(before) ? { ...before, Active: true, BlurAmount: amount } : lensBlurValue({ amount, masks: [subject] }) };
  return { target, patch, say: (narrator) => narrator.say(narrator.session.words.defocused, { percent: Math.round(100 * seen.confidence) }) };
}

/** What of a move is set by degree alone. */
export const nominals = (targets: readonly Target[], base: DevelopSettings): readonly Nominal[] => targets.flatMap((target) => denoised(target, base) ?? defocused(target, base) ?? []);

