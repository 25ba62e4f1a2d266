import { profileSchema } from '@/lib/agent/profile';
import type { RunEvent } from '@/lib/agent/types';
import { cameraTold, type PhotoInfo } from '@/lib/imaging/types';
import type { Link } from '@/lib/store/links';
import type { Photo } from '@/lib/store/photos';
import { provenanceOf } from '@/lib/store/bases';
import { fromJson } from '@/lib/store/json';
import { orderOf, type LoggedEvent, type Run } from '@/lib/store/runs';
import { patchOf, scoreOf, settingsOf, type StepRow } from '@/lib/store/steps';
import type { LinkView, MadeView, PhotoView, ReferenceView, RunView, StepView, StudioEvent } from './types';

/** Rows become what the page sees here and nowhere else, so that nothing private slips out by being added to a row. */

export const infoOf = (photo: Photo): PhotoInfo => fromJson(photo.info);

export function photoView(photo: Photo): PhotoView {
  const info = infoOf(photo);
  const { width, height, format, space, hasAlpha, notices, raw, carriesSettings } = info;
  const made = madeView(photo);
  return { id: photo.id, name: photo.name, bytes: photo.bytes, width, height, format, space, hasAlpha, asShot: raw?.asShot, notices, carriesSettings: carriesSettings === true, camera: cameraTold(info), ...(made && { made }) };
}

export function madeView(photo: Photo | undefined): MadeView | undefined {
  const provenance = photo && provenanceOf(photo);
  if (!provenance) return undefined;
  const { model, prompt, madeAt, share, alignment, masks, usage } = provenance;
  return { model, prompt, madeAt, share, alignment, isPart: masks !== undefined, ...(usage?.dollars !== undefined && { dollars: usage.dollars }) };
}

export function stepView(row: StepRow): StepView {
  return {
    id: row.id,
    parentId: row.parentId,
    runId: row.runId,
    author: row.author,
    title: row.title,
    patch: patchOf(row),
    settings: settingsOf(row),
    hash: row.settingsHash,
    baseId: row.baseId,
    createdAt: row.createdAt.toISOString(),
    rejected: row.rejected,
    score: scoreOf(row),
    stars: row.stars ?? undefined,
    followed: row.followed ?? undefined,
    copyOfId: row.copyOfId ?? undefined,
    branchName: row.branchName ?? undefined,
    ...(row.hidden && { hidden: true }),
  };
}

const brainOf = (name: string) => profileSchema.shape.brain.catch('embedded').parse(name);

export const studioEvent = (runId: string, seq: number, event: RunEvent): StudioEvent => ({ ...event, runId, seq });

export function referenceView(photo: Photo): ReferenceView {
  const { width, height } = infoOf(photo);
  return { id: photo.id, name: photo.name, width, height };
}

export function runView(run: Run & { readonly reference: Photo | null }, events: readonly LoggedEvent[]): RunView {
  const { pointed } = orderOf(run);
  return {
    id: run.id,
    instruction: run.instruction,
    fromStepId: run.fromStepId,
    status: run.status,
    model: { id: run.profileId, name: run.profileName, brain: brainOf(run.brain) },
    createdAt: run.createdAt.toISOString(),
    ...(pointed && { pointed }),
    ...(run.reference && { reference: referenceView(run.reference) }),
    events: events.map(({ seq, event }) => studioEvent(run.id, seq, event)),
  };
}

export const linkView = (link: Link): LinkView => ({
  token: link.token,
  stepId: link.stepId,
  createdAt: link.createdAt.toISOString(),
  views: link.views,
  remixes: link.remixes,
  hasPassword: link.passwordHash !== null,
  options: {
    picture: link.allowPicture,
    settings: link.allowSettings,
    original: link.original,
    remix: link.allowRemix,
    byline: link.byline,
    expiresAt: link.expiresAt?.toISOString() ?? null,
  },
});
