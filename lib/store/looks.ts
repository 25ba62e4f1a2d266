import type { SettingsPatch } from '@/lib/develop/types';
import type { Tx } from './database';
import type { Look } from './generated/client';
import { newId } from './ids';
import { fromJson, toJson } from './json';

export type { Look };

export const patchOfLook = (row: Look): SettingsPatch => fromJson(row.patch);

/** The looks of a workspace, oldest first. */
export function looksOf(tx: Tx, workspaceId: string): Promise<readonly Look[]> {
  return tx.look.findMany({ where: { workspaceId, deletedAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

export function addLook(tx: Tx, look: { readonly workspaceId: string; readonly name: string; readonly patch: SettingsPatch }): Promise<Look> {
  return tx.look.create({ data: { ...look, id: newId(), patch: toJson(look.patch) } });
}

/** Tells whether there was one to rename. */
export async function renameLook(tx: Tx, workspaceId: string, id: string, name: string): Promise<boolean> {
  const { count } = await tx.look.updateMany({ where: { id, workspaceId, deletedAt: null }, data: { name } });
  return count > 0;
}

/** Puts a look into the bin or takes it out; tells whether it was where it was said to be. */
export async function setLookDeleted(tx: Tx, workspaceId: string, id: string, deleted: boolean): Promise<boolean> {
  const { count } = await tx.look.updateMany({ where: { id, workspaceId, deletedAt: deleted ? null : { not: null } }, data: { deletedAt: deleted ? new Date() : null } });
  return count > 0;
}

/** Forgets looks that were deleted before a moment. */
export async function purgeLooks(tx: Tx, before: Date): Promise<void> {
  await tx.look.deleteMany({ where: { deletedAt: { lt: before } } });
}
