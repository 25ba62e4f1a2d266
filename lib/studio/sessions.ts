import { z } from 'zod';
import { cameraTold } from '@/lib/imaging/types';
import { basesOf } from '@/lib/store/bases';
import { purgeBatches } from '@/lib/store/batches';
import { fromJson } from '@/lib/store/json';
import { purgeLooks } from '@/lib/store/looks';
import { purgeStyles } from '@/lib/store/styles';
import { removeOrphans } from '@/lib/store/photos';
import { purgeProfiles } from '@/lib/store/profiles';
import { addAct, type Change } from '@/lib/store/journal';
import { eventsOf } from '@/lib/store/runs';
import { findSession, purge, setDeleted } from '@/lib/store/sessions';
import { stepsOf } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound } from './errors';
import { applyChange, journalView } from './journal';
import type { SessionCard, SessionView } from './types';
import { infoOf, linkView, photoView, runView, stepView } from './views';

/** How many of the latest instructions the library searches. */
const INSTRUCTIONS = 20;
const LONGEST_SEARCHED = 400;

/** The sessions of a workspace, latest first. */
export async function listSessions({ store }: Pick<Studio, 'store'>, workspaceId: string): Promise<readonly SessionCard[]> {
  const rows = await store.db.session.findMany({
    where: { workspaceId, deletedAt: null },
    orderBy: { updatedAt: 'desc' },
    include: {
      photo: true,
      runs: { select: { instruction: true, status: true }, orderBy: { createdAt: 'desc' }, take: INSTRUCTIONS },
      _count: { select: { steps: { where: { author: { not: 'root' }, hidden: false } } } },
    },
  });
  const heads = await store.db.step.findMany({ where: { id: { in: rows.map((row) => row.headId) } }, select: { id: true, settingsHash: true, baseId: true } });
  const shown = new Map(heads.map((head) => [head.id, head]));
  return rows.map((row) => {
    const info = infoOf(row.photo);
    const { width, height, format } = info;
    const camera = cameraTold(info);
    const head = shown.get(row.headId);
    return {
      id: row.id, name: row.name, headId: row.headId, stars: row.stars, width, height, format,
      photoId: head?.baseId ?? row.photoId,
      hash: head?.settingsHash ?? '',
      camera: cameraName(camera),
      takenAt: camera?.takenAt,
      bytes: row.photo.bytes,
      steps: row._count.steps,
      instructions: row.runs.map(({ instruction }) => instruction.slice(0, LONGEST_SEARCHED)),
      running: row.runs.some(({ status }) => status === 'running'),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}

/** "Canon EOS 5D": makers like to say their name twice. */
function cameraName(camera: { readonly make?: string; readonly model?: string } | undefined): string | undefined {
  const { make, model } = camera ?? {};
  if (model === undefined || make === undefined) return model ?? make;
  return model.toLowerCase().startsWith(make.toLowerCase().split(' ')[0] ?? make) ? model : `${make} ${model}`;
}

/** All of a session: what the studio page starts from. */
export async function openSession({ store }: Studio, workspaceId: string, id: string): Promise<SessionView> {
  const session = await findSession(store.db, workspaceId, id);
  if (!session) throw notFound('session');
  const [steps, bases, runs, links, journal] = await Promise.all([
    stepsOf(store.db, id),
    basesOf(store.db, id),
    store.db.run.findMany({ where: { sessionId: id }, orderBy: { createdAt: 'asc' }, include: { reference: true } }),
    store.db.link.findMany({ where: { sessionId: id, revokedAt: null }, orderBy: { createdAt: 'asc' } }),
    journalView(store.db, id),
  ]);
  const logs = await Promise.all(runs.map((run) => eventsOf(store.db, run.id)));
  return {
    id,
    name: session.name,
    photo: photoView(session.photo),
    bases: bases.map(photoView),
    headId: session.headId,
    steps: steps.map(stepView),
    journal,
    runs: runs.map((run, index) => runView(run, logs[index] ?? [])),
    links: links.map(linkView),
    suggestions: fromJson<readonly string[]>(session.suggestions),
  };
}

const sessionName = z.string().trim().min(1, 'Expected a name').max(200, 'Expected at most 200 characters');

export async function renameSession({ store }: Studio, workspaceId: string, id: string, name: string): Promise<void> {
  const to = sessionName.parse(name);
  await store.db.$transaction(async (tx) => {
    const session = await findSession(tx, workspaceId, id);
    if (!session) throw notFound('session');
    const change: Change = { of: 'name', from: session.name, to };
    await applyChange(tx, session, change);
    await addAct(tx, id, { kind: 'rename', title: to, changes: [change] });
  });
}

/** Puts a session into the bin and stops its run; `restoreSession` brings it back until it is purged. */
export async function deleteSession({ store, runs }: Studio, workspaceId: string, id: string): Promise<void> {
  if (!(await setDeleted(store.db, workspaceId, id, true))) throw notFound('session');
  const running = await store.db.run.findMany({ where: { sessionId: id, status: 'running' }, select: { id: true } });
  await Promise.all(running.map((run) => runs.stop(run.id)));
}

export async function restoreSession({ store }: Studio, workspaceId: string, id: string): Promise<void> {
  if (!(await setDeleted(store.db, workspaceId, id, false))) throw notFound('session');
}

/** How long a deleted model or look can come back. Its keys should not lie about for longer than an undo takes. */
const UNDO_MS = 3_600_000;

/** How long a reference that was put into a message may wait to be sent. */
export const UNSENT_MS = 86_400_000;

/** Forgets what has lain in the bin long enough, and files nothing needs. Call at start, and then daily. */
export async function clearOut({ store, config }: Pick<Studio, 'store' | 'config'>, now = new Date()): Promise<void> {
  await store.db.$transaction((tx) => purge(tx, new Date(now.getTime() - config.purgeAfterMs), new Date(now.getTime() - UNSENT_MS)));
  await purgeBatches(store.db);
  await purgeProfiles(store.db, new Date(now.getTime() - UNDO_MS));
  await purgeLooks(store.db, new Date(now.getTime() - UNDO_MS));
  await purgeStyles(store.db, new Date(now.getTime() - UNDO_MS));
  await removeOrphans(store);
}
