import { afterEach, describe, expect, it } from 'vitest';
import { callInText, Gate } from './spoken';
import { call, closeStandIns, messagesIn, observation, taken, textIn, turn } from './testing';

afterEach(closeStandIns);

const good = call('adjust_light', { title: 'Brighter', Exposure2012: 0.4 });

/** A wrong call, what the model is told, and that the mended one is taken. */
describe('a wrong call is answered so that it can be mended', () => {
  it.each([
    ['JSON that cannot be read', call('adjust_light', 'brighter, please'), 'the arguments are not JSON that can be read; they begin "brighter, please"'],
    ['a function that is not there', call('brighten', {}), 'There is no function brighten now. Functions: plan, adjust_light,'],
    ['a parameter that is not there', call('adjust_light', { title: 't', Brightnes: 10 }), 'there is no parameter Brightnes'],
    ['a parameter of another kind of photo', call('adjust_light', { title: 't', Temperature: 5200 }), 'Temperature is for RAW photos; this one has IncrementalTemperature'],
    ['a near miss', call('adjust_light', { title: 't', Highlite2012: 10 }), 'near it: Highlights2012 (adjust_light)'],
    ['a value that is none', call('adjust_light', { title: 't', Exposure2012: 'lots' }), 'Exposure2012:'],
    ['no parameter at all', call('adjust_light', { title: 't' }), 'no parameter was given. It takes'],
    ['nothing but words', { text: 'I would brighten it.' }, 'You called no function. Words alone change nothing'],
    ['a step that changes nothing', call('adjust_light', { title: 't', Exposure2012: 0 }), 'That changes nothing: Exposure2012 stand at these values already.'],
    ['pixels for fractions', call('adjust_area', { title: 't', areas: [{ kind: 'ellipse', box: [100, 100, 400, 300] }], LocalExposure2012: 1 }), 'Expected fractions of the picture, 0…1, not pixels'],
    ['a local parameter that is not there', call('adjust_area', { title: 't', areas: [{ kind: 'linear', from: [0, 0], to: [0, 1] }], LocalVibrance: 10 }), 'a local correction has no LocalVibrance'],
    ['an area without its numbers', call('adjust_area', { title: 't', areas: [{ kind: 'linear', from: [0, 0] }], LocalExposure2012: 1 }), 'an area of kind linear needs to'],
    ['a place the user has not pointed at', call('adjust_area', { title: 't', areas: [{ kind: 'pointed' }], LocalExposure2012: 1 }), 'the user has not pointed at anything'],
    ['a correction that is not there', call('adjust_area', { title: 't', correction: 2, LocalExposure2012: 1 }), 'there is no local correction yet'],
    ['a step that is not there', call('go_to_step', { title: 't', step: 7 }), 'there is no step 7; steps are 0 to 1'],
  ] as const)('%s', async (_, wrong, told) => {
    const { last, server } = await turn([wrong, good], { steps: [taken(1, {}, { patch: {} })], start: observation });
    expect(textIn(server, 1)).toContain(told.replace('plan, ', ''));
    expect(last).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 0.4 } });
  });

  it('the same call again is named with the step that made it', async () => {
    const { server } = await turn([call('adjust_light', { title: 'again', Exposure2012: 0.4 }), call('finish', { summary: '', suggestions: [] })], { steps: [taken(1, { Exposure2012: 0.4 })] });
    expect(textIn(server, 1)).toContain('That is the call of step 1 again: Exposure2012 stand at these values already.');
  });

  it('a circle is seen', async () => {
    const there = { ...taken(1, { Exposure2012: 0.4 }) }, back = { ...taken(2, {}), patch: { Exposure2012: null } };
    const { server } = await turn([good, call('finish', { summary: '', suggestions: [] })], { steps: [there, back] });
    expect(textIn(server, 1)).toContain('That leads in a circle: step 1 made the same change to the same settings');
  });

  it('the same local correction again is named', async () => {
    const correction = { What: 'Correction', CorrectionName: 'Top', CorrectionActive: true, CorrectionAmount: 1, LocalExposure2012: -0.25, CorrectionMasks: [{ What: 'Mask/Gradient', MaskActive: true, MaskBlendMode: 0, MaskInverted: false, MaskValue: 1, ZeroX: 0.5, ZeroY: 0.5, FullX: 0.5, FullY: 0 }] };
    const { server } = await turn([call('adjust_area', { title: 'Top again', areas: [{ kind: 'linear', from: [0.5, 0.5], to: [0.5, 0] }], LocalExposure2012: -1 }), call('finish', { summary: '', suggestions: [] })], { steps: [taken(1, { MaskGroupBasedCorrections: [correction] })] });
    expect(textIn(server, 1)).toContain('that correction is there already, as #1; give correction: 1 to change its amounts');
  });

  it('what comes after a wrong call in one answer is not carried out', async () => {
    const { server } = await turn([{ calls: [{ name: 'brighten', arguments: {} }, { name: 'finish', arguments: { summary: 'too early', suggestions: [] } }] }, good]);
    expect(textIn(server, 1)).toContain('Not carried out: the call before it was wrong.');
  });
});

describe('three wrong calls in a row', () => {
  it('end the run with what was achieved, in the user’s language', async () => {
    const wrong = [call('brighten', {}), { text: 'Hm.' }, call('adjust_light', '{"Exposure2012"'), good];
    const { last, server } = await turn(wrong, { instruction: '亮一点', steps: [taken(1, { Exposure2012: 0.2 })] });
    expect(last).toEqual({ type: 'finish', summary: '连续三步都没有进展，先停在这里。', suggestions: [] });
    expect(server.requests).toHaveLength(3);
  });
  it('and no step at all say so', async () => {
    const { last } = await turn([call('brighten', {})]);
    expect(last).toEqual({ type: 'finish', summary: 'Nothing was changed.', suggestions: [] });
  });
  it('end a model that does nothing but plan', async () => {
    const { outputs, server } = await turn([call('plan', { text: 'x', steps: ['a'] })]);
    expect(outputs.filter(({ type }) => type === 'plan')).toHaveLength(1);
    expect(server.requests).toHaveLength(4);
    expect(textIn(server, 3)).toContain('The plan is stated already.');
  });
  it('are counted anew after a right one', async () => {
    const { last } = await turn([call('a', {}), call('b', {}), call('evaluate', {}), call('c', {}), call('d', {}), good]);
    expect(last?.type).toBe('tool_call');
  });
});

describe('what is sent back to the server', () => {
  it('is JSON and a plain name, whatever the model wrote', async () => {
    const { server } = await turn([call('naïve name!', '{oops'), good]);
    const said = messagesIn(server, 1).flatMap(({ tool_calls }) => tool_calls ?? []);
    expect(said[0]?.function).toEqual({ name: 'na_ve_name_', arguments: '{}' });
  });
});

describe('calls as models write them', () => {
  it.each([
    ['quotes, words and commas of Python', `{'title': 'Brighter', 'Exposure2012': +0.4,}`],
    ['a fence and a comment', '```json\n{"title": "Brighter", // a bit\n "Exposure2012": 0.4}\n```'],
    ['numbers in quotes', '{"title": "Brighter", "Exposure2012": "0.4"}'],
    ['another spelling', '{"title": "Brighter", "exposure": 0.4}'],
  ])('%s', async (_, json) => {
    const { last } = await turn([call('adjust_light', json)]);
    expect(last).toMatchObject({ type: 'tool_call', title: 'Brighter', patch: {} });
    expect(Number((last as { patch: Record<string, unknown> }).patch['Exposure2012'])).toBe(0.4);
  });

  it.each([
    ['in a tag', 'A little dark.\n<tool_call>{"name": "adjust_light", "arguments": {"title": "Brighter", "Exposure2012": 0.4}}</tool_call>'],
    ['in a fence', 'A little dark.\n```json\n{"name": "adjust_light", "parameters": {"title": "Brighter", "Exposure2012": 0.4}}\n```'],
    ['bare', 'A little dark.\n{"name": "adjust_light", "arguments": "{\\"title\\": \\"Brighter\\", \\"Exposure2012\\": 0.4}"}'],
  ])('written into the text %s is taken, and not shown', async (_, text) => {
    const { outputs, last } = await turn([{ text }]);
    expect(last).toMatchObject({ type: 'tool_call', patch: { Exposure2012: 0.4 } });
    expect(outputs.flatMap((output) => (output.type === 'thought' ? [output.delta] : [])).join('')).toBe('A little dark.\n');
  });

  it('text that only looks like a call is shown after all', async () => {
    const { outputs } = await turn([{ text: 'Like ```this```, see?' }, call('finish', { summary: '', suggestions: [] })]);
    expect(outputs.flatMap((output) => (output.type === 'thought' ? [output.delta] : [])).join('')).toBe('Like ```this```, see?');
  });

  it('a gate lets through what cannot be the beginning of a call', () => {
    const gate = new Gate();
    expect(['Warm', 'er <to', 'day> ok <tool_', 'call>{"name"'].map((piece) => gate.take(piece))).toEqual(['Warm', 'er ', '<today> ok ', '']);
    expect(gate.held).toBe('<tool_call>{"name"');
  });

  it('a call in text is one only by the name of an offered function', () => {
    expect(callInText('{"name": "share", "arguments": {}}', new Set(['finish']))).toBeUndefined();
    expect(callInText('{"function": {"name": "finish", "arguments": {"summary": "x"}}}', new Set(['finish']))).toMatchObject({ name: 'finish', arguments: '{"summary":"x"}' });
  });
});
