import { writeXmp, type SettingsFile } from '@/lib/develop/codecs';
import { startingSettings } from '@/lib/develop/settings';
import type { PhotoInfo } from '@/lib/imaging';
import { UsageError } from './errors';
import { checkOutputs, formatOf, openPhoto, writeWhole } from './files';
import { embeddedIn, loadSettings, warnOfIssues } from './settings';
import { warnOfMasks } from './masks';
import { warnOfOptics } from './optics';
import { rendererOfCommand } from './renderer';
import type { Terminal } from './terminal';

export type RenderCommandOptions = { readonly out: string; readonly size?: number; readonly quality?: number; readonly embedded: boolean; readonly embed: boolean };

/** A RAW photo without any settings is rendered as it starts in the studio. */
async function settingsOf(path: string, info: PhotoInfo, settingsPath: string | undefined, embedded: boolean): Promise<Pick<SettingsFile, 'settings' | 'issues'> & { readonly applied?: boolean }> {
  if (settingsPath !== undefined) return loadSettings(settingsPath, info);
  if (embedded) {
    const { settings, issues, meta } = await embeddedIn(path, info);
    return { settings, issues, applied: meta.applied };
  }
  if (!info.raw) throw new UsageError('Expected a settings file, or --embedded for the settings that the photo carries. Only a RAW photo can be rendered without settings.');
  return { settings: startingSettings(info), issues: [] };
}

/** Renders a photo with a settings file, or with the settings that it carries. What these hold beyond this version is said on stderr. */
export async function render(path: string, settingsPath: string | undefined, { out, size, quality, embedded, embed }: RenderCommandOptions, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const format = formatOf(out);
  if (embedded && settingsPath !== undefined) throw new UsageError('Expected a settings file or --embedded but received both.');
  await checkOutputs([out], [path, ...(settingsPath === undefined ? [] : [settingsPath])]);
  const photo = await openPhoto(path);
  const { settings, issues, applied } = await settingsOf(path, photo.info, settingsPath, embedded);
  if (!photo.info.raw && (settings['Temperature'] !== undefined || settings['Tint'] !== undefined)) terminal.warn(`${settingsPath ?? path}: Temperature and Tint are for RAW photos; this one is rendered already, and they move nothing.`);
  if (applied) terminal.warn(`${path}: its settings say that they are already in the picture; they are applied a second time.`);
  warnOfIssues(settingsPath ?? path, issues, terminal);
  const renderer = await rendererOfCommand();
  try {
    terminal.progress(`rendering ${out} …`);
    const xmp = embed ? { xmp: writeXmp(settings, { applied: true }) } : {};
    await writeWhole(out, await renderer.renderToBuffer(photo, settings, { format, metadata: true, signal, ...xmp, ...(size !== undefined && { longEdge: size }), ...(quality !== undefined && { quality }) }));
    await warnOfMasks(renderer, photo, settings, terminal, signal);
    await warnOfOptics(renderer, photo, settings, terminal, signal);
    terminal.say(`→ ${out}`);
  } finally {
    terminal.progress('');
    await renderer.close();
  }
}
