import type { DevelopSettings, JsonValue, Size } from '../types';
import { settingsFile, type SettingsFile, type SettingsFileMeta } from './document';
import { SettingsFileError } from './errors';
import { indexedLists, pointColourTexts } from './lua-settings';
import { readLooseJson } from './loose-json';
import { spellOut } from './older';

/** A settings document as indented JSON, names in the document's order; a preset's head before them, under the names that Lightroom's files use. */
export function writeJson(settings: DevelopSettings, meta?: Pick<SettingsFileMeta, 'preset' | 'name' | 'group' | 'uuid'>): string {
  const head = meta?.preset ? { PresetType: 'Normal', ...(meta.name !== undefined && { Name: meta.name }), ...(meta.group !== undefined && { Group: meta.group }), ...(meta.uuid !== undefined && { UUID: meta.uuid }) } : {};
  return `${JSON.stringify({ ...head, ...settings }, null, 2)}\n`;
}

const record = (value: JsonValue): Readonly<Record<string, JsonValue>> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, JsonValue>>;
  throw new SettingsFileError('malformed-json', 'The JSON is not an object of develop settings, such as {"Exposure2012": 0.5}.');
};

/** The fields of such an object as a document has them: plain names of today, lists as lists. Values are as they came. */
export function jsonFields(value: Readonly<Record<string, JsonValue>>): ReturnType<typeof spellOut> {
  return spellOut(Object.fromEntries(Object.entries(value).map(([name, given]) => [name.replace(/^crs:/, ''), pointColourTexts(name, indexedLists(given))])));
}

/**
 * Develop settings from JSON: an object of `crs:` names, with or without the prefix, written by us, by a person or by a model (`readLooseJson`), local
 * amounts as files or as sliders have them. Positions are those of the upright photo. Throws `SettingsFileError` for what is not JSON.
 */
export function readJson(text: string, photo?: Size): SettingsFile {
  const { value, repairs } = readLooseJson(text);
  const { fields, issues } = jsonFields(record(value));
  const mended = repairs.length === 0 ? [] : [{ name: '', kind: 'mended' as const, message: `not quite JSON, read all the same: ${repairs.join(', ')}` }];
  return settingsFile(fields, { format: 'json', localUnits: 'detect', issues: [...mended, ...issues], ...(photo && { upright: photo }) });
}
