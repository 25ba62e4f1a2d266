import { z } from 'zod';
import { BUILT_IN_LOOKS } from '@/lib/agent/looks';
import { patchSettings } from '@/lib/develop/settings';
import type { SettingsPatch } from '@/lib/develop/types';
import * as rows from '@/lib/store/looks';
import type { Studio } from './context';
import { notFound, StudioError } from './errors';
import { settingsPatch } from './steps';
import type { LookView } from './types';

const MOST_LOOKS = 500;
const lookName = z.string().trim().min(1, 'Expected a name').max(100, 'Expected at most 100 characters');
const newLook = z.object({ name: lookName, patch: settingsPatch.refine((patch) => Object.keys(patch).length > 0, 'Expected at least one setting') });

export type NewLook = { readonly name: string; readonly patch: SettingsPatch };

const view = (row: rows.Look): LookView => ({ id: row.id, name: { en: row.name, zh: row.name }, shelf: 'own', patch: rows.patchOfLook(row) });

/** The studio's looks, and those of a workspace before them. */
export async function listLooks({ store }: Studio, workspaceId: string | undefined): Promise<readonly LookView[]> {
  const own = workspaceId === undefined ? [] : await rows.looksOf(store.db, workspaceId);
  return [...own.map(view), ...BUILT_IN_LOOKS];
}

/** Keeps settings as a look of the workspace. What the registry cannot read is refused, so that a look can always be laid over a photo. */
export async function saveLook({ store }: Studio, workspaceId: string, input: NewLook): Promise<LookView> {
  const { name, patch } = newLook.parse(input);
  const wrong = patchSettings({}, patch).issues.find((issue) => issue.kind === 'invalid');
  if (wrong) throw new StudioError('invalid', `${wrong.name}: ${wrong.message}.`);
  if ((await rows.looksOf(store.db, workspaceId)).length >= MOST_LOOKS) throw new StudioError('invalid', `There are ${MOST_LOOKS} looks already. Delete some first.`);
  return view(await rows.addLook(store.db, { workspaceId, name, patch }));
}

export async function renameLook({ store }: Studio, workspaceId: string, id: string, name: string): Promise<void> {
  if (!(await rows.renameLook(store.db, workspaceId, id, lookName.parse(name)))) throw notFound('look');
}

export async function setLookDeleted({ store }: Studio, workspaceId: string, id: string, deleted: boolean): Promise<void> {
  if (!(await rows.setLookDeleted(store.db, workspaceId, id, deleted))) throw notFound('look');
}
