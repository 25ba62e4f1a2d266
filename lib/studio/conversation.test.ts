import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunEvent, RunRequest } from '@/lib/agent/types';
import { setDeleted } from '@/lib/store/sessions';
import type { RunAgent } from './run-manager';
import { takeReference } from './references';
import { previewOf } from './renders';
import { followRun, startRun, type NewRun } from './runs';
import { clearOut, deleteSession, openSession } from './sessions';
import { commitStep } from './steps';
import { jpeg, script, someone, stream, testStudio, type TestStudio } from './testing';

/** Asks where it is told to, else sets the exposure that the words name. */
const agent: RunAgent = async function* ({ request }) {
  seen.push(request);
  if (request.instruction.startsWith('ask')) yield* asks(request);
  else if (request.instruction.startsWith('nothing')) yield { type: 'done', stepId: request.stepId, summary: 'Nothing to do.', suggestions: [] };
  else yield* script(request.runId, request.stepId, [Number(request.instruction.slice(-3)) || 0.5]);
};
const seen: RunRequest[] = [];
const QUESTION = { text: 'The sky or the lake?', options: ['the sky', 'the lake'], about: 'request' } as const;
const asks = ({ stepId }: RunRequest): readonly RunEvent[] => [{ type: 'question', question: QUESTION }, { type: 'usage', step: 0, by: 'brain', usage: { requests: 1, input: 1, cached: 0, output: 1, images: 0 } }, { type: 'done', stepId, summary: '', suggestions: QUESTION.options }];

let made: TestStudio;
beforeAll(async () => {
  made = await testStudio(agent);
});
afterAll(() => made.remove());

type Someone = Awaited<ReturnType<typeof someone>>;
async function say(who: Someone, text: string, fromStepId: string, more: Partial<NewRun> = {}): Promise<{ readonly request: RunRequest; readonly runId: string; readonly stepId: string }> {
  const { studio } = made;
  const { runId } = await startRun(studio, who.workspaceId, who.sessionId, { text, fromStepId, locale: 'en', ...more });
  for await (const _ of followRun(studio, who.workspaceId, runId, 0));
  const request = seen.at(-1);
  if (request?.runId !== runId) throw new Error('The agent was not asked');
  return { request, runId, stepId: `${runId}.1` };
}
const stored = async (runId: string) => JSON.stringify((await made.studio.store.db.run.findUniqueOrThrow({ where: { id: runId } })).request);

describe('what a run is told of before', () => {
  test('holds how each turn was answered', async () => {
    const who = await someone(made.studio, 1);
    const first = await say(who, 'exposure 0.4', who.rootId);
    const { request } = await say(who, 'exposure 0.8', first.stepId);
    expect(request.history).toEqual([{ instruction: 'exposure 0.4', before: {}, after: { Exposure2012: 0.4 }, reply: 'Done' }]);
  });

  test('holds every step of the branch under the number of the film strip, the user’s own among them', async () => {
    const who = await someone(made.studio, 2);
    const first = await say(who, 'exposure 0.4', who.rootId);
    const own = await commitStep(made.studio, who.workspaceId, who.sessionId, { parentId: first.stepId, patch: { Contrast2012: 20 } }, 'en');
    await say(who, 'exposure 0.9', first.stepId); // another branch
    const { request } = await say(who, 'exposure 0.6', own.id);
    expect(request.earlier).toEqual([
      { number: 0, stepId: who.rootId, title: '', settings: {} },
      { number: 1, stepId: first.stepId, title: 'Exposure 0.4', settings: { Exposure2012: 0.4 } },
      { number: 2, stepId: own.id, title: own.title, settings: { Exposure2012: 0.4, Contrast2012: 20 } },
    ]);
  });

  test('holds a question, although no step came of it, until something else is done there', async () => {
    const who = await someone(made.studio, 3);
    await say(who, 'nothing', who.rootId);
    await say(who, 'ask me', who.rootId);
    const answer = await say(who, 'the sky 0.7', who.rootId);
    expect(answer.request.history).toEqual([{ instruction: 'ask me', before: {}, after: {}, question: QUESTION }]);
    // Asked on the root when its branch had gone on: not a part of that branch's story.
    await say(who, 'ask again', who.rootId);
    const { request } = await say(who, 'exposure 0.2', answer.stepId);
    expect(request.history.map(({ instruction }) => instruction)).toEqual(['ask me', 'the sky 0.7']);
  });

  test('is not stored with every run: the fiftieth takes no more room than the second', async () => {
    const who = await someone(made.studio, 4);
    let from = who.rootId;
    const sizes: number[] = [];
    for (let turn = 0; turn < 50; turn++) {
      const { runId, stepId, request } = await say(who, `turn exposure 0.${1 + (turn % 9)}`, from);
      expect(request.history).toHaveLength(turn);
      sizes.push((await stored(runId)).length);
      from = stepId;
    }
    expect(Math.max(...sizes.slice(1)) - (sizes[1] ?? 0)).toBeLessThan(8); // digits of the seed
    const { request } = await say(who, 'like step 3 but cooler', from);
    expect(request.earlier?.[3]?.settings).toEqual({ Exposure2012: 0.3 });
    expect(request.history.at(0)).toMatchObject({ instruction: 'turn exposure 0.1', after: { Exposure2012: 0.1 } });
    expect(request.history.at(-1)?.reply).toBe('Done');
  }, 60_000);
});

describe('places that the user points at', () => {
  const ELLIPSE = { What: 'Mask/CircularGradient', Left: 0.2, Top: 0.3, Right: 0.6, Bottom: 0.7, Angle: 0, Midpoint: 50, Feather: 50, Roundness: 0, Flipped: true } as const;
  const BOX = { What: 'Mask/Image', MaskSubType: 0, Gesture: [{ Points: [{ X: 0.1, Y: 0.2 }, { X: 0.5, Y: 0.6 }] }] } as const;
  const STROKE = { What: 'Mask/Paint', Dabs: ['d 0.500000 0.250000', 'd 0.510000 0.250000'], Radius: 0.03, Flow: 1, CenterWeight: 0.5 } as const;

  test('reach the agent as masks of a correction, and the page again', async () => {
    const who = await someone(made.studio, 5);
    const { request, runId } = await say(who, 'brighten this 0.5', who.rootId, { pointed: [ELLIPSE, BOX, STROKE] });
    expect(request.pointed).toMatchObject([ELLIPSE, BOX, STROKE]);
    const { runs } = await openSession(made.studio, who.workspaceId, who.sessionId);
    expect(runs.find(({ id }) => id === runId)?.pointed).toEqual(request.pointed);
    expect((await say(who, 'and now 0.6', who.rootId)).request).not.toHaveProperty('pointed');
  });

  test.each([
    ['a kind that is none', [{ What: 'Mask/Magic' }]],
    ['a place beyond the photo', [{ ...BOX, Gesture: [{ Points: [{ X: 0.1, Y: 0.2 }, { X: 1.5, Y: 0.6 }] }] }]],
    ['a number that is none', [{ ...ELLIPSE, Left: Number.NaN }]],
    ['fields that are not theirs', [{ ...ELLIPSE, CorrectionMasks: [] }]],
    ['text that is no dab', [{ ...STROKE, Dabs: ['rm -rf'] }]],
    ['too many', Array.from({ length: 17 }, () => ELLIPSE)],
    ['strokes without end', Array.from({ length: 16 }, () => ({ ...STROKE, Dabs: Array.from({ length: 1000 }, () => 'd 0.500000 0.250000') }))],
  ])('are refused: %s', async (_, pointed) => {
    const who = await someone(made.studio, 6);
    await expect(say(who, 'brighten this', who.rootId, { pointed })).rejects.toThrow();
    expect(await made.studio.store.db.run.count({ where: { sessionId: who.sessionId } })).toBe(0);
  });
});

describe('a reference photo', () => {
  const upload = async (workspaceId: string, seed: number, name = 'mood.jpg') => takeReference(made.studio, workspaceId, { source: stream(await jpeg(seed, 80, 60)), name, locale: 'en' });
  const tomorrow = () => new Date(Date.now() + 86_400_000 + 1000);

  test('comes in without a session, is shown, and is told to the agent and the page', async () => {
    const who = await someone(made.studio, 7);
    const reference = await upload(who.workspaceId, 8, '../../etc/mood.jpg');
    expect(reference).toEqual({ id: reference.id, name: 'mood.jpg', width: 80, height: 60 });
    expect(await made.studio.store.db.session.count({ where: { workspaceId: who.workspaceId } })).toBe(1);
    expect((await previewOf(made.studio, who.workspaceId, reference.id, 320)).data.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    const { request } = await say(who, 'like this 0.5', who.rootId, { referenceId: reference.id });
    expect(request.reference).toEqual({ name: 'mood.jpg', photoId: reference.id });
    expect((await openSession(made.studio, who.workspaceId, who.sessionId)).runs.at(-1)?.reference).toEqual(reference);
  });

  test('is another’s to nobody', async () => {
    const [who, other] = [await someone(made.studio, 9), await someone(made.studio, 10)];
    const reference = await upload(who.workspaceId, 11);
    await expect(say(other, 'like this', other.rootId, { referenceId: reference.id })).rejects.toMatchObject({ code: 'not-found' });
    await expect(previewOf(made.studio, other.workspaceId, reference.id, 320)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('may be a photo of another session of one’s own', async () => {
    const who = await someone(made.studio, 12);
    const { request } = await say(who, 'like this 0.5', who.rootId, { referenceId: who.photoId });
    expect(request.reference).toEqual({ name: 'photo 12.jpg', photoId: who.photoId });
  });

  test('waits a day for its message, stays as long as a session shows it, and goes with it', async () => {
    const who = await someone(made.studio, 13);
    const [unsent, sent] = [await upload(who.workspaceId, 14), await upload(who.workspaceId, 15)];
    await say(who, 'like this 0.5', who.rootId, { referenceId: sent.id });
    const there = async () => (await made.studio.store.db.photo.findMany({ where: { id: { in: [unsent.id, sent.id] } } })).map(({ id }) => id).sort();
    await clearOut(made.studio);
    expect(await there()).toEqual([unsent.id, sent.id].sort());
    await clearOut(made.studio, tomorrow());
    expect(await there()).toEqual([sent.id]);
    await deleteSession(made.studio, who.workspaceId, who.sessionId);
    await expect(previewOf(made.studio, who.workspaceId, sent.id, 320)).rejects.toMatchObject({ code: 'not-found' });
    await setDeleted(made.studio.store.db, who.workspaceId, who.sessionId, false);
    await previewOf(made.studio, who.workspaceId, sent.id, 320);
    await deleteSession(made.studio, who.workspaceId, who.sessionId);
    await clearOut(made.studio, new Date(Date.now() + made.studio.config.purgeAfterMs + 86_400_000));
    expect(await there()).toEqual([]);
  });

  test('that is no photo is refused, and nothing of it stays', async () => {
    const who = await someone(made.studio, 16);
    const before = await made.studio.store.db.photo.count();
    await expect(takeReference(made.studio, who.workspaceId, { source: stream(Buffer.from('<html>no photo</html>')), name: 'x.jpg', locale: 'en' })).rejects.toMatchObject({ name: 'PhotoError' });
    expect(await made.studio.store.db.photo.count()).toBe(before);
  });
});
