import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { closeStandIns, standIn, type StandIn } from '@/lib/agent/model/testing';
import { PAINT, painted } from '@/lib/agent/generation/testing';
import { loadConfig } from '@/lib/config';
import { projectRoot } from '@/lib/imaging';
import { agentOf } from './agent';
import { exportPicture } from './exports';
import { createLink } from './links';
import { sharedView } from './shared';
import { takeIn } from './photos';
import { followRun, startRun, stopRun } from './runs';
import { openSession } from './sessions';
import { commitStep } from './steps';
import { testStudio, type TestStudio } from './testing';
import type { StudioEvent } from './types';
import { newWorkspaceId } from './workspace';

/** The real loop, brain, store and renderer; the image model is a stand-in that paints a disc and moves the picture. */
let server: StandIn;
let made: TestStudio;
let hold: Promise<void> | undefined;
beforeAll(async () => {
  server = await standIn(async ({ body }) => {
    await hold;
    return { images: [{ bytes: await painted(new Uint8Array(await (body.image as File).arrayBuffer()), { disc: [0.5, 0.6, 0.12], shift: [6, -9] }) }] };
  }, 'painter-1');
  const env = { IMAGE_MODEL: 'painter-1', IMAGE_BASE_URL: server.url };
  made = await testStudio((job) => agentOf(made.studio, made.studio.renderer)(job), env);
});
afterEach(() => { hold = undefined; });
afterAll(async () => {
  await made.remove();
  closeStandIns();
});

async function photo() {
  const { studio } = made;
  const workspaceId = newWorkspaceId();
  const sessionId = await takeIn(studio, workspaceId, { source: createReadStream(join(projectRoot(), 'public/samples/coffee.png')), name: 'coffee.png', locale: 'en' });
  const { headId } = await studio.store.db.session.findUniqueOrThrow({ where: { id: sessionId } });
  const say = async (text: string, fromStepId: string, until?: (event: StudioEvent) => Promise<void>): Promise<StudioEvent[]> => {
    const { runId } = await startRun(studio, workspaceId, sessionId, { text, fromStepId, locale: 'en' });
    const events: StudioEvent[] = [];
    for await (const event of followRun(studio, workspaceId, runId, 0)) {
      events.push(event);
      await until?.(event);
    }
    return events;
  };
  const pixel = async (step: string, x: number, y: number) => {
    const { data } = await exportPicture(studio, workspaceId, sessionId, { step, format: 'png' });
    const { data: raw, info } = await sharp(data).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
    return [...raw.subarray(at, at + 3)];
  };
  return { workspaceId, sessionId, rootId: headId, say, pixel };
}

const end = (events: readonly StudioEvent[]) => events.at(-1) as Extract<StudioEvent, { type: 'done' }>;

describe('a generative edit in the studio', () => {
  test('asks, is permitted, lies under sliders moved on top, is exported with them, shared with its story, and undone', async () => {
    const { studio } = made;
    const a = await photo();
    const asked = await a.say('turn it into an oil painting', a.rootId);
    expect(asked.find(({ type }) => type === 'question')).toMatchObject({ question: { about: 'generation' } });
    expect(server.requests).toHaveLength(0);
    const question = asked.find((event) => event.type === 'question');

    const events = await a.say(question?.question.options[0] ?? '', a.rootId);
    expect(events.map(({ type }) => type)).toEqual(['tool_call', 'usage', 'observation', 'done']);
    expect(server.requests).toHaveLength(1);
    const { stepId } = end(events);
    const session = await openSession(studio, a.workspaceId, a.sessionId);
    expect(session.headId).toBe(stepId);
    const step = session.steps.find(({ id }) => id === stepId);
    expect(step?.baseId).toBe(session.bases[0]?.id);
    expect(session.bases[0]?.made).toMatchObject({ model: 'painter-1', alignment: { found: true } });

    const brighter = await commitStep(studio, a.workspaceId, a.sessionId, { parentId: stepId, patch: { Exposure2012: -1 } }, 'en');
    const before = await a.pixel(a.rootId, 0.5, 0.6), after = await a.pixel(stepId, 0.5, 0.6), darker = await a.pixel(brighter.id, 0.5, 0.6);
    after.forEach((value, c) => expect(Math.abs(value - (PAINT[c] ?? 0))).toBeLessThan(12));
    expect(before).not.toEqual(after);
    expect(darker[0]).toBeLessThan((after[0] ?? 0) - 30);
    // A corner that the model did not change: the photo's own.
    expect(await a.pixel(stepId, 0.05, 0.05)).toEqual(await a.pixel(a.rootId, 0.05, 0.05));

    const { token } = await createLink(studio, a.workspaceId, a.sessionId, brighter.id);
    const shared = await sharedView(studio, token);
    expect(shared.steps.map(({ made: how }) => how?.model)).toEqual([undefined, 'painter-1', undefined]);
    expect(shared.instructions).toEqual(['turn it into an oil painting']);
    // Another question later starts from the base that it was asked on.
    const again = await a.say('make it warmer', brighter.id);
    expect((await studio.store.db.step.findUniqueOrThrow({ where: { id: end(again).stepId } })).baseId).toBe(step?.baseId);
  });

  test('that was declined changes nothing', async () => {
    const a = await photo();
    await a.say('turn it into an oil painting', a.rootId);
    const asked = server.requests.length;
    const events = await a.say('no thanks', a.rootId);
    expect(end(events)).toMatchObject({ type: 'done', stepId: a.rootId, summary: expect.stringContaining('Nothing was generated') });
    expect(server.requests).toHaveLength(asked);
  });

  test('stops at once while the model is at work, and leaves nothing', async () => {
    const a = await photo();
    await a.say('turn it into an oil painting', a.rootId);
    let release = (): void => undefined;
    hold = new Promise((resolve) => { release = resolve; });
    const asked = server.requests.length;
    const events = await a.say('yes', a.rootId, async (event) => {
      if (event.type !== 'tool_call') return;
      await expect.poll(() => server.requests.length).toBe(asked + 1);
      await stopRun(made.studio, a.workspaceId, event.runId);
    });
    // Only now may the model answer.
    release();
    expect(end(events)).toMatchObject({ type: 'done', stopped: true, stepId: a.rootId });
    expect((await openSession(made.studio, a.workspaceId, a.sessionId)).bases).toEqual([]);
  });

  test('of a run that was killed after the picture was made is not made again', async () => {
    const a = await photo();
    await a.say('turn it into an oil painting', a.rootId);
    const { studio } = made;
    const { runId } = await startRun(studio, a.workspaceId, a.sessionId, { text: 'yes', fromStepId: a.rootId, locale: 'en' });
    for await (const event of followRun(studio, a.workspaceId, runId, 0)) void event;
    const asked = server.requests.length;
    // As if the server had died between keeping the picture and writing what came of it into the log.
    await studio.store.db.$transaction([
      studio.store.db.step.deleteMany({ where: { runId } }), studio.store.db.runEvent.deleteMany({ where: { runId, seq: { gt: 1 } } }),
      studio.store.db.run.update({ where: { id: runId }, data: { status: 'running', endedAt: null } }), studio.store.db.session.update({ where: { id: a.sessionId }, data: { headId: a.rootId } }),
    ]);
    await studio.close();
    const next = await made.reopen();
    const events: StudioEvent[] = [];
    for await (const event of followRun(next, a.workspaceId, runId, 0)) events.push(event);
    expect(events.map(({ type }) => type)).toEqual(['tool_call', 'usage', 'observation', 'done']);
    expect(server.requests).toHaveLength(asked);
    expect((await openSession(next, a.workspaceId, a.sessionId)).headId).toBe(`${runId}.1`);
  });
});

test('the environment names an image model for the models that are always there', () => {
  expect(loadConfig({ DATA_DIR: made.folder, IMAGE_MODEL: 'painter', IMAGE_API_KEY: 'k' }).imageModel).toEqual({ model: 'painter', baseUrl: 'https://api.openai.com/v1', apiKey: 'k' });
  expect(() => loadConfig({ DATA_DIR: made.folder, IMAGE_BASE_URL: 'ftp://x' })).toThrow('IMAGE_BASE_URL');
});
