import { describe, expect, it } from 'vitest';
import { all, rampDarkroom, request, scoredBy, scriptedBrain } from './doubles';
import { run } from './loop';
import { readTrajectory, trajectory, writeTrajectory } from './trajectory';

const recorded = async () => {
  const brain = scriptedBrain(({ steps, reflectOn }) => (steps.length > (reflectOn ? 1 : 0)
    ? [{ type: 'finish', summary: 'Done.', suggestions: [] }]
    : [{ type: 'thought', delta: 'Dark.' }, { type: 'tool_call', title: 'Exposure', patch: { Exposure2012: reflectOn ? 0.3 : 0.7 } }]));
  const events = await all(run(request(), { brain, evaluator: scoredBy(() => 2), darkroom: rampDarkroom() }));
  return trajectory({ brain: brain.id, evaluator: 'scripted', photo: { name: 'ramp', width: 64, height: 48 }, request: request(), events });
};

describe('a trajectory', () => {
  it('reads back exactly what was written, reflection and all', async () => {
    const document = await recorded();
    expect(document.events.map((event) => event.type)).toContain('kept');
    expect(readTrajectory(writeTrajectory(document))).toEqual(document);
  });

  it('keeps keys that a newer writer added', async () => {
    const document = { ...(await recorded()), note: 'shot on film' };
    expect(readTrajectory(JSON.stringify(document))).toMatchObject({ note: 'shot on film' });
  });

  it('names what is wrong with a document that is no trajectory', async () => {
    const document = await recorded();
    expect(() => readTrajectory('{')).toThrow(/not JSON/);
    expect(() => readTrajectory(JSON.stringify({ ...document, version: 99 }))).toThrow(expect.objectContaining({ code: 'trajectory-version' }));
    expect(() => readTrajectory(JSON.stringify({ ...document, events: [{ type: 'evaluation', attempt: 1, stepId: 'x', score: { aesthetics: 9, instruction: 1, overall: 1, reasons: [] } }] }))).toThrow(/events\.0/);
  });
});
