import { open, readFile, stat } from 'node:fs/promises';
import { extname, parse } from 'node:path';
import { SETTINGS_FORMATS, readSettings, type FilePhoto, type FormatId, type SettingsFile } from '@/lib/develop/codecs';
import type { SettingsIssue } from '@/lib/develop/types';
import { PhotoError, readEmbedded, sniffFormat } from '@/lib/imaging';
import { CommandError, UsageError } from './errors';
import { openPhoto } from './files';
import type { Terminal } from './terminal';

/** Settings and where they came from. */
export type LoadedSettings = SettingsFile & {
  /** The text that they stood in: the settings file itself, or the packet of a photo. */
  readonly text: string;
  /** The photo that carried them. */
  readonly photo?: FilePhoto;
};

/** No settings file is near this; the reader's own bound is in characters. */
const MAX_BYTES = 64 * 1024 * 1024;

const unreadable = (path: string, cause: unknown): CommandError => new CommandError('settings-unreadable', `${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });

async function isPhoto(path: string): Promise<boolean> {
  const file = await open(path).catch((cause: unknown) => {
    throw new CommandError('missing', `${path}: the settings file cannot be found or read. Check its path and permissions.`, { cause });
  });
  try {
    const head = new Uint8Array(64);
    await file.read(head, 0, head.length, 0);
    // RAW files built like TIFF have version numbers of their own.
    return sniffFormat(head) !== undefined || /^(II|MM)$/.test(String.fromCharCode(...head.subarray(0, 2))) && head.subarray(2, 8).includes(0);
  } finally {
    await file.close();
  }
}

/** The settings that a photo carries in itself. */
export async function embeddedIn(path: string, photo: FilePhoto): Promise<LoadedSettings> {
  const found = await readEmbedded(path, photo).catch((cause: unknown) => { throw cause instanceof PhotoError ? unreadable(path, cause) : cause; });
  if (!found) throw new CommandError('no-settings', `${path}: the photo carries no develop settings. Name a settings file.`);
  return { ...found, text: found.packet, photo };
}

/** Settings from a file of any format, or from a photo that carries some. `photo` is the one they are for. Errors name the file. */
export async function loadSettings(path: string, photo?: FilePhoto): Promise<LoadedSettings> {
  if (await isPhoto(path)) return embeddedIn(path, photo ?? (await openPhoto(path)).info);
  const { size } = await stat(path);
  if (size > MAX_BYTES) throw new CommandError('settings-unreadable', `${path}: the file has ${Math.round(size / 1024 / 1024)} MB; settings files are far smaller.`);
  try {
    const text = await readFile(path, 'utf8');
    return { ...readSettings(text, photo, parse(path).name), text };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The settings format that a file name asks for. */
export function settingsFormatOf(path: string): FormatId {
  const extension = extname(path).slice(1).toLowerCase();
  const format = SETTINGS_FORMATS.find((one) => one.extension === extension);
  if (!format) throw new UsageError(`Expected the settings file to end in ${[...new Set(SETTINGS_FORMATS.map((one) => `.${one.extension}`))].join(', ')} but received ${JSON.stringify(path)}.`);
  return format.id;
}

/** What a file held that does not come through as it stood, one line each. */
export function warnOfIssues(path: string, issues: readonly SettingsIssue[], terminal: Terminal): void {
  for (const { name, message } of issues) terminal.warn(`${path}: ${name === '' || message.startsWith(name) ? '' : `${name}: `}${message}`);
}
