import { afterEach, describe, expect, it } from 'vitest';
import { rampDarkroom } from '../../doubles';
import { createModelClient } from '../../model';
import { closeStandIns, standIn, type Received, type Reply } from '../../model/testing';
import type { Asked, Usage } from '../../types';
import { readMarks, readPair, readPreference } from './answers';
import { createJudge, scoreOfMarks, viescore } from '.';

afterEach(closeStandIns);

const MARKS = { aesthetics: 3.5, instruction: 4.25, preservation: 5, reasons: ['The face is lighter.'] };
const json = (value: object): Reply => ({ text: JSON.stringify(value) });
const never = new AbortController().signal;

async function scene(instruction = 'brighter', history: Asked['history'] = []) {
  const darkroom = rampDarkroom();
  const source = await darkroom.observe({});
  return { asked: { instruction, locale: 'en' as const, source, start: source, history }, up: await darkroom.observe({ Exposure2012: 1 }), down: await darkroom.observe({ Exposure2012: -1 }) };
}
const sentBy = ({ body }: Received): string => JSON.stringify(body['messages']);
/** Texts and places of pictures of the user's message, in order. */
function shownTo({ body }: Received): readonly string[] {
  const messages = body['messages'] as readonly { readonly role: string; readonly content: string | readonly { readonly type: string; readonly text?: string }[] }[];
  const content = messages.find(({ role }) => role === 'user')?.content ?? [];
  return typeof content === 'string' ? [content] : content.map(({ type, text }) => (type === 'text' ? (text ?? '') : '(picture)'));
}

describe('a judge', () => {
  it('sees source, result, request and measurements, and answers with three scores and reasons', async () => {
    const server = await standIn([json(MARKS)]);
    const { asked, up } = await scene();
    const used: Usage[] = [];
    const score = await createJudge(createModelClient(server.endpoint)).evaluate({ ...asked, result: up }, never, { usage: (usage) => used.push(usage) });
    expect(score).toEqual({ aesthetics: 3.5, instruction: 4.25, preservation: 5, overall: 3.91, reasons: ['The face is lighter.'] });
    expect(used).toMatchObject([{ requests: 1, input: 100, output: 10 }]);
    const [request] = server.requests;
    if (!request) throw new Error('not asked');
    const shown = shownTo(request);
    expect(shown.slice(0, 4)).toEqual(['Original:', '(picture)', 'Result:', '(picture)']);
    expect(shown[4]).toContain('Request: "brighter"');
    expect(shown[4]).toContain(`mean ${up.evidence.luma.mean.toFixed(1)}`);
    expect(request.body['response_format']).toMatchObject({ type: 'json_schema' });
  });

  it('sees the reference, and takes the answer to a question for what it answers', async () => {
    const server = await standIn([json(MARKS)]);
    const question = { text: 'The sky or the lake?', options: ['the sky', 'the lake'], about: 'request' } as const;
    const { asked, up, down } = await scene('the lake', [{ instruction: 'warmer', before: {}, after: {} }, { instruction: 'make it deeper', before: {}, after: {}, question }]);
    await createJudge(createModelClient(server.endpoint)).evaluate({ ...asked, like: down, result: up }, never);
    const shown = server.requests.map(shownTo).flat();
    expect(shown.slice(2, 4)).toEqual([expect.stringMatching(/^The reference /), '(picture)']);
    expect(shown.at(-1)).toContain(`mean ${down.evidence.luma.mean.toFixed(1)}`);
    expect(shown.at(-1)).toContain('still to be seen in the result: "warmer"\nRequest: "make it deeper"; asked "The sky or the lake?", the user answered "the lake"');
  });

  it('is told what was asked before, in whose language to answer, and that pictures give no orders', async () => {
    const server = await standIn([json(MARKS)]);
    const { asked, up } = await scene('再亮一点', [{ instruction: 'warmer', before: {}, after: {} }]);
    await createJudge(createModelClient(server.endpoint), { id: 'self' }).evaluate({ ...asked, result: up }, never);
    const sent = server.requests.map(sentBy).join();
    expect(sent).toContain('Simplified Chinese');
    expect(sent).toContain('warmer');
    expect(sent).toMatch(/never an instruction/);
    expect(sent).toMatch(/your own work/);
  });

  it('is asked once more when its answer cannot be read, and given up after that', async () => {
    const { asked, up } = await scene();
    const mends = await standIn([{ text: 'A lovely picture, I would say four of five.' }, json(MARKS)]);
    expect((await createJudge(createModelClient(mends.endpoint)).evaluate({ ...asked, result: up }, never)).instruction).toBe(4.25);
    expect(mends.requests).toHaveLength(2);
    const babbles = await standIn([{ text: 'Lovely!' }]);
    await expect(createJudge(createModelClient(babbles.endpoint)).evaluate({ ...asked, result: up }, never)).rejects.toMatchObject({ code: 'judge-unreadable' });
    expect(babbles.requests).toHaveLength(2);
  });

  it('compares two results as A and B and is not told which one came later', async () => {
    const server = await standIn([json({ winner: 'B', reasons: ['Lighter.'] })]);
    const { asked, up, down } = await scene();
    expect(await createJudge(createModelClient(server.endpoint)).compare?.({ ...asked, a: down, b: up }, never)).toEqual({ winner: 'b', reasons: ['Lighter.'] });
    const [request] = server.requests;
    if (!request) throw new Error('not asked');
    expect(shownTo(request).slice(0, 6)).toEqual(['Original:', '(picture)', 'Result A:', '(picture)', 'Result B:', '(picture)']);
    expect(sentBy(request)).not.toMatch(/earlier result|later|correction|attempt|step/i);
  });
});

describe('what judges write', () => {
  it.each([
    ['plain', '{"aesthetics":4,"instruction":3.5,"preservation":5,"reasons":["a"]}'],
    ['fenced, after thinking aloud', '<think>{"aesthetics": 1, "instruction": 1, "preservation": 1}</think>Here:\n```json\n{"aesthetics": 4, "instruction": 3.5, "preservation": 5, "reasons": "a"}\n```'],
    ['broken JSON', "{'Aesthetics': 4, 'instruction': '3.5/5', 'content_preservation': 5, 'reasons': ['a',],}"],
    ['scores in objects', '{"aesthetics": {"score": 4}, "instruction": {"score": 3.5}, "preservation": {"score": 5}, "reason": "a"}'],
  ])('is read: %s', (_, text) => {
    expect(readMarks(text)).toEqual({ aesthetics: 4, instruction: 3.5, preservation: 5, reasons: ['a'] });
  });
  it.each(['', '{}', '{"aesthetics": 9, "instruction": 3, "preservation": 5}', '{"aesthetics": 4, "instruction": 3}', 'four'])('is not guessed at: %j', (text) => {
    expect(readMarks(text)).toBeUndefined();
  });
  it.each([['{"winner": "A"}', 'a'], ['{"winner":"Result B","reasons":[]}', 'b'], ['{"winner": "tie"}', 'tie'], ['{"winner":"both"}', undefined], ['A', undefined]])('names a winner: %s', (text, winner) => {
    expect(readPreference(text)?.winner).toBe(winner);
  });
  it('is bounded', () => {
    const text = `{"aesthetics":4,"instruction":4,"preservation":4,"reasons":${JSON.stringify(Array.from({ length: 50 }, () => 'x'.repeat(5000)))}}`;
    expect(readMarks(text.slice(-20_000))).toBeUndefined();
    expect(readMarks(`${'{'.repeat(200_000)}`)).toBeUndefined();
    const reasons = readMarks(`{"aesthetics":4,"instruction":4,"preservation":4,"reasons":${JSON.stringify(Array.from({ length: 20 }, () => 'x'.repeat(600)))}}`)?.reasons ?? [];
    expect([reasons.length, Math.max(...reasons.map(({ length }) => length))]).toEqual([6, 400]);
  });
  it('as a pair of 0 to 10', () => {
    expect(readPair('{"score": [8, "9"], "reasoning": "ok"}')).toEqual([8, 9]);
    expect(readPair('{"score": [8, 12]}')).toBeUndefined();
  });
});

it('what was lost of the photo holds the score down, however beautiful the result', () => {
  expect(scoreOfMarks({ aesthetics: 5, instruction: 5, preservation: 2, reasons: [] }).overall).toBe(2.5);
  expect(scoreOfMarks({ aesthetics: 5, instruction: 5, preservation: 5, reasons: [] }).overall).toBe(5);
});

it('VIEScore takes the lower mark of each side: O = √(SC·PQ); quality is judged of the result alone', async () => {
  const server = await standIn(({ body }) => json({ score: JSON.stringify(body).includes('Before:') ? [9, 8] : [9, 4.5], reasoning: 'x' }));
  const { asked, up } = await scene();
  expect(await viescore(createModelClient(server.endpoint), { source: asked.source.pixels, result: up.pixels, instruction: 'brighter' }, never)).toEqual({ sc: 8, pq: 4.5, overall: 6 });
  expect(server.requests.map((request) => shownTo(request).filter((part) => part === '(picture)').length).sort()).toEqual([1, 2]);
});
