import { describe, expect, it } from 'vitest';
import { all, rampDarkroom, request, scoredBy, scriptedBrain } from './doubles';
import { resume, run } from './loop';
import type { SettingsPatch } from '@/lib/develop/types';
import type { BrainOutput, RunEvent } from './types';

const types = (events: readonly RunEvent[]): string[] => events.map((event) => event.type);
const exposure = (value: number, title = 'Exposure'): BrainOutput => ({ type: 'tool_call', title, patch: { Exposure2012: value } });
const finish: BrainOutput = { type: 'finish', summary: 'Done.', suggestions: ['warmer'] };
const last = (events: readonly RunEvent[]): Extract<RunEvent, { type: 'done' }> => {
  const event = events.at(-1);
  if (event?.type !== 'done') throw new Error(`expected done, got ${event?.type}`);
  return event;
};
/** Rendering time is the one thing that two runs do not share. */
const timeless = (events: readonly RunEvent[]): RunEvent[] => events.map((event) => (event.type === 'observation' ? { ...event, milliseconds: 0 } : event));

/** Plans, takes two steps, finishes; when asked to reflect goes to `second`. */
const worker = (second = 2) => scriptedBrain(({ steps, reflectOn }) => {
  if (reflectOn) return steps.some((step) => step.title === 'Correction') ? [finish] : [{ type: 'thought', delta: 'The score ' }, { type: 'thought', delta: 'is low.' }, exposure(second, 'Correction')];
  if (steps.length === 0) return [
    { type: 'plan', text: 'Brighter', items: [{ id: 'a', title: 'Exposure' }], notUnderstood: [] },
    { type: 'plan_item', id: 'a', state: 'active' }, { type: 'thought', delta: 'Dark. ' }, { type: 'thought', delta: 'Lifting.' }, exposure(0.4),
  ];
  if (steps.length === 1) return [{ type: 'thought', delta: `Now at ${steps[0]?.observation.evidence.luma.median.toFixed(1)}.` }, exposure(0.8)];
  return [{ type: 'plan_item', id: 'a', state: 'done' }, finish];
});
const byBrightness = scoredBy((result) => (result.evidence.luma.mean > 60 ? 4 : 2));
const fine = scoredBy(() => 4);

describe('what a brain decided', () => {
  const call = { name: 'adjust_light', arguments: '{"Exposure2012":0.4}' };
  it('is there again in its next turn: the plan, and the call as it made it, also after a resume', async () => {
    const planner = () => scriptedBrain(({ steps, plan }) => (steps.length === 0
      ? [{ type: 'plan', text: 'Brighter', items: [{ id: 'a', title: 'Exposure' }], notUnderstood: [] }, { type: 'tool_call', title: 'Exposure', patch: { Exposure2012: 0.4 }, call }]
      : [{ type: 'finish', summary: `${plan?.items[0]?.title} ${steps[0]?.call?.arguments}`, suggestions: [] }]));
    const deps = { evaluator: fine, darkroom: rampDarkroom() };
    const events = await all(run(request(), { ...deps, brain: planner() }));
    expect(events.find((event) => event.type === 'tool_call')).toMatchObject({ call });
    expect(last(events).summary).toBe('Exposure {"Exposure2012":0.4}');
    const observed = events.findIndex((event) => event.type === 'observation') + 1;
    expect(last(await all(resume(request(), { ...deps, brain: planner() }, events.slice(0, observed)))).summary).toBe(last(events).summary);
  });
});

describe('a run', () => {
  it('plans, thinks, acts, looks, evaluates and is done, each step on the one before', async () => {
    const events = await all(run(request(), { brain: worker(), evaluator: fine, darkroom: rampDarkroom() }));
    expect(types(events)).toEqual(['plan', 'plan_item', 'thought', 'thought', 'tool_call', 'observation', 'thought', 'tool_call', 'observation', 'plan_item', 'evaluation', 'done']);
    const calls = events.filter((event) => event.type === 'tool_call');
    expect(calls.map(({ stepId, parentId }) => [stepId, parentId])).toEqual([['run.1', 'root'], ['run.2', 'run.1']]);
    expect(calls[1]?.changes).toEqual([{ name: 'Exposure2012', from: 0.4, to: 0.8 }]);
    expect(last(events)).toMatchObject({ stepId: 'run.2', summary: 'Done.', suggestions: ['warmer'] });
  });

  it('shows the brain the picture of its last step before it decides the next', async () => {
    const brain = worker();
    await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    const seen = brain.contexts[1]?.steps[0];
    expect(seen?.thought).toBe('Dark. Lifting.');
    expect(seen?.observation.settings).toEqual({ Exposure2012: 0.4 });
    expect(seen?.observation.evidence.luma.mean).toBeGreaterThan(brain.contexts[0]?.start.evidence.luma.mean ?? 100);
    expect(seen?.note).toMatch(/median brightness \d+ → \d+ %/i);
  });

  it('corrects a low score and keeps the correction when it scores better', async () => {
    const events = await all(run(request(), { brain: worker(2), evaluator: byBrightness, darkroom: rampDarkroom() }));
    expect(events.filter((event) => event.type === 'reflection').map((event) => event.delta).join('')).toBe('The score is low.');
    expect(events.find((event) => event.type === 'kept')).toMatchObject({ stepId: 'run.3', rejectedStepId: 'run.2' });
    expect(last(events).stepId).toBe('run.3');
  });

  it('rolls a worse correction back', async () => {
    const worse = scoredBy((result) => (result.evidence.luma.mean > 60 ? 1.5 : 2));
    const events = await all(run(request(), { brain: worker(2), evaluator: worse, darkroom: rampDarkroom() }));
    expect(events.find((event) => event.type === 'kept')).toMatchObject({ stepId: 'run.2', rejectedStepId: 'run.3' });
    expect(last(events).stepId).toBe('run.2');
  });

  it('does not reflect at or above the threshold', async () => {
    const events = await all(run(request({ reflectBelow: 4 }), { brain: worker(), evaluator: fine, darkroom: rampDarkroom() }));
    expect(types(events)).not.toContain('reflection');
  });

  it('ends without evaluating when nothing was changed', async () => {
    const brain = scriptedBrain(() => [{ type: 'message', text: 'What would you like?' }, { type: 'finish', summary: 'Nothing was changed.', suggestions: [] }]);
    const events = await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    expect(types(events)).toEqual(['message', 'done']);
    expect(last(events).stepId).toBe('root');
  });
});

describe('a question', () => {
  const question = { text: 'The sky or the lake?', options: ['the sky', 'the lake'], about: 'request' } as const;
  const ask = { type: 'ask', question } as const;

  it('ends the run, and nothing is judged', async () => {
    const events = await all(run(request(), { brain: scriptedBrain(() => [ask]), evaluator: fine, darkroom: rampDarkroom() }));
    expect(types(events)).toEqual(['question', 'done']);
    expect(last(events)).toMatchObject({ stepId: 'root', suggestions: question.options });
  });

  it('is not asked again of whoever has just answered: it is said, and the brain decides', async () => {
    const history = [{ instruction: 'make it deeper', before: {}, after: {}, question }];
    const brain = scriptedBrain(({ steps, problem }) => (steps.length > 0 ? [finish] : problem === undefined ? [ask] : [exposure(0.5)]));
    const events = await all(run(request({ instruction: 'you decide', history }), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    expect(types(events)).toEqual(['message', 'tool_call', 'observation', 'evaluation', 'done']);
    expect(events[0]).toMatchObject({ text: expect.stringContaining(question.text) });
    expect(brain.contexts[1]?.problem).toContain(question.text);
    // Taken up from anywhere, it goes on as it went.
    for (let cut = 1; cut < events.length; cut++) {
      const again = scriptedBrain(({ steps, problem }) => (steps.length > 0 ? [finish] : problem === undefined ? [ask] : [exposure(0.5)]));
      const rest = await all(run(request({ instruction: 'you decide', history }), { brain: again, evaluator: fine, darkroom: rampDarkroom() }, events.slice(0, cut)));
      expect(types([...events.slice(0, cut), ...rest])).toEqual(types(events));
    }
  });
});

describe('a reference', () => {
  const reference = { name: 'mood.jpg', photoId: 'p1' };

  it('is looked at once, and brain and evaluator see it', async () => {
    const room = rampDarkroom();
    const shown = await room.observe({ Exposure2012: 1 });
    const looked: unknown[] = [];
    const judged: unknown[] = [];
    const brain = scriptedBrain(({ steps }) => (steps.length > 0 ? [finish] : [exposure(0.5)]));
    const evaluator = { ...fine, evaluate: (input: Parameters<typeof fine.evaluate>[0], signal: AbortSignal) => { judged.push(input.like); return fine.evaluate(input, signal); } };
    await all(run(request({ reference }), { brain, evaluator, darkroom: rampDarkroom(), like: async (one) => { looked.push(one); return shown; } }));
    expect(looked).toEqual([reference]);
    expect(brain.contexts.map(({ like }) => like)).toEqual([shown, shown]);
    expect(judged).toEqual([shown]);
  });

  it('that cannot be looked at ends the run with what to do', async () => {
    const events = await all(run(request({ reference }), { brain: scriptedBrain(() => [finish]), evaluator: fine, darkroom: rampDarkroom(), like: () => Promise.reject(new Error('The file is damaged.')) }));
    expect(events).toEqual([{ type: 'error', code: 'reference', message: expect.stringMatching(/mood\.jpg.*The file is damaged\..*Send it again/) }]);
  });
});

describe('limits', () => {
  it('stops at the step limit, says so, and still evaluates', async () => {
    const brain = scriptedBrain(({ steps }) => [exposure((steps.length + 1) / 10)]);
    const events = await all(run(request({ maxSteps: 3 }), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    expect(events.filter((event) => event.type === 'tool_call')).toHaveLength(3);
    expect(types(events).slice(-3)).toEqual(['message', 'evaluation', 'done']);
  });

  it('refuses a call that changes nothing, tells the brain why, and goes on', async () => {
    const brain = scriptedBrain(({ steps, problem }) => (steps.length > 0 ? [finish] : problem ? [exposure(0.5)] : [exposure(0)]));
    const events = await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    expect(types(events)).toEqual(['message', 'tool_call', 'observation', 'evaluation', 'done']);
    expect(brain.contexts[1]?.problem).toMatch(/nothing/);
  });

  it('may take a step back, but not go in circles', async () => {
    const brain = scriptedBrain(({ steps, problem }) => (problem !== undefined || steps.length > 6 ? [finish] : [exposure(steps.length % 2 === 0 ? 0.4 : 0.8, `Step ${steps.length}`)]));
    const events = await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    // 0.4, 0.8, back to 0.4; 0.8 once more is the circle.
    expect(events.flatMap((event) => (event.type === 'tool_call' ? [event.patch['Exposure2012']] : []))).toEqual([0.4, 0.8, 0.4]);
  });
  it('ends after three refused calls in a row: no change, the same again, unreadable', async () => {
    const patches: SettingsPatch[] = [{ Exposure2012: 0.5 }, { Exposure2012: 0.5 }, { Exposure2012: 'very' }, {}];
    let turn = 0;
    const brain = scriptedBrain(() => [{ type: 'tool_call', title: 'x', patch: patches[turn++] ?? {} }]);
    const events = await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    const told = events.flatMap((event) => (event.type === 'message' ? [event.text] : []));
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/already/);
    expect(told[1]).toMatch(/could not be read/);
    expect(last(events).stepId).toBe('run.1');
  });

  it('clamps a value out of range and says which', async () => {
    const brain = scriptedBrain(({ steps }) => (steps.length > 0 ? [finish] : [exposure(40)]));
    const events = await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    const observation = events.find((event) => event.type === 'observation');
    expect(observation?.settings).toEqual({ Exposure2012: 5 });
    expect(observation?.note).toMatch(/Exposure2012/);
  });

  it('speaks the language of the instruction', async () => {
    const brain = scriptedBrain(({ steps }) => [exposure((steps.length + 1) / 10)]);
    const events = await all(run(request({ maxSteps: 1, instruction: '亮一点' }), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    expect(events.find((event) => event.type === 'message')?.text).toMatch(/上限/);
  });
});

describe('stopping and failing', () => {
  it('stops at once when aborted, keeping the steps that were seen', async () => {
    const stop = new AbortController();
    const brain = scriptedBrain(({ steps }) => (steps.length === 0 ? [exposure(0.3)] : (async function* () { yield { type: 'thought' as const, delta: 'hm' }; await new Promise(() => undefined); })()));
    const events: RunEvent[] = [];
    for await (const event of run(request(), { brain, evaluator: fine, darkroom: rampDarkroom(), signal: stop.signal })) {
      events.push(event);
      if (event.type === 'thought') setTimeout(() => stop.abort(), 5);
    }
    expect(last(events)).toMatchObject({ stepId: 'run.1', stopped: true });
  });

  it('keeps the scored result when stopped in the middle of its correction', async () => {
    const stop = new AbortController();
    const events: RunEvent[] = [];
    for await (const event of run(request(), { brain: worker(), evaluator: scoredBy(() => 2), darkroom: rampDarkroom(), signal: stop.signal })) {
      events.push(event);
      if (event.type === 'observation' && event.step === 3) stop.abort();
    }
    expect(last(events)).toMatchObject({ stepId: 'run.2', stopped: true });
  });

  it('turns a darkroom failure into an error that says what to do', async () => {
    const failAt = (settings: object): Error | undefined => ('Exposure2012' in settings ? Object.assign(new Error('The photo could not be decoded.'), { code: 'truncated' }) : undefined);
    const events = await all(run(request(), { brain: worker(), evaluator: fine, darkroom: rampDarkroom({ failAt }) }));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'truncated', message: expect.stringMatching(/could not be decoded.*Try again/) });
  });

  it('turns a failing brain into an error too', async () => {
    const brain = scriptedBrain(() => { throw new Error('model unreachable'); });
    const events = await all(run(request(), { brain, evaluator: fine, darkroom: rampDarkroom() }));
    expect(events.at(-1)).toMatchObject({ type: 'error', message: expect.stringMatching(/model unreachable/) });
  });
});

describe('resuming', () => {
  it('gives the same events from every point at which a run can be cut off', async () => {
    const whole = await all(run(request(), { brain: worker(2), evaluator: byBrightness, darkroom: rampDarkroom() }));
    for (let cut = 0; cut <= whole.length; cut++) {
      const rest = await all(resume(request(), { brain: worker(2), evaluator: byBrightness, darkroom: rampDarkroom() }, whole.slice(0, cut)));
      expect(timeless([...whole.slice(0, cut), ...rest]), `cut after ${cut} events`).toEqual(timeless(whole));
    }
  });

  it('does not ask the brain again for steps that were decided, nor the evaluator for a known score', async () => {
    const whole = await all(run(request(), { brain: worker(2), evaluator: byBrightness, darkroom: rampDarkroom() }));
    const cut = whole.findIndex((event) => event.type === 'evaluation') + 1;
    const brain = worker(2);
    let evaluated = 0;
    await all(resume(request(), { brain, evaluator: { id: 'counting', evaluate: (input, signal) => { evaluated++; return byBrightness.evaluate(input, signal); } }, darkroom: rampDarkroom() }, whole.slice(0, cut)));
    expect(brain.contexts.map(({ steps }) => steps.length)).toEqual([2, 3]);
    expect(evaluated).toBe(1);
  });

  it('replays refused calls by asking again, and still ends the same', async () => {
    const stubborn = () => scriptedBrain(({ steps, problem }) => (steps.length === 0 && problem ? [exposure(0.5)] : steps.length === 0 ? [exposure(0)] : [finish]));
    const whole = await all(run(request(), { brain: stubborn(), evaluator: fine, darkroom: rampDarkroom() }));
    for (let cut = 0; cut <= whole.length; cut++) {
      const rest = await all(resume(request(), { brain: stubborn(), evaluator: fine, darkroom: rampDarkroom() }, whole.slice(0, cut)));
      expect(timeless([...whole.slice(0, cut), ...rest])).toEqual(timeless(whole));
    }
  });
});
