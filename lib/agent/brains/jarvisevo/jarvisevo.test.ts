import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { correctionsOf } from '@/lib/develop/settings';
import { chart, noise } from '@/lib/develop/testing/charts';
import type { MaskMaker } from '@/lib/imaging/vision/types';
import { agentFor } from '../../assemble';
import { all, request, scoredBy } from '../../doubles';
import { run } from '../../loop';
import { createModelClient } from '../../model';
import { closeStandIns } from '../../model/testing';
import { profileSchema } from '../../profile';
import { Bench } from '../../testing';
import { writeTrajectory, readTrajectory, trajectory } from '../../trajectory';
import type { BaseMaker, Evaluator, RunEvent, RunRequest } from '../../types';
import { createJarvisEvoBrain, createSelfEvaluator, type JarvisEvoOptions } from './index';
import { checkpoint, type Conversation, type Script } from './testing';

/** Whole runs: the real loop, darkroom and engine on a small photo, the real client, and a stand-in that holds us to the published protocol. */

const picture = chart(96, 64, (x, y) => { const n = 0.04 * noise(x, y, 3); return y < 28 ? [0.4 + n, 0.5 + n, 0.7 + n] : [0.3 + n, 0.28 + n, 0.2 + n]; });
const seen: MaskMaker = { version: 'sky', kinds: ['sky', 'subject', 'people'], make: async (_, keys) => Object.fromEntries(keys.map((key) => [key, key === 'sky' ? { raster: { width: 96, height: 64, data: Uint8Array.from({ length: 96 * 64 }, (_v, i) => (i < 96 * 28 ? 255 : 0)) }, confidence: 0.9 } : { raster: { width: 1, height: 1, data: new Uint8Array(1) }, confidence: 0 }])) };
const bench = new Bench(seen);
const photo = bench.photo('lake', picture).then((path) => bench.darkroom(path, 96));
afterAll(() => bench.close());
afterEach(closeStandIns);

type Ran = { readonly events: readonly RunEvent[]; readonly talk: readonly Conversation[] };
type Extra = { readonly options?: JarvisEvoOptions; readonly evaluator?: Evaluator; readonly bases?: BaseMaker; /** How long the server may fall silent. */ readonly idleMs?: number };

async function edited(script: Script, changes: Partial<RunRequest>, { options, evaluator, bases, idleMs }: Extra = {}): Promise<Ran> {
  const server = await checkpoint(script);
  const client = createModelClient(server.endpoint, { limits: { backOffMs: 5, textChars: 20_000, ...(idleMs !== undefined && { idleMs }) } });
  const events = await all(run(request(changes), { brain: createJarvisEvoBrain(client, { edge: 96, ...options }), evaluator: evaluator ?? createSelfEvaluator(client, { edge: 96 }), darkroom: await photo, ...(bases && { bases }) }));
  return { events, talk: server.conversations() };
}

const of = <T extends RunEvent['type']>(events: readonly RunEvent[], type: T) => events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);
const thoughts = (events: readonly RunEvent[]): string => of(events, 'thought').map(({ delta }) => delta).join('');

const step = (think: string, call: object | string, state = 'processing'): string => `<state>${state}</state>\n<think>${think}</think>\n<tool_call>${typeof call === 'string' ? call : JSON.stringify(call)}</tool_call>`;
const judged = (score: string, think = 'The light is warmer and the sky calmer.'): string => `<think>${think}</think>. <answer> {"Overall assessment score": "${score}"} </answer>`;
const sky = (amounts: object) => ({ MaskGroupBasedCorrections: [{ CorrectionName: 'Calmer sky', ...amounts, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2, MaskActive: true, MaskValue: 1 }] }] });

const ENGLISH: Script = {
  edit: [step('A dull lake.\nStep 1: Warm base light\nStep 2: Calm the sky', { Temperature: 6200, Exposure2012: 0.4 }), step('Now the sky.', sky({ LocalExposure2012: -0.6, LocalSaturation: 15 }), 'finished')],
  evaluate: [judged('4.56')],
};

describe('a run of the checkpoint', () => {
  it('plans in two parts, takes them step by step, looks at each and scores itself', async () => {
    const { events, talk } = await edited(ENGLISH, { instruction: 'warmer light, calmer sky' });
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.2', summary: 'Done: Warm base light; Calmer sky.' });
    expect(of(events, 'plan')).toMatchObject([{ items: [{ id: '1', title: 'Warm base light' }, { id: '2', title: 'Calm the sky' }] }]);
    expect(of(events, 'plan_item').map(({ id, state }) => `${id} ${state}`)).toEqual(['1 active', '1 done', '2 active', '2 done']);
    const [base, local] = of(events, 'tool_call');
    expect(base).toMatchObject({ title: 'Warm base light', planItem: '1', patch: { Exposure2012: 0.4, IncrementalTemperature: 12 } });
    expect(local).toMatchObject({ title: 'Calmer sky', planItem: '2' });
    expect(correctionsOf(local?.patch ?? {})).toMatchObject([{ LocalExposure2012: -0.15, LocalSaturation: 0.15, CorrectionMasks: [{ MaskSubType: 2 }] }]);
    const [first, second] = of(events, 'observation');
    expect((second?.evidence.regions.top?.luma.mean ?? 100)).toBeLessThan((first?.evidence.regions.top?.luma.mean ?? 0) - 2);
    expect(of(events, 'evaluation')).toMatchObject([{ score: { overall: 4.56, reasons: ['The light is warmer and the sky calmer.'] } }]);
    expect(of(events, 'usage').map(({ by }) => by)).toEqual(['brain', 'brain', 'evaluator']);
    expect(talk.map((conversation) => conversation.map(({ images }) => images).join(''))).toEqual(['01', '0101', '010101']);
    expect(talk[0]?.[1]?.text).toBe('<task_type>lightroom</task_type>. Instruction: warmer light, calmer sky');
    expect(talk[1]?.[2]?.text).toBe('<state>processing</state>\n\n<think>A dull lake.\nStep 1: Warm base light\nStep 2: Calm the sky</think>\n\n<tool_call>{ "Temperature": 6200, "Exposure2012": 0.4 }</tool_call>');
    expect(talk[1]?.[3]?.text).toBe('Image after step 1 of editing.');
    expect(talk[2]?.[4]?.text).toMatch(/^<state>finished<\/state>\n\n<think>Now the sky\.<\/think>\n\n<tool_call>.*"LocalExposure2012": -0.6/s);
    expect(talk[2]?.[5]?.text).toBe('Lightroom editing completed. Please evaluate the results.');
  });

  it('streams thought and never a tag', async () => {
    const { events } = await edited(ENGLISH, {});
    expect(of(events, 'thought').length).toBeGreaterThan(8);
    expect(thoughts(events)).toContain('A dull lake.');
    expect(JSON.stringify(events.filter(({ type }) => type !== 'tool_call'))).not.toMatch(/tool_call>|think>|state>|Overall assessment/);
  });

  it('works in Chinese', async () => {
    const { events, talk } = await edited({
      edit: [step('湖面偏暗。第一步：提亮整体。第二步：压暗天空。', "{'Exposure2012'： 0.5， 'Vibrance'：12，}"), step('压暗天空。', sky({ LocalExposure2012: -0.5 }), 'finished')], evaluate: [judged('4.2', '整体更明亮。')],
    }, { instruction: '整体亮一些，天空暗一点' });
    expect(events.at(-1)).toMatchObject({ type: 'done', summary: '已完成：提亮整体；Calmer sky。' });
    expect(of(events, 'plan')[0]?.items.map(({ title }) => title)).toEqual(['提亮整体', '压暗天空']);
    expect(of(events, 'tool_call')[0]?.patch).toEqual({ Exposure2012: 0.5, Vibrance: 12 });
    expect(of(events, 'evaluation')[0]?.score).toMatchObject({ overall: 4.2, reasons: ['整体更明亮。'] });
    expect(talk[0]?.[1]?.text).toBe('<task_type>lightroom</task_type>. Instruction: 整体亮一些，天空暗一点');
  });

  it('ends when the model answers with its score instead of a step', async () => {
    const { events } = await edited({ edit: [step('Lift.', { Exposure2012: 0.3 }), judged('4.1')], evaluate: [judged('4.1')] }, {});
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.1', summary: expect.stringContaining('4.10 of 5') });
    expect(of(events, 'plan_item').at(-1)).toMatchObject({ id: '2', state: 'skipped' });
  });

  it('shows no more pictures than the server takes, however many steps there are', async () => {
    const edit = Array.from({ length: 9 }, (_, i) => step(`Step ${i}`, { Exposure2012: (i + 1) / 20 }, i === 8 ? 'finished' : 'processing'));
    const { events, talk } = await edited({ edit, evaluate: [judged('4')] }, { maxSteps: 20 });
    expect(of(events, 'tool_call')).toHaveLength(9);
    expect(Math.max(...talk.map((conversation) => conversation.reduce((sum, { images }) => sum + images, 0)))).toBe(5);
    expect(talk[8]?.[1]?.images).toBe(1);
  });

  it('costs no more with the steps of a long run: the early ones are told as one', async () => {
    const edit = Array.from({ length: 16 }, (_, i) => step(`Step number ${i}.`, { [i % 2 ? 'Exposure2012' : 'Vibrance']: i % 2 ? (i + 1) / 10 : i + 1 }, i === 15 ? 'finished' : 'processing'));
    const { talk } = await edited({ edit, evaluate: [judged('4')] }, { maxSteps: 20 });
    expect(talk.slice(10, 16).map(({ length }) => length)).toEqual([22, 24, 24, 24, 24, 24]);
    expect(talk[15]?.[2]?.text).toBe('<state>processing</state>\n\n<tool_call>{ "Vibrance": 5, "Exposure2012": 0.4 }</tool_call>');
    expect(talk[15]?.[3]?.text).toBe('Image after step 5 of editing.');
  });

  it('shows no picture after the first in text-only mode', async () => {
    const { talk } = await edited(ENGLISH, { textOnly: true }, { evaluator: scoredBy(() => 4) });
    expect(talk.map((conversation) => conversation.map(({ images }) => images).join(''))).toEqual(['01', '0100']);
  });

  it('is written down and read again whole', async () => {
    const { events } = await edited(ENGLISH, {});
    const document = trajectory({ brain: 'jarvisevo', evaluator: 'self', photo: { name: 'lake', width: 96, height: 64 }, request: request(), events });
    const { events: read } = readTrajectory(writeTrajectory(document));
    const told = (all: readonly RunEvent[]) => all.filter(({ type }) => type !== 'thought');
    expect([told(read), thoughts(read)]).toEqual([told(events), thoughts(events)]);
  });
});

it('is what a profile makes of it, with what it cost', async () => {
  const server = await checkpoint(ENGLISH);
  const profile = profileSchema.parse({ name: 'Checkpoint', brain: 'jarvisevo', endpoint: server.endpoint, evaluator: 'self', price: { input: 1, output: 2 } });
  const events = await all(run(request(), { ...agentFor(profile), darkroom: await photo }));
  expect(of(events, 'evaluation')).toMatchObject([{ by: 'self', score: { overall: 4.56 } }]);
  expect(of(events, 'usage').map(({ by, usage }) => [by, usage.input, usage.dollars])).toEqual([['brain', 100, 120e-6], ['brain', 100, 120e-6], ['evaluator', 100, 120e-6]]);
});

describe('a low score', () => {
  const reflected: Script = {
    ...ENGLISH, evaluate: [judged('2.4', 'Far too warm.'), judged('4.2', 'Natural now.')],
    reflect: [`<think>Gap: the white balance was pushed too far.</think> <tool_call>{"Temperature": 5700, ${JSON.stringify(sky({ LocalExposure2012: -0.3 })).slice(1)}</tool_call> <answer>{"score": 8}</answer>`],
  };
  it('opens the second conversation and keeps what it brings', async () => {
    const { events, talk } = await edited(reflected, { instruction: 'a little warmer' });
    expect(of(events, 'reflection').map(({ delta }) => delta).join('')).toBe('Gap: the white balance was pushed too far.');
    const correction = of(events, 'tool_call').at(-1);
    expect(correction).toMatchObject({ title: 'Correction', step: 3 });
    const kept = of(events, 'observation').at(-1);
    expect(kept?.settings).toMatchObject({ Exposure2012: 0.4, IncrementalTemperature: 4 });
    expect(correctionsOf(kept?.settings ?? {})).toMatchObject([{ LocalExposure2012: -0.075, LocalSaturation: 0.15 }]);
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.3' });
    expect(talk.at(-1)?.map(({ images }) => images).join('')).toBe('0201');
    expect(talk.at(-1)?.[2]?.text).toMatch(/^<think>Gap: the white balance was pushed too far\.<\/think>\n\n<tool_call>\{ "Temperature": 5700/);
    expect(talk.at(-1)?.[3]?.text).toBe('Here is the reflected result. Please evaluate again.');
    const reflection = talk.find((conversation) => conversation[1]?.text.includes('Self-Evaluation'));
    expect(reflection?.[1]).toMatchObject({ images: 2, text: expect.stringMatching(/3\. User Instruction: a little warmer\n4\. Self-Evaluation: \{"Score":2\.4,"Summary":"Far too warm\. Measured to be most to blame: [^"]*"\}\n5\. Historical Parameters: \{ "Temperature": 6200.*\} \{ "MaskGroupBasedCorrections"/s) });
  });

  it('leaves the first result where the correction is worse, and the loser in the tree', async () => {
    const { events } = await edited({ ...reflected, evaluate: [judged('2.4'), judged('1.2')] }, {});
    expect(of(events, 'kept').at(-1)).toMatchObject({ stepId: 'run.2', rejectedStepId: 'run.3' });
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.2' });
  });
});

describe('what the engine has not', () => {
  it('is told to the model in the next turn and kept in the trajectory', async () => {
    const { events, talk } = await edited({ edit: [step('Glow.', { Exposure2012: 0.3, OrtonGlow: 40 }), step('Done.', { Contrast2012: 5 }, 'finished')], evaluate: [judged('4')] }, {});
    expect(of(events, 'tool_call').map(({ unknown }) => unknown)).toEqual([{ OrtonGlow: 40 }, undefined]);
    expect(talk[1]?.at(-1)?.text).toBe('Image after step 1 of editing. Not available here and left out: OrtonGlow.');
    expect(of(events, 'observation')[0]?.settings).toEqual({ Exposure2012: 0.3 });
  });

  it('and masks that select nothing are told beside what was done', async () => {
    const { events, talk } = await edited({ edit: [step('People.', { Exposure2012: 0.3, MaskGroupBasedCorrections: [{ CorrectionName: 'Hair', LocalExposure2012: 0.2, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 3, MaskSubCategoryID: 5 }] }] }), step('Done.', { Contrast2012: 5 }, 'finished')], evaluate: [judged('4')] }, {});
    expect(talk[1]?.at(-1)?.text).toBe('Image after step 1 of editing. Nothing was recognised for the masks: people/hair.');
    expect(of(events, 'tool_call')).toHaveLength(2);
  });

  it('alone, or a mask of something that is not there, is mended before it becomes a step', async () => {
    const people = { MaskGroupBasedCorrections: [{ CorrectionName: 'Face', LocalExposure2012: 0.2, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 3, MaskSubCategoryID: 2 }] }] };
    const { events, talk } = await edited({ edit: [step('Glow.', { OrtonGlow: 40 }), step('The face.', people), step('Lift.', { Exposure2012: 0.2 }, 'finished')], evaluate: [judged('4')] }, {});
    expect(of(events, 'tool_call')).toMatchObject([{ patch: { Exposure2012: 0.2 } }]);
    expect(talk[1]?.at(-1)?.text).toMatch(/changes nothing.*OrtonGlow/);
    expect(talk[2]?.at(-1)?.text).toMatch(/Nothing was recognised.*people\/face/);
  });
});

describe('a request for an image model', () => {
  const aigc: Script = { edit: [step('The sign has to go; sliders cannot do that.', 'This is an AIGC-based image editing task; the original instructions will be preserved.')], evaluate: [judged('4')] };
  const bases = (made: string[]): BaseMaker => ({ make: async (order) => { made.push(order.prompt); return { base: 'b1', settings: {}, note: 'made' }; }, open: () => photo });

  it('becomes an order with the user’s own words, in auto mode', async () => {
    const made: string[] = [];
    const { events, talk } = await edited(aigc, { instruction: 'remove the sign', generation: 'allow' }, { bases: bases(made) });
    expect(talk[0]?.[1]?.text).toContain('<task_type>auto</task_type>');
    expect(made).toEqual(['remove the sign']);
    expect(of(events, 'tool_call')).toMatchObject([{ generate: { prompt: 'remove the sign' } }]);
    expect(thoughts(events)).toContain('sliders cannot do that');
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.1' });
  });

  it('is asked about first, which is the default', async () => {
    const made: string[] = [];
    const { events } = await edited(aigc, { instruction: 'remove the sign' }, { bases: bases(made) });
    expect(of(events, 'question')).toMatchObject([{ question: { about: 'generation', prompt: 'remove the sign' } }]);
    expect(made).toEqual([]);
  });

  it('without one is said to the model, then to the user', async () => {
    const { events, talk } = await edited(aigc, { instruction: 'remove the sign' });
    expect(talk[0]?.[1]?.text).toContain('<task_type>lightroom</task_type>');
    expect(talk[1]?.at(-1)?.text).toContain('No image model may be used here');
    expect(events.at(-1)).toMatchObject({ type: 'done', summary: expect.stringContaining('needs an image model') });
  });
});

describe('answers as they come', () => {
  const finish = step('Enough.', { Contrast2012: 5 }, 'finished');
  it.each<[string, string, object]>([
    ['single quotes, Python words, tuples, a comment', step('a', "{'Exposure2012': 0.3, 'ToneCurvePV2012': [(0, 0), (255, 240)], 'ConvertToGrayscale': False} # done"), { Exposure2012: 0.3, ToneCurvePV2012: [[0, 0], [255, 240]] }],
    ['a fence and a trailing comma', step('a', '```json\n{"Exposure2012": 0.3,}\n```'), { Exposure2012: 0.3 }],
    ['full-width punctuation', step('a', '｛“Exposure2012”：０．３｝'), { Exposure2012: 0.3 }],
    ['no closing tags', '<think>Dark. <tool_call>{"Exposure2012": 0.3}', { Exposure2012: 0.3 }],
    ['the call inside the thought', '<think>Dark. <tool_call>{"Exposure2012": 0.3}</tool_call> Good.</think>', { Exposure2012: 0.3 }],
    ['two calls', '<think>a</think><tool_call>{"Exposure2012": 0.3}</tool_call><tool_call>{"Vibrance": 5}</tool_call>', { Exposure2012: 0.3, Vibrance: 5 }],
    ['text around', 'Let me see. <think>a</think> So: <tool_call>{"Exposure2012": 0.3}</tool_call> That is all!', { Exposure2012: 0.3 }],
    ['no tags', 'It is dark.\n```json\n{"Exposure2012": 0.3}\n```', { Exposure2012: 0.3 }],
  ])('are read with %s', async (_, text, patch) => {
    const { events } = await edited({ edit: [text, finish], evaluate: [judged('4')] }, {});
    expect(of(events, 'tool_call')[0]?.patch).toEqual(patch);
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.2' });
  });

  it('without a call, then broken, are answered with what is wrong until there is one', async () => {
    const { events, talk } = await edited({ edit: ['<think>I would brighten it.</think>', step('So.', 'brighten!'), step('Now.', { Exposure2012: 0.3 }, 'finished')], evaluate: [judged('4')] }, {});
    expect(talk[1]?.at(-1)?.text).toContain('There was no tool call');
    expect(talk[2]?.at(-1)?.text).toContain('could not be read');
    expect(of(events, 'tool_call')).toHaveLength(1);
  });

  it('that stay without a call end the run cleanly with what was done', async () => {
    const { events } = await edited({ edit: [step('Lift.', { Exposure2012: 0.3 }), '<think>Hm.</think>'], evaluate: [judged('4')] }, {});
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.1' });
    expect(of(events, 'message').at(-1)?.text).toMatch(/three steps in a row/i);
  });

  it('that break off in the middle are asked for again, and what was thought is void', async () => {
    const { events } = await edited({ edit: [{ fault: 'cut', text: '<think>The photo is much' }, step('Lift.', { Exposure2012: 0.3 }, 'finished')], evaluate: [judged('4')] }, {});
    const again = events.findIndex(({ type }) => type === 'again');
    expect(thoughts(events.slice(0, again))).toMatch(/^The photo/);
    expect(thoughts(events.slice(again))).toBe('Lift.');
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.1' });
  });

  it('that never end are cut off, and the model is told', async () => {
    const { events, talk } = await edited({ edit: [{ fault: 'endless-text' }, step('Short.', { Exposure2012: 0.3 }, 'finished')], evaluate: [judged('4')] }, {});
    expect(talk[1]?.at(-1)?.text).toContain('cut off');
    expect(thoughts(events).length).toBeLessThan(13_000);
    expect(of(events, 'tool_call')).toHaveLength(1);
  });

  it.each([[{ fault: 'status', status: 503 }], [{ fault: 'reset' }]] as const)('after %o, which passes, are waited for', async (fault) => {
    const { events } = await edited({ edit: [fault, step('Lift.', { Exposure2012: 0.3 }, 'finished')], evaluate: [judged('4')] }, {});
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.1' });
  });

  it.each([[{ fault: 'html' }, 'model-broken'], [{ fault: 'status', status: 401 }, 'model-key'], [{ fault: 'stall', text: '<think>Well' }, 'model-timeout'], [{ fault: 'redirect', to: 'http://127.0.0.1:9/' }, 'model-redirect']] as const)('that are none, as with %o, end the run with what to do', async (fault, code) => {
    const { events } = await edited({ edit: [fault] }, {}, fault.fault === 'stall' ? { idleMs: 300 } : {});
    expect(events.at(-1)).toMatchObject({ type: 'error', code });
  });

  it('that take the server’s own way with thought are understood', async () => {
    const { standIn } = await import('../../model/testing');
    const server = await standIn([{ reasoning: 'It is dark.', text: '<tool_call>{"Exposure2012": 0.3}</tool_call>' }, { text: finish }]);
    const events = await all(run(request(), { brain: createJarvisEvoBrain(createModelClient(server.endpoint), { edge: 96 }), evaluator: scoredBy(() => 4), darkroom: await photo }));
    expect(thoughts(events)).toContain('It is dark.');
    expect(JSON.stringify(server.requests[1]?.body['messages'])).toContain('<think>It is dark.</think>');
  });

  it('without a score are judged by what was measured instead', async () => {
    const { events } = await edited({ ...ENGLISH, evaluate: ['<think>Nice.</think>'] }, { reflectBelow: 0 });
    expect(of(events, 'evaluation')).toMatchObject([{ by: 'embedded' }]);
    expect(events.at(-1)).toMatchObject({ type: 'done', stepId: 'run.2' });
  });
});
