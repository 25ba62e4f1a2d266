import { normalise } from '../settings';
import type { DevelopSettings, JsonValue } from '../types';
import { SettingsFileError } from './errors';
import type { FilePhoto } from './frame';
import { readXmp, type SettingsFile } from './xmp';

const MAX_CHARS = 16 * 1024 * 1024;

/** A settings document as indented JSON, keys in order. */
export function writeJson(settings: DevelopSettings): string {
  return `${JSON.stringify(Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
}

/** Develop settings from JSON: an object of `crs:` names, with or without the prefix. Throws `SettingsFileError` for what is not JSON. */
export function readJson(text: string): SettingsFile {
  if (text.length > MAX_CHARS) throw new SettingsFileError('too-large', `The file has more than ${MAX_CHARS / 1024 / 1024} million characters; settings files are far smaller.`);
  let parsed: JsonValue;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, '')) as JsonValue;
  } catch (cause) {
    throw new SettingsFileError('malformed-json', `The file is not JSON: ${cause instanceof Error ? cause.message : 'it cannot be parsed'}.`, { cause });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new SettingsFileError('malformed-json', 'The JSON is not an object of develop settings, such as {"Exposure2012": 0.5}.');
  const named = Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name.replace(/^crs:/, ''), value]));
  return { ...normalise(named), meta: { format: 'json', preset: false } };
}

/** Develop settings from a file's text, XMP or JSON by what it holds. `photo` as for `readXmp`; JSON is always of the upright photo. Throws `SettingsFileError`. */
export function readSettings(text: string, photo?: FilePhoto): SettingsFile {
  const start = text.replace(/^\ufeff/, '').trimStart();
  if (start === '') throw new SettingsFileError('empty', 'The settings file is empty.');
  return start.startsWith('<') ? readXmp(text, photo) : readJson(text);
}

