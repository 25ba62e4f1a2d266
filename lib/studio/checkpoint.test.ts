import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkpoint } from '@/lib/agent/brains/jarvisevo/testing';
import { closeStandIns } from '@/lib/agent/model/testing';
import { agentOf } from './agent';
import { saveModel } from './models';
import { signOperator, verifyOperator } from './operator';
import type { RunAgent } from './run-manager';
import { followRun, startRun } from './runs';
import { openSession } from './sessions';
import { someone, testStudio, type TestStudio } from './testing';
import type { StudioEvent } from './types';

/** The whole way from a profile to steps in a session, with everything real but the served model. */

let one: TestStudio | undefined;
afterEach(async () => {
  closeStandIns();
  await one?.remove();
  one = undefined;
});

const KEY = 'sk-checkpoint-4711';

test('a checkpoint works on a session’s photo: its thought, steps, own score and use are kept, its key is nowhere', async () => {
  const server = await checkpoint({
    edit: [
      '<state>processing</state><think>Flat. Step 1: Lift the light. Step 2: Shape it.</think><tool_call>{"Exposure2012": 0.5, "OrtonGlow": 10}</tool_call>',
      '<state>finished</state><think>A little depth.</think><tool_call>{"Contrast2012": 12}</tool_call>',
    ],
    evaluate: ['<think>Brighter, natural.</think> <answer>{"Overall assessment score": "4.20"}</answer>'],
  });
  const agent: RunAgent = (run) => { if (!one) throw new Error('no studio'); return agentOf(one.studio, one.studio.renderer)(run); };
  one = await testStudio(agent);
  const { studio, folder } = one;
  const { id } = await saveModel(studio, verifyOperator(signOperator(studio.config), studio.config)!, { profile: { name: 'Checkpoint', brain: 'jarvisevo', endpoint: server.endpoint, evaluator: 'self' }, keys: { endpoint: KEY } });
  const { workspaceId, sessionId, rootId } = await someone(studio, 9);
  const { runId } = await startRun(studio, workspaceId, sessionId, { text: 'more light and depth', fromStepId: rootId, locale: 'en', profileId: id });
  const events: StudioEvent[] = [];
  for await (const event of followRun(studio, workspaceId, runId, 0)) events.push(event);
  expect(events.at(-1)).toMatchObject({ type: 'done', summary: 'Done: Lift the light; Shape it.' });
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(Array.from({ length: 3 }, () => `Bearer ${KEY}`));

  const { steps, runs } = await openSession(studio, workspaceId, sessionId);
  const [, first, second] = steps;
  expect([first?.title, second?.title]).toEqual(['Lift the light', 'Shape it']);
  expect(second?.settings).toEqual({ Exposure2012: 0.5, Contrast2012: 12 });
  expect(runs[0]).toMatchObject({ model: { id, name: 'Checkpoint', brain: 'jarvisevo' } });
  expect(JSON.stringify(events)).not.toContain(KEY);
  for (const name of readdirSync(folder).filter((file) => file.includes('.db') || file.includes('sqlite'))) expect(readFileSync(join(folder, name)).includes(KEY)).toBe(false);
}, 60_000);
