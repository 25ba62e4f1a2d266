import { z } from 'zod';
import { createDarkroom } from '@/lib/agent';
import type { SettingsPatch } from '@/lib/develop/types';
import { inStyle, learnStyle, lookAt, parseStyle, STYLE_EDGE, type Edit } from '@/lib/evolve/style';
import { photoUnder } from '@/lib/store/bases';
import { findSession, type SessionRow } from '@/lib/store/sessions';
import { findStep, settingsOf, type StepRow } from '@/lib/store/steps';
import * as rows from '@/lib/store/styles';
import type { Studio } from './context';
import { explain, notFound, StudioError } from './errors';
import { photosInput } from './input';
import { renderable } from './renders';
import type { StyleEvent, StyleView } from './types';
import { infoOf } from './views';

/** More say nothing new, and each takes about a second to look at. */
const MOST_EDITS = 300;
const MOST_STYLES = 50;
const styleName = z.string().trim().min(1, 'Expected a name').max(100, 'Expected at most 100 characters');
const newStyle = z.object({
  name: styleName,
  sessionIds: photosInput(MOST_EDITS),
});
export type NewStyle = { readonly name: string; readonly sessionIds: readonly string[] };

function view(row: rows.Style): StyleView {
  const { edits, error } = parseStyle(row.learnt);
  return { id: row.id, name: row.name, edits, before: error.before, after: error.after, createdAt: row.createdAt.toISOString() };
}

export async function listStyles({ store }: Studio, workspaceId: string | undefined): Promise<readonly StyleView[]> {
  return workspaceId === undefined ? [] : (await rows.stylesOf(store.db, workspaceId)).map(view);
}

/** What a style sees of a step: the picture that its settings lie on, untouched. */
async function seen(studio: Studio, session: SessionRow, step: StepRow, signal: AbortSignal): Promise<Pick<Edit, 'evidence' | 'starting' | 'base'>> {
  const photo = await photoUnder(studio.store.db, session, step);
  return lookAt(createDarkroom(studio.renderer, renderable(studio, photo), STYLE_EDGE), infoOf(photo), signal);
}

/** The finished edit of a session; undefined where nothing was done. */
async function editOf(studio: Studio, workspaceId: string, sessionId: string, signal: AbortSignal): Promise<Edit | undefined> {
  const session = await findSession(studio.store.db, workspaceId, sessionId);
  if (!session) throw notFound('session');
  const head = await findStep(studio.store.db, workspaceId, session.headId, sessionId);
  if (!head || head.parentId === null) return undefined;
  return { id: sessionId, settings: settingsOf(head), ...(await seen(studio, session, head, signal)) };
}

/** Learns a hand from what the workspace made of its photos, telling how far it is. Photos without an edit are passed over. */
export async function* learnFrom(studio: Studio, workspaceId: string, input: NewStyle, signal: AbortSignal = new AbortController().signal): AsyncGenerator<StyleEvent> {
  try {
    const { name, sessionIds } = newStyle.parse(input);
    if ((await rows.stylesOf(studio.store.db, workspaceId)).length >= MOST_STYLES) throw new StudioError('invalid', `There are ${MOST_STYLES} styles already. Delete some first.`);
    const edits: Edit[] = [];
    for (const [done, sessionId] of sessionIds.entries()) {
      yield { type: 'looking', done, of: sessionIds.length };
      const edit = await editOf(studio, workspaceId, sessionId, signal);
      if (edit) edits.push(edit);
    }
    const row = await rows.addStyle(studio.store.db, { workspaceId, name, learnt: learnStyle(edits, name) });
    yield { type: 'learnt', style: view(row) };
  } catch (error) {
    const { code, message } = explain(error);
    yield { type: 'failed', code, message };
  }
}

export async function renameStyle({ store }: Studio, workspaceId: string, id: string, name: string): Promise<void> {
  if (!(await rows.renameStyle(store.db, workspaceId, id, styleName.parse(name)))) throw notFound('style');
}

export async function setStyleDeleted({ store }: Studio, workspaceId: string, id: string, deleted: boolean): Promise<void> {
  if (!(await rows.setStyleDeleted(store.db, workspaceId, id, deleted))) throw notFound('style');
}

/** What the photographer of a style would do to the photo under a step. Nothing is changed yet. */
export async function styleSettings(studio: Studio, workspaceId: string, styleId: string, sessionId: string, stepId: string): Promise<SettingsPatch> {
  const { db } = studio.store;
  const [style, session, step] = await Promise.all([rows.findStyle(db, workspaceId, styleId), findSession(db, workspaceId, sessionId), findStep(db, workspaceId, stepId, sessionId)]);
  if (!style) throw notFound('style');
  if (!session) throw notFound('session');
  if (!step) throw notFound('step');
  return inStyle(parseStyle(style.learnt), await seen(studio, session, step, new AbortController().signal));
}
