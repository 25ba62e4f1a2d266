import { readdir, readFile } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { createDarkroom } from '@/lib/agent';
import { writeSettings } from '@/lib/develop/codecs';
import { applyPatch, startingSettings } from '@/lib/develop/settings';
import { EvolveError } from '@/lib/evolve/errors';
import { inStyle, LEAST_EDITS, learnStyle, lookAt, parseStyle, STYLE_EDGE, type Edit, type Style } from '@/lib/evolve/style';
import { PhotoError, type Renderer } from '@/lib/imaging';
import { CommandError, UsageError } from './errors';
import { checkOutputs, formatOf, openPhoto, writeWhole } from './files';
import { rendererOfCommand } from './renderer';
import { loadSettings, warnOfIssues } from './settings';
import type { Terminal } from './terminal';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Sidecars as programs name them: `photo.xmp`, `photo.NEF.xmp`. */
const sidecarOf = (photo: string, names: readonly string[]): string | undefined =>
  names.find((name) => name.toLowerCase() === `${parse(photo).name}.xmp`.toLowerCase() || name.toLowerCase() === `${photo}.xmp`.toLowerCase());

/** A photo of the folder with what its photographer did to it; undefined where there is nothing to learn from. */
async function editIn(folder: string, name: string, names: readonly string[], renderer: Renderer, terminal: Terminal, signal: AbortSignal): Promise<Edit | undefined> {
  const path = join(folder, name), sidecar = sidecarOf(name, names);
  try {
    const photo = await openPhoto(path);
    const { settings, meta } = await loadSettings(sidecar === undefined ? path : join(folder, sidecar), { ...photo.info, orientation: photo.info.orientation });
    if (meta.applied) throw new CommandError('applied', `${path}: its settings are already in its pixels. The photo as it was before is needed.`);
    return { id: photo.id, settings, ...(await lookAt(createDarkroom(renderer, photo, STYLE_EDGE), photo.info, signal)) };
  } catch (error) {
    if (signal.aborted || !(error instanceof CommandError || error instanceof PhotoError)) throw error;
    terminal.warn(error.message);
    return undefined;
  }
}

const asCommandError = (error: unknown): unknown => (error instanceof EvolveError ? new CommandError(error.code, error.message, { cause: error }) : error);

/** Learns a photographer's hand from a folder of photos with their settings, in sidecars or in the photos themselves. */
export async function learn(folder: string, { out, name = basename(folder) }: { readonly out: string; readonly name?: string }, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const names = await readdir(folder).catch((cause: unknown) => { throw new CommandError('missing', `${folder}: the folder cannot be read. Check its path and permissions.`, { cause }); });
  const photos = names.filter((one) => !/^\.|\.(xmp|json|lua|lrtemplate|cube|txt|lrcat|lrdata)$/i.test(one)).sort();
  await checkOutputs([out], []);
  const renderer = await rendererOfCommand();
  const edits: Edit[] = [];
  try {
    for (const [k, photo] of photos.entries()) {
      terminal.progress(`${k + 1} of ${photos.length}: ${photo} …`);
      const edit = await editIn(folder, photo, names, renderer, terminal, signal);
      if (edit) edits.push(edit);
    }
  } finally {
    terminal.progress('');
    await renderer.close();
  }
  try {
    const style = learnStyle(edits, name);
    await writeWhole(out, `${JSON.stringify(style, null, 1)}\n`);
    const { before, after } = style.error;
    terminal.say(`learnt from ${style.edits} edits: ${style.sliders.length} sliders, ${Object.keys(style.habits).length} habits`);
    terminal.say(`error on held-out edits, in shares of half a slider’s travel: ${percent(before)} without the style, ${percent(after)} with it`);
    if (after >= before) terminal.warn(`These edits say little that their photos would explain: the style is no better than none. More of them may help (${LEAST_EDITS} are the least, 30 are good).`);
    terminal.say(`→ ${out}`);
  } catch (error) {
    throw asCommandError(error);
  }
}

async function readStyle(path: string): Promise<Style> {
  try {
    return parseStyle(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new CommandError('style-unreadable', `${path}: expected a style as "style learn" writes it. ${cause instanceof Error ? cause.message.split('\n')[0] : ''}`.trim(), { cause });
  }
}

export type ApplyOptions = { readonly style: string; readonly out?: string; readonly xmp?: string };

/** Edits a photo as the photographer of a style would, without being told what to do. */
export async function applyStyle(path: string, options: ApplyOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const out = options.out ?? (options.xmp === undefined ? `${parse(path).name}-edited.jpg` : undefined);
  const outputs = [out, options.xmp].filter((one) => one !== undefined);
  if (outputs.length === 0) throw new UsageError('Expected --out or --xmp.');
  const format = out === undefined ? undefined : formatOf(out);
  await checkOutputs(outputs, [path, options.style]);
  const style = await readStyle(options.style);
  const photo = await openPhoto(path);
  const renderer = await rendererOfCommand();
  try {
    terminal.progress('measuring the photo …');
    const patch = inStyle(style, await lookAt(createDarkroom(renderer, photo, STYLE_EDGE), photo.info, signal));
    const settings = applyPatch(startingSettings(photo.info), patch);
    if (options.xmp !== undefined) {
      const { text, issues } = writeSettings(settings, 'xmp', { photo: photo.info });
      warnOfIssues(options.xmp, issues, terminal);
      await writeWhole(options.xmp, text);
    }
    if (out !== undefined && format !== undefined) await writeWhole(out, await renderer.renderToBuffer(photo, settings, { format, signal }));
    terminal.progress('');
    for (const written of outputs) terminal.say(`→ ${written}`);
  } finally {
    await renderer.close();
  }
}
