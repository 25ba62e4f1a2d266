import { canonicalJson, patchSettings, settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { judge } from '../../calls';
import { changesText, type Entry } from '../../context';

const same = (a: unknown, b: unknown): boolean => canonicalJson({ value: a as never }) === canonicalJson({ value: b as never });
const repeats = (patch: SettingsPatch, { taken }: Entry): boolean => Object.entries(patch).every(([name, value]) => same(taken?.patch[name] ?? null, value));

/** What speaks against taking a step after the steps of this `attempt`, for the model; undefined: nothing. The loop would refuse it too, but with less to mend it by. */
export function objection(current: DevelopSettings, patch: SettingsPatch, attempt: readonly Entry[]): string | undefined {
  const invalid = patchSettings(current, patch).issues.filter(({ kind, name }) => kind === 'invalid' && name in patch);
  if (invalid.length > 0) return `${invalid.slice(0, 4).map(({ name, message }) => `${name}: ${message}`).join('; ')}. Nothing was set.`;
  const judged = judge(current, patch, new Set(), 'en');
  const names = Object.keys(patch).slice(0, 8).join(', ') || 'it';
  if (!judged.ok) {
    const before = attempt.findLast((entry) => Object.keys(patch).length > 0 && repeats(patch, entry));
    if (before) return `That is the call of step ${before.number} again: ${names} stand at these values already. Change a value, go on with the next thing, or finish.`;
    return `That changes nothing: ${names} stand at these values already. Values are absolute, not added to what is there.`;
  }
  const from = settingsHash(current);
  const circle = attempt.find(({ before, taken }) => settingsHash(before) === from && same(taken?.patch, judged.patch));
  return circle && `That leads in a circle: step ${circle.number} made the same change to the same settings (${changesText(current, judged.settings, 160)}).`;
}
