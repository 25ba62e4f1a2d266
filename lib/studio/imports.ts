import { readFile } from 'node:fs/promises';
import { SettingsFileError, readSettings, type FilePhoto, type SettingsFile } from '@/lib/develop/codecs';
import { readEmbedded, sniffFormat } from '@/lib/imaging';
import { photoUnder } from '@/lib/store/bases';
import { findSession, type SessionRow } from '@/lib/store/sessions';
import type { Studio } from './context';
import { notFound } from './errors';
import { cleanName } from './photos';
import { renderable } from './renders';
import type { ImportView } from './types';
import { infoOf } from './views';

export type SettingsUpload = { readonly source: AsyncIterable<Uint8Array>; readonly name: string; readonly signal?: AbortSignal };

/** Settings files are small; photos that carry settings are not. */
const LARGEST_TEXT = 64 * 1024 * 1024;

const view = ({ stated, issues, meta }: SettingsFile, name: string): ImportView => ({
  name: meta.name ?? name, format: meta.format, preset: meta.preset, applied: meta.applied === true, stated, issues,
  ...(meta.processVersion !== undefined && { processVersion: meta.processVersion }),
});

const NOTHING = 'The photo carries no develop settings.';

async function sessionOf(studio: Studio, workspaceId: string, sessionId: string) {
  const session = await findSession(studio.store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  return session;
}

/** What the settings would lie on, turned as the original's file is: that is what settings beside it were measured on. */
async function underHead({ store }: Studio, session: SessionRow): Promise<FilePhoto> {
  const head = await store.db.step.findUnique({ where: { id: session.headId } });
  const { orientation } = infoOf(session.photo);
  return { ...infoOf(head ? await photoUnder(store.db, session, head) : session.photo), orientation };
}

async function readFileOf(path: string, bytes: number, name: string, photo: FilePhoto): Promise<SettingsFile> {
  const content = bytes > LARGEST_TEXT ? undefined : await readFile(path);
  if (content && sniffFormat(content.subarray(0, 64)) === undefined) return readSettings(content.toString('utf8'), photo, name.replace(/\.[a-z0-9]{2,10}$/i, ''));
  const embedded = await readEmbedded(path, photo);
  if (!embedded) throw new SettingsFileError('no-settings', NOTHING);
  return embedded;
}

/** Reads a settings file of any format, or the settings in another photo, for this session's photo. Changes nothing; what it says is for the page to show and apply. */
export async function readImport(studio: Studio, workspaceId: string, sessionId: string, { source, name, signal }: SettingsUpload): Promise<ImportView> {
  const photo = await underHead(studio, await sessionOf(studio, workspaceId, sessionId));
  const incoming = await studio.store.blobs.receive(source, { maxBytes: studio.config.maxUploadBytes, signal });
  try {
    const shown = cleanName(name);
    return view(await readFileOf(incoming.path, incoming.bytes, shown, photo), shown);
  } finally {
    await incoming.discard();
  }
}

/** The settings that the session's own photo came with. */
export async function readOwn(studio: Studio, workspaceId: string, sessionId: string): Promise<ImportView> {
  const photo = renderable(studio, (await sessionOf(studio, workspaceId, sessionId)).photo);
  // What its file says was not passed on.
  if (photo.info.bare) throw new SettingsFileError('no-settings', NOTHING);
  const embedded = await readEmbedded(photo.path, photo.info);
  if (!embedded) throw new SettingsFileError('no-settings', NOTHING);
  return view(embedded, '');
}
