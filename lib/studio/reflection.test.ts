import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createDarkroom } from '@/lib/agent/darkroom';
import { agentFor, termsOf } from '@/lib/agent/assemble';
import { run } from '@/lib/agent/loop';
import { closeStandIns, judgeOfLight, OVERDOING, standIn } from '@/lib/agent/model/testing';
import { profileSchema, type Profile } from '@/lib/agent/profile';
import { projectRoot } from '@/lib/imaging/paths';
import { takeIn } from './photos';
import { renderable } from './renders';
import type { RunAgent } from './run-manager';
import { followRun, startRun } from './runs';
import type { OpenStudio } from './server';
import { openSession } from './sessions';
import { testStudio, type TestStudio } from './testing';
import { newWorkspaceId } from './workspace';

const open: TestStudio[] = [];
afterEach(async () => {
  closeStandIns();
  for (const one of open.splice(0)) await one.remove();
});

/** The agent of a profile over the real darkroom: only the model's server is a stand-in. */
const agentWith = (profile: Profile, studio: () => OpenStudio): RunAgent =>
  async function* ({ sessionId, request, past, signal }) {
    const { store, renderer } = studio();
    const { photo } = await store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    yield* run({ ...request, ...termsOf(profile) }, { ...agentFor(profile), darkroom: createDarkroom(renderer, renderable({ store }, photo), 384), signal }, past);
  };

test('a reflection that made the picture worse is rolled back and stays in the tree as a rejected branch, with what was thought', async () => {
  const [brain, judge] = [await standIn(OVERDOING), await standIn(judgeOfLight)];
  const profile = profileSchema.parse({ name: 'Stand-in', brain: 'openai', endpoint: brain.endpoint, evaluator: 'judge', judge: judge.endpoint, rounds: 2 });
  const studioOf = (): OpenStudio => made.studio;
  const made = await testStudio(agentWith(profile, studioOf));
  open.push(made);
  const workspaceId = newWorkspaceId();
  const sessionId = await takeIn(made.studio, workspaceId, { source: createReadStream(join(projectRoot(), 'public/samples/coffee.png')), name: 'coffee.png', locale: 'en' });
  const rootId = (await openSession(made.studio, workspaceId, sessionId)).headId;
  const { runId } = await startRun(made.studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en' });
  for await (const event of followRun(made.studio, workspaceId, runId, 0)) expect(event.type).not.toBe('error');

  const { steps, headId, runs } = await openSession(made.studio, workspaceId, sessionId);
  const [, timid, overdone, right] = steps;
  expect(steps.map(({ parentId, rejected }) => [parentId, rejected])).toEqual([[null, false], [rootId, false], [timid?.id, true], [timid?.id, false]]);
  expect(headId).toBe(right?.id);
  expect(overdone?.score).toMatchObject({ preservation: 5, overall: expect.any(Number) });
  // The judge scored it higher for its brightness; side by side it lost.
  expect(overdone?.score?.overall).toBeGreaterThan(timid?.score?.overall ?? 5);
  const thought = await made.studio.store.db.step.findUniqueOrThrow({ where: { id: overdone?.id ?? '' }, select: { thought: true } });
  expect(thought.thought).toContain('exposure is to blame');
  expect(runs[0]?.events.filter((event) => event.type === 'kept').map(({ rejectedStepId, comparison }) => [rejectedStepId, comparison?.forward, comparison?.backward])).toEqual([[overdone?.id, 'earlier', 'earlier'], [timid?.id, 'tie', 'tie']]);
}, 60_000);
