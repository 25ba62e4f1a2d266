import { afterEach, describe, expect, it } from 'vitest';
import { applyPatch, lensBlurOf, retouchAreasOf, correctionsOf, pointColours, pointColoursPatch, samplePoint } from '@/lib/develop/settings';
import type { Pixels } from '@/lib/develop/types';
import { measure } from '../../evidence';
import { closeStandIns, standIn as modelStandIn } from '../../model/testing';
import type { BrainContext, BrainOutput, Darkroom, Observation } from '../../types';
import { createOpenAiBrain } from './brain';
import { readCall } from './calls';
import { functionsFor } from './functions';

type Answer = { readonly content?: string; readonly call?: { readonly name: string; readonly arguments: string } } | { readonly status: number };
type Sent = { readonly messages: readonly { readonly role: string; readonly content: unknown }[]; readonly tools: readonly { readonly function: { readonly name: string } }[] };

afterEach(closeStandIns);

async function standIn(answers: readonly Answer[]): Promise<{ url: string; sent: Sent[] }> {
  const sent: Sent[] = [];
  const { url } = await modelStandIn(({ body }, number) => {
    sent.push(body as Sent);
    const answer = answers[number];
    if (!answer || 'status' in answer) return { fault: 'status', status: answer?.status ?? 400, body: { error: { message: 'no sk-secret here' } } };
    return { text: answer.content ?? '', ...(answer.call && { calls: [answer.call] }) };
  });
  return { url, sent };
}

const pixels: Pixels = { width: 32, height: 24, channels: 3, depth: 8, space: 'srgb', data: Uint8Array.from({ length: 32 * 24 * 3 }, (_, i) => (i * 7) % 256) };
const observation: Observation = { settings: {}, pixels, evidence: measure(pixels) };
const darkroom: Darkroom = { photo: pixels, observe: (settings) => Promise.resolve({ ...observation, settings }) };
const context: BrainContext = {
  runId: 'r', instruction: 'warmer please', locale: 'en', settings: {}, stepId: 'root', history: [], maxSteps: 8, seed: 1, reflectBelow: 3,
  source: observation, start: observation, steps: [], current: { stepId: 'root', observation },
};

async function turn(url: string, over: Partial<BrainContext> = {}): Promise<BrainOutput[]> {
  const outputs: BrainOutput[] = [];
  for await (const output of createOpenAiBrain({ baseUrl: url, apiKey: 'sk-secret', model: 'm' }).next({ ...context, ...over }, darkroom, new AbortController().signal)) outputs.push(output);
  return outputs;
}

const call = (name: string, args: object, content = ''): Answer => ({ content, call: { name, arguments: JSON.stringify(args) } });

describe('a thing as the area of a correction', () => {
  const inside = new Uint8Array(pixels.width * pixels.height).fill(1);
  const things = { sky: { mask: { width: 32, height: 24, name: 'sky', inside, share: 0.4 }, masks: [{ What: 'Mask/Image', MaskSubType: 2 }], confidence: 0.9 } };
  const start: Observation = { ...observation, things, doubts: { subject: 0.3 } };
  const darker = (thing: string, more: object = {}) => call('adjust_area', { title: 'Darker', area: { kind: 'thing', thing, ...more }, LocalExposure2012: -1 });
  it('is told with how sure it is, and becomes its mask', async () => {
    const { url, sent } = await standIn([darker('sky')]);
    const outputs = await turn(url, { start });
    expect(JSON.stringify(sent[0]?.messages)).toContain('recognised: sky, 40% of frame (90% sure)');
    expect(JSON.stringify(sent[0]?.messages)).toContain('doubtful, not usable as a mask: subject (30% sure)');
    const last = outputs.at(-1);
    if (last?.type !== 'tool_call') throw new Error('expected a step');
    expect(correctionsOf(last.patch)[0]).toMatchObject({ LocalExposure2012: -0.25, CorrectionMasks: [{ What: 'Mask/Image', MaskSubType: 2 }] });
  });
  it('inverted holds everything else', async () => {
    const { url } = await standIn([darker('sky', { invert: true })]);
    const last = (await turn(url, { start })).at(-1);
    expect(last?.type === 'tool_call' && correctionsOf(last.patch)[0]?.CorrectionMasks).toMatchObject([{ What: 'Mask/Aggregate', MaskInverted: true, Masks: [{ What: 'Mask/Image', MaskSubType: 2 }] }]);
  });
  it('that was not recognised surely is refused with what can be had', async () => {
    const { url, sent } = await standIn([darker('subject'), darker('sky')]);
    await turn(url, { start });
    expect(JSON.stringify(sent[1]?.messages)).toContain('was not recognised surely in this photo; recognised: sky. Use another area.');
  });
});

describe('openai brain', () => {
  it('streams the plan, the thought and a step with Lightroom values', async () => {
    const { url, sent } = await standIn([
      call('plan', { text: 'Warm it.', steps: ['White balance'] }, 'A cool room.'),
      call('adjust_light', { title: 'Warm the light', IncrementalTemperature: 22 }, 'The cast is blue.'),
    ]);
    const outputs = await turn(url);
    expect(outputs.find((output) => output.type === 'plan')).toMatchObject({ items: [{ id: '1', title: 'White balance' }] });
    expect(outputs.filter((output) => output.type === 'thought').length).toBeGreaterThan(2);
    expect(outputs.at(-1)).toEqual({ type: 'tool_call', title: 'Warm the light', patch: { IncrementalTemperature: 22 } });
    expect(sent[1]?.tools.map((tool) => tool.function.name)).not.toContain('plan');
  });

  it('sends the picture and the measurements of every recent step', async () => {
    const { url, sent } = await standIn([call('finish', { summary: 'Done.' })]);
    const step = { step: 1, stepId: 'r.1', parentId: 'root', attempt: 1, thought: 'Blue.', title: 'Warm', patch: { IncrementalTemperature: 22 }, observation, note: 'warmth 0 → 3.' };
    expect(await turn(url, { steps: [step] })).toEqual([{ type: 'finish', summary: 'Done.', suggestions: [] }]);
    const flat = JSON.stringify(sent[0]?.messages);
    expect(flat.match(/data:image\/jpeg;base64/g)).toHaveLength(2);
    expect(flat).toContain('Image after step 1. warmth 0 → 3.');
    expect(flat).toContain(`median ${Math.round(observation.evidence.luma.median * 10) / 10}`);
  });

  it('tells the model what was wrong with a call and takes the mended one', async () => {
    const { url, sent } = await standIn([{ call: { name: 'adjust_light', arguments: '{"Exposure2012": ' } }, call('brighten', {}), call('adjust_light', { Exposure2012: 0.4 })]);
    expect((await turn(url)).at(-1)).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 0.4 } });
    expect(JSON.stringify(sent[1]?.messages)).toContain('not valid JSON');
    expect(JSON.stringify(sent[2]?.messages)).toContain('no function brighten');
  });

  it('gives up a turn without a call after three unreadable ones', async () => {
    const { url, sent } = await standIn(Array.from({ length: 5 }, () => call('brighten', {})));
    expect((await turn(url)).filter((output) => output.type === 'tool_call')).toEqual([]);
    expect(sent).toHaveLength(3);
  });

  it('turns an area into a local correction in file units', async () => {
    const { url } = await standIn([call('adjust_area', { title: 'Darken the top', area: { kind: 'linear', from: [0.5, 0.5], to: [0.5, 0.1] }, LocalExposure2012: -1 })]);
    const output = (await turn(url)).at(-1);
    const [correction] = correctionsOf(output?.type === 'tool_call' ? output.patch : {});
    expect(correction).toMatchObject({ LocalExposure2012: -0.25, CorrectionMasks: [{ What: 'Mask/Gradient', ZeroY: 0.5, FullY: 0.1 }] });
  });

  it('says what to do when the server refuses the key, and never repeats the key', async () => {
    const { url } = await standIn([{ status: 401 }]);
    await expect(turn(url)).rejects.toMatchObject({ code: 'model-failed', message: expect.stringContaining('OPENAI_API_KEY') as string });
    const { url: again } = await standIn([{ status: 401 }]);
    await expect(turn(again)).rejects.not.toThrow(/sk-secret/);
  });

  it('moves one sampled colour beside those that are there', () => {
    const current = { settings: pointColoursPatch([samplePoint([0.2, 0.4, 0.8], { shift: [0, 0.2, 0] })]) };
    const read = readCall('adjust_point_colour', JSON.stringify({ title: 'Cooler skin', colour: '#d09a80', hue: -20, saturation: -10, range: 30 }), current.settings);
    expect(read.kind).toBe('patch');
    if (read.kind !== 'patch') return;
    const points = pointColours(applyPatch(current.settings, read.patch)['PointColors'], undefined);
    expect(points.map(({ shift, range }) => [...shift, range])).toEqual([[0, 0.2, 0, 0.5], [-0.2, -0.1, 0, 0.3]]);
    expect(readCall('adjust_point_colour', '{"title": "x", "colour": "red"}', {})).toMatchObject({ kind: 'problem', text: expect.stringContaining('#rrggbb') });
  });

  it('takes things out, by spots and strokes, beside those that were taken out before', () => {
    const first = readCall('adjust_retouch', JSON.stringify({ title: 'Dust', areas: [{ method: 'heal', points: [[0.2, 0.3]], radius: 0.01 }] }), {});
    if (first.kind !== 'patch') throw new Error(first.kind);
    const settings = applyPatch({}, first.patch);
    const second = readCall('adjust_retouch', JSON.stringify({ title: 'The wire', areas: [{ method: 'remove', points: [[0, 0.5], [1, 0.6]], radius: 0.005 }, { method: 'clone', points: [[0.5, 0.5]], radius: 0.1, source: [0.2, 0.2] }] }), settings);
    if (second.kind !== 'patch') throw new Error(second.kind);
    expect(retouchAreasOf(applyPatch(settings, second.patch))).toMatchObject([{ method: 'heal' }, { method: 'remove', shapes: [{ kind: 'stroke' }] }, { method: 'clone', source: { x: 0.2, y: 0.2 } }]);
    expect(readCall('adjust_retouch', '{"areas": []}', {})).toMatchObject({ kind: 'problem' });
  });

  it('blurs around a focus, by an area or by a thing that was recognised', () => {
    const read = readCall('adjust_lens_blur', JSON.stringify({ title: 'Soft', amount: 60, focus: { kind: 'ellipse', box: [0.2, 0.2, 0.6, 0.8] } }), {});
    if (read.kind !== 'patch') throw new Error(read.kind);
    expect(lensBlurOf(applyPatch({}, read.patch))).toMatchObject({ amount: 0.6, masks: [{ What: 'Mask/CircularGradient', Left: 0.2 }] });
    expect(readCall('adjust_lens_blur', JSON.stringify({ title: 'x', amount: 60, focus: { kind: 'thing', thing: 'subject' } }), {})).toMatchObject({ kind: 'problem' });
    expect(readCall('adjust_lens_blur', JSON.stringify({ title: 'x', amount: 0, focus: { kind: 'thing', thing: 'subject' } }), {})).toMatchObject({ patch: { LensBlur: null } });
  });

  it('describes its functions in under 6000 tokens', () => {
    // Four characters a token is the usual estimate for JSON in English.
    expect(JSON.stringify(functionsFor(true)).length / 4).toBeLessThan(6000);
    expect(JSON.stringify(functionsFor(true))).toContain('HueAdjustmentOrange');
  });
});
