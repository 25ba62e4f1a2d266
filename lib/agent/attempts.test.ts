import { describe, expect, it } from 'vitest';
import { all, rampDarkroom, request, scoreOf, scoredBy, scriptedBrain } from './doubles';
import { run } from './loop';
import type { BrainContext, BrainOutput, Evaluator, Observation, RunEvent, Usage } from './types';

const exposure = (value: number, title = `Exposure ${value}`): BrainOutput => ({ type: 'tool_call', title, patch: { Exposure2012: value } });
const finish = (summary = 'Done.'): BrainOutput => ({ type: 'finish', summary, suggestions: [] });
const used = (input: number, dollars?: number): { readonly type: 'usage'; readonly usage: Usage } => ({ type: 'usage', usage: { requests: 1, input, cached: 0, output: 10, images: 1, ...(dollars !== undefined && { dollars }) } });
const of = <T extends RunEvent['type']>(events: readonly RunEvent[], type: T) => events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
const exposureOf = ({ settings }: Observation): number => Number(settings['Exposure2012'] ?? 0);
const timeless = (events: readonly RunEvent[]): RunEvent[] => events.map((event) => (event.type === 'observation' ? { ...event, milliseconds: 0 } : event));

/** Sets 0.2, then in each correction the next of `corrections`. */
const correcting = (...corrections: readonly number[]) => scriptedBrain(({ steps, reflectOn }) => {
  const attempt = reflectOn?.attempt ?? 1;
  if (steps.some((step) => step.attempt === attempt)) return [finish(`Attempt ${attempt}.`)];
  const value = [0.2, ...corrections][attempt - 1];
  return value === undefined ? [finish()] : [{ type: 'thought', delta: `Attempt ${attempt}. ` }, exposure(value)];
});
/** The nearer the exposure is to 0.5, the better, never good. */
const near = scoredBy((result) => 2.9 - Math.abs(exposureOf(result) - 0.5));

describe('corrections', () => {
  it('go on from the best so far for as many rounds as were asked for, the losers beside it in the tree', async () => {
    const brain = correcting(1.2, 0.4, 0.9);
    const events = await all(run(request({ rounds: 3 }), { brain, evaluator: near, darkroom: rampDarkroom() }));
    expect(of(events, 'tool_call').map(({ stepId, parentId }) => [stepId, parentId])).toEqual([['run.1', 'root'], ['run.2', 'run.1'], ['run.3', 'run.1'], ['run.4', 'run.3']]);
    expect(of(events, 'kept').map(({ stepId, rejectedStepId }) => [stepId, rejectedStepId])).toEqual([['run.1', 'run.2'], ['run.3', 'run.1'], ['run.3', 'run.4']]);
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.3', summary: 'Attempt 3.' });
    const third = brain.contexts.find(({ reflectOn }) => reflectOn?.attempt === 3);
    expect(third?.steps.map(({ rejected }) => rejected ?? false)).toEqual([false, true]);
    expect(third?.current.stepId).toBe('run.1');
  });

  it('start where the run started for a brain that states all settings anew', async () => {
    const brain = Object.assign(correcting(0.6), { correctsFrom: 'start' as const });
    const events = await all(run(request({ settings: { Contrast2012: 10 } }), { brain, evaluator: near, darkroom: rampDarkroom() }));
    expect(of(events, 'tool_call').map(({ parentId }) => parentId)).toEqual(['root', 'root']);
    expect(of(events, 'observation').at(-1)?.settings).toEqual({ Contrast2012: 10, Exposure2012: 0.6 });
    expect(of(events, 'kept')[0]).toMatchObject({ stepId: 'run.2', rejectedStepId: 'run.1' });
  });

  it('do not repeat one that lost', async () => {
    const events = await all(run(request({ rounds: 2 }), { brain: correcting(1.2, 1.2), evaluator: near, darkroom: rampDarkroom() }));
    expect(of(events, 'tool_call')).toHaveLength(2);
    expect(of(events, 'message').map(({ text, about }) => [about, /already took/.test(text)])).toContainEqual(['problem', true]);
  });

  it('end with none when there are to be none', async () => {
    const events = await all(run(request({ rounds: 0 }), { brain: correcting(0.5), evaluator: near, darkroom: rampDarkroom() }));
    expect(of(events, 'reflection')).toEqual([]);
  });

  it('are asked for when limits are broken although the score is high, with what is to blame', async () => {
    const brain = scriptedBrain(({ steps, reflectOn }) => {
      if (steps.length === 0) return [{ type: 'tool_call', title: 'Far too bright', patch: { Exposure2012: 3, Contrast2012: 5 } }];
      return reflectOn && steps.length === 1 ? [exposure(0.2)] : [finish()];
    });
    const events = await all(run(request(), { brain, evaluator: scoredBy(() => 4.5), darkroom: rampDarkroom() }));
    const { reflectOn } = brain.contexts.find((context) => context.reflectOn) ?? {};
    expect(reflectOn?.broken[0]).toMatchObject({ kind: 'highlights' });
    expect(reflectOn?.blame[0]).toMatchObject({ name: 'Exposure2012', mends: ['highlights'] });
    expect(of(events, 'evaluation').map(({ objections }) => objections?.length ?? 0)).toEqual([1, 0]);
    expect(of(events, 'kept')[0]).toMatchObject({ stepId: 'run.2', reason: expect.stringMatching(/limits/) });
  });
});

describe('seen side by side', () => {
  const judge = (prefer: (a: Observation, b: Observation) => 'a' | 'b' | 'tie'): Evaluator => ({
    id: 'judge',
    evaluate: async ({ result }) => scoreOf(exposureOf(result) > 0.5 ? 2.5 : 2),
    compare: async ({ a, b }, _, report) => {
      report?.usage(used(100).usage);
      return { winner: prefer(a, b), reasons: ['Result A is calmer than result B.', '结果B更好。'] };
    },
  });
  const compared = async (evaluator: Evaluator) => {
    const events = await all(run(request(), { brain: correcting(0.8), evaluator, darkroom: rampDarkroom() }));
    return { kept: of(events, 'kept')[0], events };
  };

  it('the result that wins in both orders is kept, whatever its score', async () => {
    const { kept, events } = await compared(judge((a, b) => (exposureOf(a) < exposureOf(b) ? 'a' : 'b')));
    expect(kept).toMatchObject({ stepId: 'run.1', rejectedStepId: 'run.2', comparison: { forward: 'earlier', backward: 'earlier', reasons: ['The earlier result is calmer than the correction.', 'the correction更好。', 'The correction is calmer than the earlier result.', 'the earlier result更好。'].map((text) => text.charAt(0).toUpperCase() + text.slice(1)) } });
    expect(of(events, 'usage').map(({ by }) => by)).toEqual(['evaluator', 'evaluator']);
  });

  it('a judge that favours the first place decides nothing: the scores do', async () => {
    expect((await compared(judge(() => 'a'))).kept).toMatchObject({ stepId: 'run.2', comparison: { forward: 'earlier', backward: 'later' }, reason: expect.stringMatching(/order.*2\.50/) });
  });

  it('a judge that fails is replaced, which is said', async () => {
    const failing: Evaluator = { id: 'judge', evaluate: () => Promise.reject(new Error('no answer')), compare: () => Promise.reject(new Error('no answer')) };
    const { events } = await compared(failing);
    expect(of(events, 'evaluation')[0]?.by).toBe('embedded');
    expect(of(events, 'message')[0]?.text).toMatch(/no answer.*own evaluator/);
    expect(events.at(-1)?.type).toBe('done');
  });
});

describe('what a run may use', () => {
  const steady = (output: BrainOutput) => scriptedBrain(({ steps }) => [output, exposure((steps.length + 1) / 10)]);
  it.each([
    ['tokens', { tokens: 250 }, used(90), 3, /250 tokens/],
    ['money', { dollars: 0.05 }, used(90, 0.03), 2, /\$0\.05/],
  ])('ends cleanly at its limit of %s, saying which', async (_, limits, output, steps, words) => {
    const events = await all(run(request({ limits }), { brain: steady(output), evaluator: scoredBy(() => 2), darkroom: rampDarkroom() }));
    expect(of(events, 'tool_call')).toHaveLength(steps);
    expect(of(events, 'message')).toMatchObject([{ about: 'limit', text: expect.stringMatching(words) }]);
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: `run.${steps}` });
    expect(of(events, 'evaluation')[0]?.by).toBe('embedded');
  });

  it('does not wait for a model when its time is over', async () => {
    const brain = scriptedBrain(({ steps }) => (steps.length === 0 ? [exposure(0.3)] : (async function* () { yield { type: 'thought' as const, delta: 'hm' }; await new Promise(() => undefined); })()));
    const events = await all(run(request({ limits: { seconds: 0.3 }, instruction: '亮一点' }), { brain, evaluator: scoredBy(() => 2), darkroom: rampDarkroom() }));
    expect(of(events, 'message')[0]).toMatchObject({ about: 'limit', text: expect.stringMatching(/0\.3 秒/) });
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.1' });
  });

  it('holds a brain that looks and looks', async () => {
    const brain = scriptedBrain(() => (async function* () { for (;;) { yield used(100); yield { type: 'look' as const, what: 'region' as const, title: 'Closer' }; } })());
    const events = await all(run(request({ limits: { tokens: 300 } }), { brain, evaluator: scoredBy(() => 2), darkroom: rampDarkroom() }));
    expect(of(events, 'look')).toHaveLength(3);
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'root' });
  });
});

describe('a brain that does not think the same twice', () => {
  /** Thinks, refuses, looks, and decides by a number that rises with every turn ever asked for. */
  const moody = (turns: { asked: number }) => scriptedBrain(({ steps, reflectOn, problem }: BrainContext) => {
    const mood = ++turns.asked;
    const thoughts: BrainOutput[] = [{ type: 'thought', delta: 'Now ' }, { type: 'thought', delta: `mood ${mood}.` }, used(mood)];
    if (steps.length === 1 && !problem) return [...thoughts, { type: 'tool_call', title: 'Nothing', patch: {} }];
    if (steps.length >= (reflectOn ? 3 : 2)) return [...thoughts, finish(`Mood ${mood}.`)];
    return [...thoughts, exposure(mood / 100 + (reflectOn ? 0.5 : 0))];
  });

  it('is followed from wherever its run was cut off: what was decided holds, what was only begun is void', async () => {
    const turns = { asked: 0 };
    const evaluator = scoredBy((result) => 1 + exposureOf(result));
    const whole = await all(run(request(), { brain: moody(turns), evaluator, darkroom: rampDarkroom() }));
    expect(whole.map(({ type }) => type)).toContain('kept');
    for (let cut = 0; cut < whole.length; cut++) {
      const past = whole.slice(0, cut);
      const rest = await all(run(request(), { brain: moody(turns), evaluator, darkroom: rampDarkroom() }, past));
      const log = [...past, ...rest];
      // Read as the page reads it: each step has one thought, one call, one picture; each attempt one score.
      const thoughts = new Map<string, string>();
      for (const event of log) {
        if (event.type === 'thought') thoughts.set(`${event.step}`, (thoughts.get(`${event.step}`) ?? '') + event.delta);
        if (event.type === 'reflection') thoughts.set(`r${event.attempt}`, (thoughts.get(`r${event.attempt}`) ?? '') + event.delta);
        if (event.type === 'again') thoughts.delete(event.attempt === undefined ? `${event.step}` : `r${event.attempt}`);
      }
      for (const [where, thought] of thoughts) expect(thought, `cut ${cut}, ${where}`).toMatch(/^(Now mood \d+\.)+$/);
      expect(of(log, 'tool_call').map(({ stepId }) => stepId), `cut ${cut}`).toEqual(['run.1', 'run.2', 'run.3']);
      expect(of(log, 'observation')).toHaveLength(3);
      expect(of(log, 'evaluation').map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(of(log, 'kept')).toHaveLength(1);
      expect(of(log, 'message')).toHaveLength(1);
      expect(log.at(-1)?.type).toBe('done');
      // "Now " it says every time.
      const end = past.at(-1);
      const begun = end?.type === 'usage' || ((end?.type === 'thought' || end?.type === 'reflection') && end.delta !== 'Now ');
      expect(of(log, 'again'), `cut ${cut} after ${past.at(-1)?.type}`).toHaveLength(begun ? 1 : 0);
      // And that log, cut off again anywhere behind, still leads to the same decisions.
      const again = await all(run(request(), { brain: moody(turns), evaluator, darkroom: rampDarkroom() }, log.slice(0, -1)));
      expect(timeless([...log.slice(0, -1), ...again])).toEqual(timeless(log));
    }
  });
});
