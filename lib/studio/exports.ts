import { z } from 'zod';
import { SETTINGS_FORMATS, formatOf, writeSettings, writeSource, writeXmp } from '@/lib/develop/codecs';
import { inForce } from '@/lib/develop/settings';
import { sourceOf } from '@/lib/agent/generation/source';
import { cubeOf } from '@/lib/imaging/cube';
import { CONTENT_TYPES } from '@/lib/imaging/encode';
import { photoUnder, provenanceOf } from '@/lib/store/bases';
import type { Photo } from '@/lib/store/photos';
import { findSession, type SessionRow } from '@/lib/store/sessions';
import { findStep, settingsOf, type StepRow } from '@/lib/store/steps';
import type { Studio } from './context';
import { addKept } from './evolve/kept';
import { notFound } from './errors';
import { idInput } from './input';
import { renderable } from './renders';
import { infoOf } from './views';

/** A request's query, not yet looked at. */
type Query = Readonly<Record<string, string>>;

export type Download = { readonly data: Uint8Array; readonly type: string; readonly name: string };

const wholeNumber = (max: number) => z.string().regex(/^\d+$/, 'Expected a whole number').transform(Number).pipe(z.number().min(1).max(max));

const pictureQuery = z.object({
  step: idInput.optional(),
  format: z.enum(['jpeg', 'png', 'webp', 'avif', 'tiff']).default('jpeg'),
  quality: wholeNumber(100).optional(),
  /** Long edge in px; the full resolution when absent. Never enlarges. */
  edge: wholeNumber(100_000).optional(),
  /** Note the settings in the picture, marked as applied. */
  note: z.enum(['0', '1']).default('0'),
});

const settingsQuery = z.object({ step: idInput.optional(), format: z.enum(SETTINGS_FORMATS.map(({ id }) => id)).default('json') });

const ENDING = { jpeg: 'jpg', png: 'png', webp: 'webp', avif: 'avif', tiff: 'tif' } as const;

async function chosen({ store }: Studio, workspaceId: string, sessionId: string, stepId: string | undefined): Promise<{ readonly session: SessionRow; readonly step: StepRow; /** What the settings lie on. */ readonly photo: Photo }> {
  const session = await findSession(store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  const step = await findStep(store.db, workspaceId, stepId ?? session.headId, sessionId);
  if (!step) throw notFound('step');
  return { session, step, photo: await photoUnder(store.db, session, step) };
}

/** The session's name as a file name: what no file system takes becomes a space. */
export function fileName(name: string, ending: string): string {
  const safe = [...name].map((character) => (/[<>:"/\\|?*]/.test(character) || (character.codePointAt(0) ?? 0) < 32 ? ' ' : character)).join('');
  const trimmed = safe.replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '');
  // By characters: half of one has no place in a header.
  return `${[...trimmed].slice(0, 120).join('') || 'photo'}.${ending}`;
}

/** The finished picture, at full resolution unless a long edge is asked for. Camera data stays in it; the location never does. Where an image model had a hand in it, the file says so. */
export async function exportPicture(studio: Studio, workspaceId: string, sessionId: string, query: Query, signal?: AbortSignal): Promise<Download> {
  const { step: stepId, format, quality, edge, note } = pictureQuery.parse(query);
  const { session, step, photo } = await chosen(studio, workspaceId, sessionId, stepId);
  const made = provenanceOf(photo);
  const source = made && sourceOf(made);
  const xmp = note === '1' ? writeXmp(inForce(settingsOf(step)), { applied: true, ...(source && { source }) }) : source && writeSource(source);
  const data = await studio.renderer.renderToBuffer(renderable(studio, photo), settingsOf(step), {
    longEdge: edge, format, quality, signal, ...(!infoOf(session.photo).bare && { metadata: { from: renderable(studio, session.photo).path } }), ...(xmp !== undefined && { xmp }),
  });
  await addKept(studio.store.db, workspaceId, step.id, 'exported');
  return { data, type: CONTENT_TYPES[format], name: fileName(session.name, ENDING[format]) };
}

/** The develop settings as a file of any format: for this studio, Lightroom and its kin, agents, or (the colour part) whatever takes a .cube table. */
export async function exportSettings(studio: Studio, workspaceId: string, sessionId: string, query: Query): Promise<Download> {
  const { step: stepId, format } = settingsQuery.parse(query);
  const { session, step, photo } = await chosen(studio, workspaceId, sessionId, stepId);
  // Other programs do not know all of our switches: they get what shows.
  const settings = format === 'json' ? settingsOf(step) : inForce(settingsOf(step));
  const { text } = format === 'cube' ? await cubeOf(settings, session.name) : writeSettings(settings, format, { photo: { ...infoOf(photo), orientation: infoOf(session.photo).orientation }, meta: { preset: format === 'preset', name: session.name } });
  const { type, extension } = formatOf(format);
  await addKept(studio.store.db, workspaceId, step.id, 'settings');
  // A sidecar is found by the original's name.
  return { data: Buffer.from(text, 'utf8'), type, name: fileName(format === 'xmp' ? session.photo.name.replace(/\.[^.]+$/, '') : session.name, extension) };
}
