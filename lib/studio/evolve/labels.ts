import { z } from 'zod';
import { consentOf, deleteLabels, labelsOf, labelValue, setConsent, type Consent, type Label } from '@/lib/store/labels';
import { settingsOf } from '@/lib/store/steps';
import type { Studio } from '../context';
import type { Download } from '../exports';
import type { ConsentView, LabelKind, LabelledPhoto, LabelsView } from './types';

type Room = Pick<Studio, 'store'>;

const consentView = ({ keeps, at }: Consent): ConsentView => ({ state: keeps === null ? 'unasked' : keeps ? 'yes' : 'no', at: at?.toISOString() ?? null });

export async function openConsent({ store }: Room, workspaceId: string): Promise<ConsentView> {
  return consentView(await consentOf(store.db, workspaceId));
}

/** Says whether judgements are kept from now on. What was kept before stays until it is deleted. */
export async function giveConsent({ store }: Room, workspaceId: string, keeps: boolean): Promise<ConsentView> {
  await setConsent(store.db, workspaceId, z.boolean().parse(keeps));
  return openConsent({ store }, workspaceId);
}

/** What is kept of a workspace's judgements: how many of each kind, and of which photos. */
export async function openLabels({ store: { db } }: Room, workspaceId: string): Promise<LabelsView> {
  const [consent, labels] = await Promise.all([consentOf(db, workspaceId), labelsOf(db, workspaceId)]);
  const counts: Partial<Record<LabelKind, number>> = {};
  const perSession = new Map<string, number>();
  for (const { kind, sessionId } of labels) {
    counts[kind] = (counts[kind] ?? 0) + 1;
    perSession.set(sessionId, (perSession.get(sessionId) ?? 0) + 1);
  }
  return { consent: consentView(consent), counts, total: labels.length, photos: await photosOf(db, perSession) };
}

async function photosOf(db: Studio['store']['db'], perSession: ReadonlyMap<string, number>): Promise<readonly LabelledPhoto[]> {
  const sessions = await db.session.findMany({ where: { id: { in: [...perSession.keys()] } }, include: { photo: true }, orderBy: { updatedAt: 'desc' } });
  const heads = await db.step.findMany({ where: { id: { in: sessions.map(({ headId }) => headId) } }, select: { id: true, settingsHash: true, baseId: true } });
  const looks = new Map(heads.map((head) => [head.id, head]));
  const photos = new Map<string, LabelledPhoto>();
  for (const { id, name, headId, photo } of sessions) {
    const [known, head, count] = [photos.get(photo.sha256), looks.get(headId), perSession.get(id) ?? 0];
    photos.set(photo.sha256, known ? { ...known, count: known.count + count } : { sha256: photo.sha256, name, count, photoId: photo.id, hash: head?.settingsHash ?? '', baseId: head?.baseId ?? null });
  }
  return [...photos.values()];
}

const photoHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Deletes labels for good: all of them, or those of one photo. Says how many are gone. */
export async function forgetLabels({ store }: Room, workspaceId: string, photoSha256?: string): Promise<number> {
  const one = photoHash.optional().parse(photoSha256);
  return store.db.$transaction((tx) => deleteLabels(tx, workspaceId, one));
}

/** A label as it leaves the studio: everything that is known of it but whose it is. */
function lineOf(label: Label, settings: object | undefined): object {
  const { id, kind, sessionId, stepId, runId, photoSha256, settingsHash, author, instruction, profileId, brain, model, checkpoint, appVersion, createdAt } = label;
  return {
    id, kind, value: labelValue(label, kind), at: createdAt.toISOString(),
    of: { sessionId, stepId, runId, photoSha256, settingsHash, instruction, settings },
    by: { author, profileId, brain, model, checkpoint }, appVersion,
  };
}

/** All labels of a workspace as JSON Lines, oldest first, each with the settings that it judges. */
export async function exportLabels({ store: { db } }: Room, workspaceId: string): Promise<Download> {
  const labels = await labelsOf(db, workspaceId);
  const steps = await db.step.findMany({ where: { id: { in: [...new Set(labels.map(({ stepId }) => stepId))] } }, include: { settings: true } });
  const settings = new Map(steps.map((step) => [step.id, settingsOf(step)]));
  const text = labels.map((label) => `${JSON.stringify(lineOf(label, settings.get(label.stepId)))}\n`).join('');
  return { data: Buffer.from(text, 'utf8'), type: 'application/x-ndjson; charset=utf-8', name: 'evoroom-labels.jsonl' };
}
