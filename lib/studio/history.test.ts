import { afterEach, describe, expect, test } from 'vitest';
import type { SettingsPatch } from '@/lib/develop/types';
import { MOST_ACTS } from '@/lib/store/journal';
import { putBase } from '@/lib/store/bases';
import { addStep } from '@/lib/store/steps';
import { deleteBranch, nameBranch, reapplySteps, restoreStep } from './history';
import { redo, undo } from './journal';
import { followRun, startRun } from './runs';
import type { RunAgent } from './run-manager';
import { openSession, renameSession } from './sessions';
import { commitStep, rateStep, setHead } from './steps';
import { script, someone, testStudio, type TestStudio } from './testing';

const open: TestStudio[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.remove();
});

const idle: RunAgent = async function* () { /* no run */ };

/** A session with the steps of some patches, one after the other, and the verbs of this file bound to it. */
async function session(agent: RunAgent, ...patches: readonly SettingsPatch[]) {
  const made = await testStudio(agent);
  open.push(made);
  const { workspaceId, sessionId, rootId } = await someone(made.studio, 1);
  const add = async (parentId: string, patch: SettingsPatch) => (await commitStep(made.studio, workspaceId, sessionId, { parentId, patch }, 'en')).id;
  const ids = [rootId];
  for (const patch of patches) ids.push(await add(ids.at(-1)!, patch));
  const view = () => openSession(made.studio, workspaceId, sessionId);
  return {
    made, workspaceId, sessionId, rootId, ids, add, view,
    head: async () => { const { steps, headId } = await view(); return steps.find((step) => step.id === headId)!; },
    back: () => undo(made.studio, workspaceId, sessionId),
    again: () => redo(made.studio, workspaceId, sessionId),
    reapply: (ontoId: string, stepIds: string[], purpose: 'disable' | 'enable' | 'order' | 'merge', aboutId: string) => reapplySteps(made.studio, workspaceId, sessionId, { ontoId, stepIds, purpose, aboutId }),
  };
}

describe('a step in the middle', () => {
  test('is left out on a new branch, where the rest is done again', async () => {
    const { ids: [root, a, b, c], reapply, view } = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 }, { Vibrance: 10 });
    const { steps, headId, conflicts } = await reapply(a!, [c!], 'disable', b!);
    const made = steps.find((step) => step.id === headId)!;
    expect(made).toMatchObject({ parentId: a, settings: { Exposure2012: 0.5, Vibrance: 10 }, copyOfId: c, author: 'user' });
    expect(made.settings).not.toHaveProperty('Contrast2012');
    expect(conflicts).toEqual([]);
    const all = await view();
    expect(all.headId).toBe(headId);
    expect(all.steps.filter((step) => [root, a, b, c].includes(step.id))).toHaveLength(4);
  });

  test('switched on again ends where it began, and again off on the same branch', async () => {
    const { ids: [, a, b, c], reapply, view } = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 }, { Vibrance: 10 });
    const off = await reapply(a!, [c!], 'disable', b!);
    const on = await reapply(a!, [b!, off.headId], 'enable', b!);
    expect(on.headId).toBe(c);
    expect((await reapply(a!, [c!], 'disable', b!)).headId).toBe(off.headId);
    expect((await view()).steps).toHaveLength(5);
  });

  test('that later steps overrule is said so; one that changes nothing any more is dropped by name', async () => {
    const { ids: [root, a, , c], reapply } = await session(idle, { Exposure2012: 0.5 }, { Exposure2012: 0.9, Contrast2012: 5 }, { Exposure2012: null });
    const answer = await reapply(root!, [c!], 'disable', a!);
    expect(answer.overruled).toEqual(['Exposure2012']);
    expect(answer.conflicts).toEqual([{ kind: 'empty', title: expect.stringContaining('Exposure') }]);
    expect(answer.headId).toBe(root);
  });

  test('is refused when it is the original, twice, or of another workspace', async () => {
    const { ids: [root, a], reapply, made, sessionId } = await session(idle, { Exposure2012: 0.5 });
    await expect(reapply(a!, [root!], 'merge', root!)).rejects.toMatchObject({ code: 'history-root' });
    await expect(reapply(root!, [a!, a!], 'merge', a!)).rejects.toThrow('each step once');
    const other = await someone(made.studio, 2);
    await expect(reapplySteps(made.studio, other.workspaceId, sessionId, { ontoId: root!, stepIds: [a!], purpose: 'merge', aboutId: a! })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('order and other branches', () => {
  test('two steps change places', async () => {
    const { ids: [root, a, b], reapply, head } = await session(idle, { Exposure2012: 0.5 }, { Exposure2012: 1 });
    const { steps, headId } = await reapply(root!, [b!, a!], 'order', b!);
    expect(steps.map((step) => step.copyOfId)).toEqual([b, a]);
    expect((await head()).settings).toEqual(steps.find((step) => step.id === headId)!.settings);
    expect((await head()).settings).toMatchObject({ Exposure2012: 0.5 });
  });

  test('a step that changes a mask does not go before the one that makes it', async () => {
    const sky = (amount: number) => ({ MaskGroupBasedCorrections: [{ What: 'Correction', CorrectionName: 'Sky', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: amount, CorrectionMasks: [{ What: 'Mask/Gradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: 0.2, FullX: 0.5, FullY: 0.9 }] }] });
    const { ids: [root, a, b], reapply, head } = await session(idle, sky(-0.1), sky(-0.4));
    await expect(reapply(root!, [b!, a!], 'order', b!)).rejects.toMatchObject({ code: 'order' });
    expect((await head()).id).toBe(b);
  });

  test('the tools of a step go to another branch', async () => {
    const { ids: [root, , b], add, reapply } = await session(idle, { Exposure2012: 0.5 }, { Vibrance: 25 });
    const other = await add(root!, { Contrast2012: -10 });
    const { steps, headId } = await reapply(other, [b!], 'merge', b!);
    expect(steps.find((step) => step.id === headId)).toMatchObject({ parentId: other, settings: { Contrast2012: -10, Vibrance: 25 } });
  });

  test('an earlier picture comes back as a step at the end', async () => {
    const { made, workspaceId, sessionId, ids: [, a, , c], head } = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 }, { Vibrance: 10 });
    await restoreStep(made.studio, workspaceId, sessionId, { stepId: a!, ontoId: c! }, 'zh');
    expect(await head()).toMatchObject({ parentId: c, settings: { Exposure2012: 0.5 }, title: expect.stringContaining('恢复到') });
  });
});

describe('pictures that an image model made', () => {
  test('stay under the steps that lie on them, and are not taken from under one another', async () => {
    const { made, workspaceId, sessionId, ids: [, a], add, reapply, head } = await session(idle, { Exposure2012: 0.5 });
    const { db } = made.studio.store;
    const row = await db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    const generate = async (id: string, parentId: string) => {
      const provenance = { model: 'm', prompt: 'snow', madeAt: '2026-01-01T00:00:00Z', share: 0.2, alignment: { found: true, shift: [0, 0], scale: [1, 1] } } as never;
      const base = await putBase(db, { stepId: id, session: row, sha256: row.photo.sha256, bytes: 1, info: row.photo.info as never, provenance });
      const settings = (await openSession(made.studio, workspaceId, sessionId)).steps.find((step) => step.id === parentId)!.settings;
      await addStep(db, { id, sessionId, parentId, author: 'agent', title: id, patch: {}, settings, baseId: base.id });
      return id;
    };
    const clean = await generate('clean', a!);
    const c = await add(clean, { Contrast2012: 10 });
    const snow = await generate('snow', c);
    const last = await add(snow, { Vibrance: 5 });
    expect(await head()).toMatchObject({ baseId: 'snow.base' });
    const { headId } = await reapply(clean, [snow, last].slice(1), 'disable', snow);
    expect(await head()).toMatchObject({ id: headId, baseId: 'clean.base', settings: { Exposure2012: 0.5, Vibrance: 5 } });
    await expect(reapply(a!, [c, snow, last], 'disable', clean)).rejects.toMatchObject({ code: 'made-on' });
    await restoreStep(made.studio, workspaceId, sessionId, { stepId: a!, ontoId: last }, 'en');
    expect(await head()).toMatchObject({ parentId: last, baseId: null, settings: { Exposure2012: 0.5 } });
  });
});

describe('undo and redo', () => {
  test('reach hand steps, renames, stars, names and deletions of branches, and disabling, across a restart', async () => {
    const one = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 }, { Vibrance: 10 });
    const { made, workspaceId, sessionId, ids: [, a, b, c], reapply } = one;
    await renameSession(made.studio, workspaceId, sessionId, 'Evening');
    await rateStep(made.studio, workspaceId, b!, 4);
    const { headId: off } = await reapply(a!, [c!], 'disable', b!);
    await nameBranch(made.studio, workspaceId, sessionId, off, 'Without contrast');
    await deleteBranch(made.studio, workspaceId, sessionId, off);
    const state = async () => {
      const view = await one.view();
      const step = (id: string) => view.steps.find((other) => other.id === id)!;
      return { head: view.headId, name: view.name, stars: step(b!).stars ?? 0, hidden: step(off).hidden ?? false, branch: step(off).branchName ?? '', undo: view.journal.undo?.kind ?? null, redo: view.journal.redo?.kind ?? null };
    };
    const states = [await state()];
    await made.reopen();
    for (let i = 0; i < 6; i++) {
      await undo(made.studio, workspaceId, sessionId);
      states.push(await state());
    }
    expect(states).toEqual([
      { head: a, name: 'Evening', stars: 4, hidden: true, branch: 'Without contrast', undo: 'delete-branch', redo: null },
      { head: off, name: 'Evening', stars: 4, hidden: false, branch: 'Without contrast', undo: 'name-branch', redo: 'delete-branch' },
      { head: off, name: 'Evening', stars: 4, hidden: false, branch: '', undo: 'disable', redo: 'name-branch' },
      { head: c, name: 'Evening', stars: 4, hidden: false, branch: '', undo: 'rate', redo: 'disable' },
      { head: c, name: 'Evening', stars: 0, hidden: false, branch: '', undo: 'rename', redo: 'rate' },
      { head: c, name: 'photo 1', stars: 0, hidden: false, branch: '', undo: 'step', redo: 'rename' },
      { head: b, name: 'photo 1', stars: 0, hidden: false, branch: '', undo: 'step', redo: 'step' },
    ]);
    for (let i = 5; i >= 0; i--) {
      await redo(made.studio, workspaceId, sessionId);
      expect(await state()).toEqual(states[i]);
    }
    expect((await redo(made.studio, workspaceId, sessionId)).headId).toBe(a);
  });

  test('come back to the picture that a slider was moved on, then to where one was before', async () => {
    const { ids: [, a, b], add, back, view } = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 });
    await add(a!, { Vibrance: 10 });
    expect((await back()).headId).toBe(a);
    expect((await back()).headId).toBe(b);
    expect((await view()).journal.redo?.kind).toBe('go');
  });

  test('forget what was taken back as soon as something else is done', async () => {
    const { made, workspaceId, sessionId, ids: [, a, b], back, again, add } = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 });
    expect((await back()).headId).toBe(a);
    const fresh = await add(a!, { Vibrance: 10 });
    expect((await again()).headId).toBe(fresh);
    await setHead(made.studio, workspaceId, sessionId, b!);
    expect((await back()).headId).toBe(fresh);
  });

  test('reach every step of a run', async () => {
    const agent: RunAgent = async function* ({ request }) { yield* script(request.runId, request.stepId, [0.5, 1]); };
    const { made, workspaceId, sessionId, rootId, back } = await session(agent);
    const { runId } = await startRun(made.studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en' });
    for await (const _ of followRun(made.studio, workspaceId, runId, 0)) { /* to its end */ }
    expect((await openSession(made.studio, workspaceId, sessionId)).headId).toBe(`${runId}.2`);
    expect((await back()).headId).toBe(`${runId}.1`);
    const last = await back();
    expect(last).toMatchObject({ headId: rootId, journal: { undo: null, redo: { kind: 'agent' } } });
    expect((await back()).headId).toBe(rootId);
  });

  test('go on to parents where the journal ends, and redo finds the way back', async () => {
    const { made, sessionId, rootId, ids: [, a, b], back, again, view } = await session(idle, { Exposure2012: 0.5 }, { Contrast2012: 20 });
    await made.studio.store.db.act.deleteMany({ where: { sessionId } });
    expect((await back()).headId).toBe(a);
    expect((await back()).headId).toBe(rootId);
    expect((await again()).headId).toBe(a);
    expect((await again()).headId).toBe(b);
    expect((await view()).journal).toMatchObject({ undo: { kind: 'step' }, redo: null });
  });

  test('keep a bounded journal', async () => {
    const { made, sessionId, ids: [, a], workspaceId } = await session(idle, { Exposure2012: 0.5 });
    for (let i = 0; i < MOST_ACTS + 5; i++) await rateStep(made.studio, workspaceId, a!, 1 + (i % 5));
    expect(await made.studio.store.db.act.count({ where: { sessionId } })).toBe(MOST_ACTS);
  });
});
