import { describe, expect, test } from 'vitest';
import { all, rampDarkroom, request, scoredBy, scriptedBrain } from './doubles';
import { AgentError } from './errors';
import { run } from './loop';
import { permissionIn, verdictOn } from './permission';
import type { BaseMaker, BrainContext, BrainOutput, Darkroom, Generation, RunEvent, RunRequest } from './types';

const ORDER: Generation = { prompt: 'remove the lamp', masks: [{ What: 'Mask/Paint' }] };

/** A host whose image model makes a base per step, and remembers it as a store would. */
function maker(fail?: () => Error | undefined): BaseMaker & { readonly asked: string[]; readonly opened: string[]; readonly kept: Map<string, string> } {
  const asked: string[] = [], opened: string[] = [], kept = new Map<string, string>();
  return {
    asked, opened, kept,
    async make(order, from, stepId) {
      if (!kept.has(stepId)) {
        const error = fail?.();
        if (error) throw error;
        asked.push(order.prompt);
        kept.set(stepId, `base of ${stepId}`);
      }
      const { Temperature: _, ...settings } = from.settings;
      return { base: kept.get(stepId) ?? '', settings, note: 'made', usage: { requests: 1, input: 10, cached: 0, output: 20, images: 1 } };
    },
    async open(base): Promise<Darkroom> {
      opened.push(base);
      return rampDarkroom();
    },
  };
}

const generating = (then: (context: BrainContext) => BrainOutput = () => ({ type: 'finish', summary: 'Done.', suggestions: [] })) =>
  scriptedBrain((context) => [context.steps.length === 0 && context.problem === undefined ? { type: 'tool_call', title: 'Remove', patch: {}, generate: ORDER } : then(context)]);

const play = (changes: Partial<RunRequest>, bases: BaseMaker | undefined, brain = generating(), past: readonly RunEvent[] = []) =>
  all(run(request({ settings: { Exposure2012: 1, Temperature: 5000 }, ...changes }), { brain, evaluator: scoredBy(() => 4), darkroom: rampDarkroom(), ...(bases && { bases }) }, past));

const types = (events: readonly RunEvent[]) => events.map((event) => event.type);

describe('an order to an image model', () => {
  test('ends the run with a question unless the user has allowed it, and nothing is generated', async () => {
    const bases = maker();
    const events = await play({}, bases);
    expect(types(events)).toEqual(['question', 'done']);
    expect(events[0]).toMatchObject({ question: { about: 'generation', prompt: ORDER.prompt, masks: ORDER.masks, options: ['Yes, generate', 'No, leave it'] } });
    expect(bases.asked).toEqual([]);
  });

  test('asks in the language of the instruction', async () => {
    const [question] = await play({ instruction: '去掉路灯' }, maker());
    expect(question).toMatchObject({ question: { options: ['可以，生成', '不用了'] } });
  });

  test('is carried out where it is allowed: a new base, the settings on top, and every later step on it', async () => {
    const bases = maker();
    const brain = generating(({ steps }) => (steps.length === 1 ? { type: 'tool_call', title: 'Warmer', patch: { IncrementalTemperature: 20 } } : { type: 'finish', summary: 'Done.', suggestions: [] }));
    const events = await play({ generation: 'allow' }, bases, brain);
    expect(events.find((event) => event.type === 'tool_call')).toMatchObject({ generate: ORDER, patch: {}, changes: [] });
    expect(events.filter((event) => event.type === 'observation')).toMatchObject([
      { step: 1, base: 'base of run.1', settings: { Exposure2012: 1 }, note: 'made' },
      { step: 2, base: 'base of run.1', settings: { Exposure2012: 1, IncrementalTemperature: 20 } },
    ]);
    expect(events.find((event) => event.type === 'usage')).toMatchObject({ by: 'generator', usage: { output: 20 } });
    expect(bases.opened).toEqual(['base of run.1']);
    expect(brain.contexts[0]?.canGenerate).toBe(true);
    expect(brain.contexts[1]?.steps[0]).toMatchObject({ generate: ORDER });
  });

  test.each([
    ['forbidden', { generation: 'forbid' as const }, maker()],
    ['without an image model', {}, undefined],
  ])('is refused with the reason when it is %s, and the brain can go on', async (_, changes, bases) => {
    const brain = generating(({ problem, steps }) => (problem !== undefined && steps.length === 0 ? { type: 'tool_call', title: 'Darker', patch: { Exposure2012: 0 } } : { type: 'finish', summary: 'Done.', suggestions: [] }));
    const events = await play(changes, bases, brain);
    expect(types(events)).toEqual(['message', 'tool_call', 'observation', 'evaluation', 'done']);
    expect(brain.contexts[1]?.problem).toMatch(/nothing (is|can be) generated/);
    expect(brain.contexts[0]?.canGenerate).toBe(false);
  });

  test('that the model refuses is told to the brain and the user, and leaves the photo as it was', async () => {
    const bases = maker(() => new AgentError('content-policy', 'The request was rejected by its safety rules. Word it differently.'));
    const events = await play({ generation: 'allow' }, bases);
    expect(types(events)).toEqual(['tool_call', 'message', 'done']);
    expect(events[1]).toMatchObject({ text: 'The image model did not do it: The request was rejected by its safety rules. Word it differently.' });
    expect(events.at(-1)).toMatchObject({ stepId: 'root' });
  });

  test('is not carried out again when a run that was killed is taken up, wherever it was cut', async () => {
    const brain = () => generating(({ steps }) => (steps.length === 1 ? { type: 'tool_call', title: 'Warmer', patch: { IncrementalTemperature: 20 } } : { type: 'finish', summary: 'Done.', suggestions: [] }));
    const still = (events: readonly RunEvent[]) => events.map((event) => (event.type === 'observation' ? { ...event, milliseconds: 0 } : event));
    const whole = await play({ generation: 'allow' }, maker(), brain());
    for (let cut = 1; cut < whole.length; cut++) {
      const bases = maker();
      // From the call on, the base may be there already.
      if (cut > 1) bases.kept.set('run.1', 'base of run.1');
      const rest = await play({ generation: 'allow' }, bases, brain(), whole.slice(0, cut));
      expect(still([...whole.slice(0, cut), ...rest]), `cut at ${cut}`).toEqual(still(whole));
      expect(bases.asked.length, `cut at ${cut}`).toBe(cut > 1 ? 0 : 1);
    }
  });

  test('that failed is not tried again when the run is taken up', async () => {
    const refuse = () => maker(() => new AgentError('content-policy', 'Refused.'));
    const brain = () => generating(({ problem, steps }) => (problem !== undefined && steps.length === 0 ? { type: 'tool_call', title: 'Darker', patch: { Exposure2012: 0 } } : { type: 'finish', summary: 'Done.', suggestions: [] }));
    const whole = await play({ generation: 'allow' }, refuse(), brain());
    const bases = maker();
    const rest = await play({ generation: 'allow' }, bases, brain(), whole.slice(0, 2));
    expect(types([...whole.slice(0, 2), ...rest])).toEqual(types(whole));
    expect(bases.asked).toEqual([]);
  });

  test('stops at once when the user says so, however long the model takes', async () => {
    const controller = new AbortController();
    const slow: BaseMaker = { ...maker(), make: () => new Promise(() => {}) };
    const events: RunEvent[] = [];
    for await (const event of run(request({ generation: 'allow' }), { brain: generating(), evaluator: scoredBy(() => 4), darkroom: rampDarkroom(), bases: slow, signal: controller.signal })) {
      events.push(event);
      if (event.type === 'tool_call') setTimeout(() => controller.abort(), 10);
    }
    expect(events.at(-1)).toMatchObject({ type: 'done', stopped: true, stepId: 'root' });
  });
});

describe('the answer to the question', () => {
  const question = { text: '?', options: ['Yes, generate', 'No, leave it'], about: 'generation' as const, prompt: ORDER.prompt, masks: ORDER.masks ?? [] };

  test.each([
    ['Yes, generate', true], ['yes', true], ['OK.', true], ['好的', true], ['可以。', true],
    ['No, leave it', false], ['no thanks', false], ['不用了', false],
  ])('%s', (text, granted) => {
    expect(permissionIn(text, question)).toEqual({ granted, order: ORDER });
  });

  test.each(['make the sky warmer', 'no, make it brighter instead', 'yesterday’s look', '把天空调亮'])('is not in: %s', (text) => {
    expect(permissionIn(text, question)).toBeUndefined();
  });

  test('yes carries the order out once, with a brain that thinks nothing of its own, and is not judged by what cannot see', async () => {
    const bases = maker();
    const never = scriptedBrain(() => { throw new Error('not asked'); });
    const events = await all(run(request({ instruction: 'yes', permission: { granted: true, order: ORDER } }), { brain: never, evaluator: { ...scoredBy(() => 1), id: 'embedded' }, darkroom: rampDarkroom(), bases }));
    expect(types(events)).toEqual(['tool_call', 'usage', 'observation', 'done']);
    expect(bases.asked).toEqual([ORDER.prompt]);
    expect(events.at(-1)).toMatchObject({ stepId: 'run.1' });
  });

  test('no ends the run, and nothing happened', async () => {
    const bases = maker();
    const events = await play({ instruction: 'no', permission: { granted: false, order: ORDER } }, bases);
    expect(types(events)).toEqual(['done']);
    expect(bases.asked).toEqual([]);
  });

  test('a permission for one order is none for another', () => {
    const permission = { granted: true, order: ORDER };
    expect(verdictOn(ORDER, { permission }, true, 'en').kind).toBe('go');
    expect(verdictOn({ ...ORDER, prompt: 'remove the house' }, { permission }, true, 'en').kind).toBe('ask');
    expect(verdictOn({ prompt: ORDER.prompt }, { permission }, true, 'en').kind).toBe('ask');
  });
});
