import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TagReader, type Tagged } from './tags';

/** Reads a text in pieces of a length; gives what was shown and what was read. */
function read(text: string, length = text.length || 1): { shown: string; tagged: Tagged } {
  const reader = new TagReader();
  let shown = '';
  for (let at = 0; at < text.length; at += length) shown += reader.take(text.slice(at, at + length));
  shown += reader.end();
  return { shown, tagged: reader.read };
}

describe('an answer of the checkpoint', () => {
  it('comes apart into thought, call and state', () => {
    expect(read('<state>processing</state>\n<think>It is dark.\nLift it.</think>\n<tool_call>{"Exposure2012": 0.3}</tool_call>')).toEqual({
      shown: 'It is dark.\nLift it.', tagged: { think: 'It is dark.\nLift it.', calls: ['{"Exposure2012": 0.3}'], state: 'processing', outside: '' },
    });
    expect(read('<think>Good.</think>. <answer> {"Overall assessment score": "4.56"} </answer>').tagged).toMatchObject({ think: 'Good.', answer: '{"Overall assessment score": "4.56"}' });
  });

  it.each<[string, string, Partial<Tagged>]>([
    ['a call inside the thought', '<think>Dark. <tool_call>{"a": 1}</tool_call> So be it.</think>', { think: 'Dark.  So be it.', calls: ['{"a": 1}'] }],
    ['a thought that was never closed', '<think>Dark, so brighter. <tool_call>{"a": 1}', { think: 'Dark, so brighter.', calls: ['{"a": 1}'] }],
    ['an end in the middle of a tag', '<think>Dark.</think><tool_call>{"a": 1}</tool_ca', { think: 'Dark.', calls: ['{"a": 1}'] }],
    ['several calls', '<think>a</think><tool_call>{"a": 1}</tool_call><tool_call>{"b": 2}</tool_call>', { calls: ['{"a": 1}', '{"b": 2}'] }],
    ['full-width tags', '＜think＞暗了。＜／think＞＜tool_call＞{"a": 1}＜/tool_call＞', { think: '暗了。', calls: ['{"a": 1}'] }],
    ['capitals and spaces in tags', '<Think>a</ Think >< tool_call >{}</tool_call>', { think: 'a', calls: ['{}'] }],
    ['no tags at all', 'It is dark.\n```json\n{"Exposure2012": 1}\n```\nDone.', { think: 'It is dark.', calls: [], outside: 'It is dark.\n```json\n{"Exposure2012": 1}\n```\nDone.' }],
    ['words around the tags', 'Sure! <think>Dark.</think> Here: <tool_call>{}</tool_call> Enjoy.', { think: 'Sure! Dark.', calls: ['{}'] }],
    ['less-than signs that open no tag', '<think>p5 < 10 and p95 <90</think>', { think: 'p5 < 10 and p95 <90' }],
  ])('is understood with %s', (_, text, tagged) => {
    expect(read(text).tagged).toMatchObject(tagged);
  });

  it('reads the same in whatever pieces it comes, and never shows a tag, a call or a score', () => {
    const piece = fc.constantFrom('<think>', '</think>', '<tool_call>', '</tool_call>', '<answer>', '</answer>', '<state>', '</state>', '＜think＞', '{"Exposure2012": 0.3}', 'dark ', 'x < y ', '天空', '\n', '<', '</', '4.56');
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), fc.integer({ min: 1, max: 9 }), (pieces, length) => {
      const text = pieces.join('');
      const whole = read(text), parts = read(text, length);
      expect(parts.tagged).toEqual(whole.tagged);
      expect(parts.shown).toBe(whole.shown);
      expect(parts.shown.trim()).toBe(parts.tagged.think);
      expect(parts.shown).not.toMatch(/<\/?(think|tool_call|answer|state)>/);
    }), { numRuns: 2000 });
  });

  it('shows thought as it comes, not at the end', () => {
    const reader = new TagReader();
    expect(reader.take('<think>The sky is ')).toBe('The sky is ');
    expect(reader.take('flat. </th')).toBe('flat. ');
    expect(reader.take('ink><tool_call>{"a"')).toBe('');
  });
});
