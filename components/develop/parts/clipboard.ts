import { CORRECTIONS, isSwitch, partOf, patchOfParts, type Part } from '@/lib/develop/settings';
import { isRecord } from '@/lib/develop/settings/json';
import { toolOf } from '@/lib/develop/tools';
import type { DevelopSettings, JsonValue, SettingsPatch } from '@/lib/develop/types';

/** What stands for a default in a file, where absent would say nothing. */
function stated(name: string, value: JsonValue | undefined): JsonValue | undefined {
  if (value !== undefined && value !== null) return value;
  if (name === CORRECTIONS || toolOf(name)?.family === 'retouch') return [];
  if (isSwitch(name)) return true;
  const tool = toolOf(name);
  // A RAW photo's own light is no number that another photo could have.
  return tool && tool.photos !== 'raw' && tool.kind !== 'mask' && tool.kind !== 'list' ? tool.default : undefined;
}

/** Groups of settings as text: a settings file of ours, so that it can be pasted into a photo, a mail or a file. */
export function clipboardText(settings: DevelopSettings, parts: readonly Part[]): string {
  const entries = Object.entries(patchOfParts(settings, parts)).flatMap(([name, value]): (readonly [string, JsonValue])[] => {
    const said = stated(name, value);
    return said === undefined ? [] : [[name, said]];
  });
  return JSON.stringify(Object.fromEntries(entries), null, 1);
}

/** Whether text may be settings at all: what begins like a file of some format. */
export const maySettle = (text: string): boolean => /^\s*(\{|<\?xpacket|<x:xmpmeta|<\?xml|s\s*=\s*\{|return\s*\{)/.test(text);

/** Lists that text of ours says are empty: a settings file has no other word for none. */
function emptied(text: string): SettingsPatch {
  if (!text.trimStart().startsWith('{')) return {};
  const document: unknown = JSON.parse(text);
  return Object.fromEntries(Object.entries(isRecord(document) ? document : {}).flatMap(([name, value]): (readonly [string, null])[] => (Array.isArray(value) && value.length === 0 && partOf(name) ? [[name, null]] : [])));
}

/** The patch in pasted text of any settings format (JSON, XMP, Lightroom's Lua), and its name. The readers are fetched when first needed. */
export async function readClipboard(text: string): Promise<{ readonly name?: string; readonly patch: SettingsPatch }> {
  const { readSettings } = await import('@/lib/develop/codecs');
  const { stated: patch, meta } = readSettings(text);
  return { patch: { ...patch, ...emptied(text) }, ...(meta.name !== undefined && { name: meta.name }) };
}
