import { createDarkroom, measure, suggest, type Evidence } from '@/lib/agent';
import { startingSettings } from '@/lib/develop/settings';
import type { Locale } from '@/lib/develop/types';
import { embeddedPreview, probe, readEmbedded, type PhotoInfo, type RenderPhoto } from '@/lib/imaging';
import { newId } from '@/lib/store/ids';
import { toJson } from '@/lib/store/json';
import { addStep } from '@/lib/store/steps';
import type { Incoming } from '@/lib/store/blobs';
import type { Studio } from './context';

export type Upload = {
  readonly source: AsyncIterable<Uint8Array>;
  /** The file's name at the user's side; shown, never trusted. */
  readonly name: string;
  /** Name of the session; the file's name without its ending when absent. */
  readonly title?: string;
  /** Language of the first suggestions. */
  readonly locale: Locale;
  readonly signal?: AbortSignal;
};

const LONGEST_NAME = 200;

const isControl = (character: string) => (character.codePointAt(0) ?? 0) < 32 || character === '\u007f';

/** A file name for people: no folders, no control characters, not endless. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return [...last].filter((character) => !isControl(character)).slice(0, LONGEST_NAME).join('').trim() || 'photo';
}

const withoutEnding = (name: string) => name.replace(/\.[a-z0-9]{2,5}$/i, '') || name;

/**
 * Takes a photo in: stream → temporary file → probe → original, and a session with its root step. Whatever fails on the way leaves
 * nothing behind. Returns the session's id.
 */
export async function takeIn(studio: Studio, workspaceId: string, upload: Upload): Promise<string> {
  const { config, store } = studio;
  const incoming = await store.blobs.receive(upload.source, { maxBytes: config.maxUploadBytes, signal: upload.signal });
  try {
    const probed = await probe(incoming.path, { bytes: config.maxUploadBytes, pixels: config.maxPixels });
    const embedded = await readEmbedded(incoming.path, probed);
    const info: PhotoInfo = embedded && !embedded.meta.applied ? { ...probed, carriesSettings: true } : probed;
    const evidence = await firstLook(studio, { id: incoming.sha256, path: incoming.path, info }, upload.signal);
    upload.signal?.throwIfAborted();
    const suggestions = suggest(evidence, upload.locale);
    const sessionId = await store.blobs.exclusive(() => keep(studio, workspaceId, { incoming, info, suggestions }, upload));
    // The first edit needs the analysis; it is made while the user still looks. Whoever needs it next meets its error, if it has one.
    studio.renderer.analysis({ id: incoming.sha256, path: store.blobs.path(incoming.sha256), info }).catch(() => {});
    return sessionId;
  } catch (error) {
    await incoming.discard();
    throw error;
  }
}

/** Long edge that a first look needs, px. */
const LOOK_EDGE = 768;

/**
 * What the photo is like. Looking also proves that it decodes, and leaves it decoded for the agent's first look. A RAW photo was proved by `probe`: its
 * embedded preview tells enough, and the session opens with it while the photo itself is being developed.
 */
async function firstLook({ renderer }: Studio, photo: RenderPhoto, signal: AbortSignal | undefined): Promise<Evidence> {
  const preview = photo.info.raw && (await embeddedPreview(photo.path, LOOK_EDGE));
  return preview ? measure(preview) : (await createDarkroom(renderer, photo).observe({}, signal)).evidence;
}

type Seen = { readonly incoming: Incoming; readonly info: PhotoInfo; readonly suggestions: readonly string[] };

async function keep({ store }: Studio, workspaceId: string, { incoming, info, suggestions }: Seen, upload: Upload): Promise<string> {
  const { sha256, bytes } = incoming;
  const [photoId, sessionId, rootId] = [newId(), newId(), newId()];
  const name = cleanName(upload.name);
  await incoming.keep();
  try {
    await store.db.$transaction(async (tx) => {
      await tx.workspace.upsert({ where: { id: workspaceId }, create: { id: workspaceId }, update: {} });
      await tx.photo.create({ data: { id: photoId, workspaceId, sha256, name, bytes, info: toJson(info) } });
      await tx.session.create({ data: { id: sessionId, workspaceId, photoId, name: upload.title ?? withoutEnding(name), headId: rootId, suggestions: [...suggestions] } });
      await addStep(tx, { id: rootId, sessionId, parentId: null, author: 'root', title: '', patch: {}, settings: startingSettings(info) });
    });
  } catch (error) {
    if ((await store.db.photo.count({ where: { sha256 } })) === 0) await store.blobs.remove(sha256);
    throw error;
  }
  return sessionId;
}
