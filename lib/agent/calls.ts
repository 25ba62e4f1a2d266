import { z } from 'zod';
import type { DevelopSettings, JsonValue, Locale, SettingsPatch } from '@/lib/develop/types';
import { canonicalJson, diff, patchSettings, settingsHash } from '@/lib/develop/settings';
import { SENTENCES } from './sentences';
import type { ToolChange } from './types';

const patchSchema: z.ZodType<Record<string, JsonValue>> = z.record(z.string().min(1), z.json());

export type Judged =
  | { readonly ok: true; readonly patch: SettingsPatch; readonly settings: DevelopSettings; readonly changes: readonly ToolChange[]; readonly clamped: readonly string[]; readonly key: string }
  | { readonly ok: false; readonly problem: string };

/** The identity of a call: the same change of the same settings is the same call. Undoing one is another, doing it once more is not. */
export const callKey = (patch: SettingsPatch, from: DevelopSettings): string => `${settingsHash(from)} ${canonicalJson(patch)}`;
const repeats = (patch: SettingsPatch, taken: ReadonlySet<string>): boolean => [...taken].some((key) => key.endsWith(` ${canonicalJson(patch)}`));

/**
 * Reads a brain's patch against the settings it would change. Values out of range are clamped and named; unreadable parameters are left
 * out, and if nothing readable is left, or nothing would change, or the call was `taken` before, the call is refused with a reason.
 */
export function judge(from: DevelopSettings, patch: unknown, taken: ReadonlySet<string>, locale: Locale): Judged {
  const say = SENTENCES[locale];
  const read = patchSchema.safeParse(patch);
  if (!read.success) return { ok: false, problem: say.invalid(read.error.issues[0]?.message ?? 'patch') };
  const { issues } = patchSettings(from, read.data);
  const invalid = issues.filter((issue) => issue.kind === 'invalid' && issue.name in read.data).map((issue) => issue.name);
  // An unreadable value must not put its parameter back to the default, as `null` would.
  const readable = Object.fromEntries(Object.entries(read.data).filter(([name]) => !invalid.includes(name)));
  const { settings } = patchSettings(from, readable);
  const changes = diff(from, settings);
  if (changes.length === 0) {
    if (invalid.length > 0) return { ok: false, problem: say.invalid(invalid.join(', ')) };
    return { ok: false, problem: repeats(read.data, taken) ? say.sameAgain : say.noChange };
  }
  const effective = Object.fromEntries(changes.map(({ name }) => [name, settings[name] ?? null]));
  const key = callKey(effective, from);
  if (taken.has(key)) return { ok: false, problem: say.sameAgain };
  const clamped = issues.filter((issue) => issue.kind === 'clamped' && issue.name in read.data).map((issue) => issue.name);
  return { ok: true, patch: effective, settings, changes, clamped, key };
}
