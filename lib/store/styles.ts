import type { Tx } from './database';
import type { Style } from './generated/client';
import { newId } from './ids';
import { toJson } from './json';

export type { Style };

/** The learnt hands of a workspace, latest first. */
export function stylesOf(tx: Tx, workspaceId: string): Promise<readonly Style[]> {
  return tx.style.findMany({ where: { workspaceId, deletedAt: null }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
}

export function findStyle(tx: Tx, workspaceId: string, id: string): Promise<Style | null> {
  return tx.style.findFirst({ where: { id, workspaceId, deletedAt: null } });
}

export function addStyle(tx: Tx, style: { readonly workspaceId: string; readonly name: string; readonly learnt: object }): Promise<Style> {
  return tx.style.create({ data: { ...style, id: newId(), learnt: toJson(style.learnt) } });
}

/** Tells whether there was one to rename. */
export async function renameStyle(tx: Tx, workspaceId: string, id: string, name: string): Promise<boolean> {
  const { count } = await tx.style.updateMany({ where: { id, workspaceId, deletedAt: null }, data: { name } });
  return count > 0;
}

/** Puts a style into the bin or takes it out; tells whether it was where it was said to be. */
export async function setStyleDeleted(tx: Tx, workspaceId: string, id: string, deleted: boolean): Promise<boolean> {
  const { count } = await tx.style.updateMany({ where: { id, workspaceId, deletedAt: deleted ? null : { not: null } }, data: { deletedAt: deleted ? new Date() : null } });
  return count > 0;
}

/** Forgets styles that were deleted before a moment. */
export async function purgeStyles(tx: Tx, before: Date): Promise<void> {
  await tx.style.deleteMany({ where: { deletedAt: { lt: before } } });
}
