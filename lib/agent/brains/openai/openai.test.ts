import { afterEach, describe, expect, it } from 'vitest';
import { correctionsOf } from '@/lib/develop/settings';
import type { EarlierStep, Observation } from '../../types';
import { EVERYTHING, functionsFor } from './functions';
import { standIn } from '../../model/testing';
import { createModelClient } from '../../model';
import { createOpenAiBrain } from './brain';
import { call, closeStandIns, context, darkroom, functionsIn, messagesIn, observation, picturesIn, pixels, taken, textIn, turn } from './testing';

afterEach(closeStandIns);

describe('a turn', () => {
  it('streams the plan, the thought, what was used and a step with Lightroom values', async () => {
    const { outputs, last, server } = await turn([
      call('plan', { text: 'Warm it.', steps: ['White balance'] }, 'A cool room.'),
      call('adjust_light', { title: 'Warm the light', plan_step: 1, IncrementalTemperature: 22 }, 'The cast is blue.'),
    ]);
    expect(outputs.find((output) => output.type === 'plan')).toMatchObject({ text: 'Warm it.', items: [{ id: '1', title: 'White balance' }] });
    expect(outputs.filter((output) => output.type === 'thought').length).toBeGreaterThan(4);
    expect(outputs.filter((output) => output.type === 'usage')).toHaveLength(2);
    expect(outputs).toContainEqual({ type: 'plan_item', id: '1', state: 'active' });
    expect(last).toEqual({ type: 'tool_call', title: 'Warm the light', planItem: '1', patch: { IncrementalTemperature: 22 }, call: { name: 'adjust_light', arguments: JSON.stringify({ title: 'Warm the light', plan_step: 1, IncrementalTemperature: 22 }) } });
    expect(functionsIn(server, 0)).toContain('plan');
    expect(functionsIn(server, 1)).not.toContain('plan');
  });

  it('hears several calls of one answer in order, up to the step', async () => {
    const { outputs, last, server } = await turn([{ calls: [{ name: 'plan', arguments: { text: 'x', steps: ['a', 'b'] } }, { name: 'adjust_light', arguments: { title: 't', Exposure2012: 0.4 } }, { name: 'finish', arguments: { summary: 's', suggestions: [] } }] }]);
    expect(outputs.filter(({ type }) => type === 'plan')).toHaveLength(1);
    expect(last).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 0.4 } });
    expect(server.requests).toHaveLength(1);
  });

  it('shows thoughts while they come, not when they are over', async () => {
    const server = await standIn([{ fault: 'drip', text: 'The light is cold and the shadows are blue, so I warm it.', bytes: 60, everyMs: 4 }, call('finish', { summary: 'x', suggestions: [] })]);
    const at: number[] = [];
    for await (const output of createOpenAiBrain(createModelClient(server.endpoint)).next(context, darkroom, new AbortController().signal)) if (output.type === 'thought') at.push(performance.now());
    expect(at.length).toBeGreaterThan(8);
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(60);
  });

  it('names a step that the model gave no name, and ends with its words where it gave no summary', async () => {
    expect((await turn([call('adjust_light', { Exposure2012: 0.4 })])).last).toMatchObject({ title: 'Exposure +0.40' });
    expect((await turn([call('adjust_light', { Exposure2012: 0.4 })], { instruction: '亮一点' })).last).toMatchObject({ title: '曝光度 +0.40' });
    expect((await turn([call('finish', { summary: '', suggestions: [] }, 'It is fine as it is.')])).last).toMatchObject({ summary: 'It is fine as it is.' });
  });

  it('shows what a model thinks before it speaks, to a bounded length', async () => {
    const { outputs } = await turn([{ reasoning: 'Hm. '.repeat(3000), text: 'Warm.', calls: [{ name: 'adjust_light', arguments: { title: 't', IncrementalTemperature: 5 } }] }]);
    const thought = outputs.flatMap((output) => (output.type === 'thought' ? [output.delta] : [])).join('');
    expect(thought).toHaveLength(4000 + 'Warm.'.length);
    expect(thought.endsWith('Warm.')).toBe(true);
  });

  it('asks one question and not another right after it', async () => {
    const first = await turn([call('ask_user', { question: 'Warmer skin or a warmer room?', options: ['skin', 'room'] })]);
    expect(first.last).toEqual({ type: 'ask', question: { text: 'Warmer skin or a warmer room?', options: ['skin', 'room'], about: 'request' } });
    const question = { text: 'Warmer skin or a warmer room?', options: ['skin', 'room'], about: 'request' } as const;
    const second = await turn([call('ask_user', { question: 'And how much?', options: [] }), call('finish', { summary: 'ok', suggestions: [] })], { history: [{ instruction: 'warmer', before: {}, after: {}, question }] });
    expect(functionsIn(second.server)).not.toContain('ask_user');
    expect(second.last).toMatchObject({ type: 'finish' });
    expect(textIn(second.server, 1)).toContain('There is no function ask_user now.');
  });

  it('writes in the language of the instruction', async () => {
    const { server } = await turn([call('finish', { summary: '好了', suggestions: [] })], { instruction: '调暖一点' });
    expect(textIn(server)).toContain('in Chinese (simplified); names of functions and parameters stay as they are');
    expect(textIn((await turn([call('finish', { summary: 'ok', suggestions: [] })])).server)).toContain('in English;');
  });

  it('is asked for again when it was cut off in the middle, and what was thought of it is void', async () => {
    const { outputs, last } = await turn([call('evaluate', {}, 'I look.'), { fault: 'cut', text: 'The light is co' }, call('adjust_light', { title: 't', Exposure2012: 0.2 }, 'Cold light.')]);
    const again = outputs.findIndex(({ type }) => type === 'again');
    const thought = (from: number, to: number) => outputs.slice(from, to).flatMap((output) => (output.type === 'thought' ? [output.delta] : [])).join('');
    expect(thought(0, again)).toBe('I look.\nThe light is co');
    expect(thought(again, outputs.length)).toBe('I look.\nCold light.');
    expect(last).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 0.2 } });
  });

  it('ends with an error when it is cut off again and again', async () => {
    await expect(turn([{ fault: 'cut', text: 'The light' }])).rejects.toMatchObject({ code: 'model-cut' });
  });

  it('goes on without strict schemas where the server refuses them', async () => {
    const { last } = await turn([{ fault: 'refuse', field: /"strict"/, message: 'Unknown name "strict"', otherwise: { calls: [{ name: 'adjust_light', arguments: { title: 't', Exposure2012: 0.2 } }] } }]);
    expect(last).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 0.2 } });
  });

  it('says what to do when the server refuses the key, and never repeats the key', async () => {
    const failed = turn([{ fault: 'status', status: 401, body: { error: { message: 'sk-secret is wrong' } } }]);
    await expect(failed).rejects.toMatchObject({ code: 'model-key' });
    await expect(failed).rejects.not.toThrow(/sk-secret/);
  });
});

describe('what a turn is told', () => {
  it('is the photo, then every recent step as its call, its result and its picture', async () => {
    const { server } = await turn([call('finish', { summary: 'Done.', suggestions: [] })], { steps: [taken(1, { IncrementalTemperature: 22 })] });
    const messages = messagesIn(server);
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'user', 'user']);
    expect(messages[2]?.tool_calls?.[0]?.function).toEqual({ name: 'adjust_light', arguments: '{"title":"Title 1","IncrementalTemperature":22}' });
    expect(messages[3]?.content).toContain('Step 1 is done. Set: IncrementalTemperature 0→22.');
    expect(messages[3]?.content).toContain('Note 1.');
    expect(messages[3]?.content).toContain(`median ${Math.round(observation.evidence.luma.median * 10) / 10}`);
    expect(picturesIn(server)).toBe(2);
    expect(textIn(server)).toContain('Settings now: IncrementalTemperature 22');
    expect(textIn(server)).toContain('Steps left: 7.');
  });

  it('shows pictures at the size of the profile, measured at the size of the darkroom', async () => {
    const { server } = await turn([call('finish', { summary: '', suggestions: [] })], {}, { options: { imageEdge: 200 } });
    const url = /data:image\/jpeg;base64,([A-Za-z0-9+/=]+)/.exec(JSON.stringify(messagesIn(server)))?.[1] ?? '';
    const { default: sharp } = await import('sharp');
    expect(await sharp(Buffer.from(url, 'base64')).metadata()).toMatchObject({ width: 200, format: 'jpeg' });
  });

  it('is the source alone, and no look at pictures, in text-only mode', async () => {
    const start: Observation = { ...observation, settings: { Exposure2012: 1 } };
    const { server } = await turn([call('compare_with_step', { step: 1, why: 'x' }), call('finish', { summary: '', suggestions: [] })], { textOnly: true, start, settings: start.settings, steps: [taken(1, { Exposure2012: 0.5 }), taken(2, { Exposure2012: 0.6 })] });
    expect([picturesIn(server, 0), picturesIn(server, 1)]).toEqual([1, 1]);
    expect(functionsIn(server)).not.toContain('look_closer');
    expect(textIn(server, 1)).toContain('From step 1 «Title 1» to now:');
  });

  it('is why the result fell short, before the steps of the correction', async () => {
    const reflectOn = { attempt: 2, score: { aesthetics: 2, instruction: 2.5, overall: 2.2, reasons: ['Skin is orange.'] }, best: { stepId: 'r.1', observation }, broken: [], objections: ['Skin hue is off by 9°.'], blame: [{ name: 'Exposure2012', gain: 0.4, mends: [] }] };
    const { server } = await turn([call('finish', { summary: '', suggestions: [] })], { reflectOn, steps: [taken(1, { Exposure2012: 1 }), taken(2, { Exposure2012: 0.5 }, { attempt: 2 })] });
    const texts = messagesIn(server).map(({ content }) => JSON.stringify(content));
    const at = texts.findIndex((text) => text.includes('scored 2.2 of 5'));
    expect(at).toBeGreaterThan(texts.findIndex((text) => text.includes('Step 1 is done')));
    expect(at).toBeLessThan(texts.findIndex((text) => text.includes('Step 2 is done')));
    for (const told of ['Skin is orange.', 'It breaks limits: Skin hue is off by 9°.', '«Exposure2012» +0.40']) expect(texts[at]).toContain(told);
  });
});

describe('after a lost correction', () => {
  it('the turn is told what was rolled back and goes on from the best, which it sees', async () => {
    const steps = [taken(1, { Exposure2012: 0.5 }), taken(2, { Exposure2012: 2 }, { attempt: 2, rejected: true }), taken(3, { Exposure2012: 3 }, { attempt: 2, rejected: true })];
    const { server, last } = await turn([call('adjust_light', { title: 't', Contrast2012: 9 })], { steps, current: { stepId: 'r.1', observation: { ...observation, settings: { Exposure2012: 0.5 } } } }, { options: { recentImages: 2 } });
    expect(textIn(server)).toContain('You go on from step 1. Settings now: Exposure2012 0.5');
    expect(textIn(server).match(/This attempt lost; it is rolled back/g)).toHaveLength(2);
    // Source, the best (step 1) and the two latest.
    expect(picturesIn(server)).toBe(4);
    expect(last).toMatchObject({ type: 'tool_call', patch: { Contrast2012: 9 } });
  });
});

describe('looks', () => {
  it('closer at a part shows it at full resolution and measures it', async () => {
    const { outputs, server, last } = await turn([call('look_closer', { box: [0.25, 0.25, 0.75, 0.5], why: 'the eyes' }), call('adjust_light', { title: 't', Exposure2012: 0.3 })]);
    expect(outputs).toContainEqual({ type: 'look', what: 'region', title: 'the eyes', region: { x: 0.25, y: 0.25, width: 0.5, height: 0.25 } });
    expect(picturesIn(server, 1)).toBe(2);
    expect(textIn(server, 1)).toContain('The part [0.25, 0.25, 0.75, 0.50] at 160×60 px:');
    expect(last?.type).toBe('tool_call');
  });
  it('at an earlier step show its picture and what was measured since', async () => {
    const { outputs, server } = await turn([call('compare_with_step', { step: 0, why: 'colour' }), call('finish', { summary: '', suggestions: [] })], { steps: [taken(1, { Exposure2012: 0.5 })] });
    expect(outputs).toContainEqual({ type: 'look', what: 'difference', title: 'colour', stepId: 'root' });
    expect(textIn(server, 1)).toContain('no region moved noticeably');
    expect(picturesIn(server, 1)).toBe(picturesIn(server, 0) + 1);
  });
  it('at the ledger unfold older steps', async () => {
    const { server } = await turn([call('read_ledger', { from: 1, to: 2 }), call('finish', { summary: '', suggestions: [] })], { steps: [1, 2, 3, 4, 5].map((step) => taken(step, { Exposure2012: step / 10 })) });
    expect(textIn(server, 1)).toContain('step 2 «Title 2»: Exposure2012 0.1→0.2 → Note 2.');
  });
  it('score the picture by measurements', async () => {
    const { server } = await turn([call('evaluate', {}), call('finish', { summary: '', suggestions: [] })], { steps: [taken(1, { Exposure2012: 0.5 })] });
    expect(textIn(server, 1)).toMatch(/Measured: overall \d(\.\d+)? of 5/);
  });
  it('end after four in one turn', async () => {
    const { server, last } = await turn([...Array.from({ length: 5 }, () => call('evaluate', {})), call('finish', { summary: '', suggestions: [] })]);
    expect(textIn(server, 5)).toContain('You looked 4 times. Take a step now, or finish.');
    expect(last?.type).toBe('finish');
  });
});

describe('going back', () => {
  const earlier: readonly EarlierStep[] = [{ number: 0, stepId: 'root', title: 'Photo', settings: {} }, { number: 1, stepId: 'a', title: 'Warm', settings: { IncrementalTemperature: 20 } }, { number: 2, stepId: 'b', title: 'Dark', settings: { IncrementalTemperature: 20, Exposure2012: -1 } }];
  const settings = { IncrementalTemperature: 20, Exposure2012: -1 };
  it('to a step by the number that the user sees is a step that sets what was set then', async () => {
    const { last } = await turn([call('go_to_step', { title: 'Back to the warm one', step: 1 })], { earlier, settings, stepId: 'b', start: { ...observation, settings } });
    expect(last).toMatchObject({ type: 'tool_call', title: 'Back to the warm one', patch: { Exposure2012: null } });
  });
  it('numbers go on in the run', async () => {
    const { server } = await turn([call('go_to_step', { title: 'x', step: 9 }), call('finish', { summary: '', suggestions: [] })], { earlier, settings, stepId: 'b', start: { ...observation, settings }, steps: [taken(1, { ...settings, Exposure2012: 0 }, { parentId: 'b' })] });
    expect(textIn(server)).toContain('Step 3 is done. Set: Exposure2012 -1→0.');
    expect(textIn(server, 1)).toContain('there is no step 9; steps are 0 to 3');
  });
});

describe('after a generation', () => {
  it('a step on the picture before it is not gone back to by settings alone', async () => {
    const steps = [taken(1, { Exposure2012: 1 }), taken(2, { Exposure2012: 1 }, { generate: { prompt: 'a moon' } }), taken(3, { Exposure2012: 2 })];
    const { server, last } = await turn([call('go_to_step', { title: 'x', step: 1 }), call('go_to_step', { title: 'Back', step: 2 })], { steps });
    expect(textIn(server, 1)).toContain('step 1 lies on another picture');
    expect(last).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 1 } });
  });
});

describe('a thing as the area of a correction', () => {
  const inside = new Uint8Array(pixels.width * pixels.height).fill(1);
  const things = { sky: { mask: { width: 32, height: 24, name: 'sky', inside, share: 0.4 }, masks: [{ What: 'Mask/Image', MaskSubType: 2 }], confidence: 0.9 } };
  const start: Observation = { ...observation, things, doubts: { subject: 0.3 } };
  const darker = (thing: string, more: object = {}) => call('adjust_area', { title: 'Darker', areas: [{ kind: 'thing', thing, ...more }], LocalExposure2012: -1 });
  it('is told with how sure it is, and becomes its mask', async () => {
    const { server, last } = await turn([darker('sky')], { start, source: start });
    expect(textIn(server)).toContain('recognised: sky, 40% of frame (90% sure)');
    expect(textIn(server)).toContain('doubtful, not usable as a mask: subject (30% sure)');
    if (last?.type !== 'tool_call') throw new Error('expected a step');
    expect(correctionsOf(last.patch)[0]).toMatchObject({ LocalExposure2012: -0.25, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2 }] });
  });
  it('inverted holds everything else', async () => {
    const { last } = await turn([darker('sky', { invert: true })], { start, source: start });
    expect(last?.type === 'tool_call' && correctionsOf(last.patch)[0]?.CorrectionMasks).toMatchObject([{ What: 'Mask/Image', MaskSubType: 2, MaskInverted: true }]);
  });
  it('that was not recognised surely is refused with what can be had', async () => {
    const { server } = await turn([darker('subject'), darker('sky')], { start, source: start });
    expect(textIn(server, 1)).toContain('subject was not recognised surely in this photo; recognised: sky. Use another area.');
  });
  it('is looked for when it is named, every part of people too', async () => {
    const find = (keys: readonly string[]) => Promise.resolve(Object.fromEntries(keys.flatMap((key) => (key.startsWith('landscape') ? [] : [[key, key === 'people/teeth' ? 0.2 : 0.8]]))));
    const room = { ...darkroom, find };
    const hair = await turn([darker('hair')], {}, { room });
    expect(hair.last?.type === 'tool_call' && correctionsOf(hair.last.patch)[0]?.CorrectionMasks).toMatchObject([{ What: 'Mask/Image', MaskSubType: 3, MaskSubCategoryID: 5 }]);
    const one = await turn([darker('face', { at: [0.25, 0.5] })], {}, { room });
    expect(one.last?.type === 'tool_call' && correctionsOf(one.last.patch)[0]?.CorrectionMasks).toMatchObject([{ What: 'Mask/Image', MaskSubType: 0, MaskSubCategoryID: 2, ReferencePoint: '0.25 0.5' }]);
    const doubtful = await turn([darker('teeth'), darker('water'), call('finish', { summary: '', suggestions: [] })], {}, { room });
    expect(textIn(doubtful.server, 1)).toContain('teeth was not recognised surely in this photo (20% sure)');
    expect(textIn(doubtful.server, 2)).toContain('water cannot be looked for here');
  });
});

describe('the functions', () => {
  const size = (turned: typeof EVERYTHING): number => JSON.stringify(functionsFor(turned).map((definition) => ({ type: 'function', function: definition }))).length;
  it('cost under 6000 tokens, all of them together', () => {
    // o200k_base makes 4.06 characters of this a token (docs/AGENT.md); 3.5 leaves room for other tokenisers.
    expect(size(EVERYTHING) / 3.5).toBeLessThan(6000);
    expect(size({ ...EVERYTHING, raw: true }) / 3.5).toBeLessThan(6000);
  });
  it('offer a RAW photo its Kelvin, and a rendered one its increments', () => {
    const light = (raw: boolean) => Object.keys(functionsFor({ ...EVERYTHING, raw }).find(({ name }) => name === 'adjust_light')?.parameters['properties'] as object);
    expect(light(true)).toContain('Temperature');
    expect(light(true)).not.toContain('IncrementalTemperature');
    expect(light(false)).toContain('IncrementalTemperature');
    expect(light(false)).not.toContain('Temperature');
  });
});
