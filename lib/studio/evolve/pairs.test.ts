import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent, Score } from '@/lib/agent/types';
import { newId } from '@/lib/store/ids';
import { deleteSession } from '../sessions';
import { followRun, startRun } from '../runs';
import { script, someone, testStudio, type TestStudio } from '../testing';
import { giveConsent } from './labels';
import { answerPair, drawSide, nextPair, openPairs, pairPicture } from './pairs';

const score = (overall: number): Score => ({ aesthetics: overall, instruction: overall, overall, reasons: [] });

/** Two attempts: the correction loses and is rejected. */
function corrected(runId: string, from: string): readonly RunEvent[] {
  const events = script(runId, from, [0.5, 0.9]);
  const middle = events.findIndex((event) => event.type === 'tool_call' && event.step === 2);
  return [
    ...events.slice(0, middle), { type: 'evaluation', attempt: 1, stepId: `${runId}.1`, score: score(2.5) },
    ...events.slice(middle, -2), { type: 'evaluation', attempt: 2, stepId: `${runId}.2`, score: score(2) },
    { type: 'kept', stepId: `${runId}.1`, rejectedStepId: `${runId}.2`, reason: 'the first is better' },
    { type: 'done', stepId: `${runId}.1`, summary: '', suggestions: [] },
  ];
}

let made: TestStudio;
let exposures: readonly number[] = [0.5];
beforeAll(async () => {
  made = await testStudio(async function* ({ request }): AsyncGenerator<RunEvent> {
    yield* request.instruction === 'correct it' ? corrected(request.runId, request.stepId) : script(request.runId, request.stepId, exposures);
  }, { OPENAI_MODEL: 'other' });
});
afterAll(() => made.remove());

async function person(seed: number, consents = true) {
  const { studio } = made;
  const who = await someone(studio, seed);
  if (consents) await giveConsent(studio, who.workspaceId, true);
  const ask = async (text: string, exposure: number, profileId = 'embedded') => {
    exposures = [exposure];
    const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text, fromStepId: who.rootId, locale: 'en', profileId });
    for await (const _ of followRun(studio, who.workspaceId, runId, 0));
    return runId;
  };
  return { ...who, studio, ask, next: () => nextPair(studio, who.workspaceId), answer: (id: string, said: string) => answerPair(studio, who.workspaceId, id, said) };
}

describe('a blind choice', () => {
  test('is offered between a correction and what it corrected, once, and becomes a label', async () => {
    const a = await person(40);
    expect(await a.next()).toBeNull();
    const runId = await a.ask('correct it', 0);
    const pair = await a.next();
    expect(pair).toMatchObject({ name: 'photo 40', instruction: 'correct it' });
    expect(await a.next()).toEqual(pair);
    expect((await openPairs(a.studio, a.workspaceId)).waiting).toBe(1);
    const reveal = await a.answer(pair!.id, 'left');
    expect([reveal.left.stepId, reveal.right.stepId].toSorted()).toEqual([`${runId}.1`, `${runId}.2`]);
    expect([reveal.left, reveal.right].map(({ maker }) => maker.rejected).toSorted()).toEqual([false, true]);
    expect(await a.next()).toBeNull();
    const labels = await a.studio.store.db.label.findMany({ where: { workspaceId: a.workspaceId } });
    expect(labels).toMatchObject([{ kind: 'preference', stepId: reveal.left.stepId, value: { pairId: pair!.id, leftStepId: reveal.left.stepId, rightStepId: reveal.right.stepId, answer: 'left' } }]);
    await expect(a.answer(pair!.id, 'right')).rejects.toMatchObject({ code: 'answered' });
  });

  test('says nothing before the answer that tells which is which', async () => {
    const a = await person(41);
    const first = await a.ask('brighter', 0.4);
    const second = await a.ask('Brighter ', 0.8, 'environment');
    const pair = await a.next();
    const steps = await a.studio.store.db.step.findMany({ where: { runId: { in: [first, second] } } });
    const text = JSON.stringify([pair, await openPairs(a.studio, a.workspaceId)]);
    for (const secret of [first, second, a.sessionId, a.photoId, 'embedded', 'environment', 'other', ...steps.flatMap(({ id, settingsHash }) => [id, settingsHash])]) expect(text).not.toContain(secret);
    expect(Object.keys(pair!).toSorted()).toEqual(['id', 'instruction', 'name']);
  });

  test('stands left and right as it was drawn, about equally often, and the pictures follow the draw', async () => {
    const drawn = Array.from({ length: 2000 }, () => drawSide(newId(), 'secret'));
    expect(Math.abs(drawn.filter(Boolean).length - 1000)).toBeLessThan(150);
    const a = await person(42);
    const [dark, bright] = [await a.ask('brighter', -3), await a.ask('brighter', 3)];
    const pair = await a.next();
    const size = { edge: 160, format: 'jpeg' } as const;
    const [left, right] = await Promise.all((['left', 'right'] as const).map((side) => pairPicture(a.studio, a.workspaceId, pair!.id, side, size)));
    const { left: l } = await a.answer(pair!.id, 'same');
    const mean = async (data: Buffer) => (await import('sharp')).default(data).stats().then(({ channels }) => channels[0]!.mean);
    const leftIsBright = (await mean(left!.data)) > (await mean(right!.data));
    expect(l.stepId).toBe(`${leftIsBright ? bright : dark}.1`);
  });

  test('is summed up per two makers with an interval; results of one maker are not mixed in', async () => {
    const a = await person(43);
    for (const [text, said] of [['one', 'embedded'], ['two', 'embedded'], ['three', 'same'], ['four', 'skip']] as const) {
      const own = await a.ask(text, 0.3);
      await a.ask(text, 0.6, 'environment');
      const pair = await a.next();
      if (said !== 'embedded') await a.answer(pair!.id, said);
      else {
        // Whoever answers cannot know; the test looks it up.
        const row = await a.studio.store.db.pair.findUniqueOrThrow({ where: { id: pair!.id } });
        await a.answer(pair!.id, (row.firstId === `${own}.1`) === row.firstIsLeft ? 'left' : 'right');
      }
    }
    await a.ask('correct it', 0);
    await a.answer((await a.next())!.id, 'left');
    const { results, waiting } = await openPairs(a.studio, a.workspaceId);
    expect(waiting).toBe(0);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ a: { profileId: 'embedded' }, b: { profileId: 'environment', model: 'other' }, wins: 2, ties: 1, losses: 0 });
    expect(results[0]!.interval.low).toBeGreaterThan(0.2);
    expect(results[0]!.interval.high).toBeLessThanOrEqual(1);
  });

  test('is neither offered nor kept without consent, nor of a session in the bin, nor to another workspace', async () => {
    const shy = await person(44, false);
    await shy.ask('correct it', 0);
    expect(await shy.next()).toBeNull();
    const a = await person(45);
    await a.ask('correct it', 0);
    const pair = await a.next();
    const b = await person(46);
    await expect(b.answer(pair!.id, 'left')).rejects.toMatchObject({ code: 'not-found' });
    await expect(pairPicture(b.studio, b.workspaceId, pair!.id, 'left', { edge: 160 })).rejects.toMatchObject({ code: 'not-found' });
    await giveConsent(a.studio, a.workspaceId, false);
    await expect(a.answer(pair!.id, 'left')).rejects.toMatchObject({ code: 'no-consent' });
    await giveConsent(a.studio, a.workspaceId, true);
    await deleteSession(a.studio, a.workspaceId, a.sessionId);
    expect(await a.next()).toBeNull();
  });
});

describe('a pair made on purpose', () => {
  const ready = async (a: Awaited<ReturnType<typeof person>>) => expect.poll(async () => (await openPairs(a.studio, a.workspaceId)).making).toEqual([]);

  test('is the same words for two models from the untouched photo, whoever goes first', async () => {
    const a = await person(47);
    exposures = [0.5];
    let turn = 0;
    await made.reopen(async function* ({ request }): AsyncGenerator<RunEvent> { yield* script(request.runId, request.stepId, [0.2 + 0.3 * turn++]); });
    const studio = made.studio;
    await studio.orders.place(a.workspaceId, { sessionId: a.sessionId, text: 'warmer', locale: 'en', profileIds: ['embedded', 'environment'] });
    await ready({ ...a, studio });
    const runs = await studio.store.db.run.findMany({ where: { sessionId: a.sessionId } });
    expect(runs.map(({ profileId }) => profileId).toSorted()).toEqual(['embedded', 'environment']);
    expect(runs.every((run) => run.fromStepId === a.rootId && run.instruction === 'warmer')).toBe(true);
    expect(await nextPair(studio, a.workspaceId)).toMatchObject({ instruction: 'warmer' });
    expect((await openPairs(studio, a.workspaceId)).waiting).toBe(1);
  });

  test('is taken up by the next server where the last one was killed', async () => {
    const a = await person(48);
    let begun = 0;
    await made.reopen(async function* ({ request }): AsyncGenerator<RunEvent> {
      begun++;
      await new Promise(() => {});
      yield* script(request.runId, request.stepId, [0.1]);
    });
    await made.studio.orders.place(a.workspaceId, { sessionId: a.sessionId, text: 'cooler', locale: 'en', profileIds: ['embedded', 'environment'] });
    await expect.poll(() => begun).toBe(1);
    let exposure = 0.1;
    await made.reopen(async function* ({ request }): AsyncGenerator<RunEvent> { exposure += 0.2; yield* script(request.runId, request.stepId, [exposure]); });
    await ready({ ...a, studio: made.studio });
    expect(await made.studio.store.db.run.count({ where: { sessionId: a.sessionId } })).toBe(2);
    expect(await nextPair(made.studio, a.workspaceId)).toMatchObject({ instruction: 'cooler' });
  });

  test('of two models that come to the same picture is none, and says so', async () => {
    const a = await person(49);
    await made.reopen(async function* ({ request }): AsyncGenerator<RunEvent> { yield* script(request.runId, request.stepId, [0.5]); });
    await made.studio.orders.place(a.workspaceId, { sessionId: a.sessionId, text: 'brighter', locale: 'en', profileIds: ['embedded', 'environment'] });
    await ready({ ...a, studio: made.studio });
    expect(await openPairs(made.studio, a.workspaceId)).toMatchObject({ waiting: 0, failure: 'same-picture' });
    await expect(made.studio.orders.place(a.workspaceId, { sessionId: a.sessionId, text: 'x', locale: 'en', profileIds: ['embedded', 'embedded'] })).rejects.toThrow('two different models');
    await expect(made.studio.orders.place(a.workspaceId, { sessionId: a.sessionId, text: 'x', locale: 'en', profileIds: ['embedded', 'gone'] })).rejects.toMatchObject({ code: 'model-gone' });
  });
});
