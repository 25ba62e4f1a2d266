import { afterEach, describe, expect, it } from 'vitest';
import { createModelClient } from './client';
import { closeStandIns, standIn, type Answering } from './testing';
import type { ChatAnswer, ChatPart, ChatRequest, ModelOptions } from './types';

afterEach(closeStandIns);

const PICTURE = 'data:image/jpeg;base64,/9j/';
const HELLO: ChatRequest = { messages: [{ role: 'user', content: [{ type: 'text', text: 'Look.' }, { type: 'image_url', image_url: { url: PICTURE } }] }] };
const FUNCTION = { name: 'adjust', description: 'Moves sliders', parameters: { type: 'object', properties: {} }, strict: true };

async function collect(parts: AsyncGenerator<ChatPart, ChatAnswer, undefined>): Promise<{ parts: ChatPart[]; answer: ChatAnswer }> {
  const heard: ChatPart[] = [];
  for (;;) {
    const next = await parts.next();
    if (next.done) return { parts: heard, answer: next.value };
    heard.push(next.value);
  }
}

async function chat(reply: Answering, request: ChatRequest = HELLO, options: ModelOptions = {}) {
  const server = await standIn([reply]);
  return { ...(await collect(createModelClient(server.endpoint, options).chat(request, new AbortController().signal))), requests: server.requests };
}

describe('a streamed answer', () => {
  it('arrives in pieces and is returned whole, with what it used', async () => {
    const { parts, answer, requests } = await chat({ text: 'The sky is 太亮 today.', usage: { prompt_tokens: 900, completion_tokens: 30, prompt_tokens_details: { cached_tokens: 600 } } }, HELLO, { price: { input: 2, cached: 1, output: 10 } });
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ delta }) => delta).join('')).toBe('The sky is 太亮 today.');
    expect(answer).toEqual({
      text: 'The sky is 太亮 today.', reasoning: '', calls: [], finishReason: 'stop',
      usage: { requests: 1, input: 900, cached: 600, output: 30, images: 1, dollars: (300 * 2 + 600 * 1 + 30 * 10) / 1e6 },
    });
    expect(requests[0]?.body).toMatchObject({ model: 'stand-in', stream: true, stream_options: { include_usage: true } });
  });

  it.each(['reasoning', 'reasoning_content'] as const)('keeps what a model thinks apart from what it says (%s)', async (reasoningField) => {
    const { parts, answer } = await chat({ reasoning: 'It is dark.', text: 'Brighter.', ways: { reasoningField } });
    expect(answer).toMatchObject({ reasoning: 'It is dark.', text: 'Brighter.' });
    expect(parts.filter(({ type }) => type === 'reasoning').map(({ delta }) => delta).join('')).toBe('It is dark.');
  });

  const calls = [{ name: 'adjust', arguments: { Exposure2012: 0.5 } }, { name: 'look', arguments: '{"x": 0.1}' }];
  const whole = [{ id: 'call_1', name: 'adjust', arguments: '{"Exposure2012":0.5}' }, { id: 'call_2', name: 'look', arguments: '{"x": 0.1}' }];
  it.each([undefined, 'none', 'zero'] as const)('puts every call together, however the server numbers them (%s)', async (callIndex) => {
    const { answer } = await chat({ text: 'Two.', calls, ...(callIndex && { ways: { callIndex } }) }, { ...HELLO, tools: [FUNCTION] });
    expect(answer.calls).toEqual(whole);
    expect(answer.finishReason).toBe('calls');
  });

  it('is understood in one piece too, and with other ends of line', async () => {
    expect((await chat({ text: 'Fine.', reasoning: 'hm', calls, ways: { onePiece: true } })).answer).toMatchObject({ text: 'Fine.', reasoning: 'hm', calls: whole, finishReason: 'calls', usage: { input: 100, output: 10 } });
    expect((await chat({ text: 'Fine.', ways: { lineEnd: '\r\n' } })).answer.text).toBe('Fine.');
  });

  it('that is not counted by the server is estimated, and says so', async () => {
    const { answer } = await chat({ text: 'abcdefgh', usage: null });
    expect(answer.usage).toEqual({ requests: 1, input: 802, cached: 0, output: 2, images: 1, estimated: true });
  });

  it('names why it ended', async () => {
    expect((await chat({ text: 'and', finish: 'length' })).answer.finishReason).toBe('length');
    expect((await chat({ text: '', finish: 'content_filter' })).answer.finishReason).toBe('filter');
  });
});

describe('a request', () => {
  it('carries tools, choice, form and bounds as the API writes them', async () => {
    const { requests } = await chat({ text: '{}' }, { ...HELLO, tools: [FUNCTION], toolChoice: { name: 'adjust' }, responseFormat: { name: 'score', schema: { type: 'object' }, strict: true }, maxTokens: 700, temperature: 0.2 });
    expect(requests[0]?.body).toMatchObject({
      tools: [{ type: 'function', function: FUNCTION }], tool_choice: { type: 'function', function: { name: 'adjust' } },
      response_format: { type: 'json_schema', json_schema: { name: 'score', strict: true } }, max_tokens: 700, temperature: 0.2,
    });
  });

  it('carries the key where there is one and none of the environment', async () => {
    process.env['OPENAI_API_KEY'] = 'sk-environment';
    process.env['OPENAI_ORG_ID'] = 'org-environment';
    process.env['OPENAI_CUSTOM_HEADERS'] = 'x-secret: environment';
    try {
      const withKey = await chat({ text: 'a' }, HELLO, { apiKey: 'sk-given' });
      expect(withKey.requests[0]?.headers.authorization).toBe('Bearer sk-given');
      const without = await chat({ text: 'a' });
      expect(without.requests[0]?.headers.authorization).toBeUndefined();
      expect(JSON.stringify([withKey.requests, without.requests])).not.toContain('environment');
    } finally {
      for (const name of ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_CUSTOM_HEADERS']) delete process.env[name];
    }
  });

  it('in one piece is answered in one piece', async () => {
    const server = await standIn([{ text: 'Hello.' }]);
    expect(await createModelClient(server.endpoint).ask(HELLO, new AbortController().signal)).toMatchObject({ text: 'Hello.', usage: { input: 100 } });
    expect(server.requests[0]?.body['stream']).toBe(false);
    expect(server.requests[0]?.body['stream_options']).toBeUndefined();
  });
});

describe('what a server does not take', () => {
  const everything: ChatRequest = { ...HELLO, tools: [FUNCTION], toolChoice: 'required', responseFormat: 'json', maxTokens: 500, temperature: 0 };
  it.each([
    ['stream_options', /"stream_options"/, 'Unrecognized request argument supplied: stream_options'],
    ['strict', /"strict"/, "Invalid schema for function 'adjust'"],
    ['tool_choice', /"tool_choice"/, 'tool_choice must be auto'],
    ['response_format', /"response_format"/, 'response_format is not supported'],
    ['temperature', /"temperature"/, "Unsupported value: 'temperature' does not support 0 with this model"],
    ['max_tokens', /"max_tokens"/, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."],
    ['stream', /"stream":true/, 'streaming is not available'],
    ['something unnamed', /"stream_options"|"strict"/, 'Extra inputs are not permitted'],
  ] as const)('is left out when it is refused, and from then on: %s', async (_, field, message) => {
    const server = await standIn(() => ({ fault: 'refuse', field, message, otherwise: { text: 'Good.' } }));
    const client = createModelClient(server.endpoint);
    expect((await collect(client.chat(everything, new AbortController().signal))).answer.text).toBe('Good.');
    const attempts = server.requests.length;
    expect(attempts).toBeLessThanOrEqual(3);
    await collect(createModelClient(server.endpoint).chat(everything, new AbortController().signal));
    expect(server.requests).toHaveLength(attempts + 1);
    expect(JSON.stringify(server.requests.at(-1)?.body)).not.toMatch(field);
    expect(JSON.stringify(server.requests.at(-1)?.body)).toContain('"function":{"name":"adjust"');
  });

  it('keeps the bound on length under its other name', async () => {
    const server = await standIn(() => ({ fault: 'refuse', field: /"max_tokens"/, message: "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", otherwise: { text: 'Good.' } }));
    await collect(createModelClient(server.endpoint).chat(everything, new AbortController().signal));
    expect(server.requests.at(-1)?.body['max_completion_tokens']).toBe(500);
  });

  it('is not guessed at when the refusal says that it is about something else', async () => {
    const server = await standIn(() => ({ fault: 'status', status: 400, body: { error: { message: "This model's maximum context length is 8192 tokens" } } }));
    await expect(collect(createModelClient(server.endpoint).chat(everything, new AbortController().signal))).rejects.toMatchObject({ code: 'model-context' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('images edit', () => {
  const image = { bytes: new Uint8Array([1, 2, 3]), type: 'image/png' } as const;
  const edit = { image, prompt: 'Remove the sign', mask: new Uint8Array([9]), size: '1024x1024' };
  it('sends picture, mask and instruction, and gives the picture back', async () => {
    const server = await standIn([{ images: [{ bytes: new Uint8Array([4, 5, 6]) }] }]);
    const { bytes, usage } = await createModelClient({ urls: [server.url], model: 'gpt-image-1' }).editImage(edit, new AbortController().signal);
    expect([...bytes]).toEqual([4, 5, 6]);
    expect(usage).toMatchObject({ input: 300, output: 1000, images: 2, dollars: (300 * 10 + 1000 * 40) / 1e6 });
    const { path, body } = server.requests[0]!;
    expect(path).toBe('/v1/images/edits');
    expect(body).toMatchObject({ model: 'gpt-image-1', prompt: 'Remove the sign', size: '1024x1024', response_format: 'b64_json' });
    expect([...new Uint8Array(await (body['image'] as File).arrayBuffer())]).toEqual([1, 2, 3]);
    expect((body['mask'] as File).type).toBe('image/png');
  });

  it('fetches no picture from another address', async () => {
    const elsewhere = await standIn([{ text: 'secret' }]);
    const server = await standIn([{ images: [{ url: `${elsewhere.url}/picture.png` }] }]);
    await expect(createModelClient(server.endpoint).editImage(edit, new AbortController().signal)).rejects.toMatchObject({ code: 'model-broken', message: expect.stringContaining('b64_json') });
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('does without what the server does not know', async () => {
    const server = await standIn((request) => ('response_format' in request.body ? { fault: 'status', status: 400, body: { error: { message: "Unknown parameter: 'response_format'." } } } : { images: [{ bytes: new Uint8Array([7]) }] }));
    expect([...(await createModelClient(server.endpoint).editImage(edit, new AbortController().signal)).bytes]).toEqual([7]);
  });
});

it('lists the models of a server', async () => {
  const server = await standIn([], 'qwen');
  expect(await createModelClient(server.endpoint).models(new AbortController().signal)).toEqual(['qwen']);
});
