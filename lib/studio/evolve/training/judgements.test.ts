import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent } from '@/lib/agent/types';
import { ownSchema } from '@/lib/evolve/own';
import { exportPicture } from '../../exports';
import { undo } from '../../journal';
import { followRun, startRun } from '../../runs';
import { deleteSession } from '../../sessions';
import { commitStep, rateStep, setHead } from '../../steps';
import { script, someone, testStudio, type TestStudio } from '../../testing';
import { answerPair, nextPair } from '../pairs';
import { giveConsent } from '../labels';
import { judgementCounts, judgementsFor } from './judgements';

let made: TestStudio;
/** More for whoever is asked again. */
let exposures: readonly number[] = [0.5, 0.7];
beforeAll(async () => { made = await testStudio(async function* ({ request }): AsyncGenerator<RunEvent> { yield* script(request.runId, request.stepId, exposures); }); });
afterAll(() => made.remove());

/** Somebody who agreed and for whom the agent has worked; only their judgements are looked at. */
async function worked(seed: number, consents = true) {
  const { studio } = made;
  const who = await someone(studio, seed);
  if (consents) await giveConsent(studio, who.workspaceId, true);
  const run = async (text: string, fromStepId: string): Promise<string> => {
    const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text, fromStepId, locale: 'en' });
    for await (const _ of followRun(studio, who.workspaceId, runId, 0));
    return `${runId}.${exposures.length}`;
  };
  const photo = await studio.store.db.photo.findUniqueOrThrow({ where: { id: who.photoId } });
  const told = async () => {
    const { judgements, pictures } = ownSchema.parse(JSON.parse(JSON.stringify(await judgementsFor(studio))));
    const own = new Map(pictures.filter(({ sha256 }) => sha256 === photo.sha256).map((picture) => [picture.key, picture]));
    const settings = (key: string) => own.get(key)?.settings;
    return judgements.flatMap((one): readonly object[] => ('of' in one ? (own.has(one.of) ? [{ ...one, of: settings(one.of) }] : []) : own.has(one.better) ? [{ ...one, better: settings(one.better), worse: settings(one.worse) }] : []));
  };
  return { ...who, studio, run, told, last: await run('brighter', who.rootId) };
}
const move = (a: Awaited<ReturnType<typeof worked>>, parentId: string, patch: Record<string, number>) => commitStep(a.studio, a.workspaceId, a.sessionId, { parentId, patch }, 'en');

describe('what is learnt from', () => {
  test('stars for picture and words of one result go together', async () => {
    const a = await worked(90);
    await rateStep(a.studio, a.workspaceId, a.last, 4);
    await rateStep(a.studio, a.workspaceId, a.last, 2, 'instruction');
    expect(await a.told()).toEqual([{ kind: 'stars', of: { Exposure2012: 0.7 }, aesthetics: 4, instruction: 2 }]);
  });

  test('a blind choice is a pair under the words that both were made for', async () => {
    const a = await worked(91);
    exposures = [0.2];
    const other = await a.run('brighter', a.rootId);
    exposures = [0.5, 0.7];
    const pair = await nextPair(a.studio, a.workspaceId);
    const { left } = await answerPair(a.studio, a.workspaceId, pair?.id ?? '', 'left');
    const chosen = left.stepId === other ? 0.2 : 0.7;
    expect(await a.told()).toEqual([{ kind: 'choice', better: { Exposure2012: chosen }, worse: { Exposure2012: chosen === 0.2 ? 0.7 : 0.2 }, even: false }]);
  });

  test('sliders moved after the agent: what the user ended with is a correction of what the agent made, once', async () => {
    const a = await worked(92);
    const first = await move(a, a.last, { Exposure2012: 0.4 });
    const second = await move(a, first.id, { Contrast2012: 10 });
    expect(await a.told()).toEqual([{ kind: 'corrected', better: { Exposure2012: 0.4, Contrast2012: 10 }, worse: { Exposure2012: 0.7 } }]);
    // What comes after the agent's next step is not the correction of this one.
    const later = await a.run('warmer', second.id);
    await move(a, later, { Exposure2012: 1 });
    expect(await a.told()).toEqual([
      { kind: 'corrected', better: { Exposure2012: 0.4, Contrast2012: 10 }, worse: { Exposure2012: 0.7 } },
      { kind: 'corrected', better: { Exposure2012: 1 }, worse: { Exposure2012: 0.7 } },
    ]);
  });

  test('a correction that was left again is none', async () => {
    const a = await worked(93);
    await move(a, a.last, { Exposure2012: 0.4 });
    await undo(a.studio, a.workspaceId, a.sessionId);
    expect(await a.told()).toEqual([]);
  });

  test('kept is what was exported, also after a slider of one’s own; undone is the agent’s step that was taken back; gone back to is a pair', async () => {
    const a = await worked(94);
    const step = await move(a, a.last, { Exposure2012: 0.4 });
    await exportPicture(a.studio, a.workspaceId, a.sessionId, { edge: '32' });
    await setHead(a.studio, a.workspaceId, a.sessionId, a.rootId);
    // The correction is no longer on the way to what is worked on.
    expect(await a.told()).toEqual([{ kind: 'kept', of: { Exposure2012: 0.4 } }, { kind: 'restored', better: {}, worse: { Exposure2012: 0.4 } }]);
    expect(step.id).not.toBe(a.rootId);
    const b = await worked(95);
    await undo(b.studio, b.workspaceId, b.sessionId);
    expect(await b.told()).toEqual([{ kind: 'undone', of: { Exposure2012: 0.7 } }]);
  });

  test('nobody is learnt from who does not agree now, nor what lies in the bin, nor what an image model made', async () => {
    const a = await worked(96);
    await rateStep(a.studio, a.workspaceId, a.last, 5);
    expect(await a.told()).toHaveLength(1);
    await giveConsent(a.studio, a.workspaceId, false);
    expect(await a.told()).toEqual([]);
    await giveConsent(a.studio, a.workspaceId, true);
    await a.studio.store.db.step.update({ where: { id: a.last }, data: { baseId: a.photoId } });
    expect(await a.told()).toEqual([]);
    await a.studio.store.db.step.update({ where: { id: a.last }, data: { baseId: null } });
    const before = await judgementCounts(a.studio);
    await deleteSession(a.studio, a.workspaceId, a.sessionId);
    expect(await a.told()).toEqual([]);
    expect((await judgementCounts(a.studio)).stars).toBe((before.stars ?? 0) - 1);
  });
});
