import { diff, patchBetween } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { between } from '../../guards';
import { understand } from '../../language';
import type { Attribute, FollowUp, RunRequest, Turn } from '../../types';

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

/** The patch of a follow-up, against the settings where the run starts. */
export function followUpPatch(followUp: FollowUp, { settings, history, locale }: Pick<RunRequest, 'settings' | 'history' | 'locale'>): FollowUpPatch {
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
      const turn = history[followUp.step - 1];
      return turn ? { patch: patchBetween(settings, turn.after) } : { missing: 'no-such-step', step: followUp.step };
    }
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
