import type { Provenance } from '@/lib/agent/types';
import type { PhotoInfo } from '@/lib/imaging/types';
import type { Tx } from './database';
import type { Photo } from './generated/client';
import { fromJson, toJson } from './json';
import type { SessionRow } from './sessions';
import type { StepRow } from './steps';

/** A step makes one base at most: whoever knows the step finds it. */
export const baseIdOf = (stepId: string): string => `${stepId}.base`;

export type NewBase = { readonly stepId: string; readonly session: Pick<SessionRow, 'id' | 'workspaceId' | 'photo'>; readonly sha256: string; readonly bytes: number; readonly info: PhotoInfo; readonly provenance: Provenance };

/** Writes a base down; one that is there already stays. */
export function putBase(tx: Tx, { stepId, session, sha256, bytes, info, provenance }: NewBase): Promise<Photo> {
  const id = baseIdOf(stepId);
  const data = { id, workspaceId: session.workspaceId, madeInId: session.id, sha256, name: session.photo.name, bytes, info: toJson(info), provenance: toJson(provenance) };
  return tx.photo.upsert({ where: { id }, create: data, update: {} });
}

export const provenanceOf = (photo: Photo): Provenance | undefined => (photo.provenance === null ? undefined : fromJson(photo.provenance));

export function basesOf(tx: Tx, sessionId: string): Promise<Photo[]> {
  return tx.photo.findMany({ where: { madeInId: sessionId }, orderBy: { createdAt: 'asc' } });
}

/** A base of a session, by its id. */
export function findBase(tx: Tx, sessionId: string, id: string): Promise<Photo | null> {
  return tx.photo.findFirst({ where: { id, madeInId: sessionId } });
}

/** What a step's settings lie on. */
export async function photoUnder(tx: Tx, session: Pick<SessionRow, 'photo'>, step: Pick<StepRow, 'baseId'>): Promise<Photo> {
  return step.baseId === null ? session.photo : tx.photo.findUniqueOrThrow({ where: { id: step.baseId } });
}
