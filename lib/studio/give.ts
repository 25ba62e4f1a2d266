import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { z } from 'zod';
import { formatOf, SETTINGS_FORMATS, writeSettings, writeSource } from '@/lib/develop/codecs';
import { startingSettings } from '@/lib/develop/settings';
import { sourceOf } from '@/lib/agent/generation/source';
import { cleanFile } from '@/lib/imaging/clean';
import { cubeOf } from '@/lib/imaging/cube';
import { CONTENT_TYPES } from '@/lib/imaging/encode';
import { photoUnder, provenanceOf } from '@/lib/store/bases';
import { settingsOf } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { fileName, type Download } from './exports';
import { renderable } from './renders';
import { openLink, type OpenedLink } from './shared';
import { infoOf } from './views';

/** What visitors may take along from a link. None of it says where, when or with what a photo was taken, unless its owner gives the original as it is. */

export const GIFTS = ['picture', 'settings', 'original'] as const;
export type Gift = (typeof GIFTS)[number];

const settingsFormat = z.enum(SETTINGS_FORMATS.map(({ id }) => id)).catch('xmp');

function lastOf({ branch }: OpenedLink) {
  const step = branch.at(-1);
  if (!step) throw notFound('step');
  return step;
}

async function picture(studio: Studio, opened: OpenedLink, signal: AbortSignal | undefined): Promise<Download> {
  const step = lastOf(opened);
  const photo = await photoUnder(studio.store.db, opened.link.session, step);
  const made = provenanceOf(photo);
  const data = await studio.renderer.renderToBuffer(renderable(studio, photo), settingsOf(step), { format: 'jpeg', quality: 92, signal, ...(made && { xmp: writeSource(sourceOf(made)) }) });
  return { data, type: CONTENT_TYPES.jpeg, name: fileName(opened.link.session.name, 'jpg') };
}

async function settings(opened: OpenedLink, asked: string | null): Promise<Download> {
  const { name, photo } = opened.link.session;
  const format = settingsFormat.parse(asked);
  const values = settingsOf(lastOf(opened));
  const { text } = format === 'cube' ? await cubeOf(values, name) : writeSettings(values, format, { photo: infoOf(photo), meta: { preset: format === 'preset', name } });
  const { type, extension } = formatOf(format);
  return { data: Buffer.from(text, 'utf8'), type, name: fileName(name, extension) };
}

async function original(studio: Studio, { link }: OpenedLink, signal: AbortSignal | undefined): Promise<Download> {
  const { photo, name } = link.session;
  const source = renderable(studio, photo);
  const file = await readFile(source.path);
  const ending = extname(photo.name).slice(1).toLowerCase() || source.info.format;
  // Of a photo that was passed on without what its file says, nobody may pass on more.
  if (link.original === 'whole' && !source.info.bare) return { data: file, type: 'application/octet-stream', name: fileName(name, ending) };
  const clean = cleanFile(file, source.info);
  if (clean) return { data: clean, type: 'application/octet-stream', name: fileName(name, ending) };
  // A format that cannot be cleaned in place: its pixels, without loss.
  const data = await studio.renderer.renderToBuffer(source, startingSettings(source.info), { format: 'png', signal });
  return { data, type: CONTENT_TYPES.png, name: fileName(name, 'png') };
}

/** A file that the link's owner allows to be taken; what is not allowed is not there. */
export async function giveAway(studio: Studio, token: string, gift: Gift, { format, pass, signal }: { readonly format: string | null; readonly pass?: string; readonly signal?: AbortSignal }): Promise<Download> {
  const opened = await openLink(studio, token, pass);
  const { link } = opened;
  const allowed: Readonly<Record<Gift, boolean>> = { picture: link.allowPicture, settings: link.allowSettings, original: link.original !== 'none' };
  if (!allowed[gift]) throw notFound('link');
  if (gift === 'picture') return picture(studio, opened, signal);
  if (gift === 'settings') return settings(opened, format);
  return original(studio, opened, signal);
}
