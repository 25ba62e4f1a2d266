import { createDarkroom, measure, suggest, type Evidence } from '@/lib/agent';
import { startingSettings } from '@/lib/develop/settings';
import type { Locale } from '@/lib/develop/types';
import { embeddedPreview, probe, readEmbedded, type PhotoInfo, type RenderPhoto } from '@/lib/imaging';
import { newId } from '@/lib/store/ids';
import { toJson } from '@/lib/store/json';
import { addStep } from '@/lib/store/steps';
import type { Incoming } from '@/lib/store/blobs';
import type { Tx } from '@/lib/store/database';
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

/** A photo that has come in and is known to decode. */
export type Seen = { readonly info: PhotoInfo; readonly evidence: Evidence };

/**
 * Receives a photo: stream → temporary file → probe → original, and whatever rows `write` makes of it. Whatever fails on the way leaves
 * nothing behind.
 */
export async function receive<T>(studio: Studio, workspaceId: string, upload: Upload, write: (tx: Tx, file: Pick<Incoming, 'sha256' | 'bytes'>, seen: Seen) => Promise<T>): Promise<T> {
  const { config, store } = studio;
  const incoming = await store.blobs.receive(upload.source, { maxBytes: config.maxUploadBytes, signal: upload.signal });
  try {
    const probed = await probe(incoming.path, { bytes: config.maxUploadBytes, pixels: config.maxPixels });
    const embedded = await readEmbedded(incoming.path, probed);
    const info: PhotoInfo = embedded && !embedded.meta.applied ? { ...probed, carriesSettings: true } : probed;
    const evidence = await firstLook(studio, { id: incoming.sha256, path: incoming.path, info }, upload.signal);
    upload.signal?.throwIfAborted();
    return await store.blobs.exclusive(async () => {
      await incoming.keep();
      const { sha256 } = incoming;
      try {
        return await store.db.$transaction(async (tx) => {
          await tx.workspace.upsert({ where: { id: workspaceId }, create: { id: workspaceId }, update: {} });
          return write(tx, incoming, { info, evidence });
        });
      } catch (error) {
        if ((await store.db.photo.count({ where: { sha256 } })) === 0) await store.blobs.remove(sha256);
        throw error;
      }
    });
  } catch (error) {
    await incoming.discard();
    throw error;
  }
}

/** Takes a photo in, and makes a session with its root step. Returns the session's id. */
export async function takeIn(studio: Studio, workspaceId: string, upload: Upload): Promise<string> {
  const { store, renderer } = studio;
  const [photoId, sessionId, rootId] = [newId(), newId(), newId()];
  const name = cleanName(upload.name);
  const { sha256, info } = await receive(studio, workspaceId, upload, async (tx, { sha256, bytes }, { info, evidence }) => {
    await tx.photo.create({ data: { id: photoId, workspaceId, sha256, name, bytes, info: toJson(info) } });
    await tx.session.create({ data: { id: sessionId, workspaceId, photoId, name: upload.title ?? withoutEnding(name), headId: rootId, suggestions: [...suggest(evidence, upload.locale)] } });
    await addStep(tx, { id: rootId, sessionId, parentId: null, author: 'root', title: '', patch: {}, settings: startingSettings(info) });
    return { sha256, info };
  });
  // The first edit needs the analysis; it is made while the user still looks. Whoever needs it next meets its error, if it has one.
  renderer.analysis({ id: sha256, path: store.blobs.path(sha256), info }).catch(() => {});
  return sessionId;
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
