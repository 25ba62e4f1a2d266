import { maskKey } from '@/lib/develop/masks/needs';
import { CORRECTIONS, correctionsOf, correctionsValue, diff, patchBetween, type Correction } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';
import { between } from '../../guards';
import { understand } from '../../language';
import { keysOf } from '../../things';
import type { Attribute, FollowUp, RegionRef, RunRequest, Turn } from '../../types';
import { correctionNames } from './local';

/** What a follow-up does to the settings, or why it cannot. */
export type FollowUpPatch = { readonly patch: SettingsPatch } | { readonly missing: 'nothing-before' | 'no-such-step' | 'not-set'; readonly step?: number };

/** The parameters that carry an attribute, for taking it back. */
const CARRIERS: Readonly<Record<Attribute, RegExp>> = {
  brightness: /^(Exposure2012)$/, contrast: /^(Contrast2012|ToneCurvePV2012|Parametric\w+)$/, highlights: /^(Highlights2012|ParametricHighlights)$/, shadows: /^(Shadows2012|ParametricShadows)$/,
  whites: /^Whites2012$/, blacks: /^Blacks2012$/, warmth: /^(IncrementalTemperature|Temperature|WhiteBalance)$/, tint: /^(IncrementalTint|Tint)$/, saturation: /^(Saturation|Vibrance|SaturationAdjustment\w+)$/,
  vibrance: /^Vibrance$/, haze: /^Dehaze$/, clarity: /^Clarity2012$/, texture: /^Texture$/, sharpness: /^(Sharpness|Sharpen\w+)$/, softness: /^(Clarity2012|Texture)$/,
  grain: /^Grain\w+$/, vignette: /^PostCropVignette\w+$/, monochrome: /^(ConvertToGrayscale|GrayMixer\w+)$/, fade: /^ToneCurve\w+$/, hue: /^HueAdjustment\w+$/,
};

const revert = (settings: DevelopSettings, turn: Turn): SettingsPatch =>
  Object.fromEntries(diff(turn.before, turn.after).map(({ name }) => [name, turn.before[name] ?? null]).filter(([name]) => typeof name === 'string' && name in { ...settings, ...turn.before }));

/** Whether a correction is one of a region: by the mask that holds it, or by the name that this brain gives it. */
function isOf({ CorrectionName, CorrectionMasks }: Correction, region: RegionRef): boolean {
  if (CorrectionName !== undefined && correctionNames(region).includes(CorrectionName)) return true;
  const keys = region.kind === 'thing' ? keysOf(region.thing) : [];
  return (CorrectionMasks ?? []).some((mask) => { const key = maskKey(mask); return key !== undefined && keys.includes(key); });
}

/** A region put back: its corrections go, else what the last request that spoke of it did. */
function withoutRegion(region: RegionRef, { settings, history, locale }: Pick<RunRequest, 'settings' | 'history' | 'locale'>): FollowUpPatch {
  const corrections = correctionsOf(settings);
  const others = corrections.filter((correction) => !isOf(correction, region));
  if (others.length < corrections.length) return { patch: { [CORRECTIONS]: others.length > 0 ? (correctionsValue(others) as JsonValue) : null } };
  const spoke = history.findLast((turn) => understand(turn.instruction, { locale, history: [] }).goals.some((goal) => goal.kind === 'adjust' && JSON.stringify(goal.region) === JSON.stringify(region)));
  const patch = spoke ? revert(settings, spoke) : {};
  return Object.keys(patch).length > 0 ? { patch } : { missing: 'not-set' };
}

/** The patch of a follow-up, against the settings where the run starts. */
export function followUpPatch(followUp: FollowUp, request: Pick<RunRequest, 'settings' | 'history' | 'locale' | 'earlier'>): FollowUpPatch {
  const { settings, history, earlier, locale } = request;
  const last = history.at(-1);
  switch (followUp.kind) {
    case 'scale': {
      if (!last) return { missing: 'nothing-before' };
      const moved = diff(last.before, last.after);
      // From where the photo stood before, by the factor, of what stands there now: hand-made changes since then scale along.
      return { patch: Object.fromEntries(moved.map(({ name, from, to }) => [name, between(last.before[name] ?? from, settings[name] ?? to, followUp.factor)])) };
    }
    case 'restore': {
      if (followUp.step === 0) return { patch: patchBetween(settings, {}) };
      const step = earlier?.find(({ number }) => number === followUp.step);
      if (step) return { patch: patchBetween(settings, step.settings) };
      // Whoever knows no steps counts requests.
      const turn = earlier ? undefined : history[followUp.step - 1];
      return turn ? { patch: patchBetween(settings, turn.after) } : { missing: 'no-such-step', step: followUp.step };
    }
    case 'undo-region':
      return withoutRegion(followUp.region, request);
    case 'undo':
      switch (followUp.what) {
        case 'all': return { patch: patchBetween(settings, {}) };
        case 'last': return last ? { patch: patchBetween(settings, last.before) } : { missing: 'nothing-before' };
        case 'style': {
          const styled = history.findLast((turn) => understand(turn.instruction, { locale, history: [] }).styles.length > 0);
          return styled ? { patch: revert(settings, styled) } : { missing: 'nothing-before' };
        }
        default: {
          const carrier = CARRIERS[followUp.what];
          const names = Object.keys(settings).filter((name) => carrier.test(name));
          return names.length > 0 ? { patch: Object.fromEntries(names.map((name) => [name, null])) } : { missing: 'not-set' };
        }
      }
  }
}
