import { canonicalJson, patchSettings, settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { judge } from '../../calls';
import { changesText } from '../../context';
import type { TakenStep } from '../../types';

const same = (a: unknown, b: unknown): boolean => canonicalJson({ value: a as never }) === canonicalJson({ value: b as never });
const repeats = (patch: SettingsPatch, step: TakenStep): boolean => Object.entries(patch).every(([name, value]) => same(step.patch[name] ?? null, value));

/** What speaks against taking a step, for the model; undefined: nothing. The loop would refuse it too, but with less to mend it by. */
export function objection(current: DevelopSettings, patch: SettingsPatch, attempt: readonly TakenStep[]): string | undefined {
  const invalid = patchSettings(current, patch).issues.filter(({ kind, name }) => kind === 'invalid' && name in patch);
  if (invalid.length > 0) return `${invalid.slice(0, 4).map(({ name, message }) => `${name}: ${message}`).join('; ')}. Nothing was set.`;
  const judged = judge(current, patch, new Set(), 'en');
  const names = Object.keys(patch).slice(0, 8).join(', ') || 'it';
  if (!judged.ok) {
    const before = attempt.findLast((step) => Object.keys(patch).length > 0 && repeats(patch, step));
    if (before) return `That is the call of step ${before.step} again: ${names} stand at these values already. Change a value, go on with the next thing, or finish.`;
    return `That changes nothing: ${names} stand at these values already. Values are absolute, not added to what is there.`;
  }
  const reached = settingsHash(judged.settings);
  const circle = attempt.find((step) => settingsHash(step.observation.settings) === reached && same(step.patch, judged.patch));
  return circle && `That leads in a circle: step ${circle.step} made the same change to the same settings (${changesText(current, judged.settings, 160)}).`;
}
