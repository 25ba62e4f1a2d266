import type { Profile } from '@/lib/agent/profile';
import type { Usage } from '@/lib/agent/types';
import type { Tx } from './database';
import type { Profile as ProfileRow } from './generated/client';
import { fromJson, toJson } from './json';

export type { ProfileRow };

/** What a row says, as it was written: defaults that came later are not in it. */
export const documentIn = (row: ProfileRow): unknown => fromJson<unknown>(row.document);

/** In the order they were made. */
export function profilesOf(tx: Tx): Promise<readonly ProfileRow[]> {
  return tx.profile.findMany({ where: { deletedAt: null }, orderBy: { createdAt: 'asc' } });
}

export function findProfile(tx: Tx, id: string): Promise<ProfileRow | null> {
  return tx.profile.findFirst({ where: { id, deletedAt: null } });
}

/** Makes a profile, or changes the one that is there. @param keys sealed */
export async function putProfile(tx: Tx, id: string, document: Profile, keys: string): Promise<ProfileRow> {
  const data = { document: toJson(document), keys };
  return tx.profile.upsert({ where: { id }, create: { id, ...data }, update: data });
}

/** Puts a profile into the bin or takes it out; tells whether it was where it was said to be. */
export async function setProfileDeleted(tx: Tx, id: string, deleted: boolean): Promise<boolean> {
  const { count } = await tx.profile.updateMany({ where: { id, deletedAt: deleted ? null : { not: null } }, data: { deletedAt: deleted ? new Date() : null } });
  return count > 0;
}

/** Forgets profiles that were deleted before a moment, keys and all. */
export async function purgeProfiles(tx: Tx, before: Date): Promise<void> {
  await tx.profile.deleteMany({ where: { deletedAt: { lt: before } } });
}

const DEFAULT = 'default-profile';

/** The profile that messages use unless they say another. */
export async function defaultProfileId(tx: Tx): Promise<string | undefined> {
  return (await tx.choice.findUnique({ where: { key: DEFAULT } }))?.value;
}

export async function setDefaultProfile(tx: Tx, id: string): Promise<void> {
  await tx.choice.upsert({ where: { key: DEFAULT }, create: { key: DEFAULT, value: id }, update: { value: id } });
}

export type ProfileUsage = Usage & { readonly runs: number };

/** What each profile used in the runs since a moment. */
export async function usageSince(tx: Tx, since: Date): Promise<ReadonlyMap<string, ProfileUsage>> {
  const rows = await tx.run.groupBy({
    by: ['profileId'],
    where: { createdAt: { gte: since } },
    _count: true,
    _sum: { requests: true, input: true, cached: true, output: true, images: true, dollars: true },
  });
  return new Map(rows.map(({ profileId, _count: runs, _sum: { dollars, ...sum } }) => [profileId, {
    runs, requests: sum.requests ?? 0, input: sum.input ?? 0, cached: sum.cached ?? 0, output: sum.output ?? 0, images: sum.images ?? 0,
    ...(dollars !== null && { dollars }),
  }]));
}
