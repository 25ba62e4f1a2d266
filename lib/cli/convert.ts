import { readFile } from 'node:fs/promises';
import { parse } from 'node:path';
import { writeSettings, type FormatId } from '@/lib/develop/codecs';
import { booleanOf, correctionsOf } from '@/lib/develop/settings';
import { cubeOf, embedPacket, PhotoError, readPacket } from '@/lib/imaging';
import { CommandError } from './errors';
import { checkOutputs, openPhoto, writeWhole } from './files';
import { loadSettings, settingsFormatOf, warnOfIssues, type LoadedSettings } from './settings';
import type { Terminal } from './terminal';

export type ConvertOptions = { readonly photo?: string; readonly name?: string };

/** Formats that measure on the stored picture; JSON measures on the upright one. */
const STORED: ReadonlySet<FormatId> = new Set(['xmp', 'preset', 'lrtemplate', 'lua']);

/** Whether positions were left in the frame of another format, because nobody said which photo they are for. */
const isTurned = ({ settings, meta, photo }: LoadedSettings, to: FormatId): boolean =>
  photo === undefined && meta.orientation !== undefined && meta.orientation !== 1 && meta.format !== 'json' && !STORED.has(to) && (booleanOf(settings, 'HasCrop') || correctionsOf(settings).length > 0);

/** Writes settings, of whatever format or out of a photo, as another format. */
export async function convert(path: string, out: string, options: ConvertOptions, terminal: Terminal): Promise<void> {
  const format = settingsFormatOf(out);
  await checkOutputs([out], [path, ...(options.photo === undefined ? [] : [options.photo])]);
  const photo = options.photo === undefined ? undefined : (await openPhoto(options.photo)).info;
  const from = await loadSettings(path, photo);
  warnOfIssues(path, from.issues, terminal);
  if (isTurned(from, format)) terminal.warn(`${path}: its photo is stored on its side; crop and masks are where they lie on the stored picture. Name the photo with --photo to turn them upright.`);
  const meta = options.name === undefined ? from.meta : { preset: true, name: options.name };
  const target = from.photo ?? photo;
  const same = from.meta.format === format && options.name === undefined;
  const { text, issues } = format === 'cube' ? await cubeOf(from.settings, meta.name ?? parse(path).name) : writeSettings(from.stated, format, { meta, ...(target && { photo: target }), ...(same && { previous: from.text }) });
  warnOfIssues(out, issues, terminal);
  await writeWhole(out, text);
  terminal.say(`→ ${out}`);
}

/** Writes a copy of a photo that carries settings, as Lightroom does with “save metadata to file”. Its pixels are not touched. */
export async function embed(path: string, settingsPath: string, out: string, terminal: Terminal): Promise<void> {
  await checkOutputs([out], [path, settingsPath]);
  const { info } = await openPhoto(path);
  const from = await loadSettings(settingsPath, info);
  warnOfIssues(settingsPath, from.issues, terminal);
  const previous = await readPacket(path);
  try {
    const { text, issues } = writeSettings(from.settings, 'xmp', { photo: info, ...(previous !== undefined && { previous }) });
    warnOfIssues(out, issues, terminal);
    await writeWhole(out, embedPacket(await readFile(path), text));
  } catch (cause) {
    throw cause instanceof PhotoError ? new CommandError(cause.code, `${path}: ${cause.message}`, { cause }) : cause;
  }
  terminal.say(`→ ${out}`);
}
