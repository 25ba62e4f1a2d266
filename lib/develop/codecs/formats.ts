import { isList, isRecord } from '../settings/json';
import type { DevelopSettings, JsonValue, SettingsIssue } from '../types';
import { readCube } from './cube';
import type { SettingsFile, SettingsFileMeta } from './document';
import { SettingsFileError } from './errors';
import { SETTINGS_FORMATS, type FormatId, type SettingsFormat } from './format-list';
import type { FilePhoto } from './frame';
import { inKelvin } from './kelvin';
import { readJson, writeJson } from './json';
import { readLua, writeLrtemplate, writeLua } from './lua-settings';
import { isPp3, readPp3 } from './pp3';
import { isXmpName } from './rdf';
import { readXmp, writeXmp } from './xmp';

export type WriteOptions = {
  readonly photo?: FilePhoto;
  /** What the settings came from, where the format is the same: all that the settings do not say stays as it was there. */
  readonly previous?: string;
  /** Head of a preset: name, group, identity. */
  readonly meta?: Pick<SettingsFileMeta, 'preset' | 'name' | 'group' | 'uuid'>;
};

const headOf = (meta: WriteOptions['meta']) => ({ name: meta?.name ?? 'Evoroom', ...(meta?.group !== undefined && { group: meta.group }), ...(meta?.uuid !== undefined && { uuid: meta.uuid }) });

type Writer = (settings: DevelopSettings, options: WriteOptions) => string;

/** A colour table needs the engine (`writeCube`); all other formats are text made of the settings alone. */
export type TextFormatId = Exclude<FormatId, 'cube'>;

const WRITERS: Readonly<Record<TextFormatId, Writer>> = {
  xmp: (settings, { photo, previous, meta }) => writeXmp(settings, { ...(photo && { photo }), ...(previous !== undefined && { previous }), ...(meta?.preset && { preset: headOf(meta) }) }),
  preset: (settings, { meta }) => writeXmp(settings, { preset: headOf(meta) }),
  lrtemplate: (settings, { photo, previous, meta }) => writeLrtemplate(settings, headOf(meta), { ...(photo && { photo }), ...(previous !== undefined && { previous }) }),
  lua: (settings, { photo, previous }) => writeLua(settings, { ...(photo && { photo }), ...(previous !== undefined && { previous }) }),
  json: (settings, { meta }) => writeJson(settings, meta),
};

const XMP_FORMATS: readonly TextFormatId[] = ['xmp', 'preset'];

/** Paths of names that XML cannot hold, anywhere in a document. */
function unwritable(value: JsonValue, path: string): readonly string[] {
  if (isList(value)) return value.flatMap((item, i) => unwritable(item, `${path}[${i}]`));
  if (!isRecord(value) || 'x-default' in value) return [];
  return Object.entries(value).flatMap(([name, item]) => { const here = path === '' ? name : `${path}.${name}`; return isXmpName(name) ? unwritable(item, here) : [here]; });
}

/** Settings as a file's text, with an issue for whatever the format cannot hold, or holds in other words. */
export function writeSettings(settings: DevelopSettings, format: TextFormatId, options: WriteOptions = {}): { readonly text: string; readonly issues: readonly SettingsIssue[] } {
  const { settings: own, issues } = format === 'json' ? { settings, issues: [] } : inKelvin(settings, options.photo);
  const lost = XMP_FORMATS.includes(format) ? unwritable(own, '').map((name): SettingsIssue => ({ name, kind: 'invalid', message: 'XMP cannot hold a field of this name; it is left out' })) : [];
  return { text: WRITERS[format](own, options), issues: [...issues, ...lost] };
}

export const formatOf = (id: FormatId): SettingsFormat => {
  const format = SETTINGS_FORMATS.find((one) => one.id === id);
  if (!format) throw new SettingsFileError('unknown-format', `${id} is not a settings format; there are ${SETTINGS_FORMATS.map((one) => one.id).join(', ')}.`);
  return format;
};

const TAGGED = /^<(tool_call|think|state|answer)>/;
const LUA = /^(return\b|--|[A-Za-z_]\w*\s*=[^=]|\{\s*(--|[A-Za-z_]\w*\s*=|\[\s*["'\d]))/;

const CUBE = /^[ \t]*(LUT_[13]D_SIZE|DOMAIN_M(IN|AX)|TITLE)[ \t]/m;

/**
 * Develop settings from a file's text: XMP (darktable's too), Lua table, `.lrtemplate`, `.cube`, `.pp3` or JSON, told apart by what it holds. With the photo that it belongs to, what
 * the file measures on the stored picture is moved onto the upright one. `name` is what a colour table without a title is called. Throws
 * `SettingsFileError`.
 */
export function readSettings(text: string, photo?: FilePhoto, name?: string): SettingsFile {
  const start = text.slice(0, 4096).replace(/^\ufeff/, '').trimStart();
  if (start === '' && text.trim() === '') throw new SettingsFileError('empty', 'The settings file is empty.');
  if (start.startsWith('<') && !TAGGED.test(start)) return readXmp(text, photo);
  if (CUBE.test(start)) return readCube(text, name);
  if (isPp3(start)) return readPp3(text, photo);
  return LUA.test(start) ? readLua(text, photo) : readJson(text, photo);
}
