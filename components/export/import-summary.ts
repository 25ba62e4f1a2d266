import { CORRECTIONS, applyPatch, describeChange, diff, patchBetween } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, Locale, SettingsIssue, SettingsPatch } from '@/lib/develop/types';
import type { ImportView } from '@/lib/studio/types';

/** Over the settings that are there, or instead of them. */
export type ImportMode = 'add' | 'replace';

/** A preset is laid over a picture, a sidecar is the whole of one. */
export const usualMode = ({ preset }: Pick<ImportView, 'preset'>): ImportMode => (preset ? 'add' : 'replace');

/** What has to change so that the picture has the file's settings. */
export const importPatch = (current: DevelopSettings, stated: SettingsPatch, mode: ImportMode): SettingsPatch => patchBetween(current, applyPatch(mode === 'add' ? current : {}, stated));

/** What a patch changes about the picture, each in words for people. Names that are only kept change nothing. */
export const changesIn = (current: DevelopSettings, patch: SettingsPatch, locale: Locale): readonly string[] =>
  diff(current, applyPatch(current, patch)).filter(({ name }) => name === CORRECTIONS || (name !== 'HasCrop' && toolOf(name) !== undefined)).map(({ name, from, to }) => describeChange(name, from, to, locale));

export type IssueGroup = { readonly kind: SettingsIssue['kind']; /** Labels of what it is about; empty where it is about the file. */ readonly names: readonly string[]; readonly more: number };

const KINDS: readonly SettingsIssue['kind'][] = ['mended', 'translated', 'unrendered', 'clamped', 'invalid', 'unknown'];
const SHOWN = 6;

/** `MaskGroupBasedCorrections[0].CorrectionMasks[1]` by the label of its last part that has one. */
function labelOf(path: string, locale: Locale): string {
  const parts = path.replace(/\[\d+\]/g, '').split('.').reverse();
  const tool = parts.map(toolOf).find((one) => one !== undefined);
  return tool?.label[locale] ?? parts.at(-1) ?? path;
}

/** Issues by their kind, each thing named once. */
export function issueGroups(issues: readonly SettingsIssue[], locale: Locale): readonly IssueGroup[] {
  return KINDS.flatMap((kind) => {
    const own = issues.filter((issue) => issue.kind === kind);
    if (own.length === 0) return [];
    const names = [...new Set(own.flatMap(({ name }) => (name === '' ? [] : [labelOf(name, locale)])))];
    return [{ kind, names: names.slice(0, SHOWN), more: Math.max(0, names.length - SHOWN) }];
  });
}
