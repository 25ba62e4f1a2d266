import { afterEach, expect, test } from 'vitest';
import { createDarkroom } from '@/lib/agent/darkroom';
import { scoredBy, scriptedBrain } from '@/lib/agent/doubles';
import { run } from '@/lib/agent/loop';
import type { BrainOutput } from '@/lib/agent/types';
import { renderable } from './renders';
import type { RunAgent } from './run-manager';
import { followRun, startRun } from './runs';
import type { OpenStudio } from './server';
import { openSession } from './sessions';
import { someone, testStudio, type TestStudio } from './testing';

const open: TestStudio[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.remove();
});

/** The real loop over the real darkroom; the brain raises the exposure three times. `hold` keeps it from saying its n-th output, which `held` is told. */
function agentWith(studio: () => OpenStudio, hold?: number, held = () => {}): RunAgent {
  return async function* ({ sessionId, request, past, signal }) {
    const { store, renderer } = studio();
    const { photo } = await store.db.session.findUniqueOrThrow({ where: { id: sessionId }, include: { photo: true } });
    let said = 0;
    const outputs = async function* (step: number): AsyncGenerator<BrainOutput> {
      const all: readonly BrainOutput[] = step > 3
        ? [{ type: 'finish', summary: 'Brighter.', suggestions: ['warmer'] }]
        : [{ type: 'thought', delta: `Step ${step}: ` }, { type: 'thought', delta: 'still dark.' }, { type: 'tool_call', title: `Exposure ${step}`, patch: { Exposure2012: step / 4 } }];
      for (const output of all) {
        if (++said === hold) {
          held();
          await new Promise((_, reject) => (signal.aborted ? reject(signal.reason) : signal.addEventListener('abort', () => reject(signal.reason))));
        }
        yield output;
      }
    };
    const brain = scriptedBrain(({ steps }) => outputs(steps.length + 1));
    const evaluator = scoredBy(() => 4);
    yield* run(request, { brain, evaluator, darkroom: createDarkroom(renderer, renderable({ store }, photo), 128), signal }, past);
  };
}

test.each([1, 3, 5, 10])('a run that is cut off before the brain’s output %i goes on in the next server as if nothing had been', async (hold) => {
  const studioOf = (): OpenStudio => made.studio;
  let held = () => {};
  const isHeld = new Promise<void>((resolve) => { held = resolve; });
  const made = await testStudio(agentWith(studioOf, hold, () => held()));
  open.push(made);
  const { workspaceId, sessionId, rootId } = await someone(made.studio, 40);
  const { runId } = await startRun(made.studio, workspaceId, sessionId, { text: 'brighter', fromStepId: rootId, locale: 'en' });
  await isHeld;
  await made.studio.close();
  const studio = await made.reopen(agentWith(studioOf));

  const events = [];
  for await (const event of followRun(studio, workspaceId, runId, 0)) events.push(event);
  const step = (n: number) => [`thought Step ${n}: `, 'thought still dark.', `tool_call Exposure ${n}`, 'observation'];
  const seen = events.map((event) => [event.type, event.type === 'thought' ? event.delta : event.type === 'tool_call' ? event.title : ''].join(' ').trim());
  expect(seen.map((line) => line.trim())).toEqual([...step(1), ...step(2), ...step(3), 'evaluation', 'done'].map((line) => line.trim()));
  expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1));

  const view = await openSession(studio, workspaceId, sessionId);
  expect(view).toMatchObject({ headId: `${runId}.3`, runs: [{ status: 'done' }] });
  expect(view.steps.map(({ parentId, settings }) => ({ parentId, settings }))).toEqual([
    { parentId: null, settings: {} },
    { parentId: rootId, settings: { Exposure2012: 0.25 } },
    { parentId: `${runId}.1`, settings: { Exposure2012: 0.5 } },
    { parentId: `${runId}.2`, settings: { Exposure2012: 0.75 } },
  ]);
});
