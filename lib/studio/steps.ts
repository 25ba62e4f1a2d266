import { z } from 'zod';
import { describeChange, diff, patchBetween, patchSettings, settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, Locale, SettingsPatch } from '@/lib/develop/types';
import { newId } from '@/lib/store/ids';
import { addAct, type Change, type Judged } from '@/lib/store/journal';
import { addLabel } from '@/lib/store/labels';
import { findSession } from '@/lib/store/sessions';
import { addStep, findStep, settingsOf } from '@/lib/store/steps';
import type { Studio } from './context';
import { notFound, StudioError } from './errors';
import { idInput } from './input';
import { applyChange } from './journal';
import type { StepView } from './types';
import { stepView } from './views';

const LARGEST_PATCH = 512 * 1024;

/** A patch as a page may send it. */
export const settingsPatch = z.record(z.string().min(1).max(100), z.json()).refine((value) => JSON.stringify(value).length <= LARGEST_PATCH, 'Expected at most 512 kB of settings');

const newStep = z.object({ parentId: idInput, patch: settingsPatch, title: z.string().trim().max(200).optional() });

export type NewUserStep = { readonly parentId: string; readonly patch: SettingsPatch; /** Made from the change when absent. */ readonly title?: string };

/** The most changes that a step's title names. */
const NAMED_CHANGES = 3;

function titleOf(before: DevelopSettings, after: DevelopSettings, locale: Locale): string {
  const changes = diff(before, after).map(({ name, from, to }) => describeChange(name, from, to, locale));
  const rest = changes.length - NAMED_CHANGES;
  return changes.slice(0, NAMED_CHANGES).join(locale === 'zh' ? '、' : ', ') + (rest > 0 ? ` +${rest}` : '');
}

/** Parameters before a patch, `null` where they were at their default. */
function valuesBefore(settings: DevelopSettings, changed: SettingsPatch): Record<string, JsonValue> {
  return Object.fromEntries(Object.keys(changed).map((name) => [name, settings[name] ?? null]));
}

/**
 * Adds a step of the user's own: a slider released, a look applied. It becomes the head. A patch that changes nothing answers with the
 * parent. A move that follows an agent's step is kept as a label: it says what the agent got wrong.
 */
export async function commitStep({ store }: Studio, workspaceId: string, sessionId: string, input: NewUserStep, locale: Locale): Promise<StepView> {
  const { parentId, patch: asked, title } = newStep.parse(input);
  return store.db.$transaction(async (tx) => {
    const session = await findSession(tx, workspaceId, sessionId);
    const parent = session && (await findStep(tx, workspaceId, parentId, sessionId));
    if (!session || !parent) throw notFound('step');
    // What is moved on another picture than the head begins by going there: undo comes back to that picture first.
    await addAct(tx, sessionId, { kind: 'go', title: parent.title, changes: [{ of: 'head', from: session.headId, to: parentId }] });
    const before = settingsOf(parent);
    const { settings, issues } = patchSettings(before, asked);
    const wrong = issues.find((issue) => issue.kind === 'invalid');
    if (wrong) throw new StudioError('invalid', `${wrong.name}: ${wrong.message}.`);
    if (settingsHash(settings) === parent.settingsHash) {
      await tx.session.update({ where: { id: sessionId }, data: { headId: parentId } });
      return stepView(parent);
    }
    const changed = patchBetween(before, settings);
    const row = await addStep(tx, { id: newId(), sessionId, parentId, author: 'user', title: title || titleOf(before, settings, locale), patch: changed, settings });
    await tx.session.update({ where: { id: sessionId }, data: { headId: row.id, updatedAt: new Date() } });
    await addAct(tx, sessionId, { kind: 'step', title: row.title, changes: [{ of: 'head', from: parentId, to: row.id }] });
    // A step done again elsewhere is not the agent's judgement of the picture it is on now.
    if (parent.author === 'agent' && parent.copyOfId === null) {
      await addLabel(tx, { workspaceId, stepId: parentId, kind: 'slider_after_agent', value: { userStepId: row.id, from: valuesBefore(before, changed), to: changed } });
    }
    return stepView(row);
  });
}

/** Makes a step the one that is worked on. Going back to an earlier one is a judgement, and kept as a label. */
export async function setHead({ store }: Studio, workspaceId: string, sessionId: string, stepId: string): Promise<void> {
  await store.db.$transaction(async (tx) => {
    const session = await findSession(tx, workspaceId, sessionId);
    const step = session && (await findStep(tx, workspaceId, stepId, sessionId));
    if (!session || !step) throw notFound('step');
    if (session.headId === stepId) return;
    const change: Change = { of: 'head', from: session.headId, to: stepId };
    await applyChange(tx, session, change);
    await addAct(tx, sessionId, { kind: 'go', title: step.title, changes: [change] });
    await addLabel(tx, { workspaceId, stepId, kind: 'restored_step', value: { insteadOf: session.headId } });
  });
}

const starsOf = z.number().int().min(0).max(5);

const judged = z.enum(['aesthetics', 'instruction']);

/** The user's own rating, 1..5, of the picture or of how well it does what was asked; 0 takes it back. */
export async function rateStep({ store }: Studio, workspaceId: string, stepId: string, stars: number, about: Judged = 'aesthetics'): Promise<void> {
  const value = starsOf.parse(stars), kind = judged.parse(about);
  await store.db.$transaction(async (tx) => {
    const step = await findStep(tx, workspaceId, stepId);
    if (!step) throw notFound('step');
    const change: Change = { of: 'stars', about: kind, stepId, from: kind === 'aesthetics' ? step.stars : step.followed, to: value === 0 ? null : value };
    // Also where nothing changes: a rating from before anyone was asked becomes a label once that was agreed to.
    await applyChange(tx, { id: step.sessionId, workspaceId }, change);
    await addAct(tx, step.sessionId, { kind: 'rate', title: step.title, changes: [change] });
  });
}
