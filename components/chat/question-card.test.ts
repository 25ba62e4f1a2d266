import { expect, it } from 'vitest';
import { optionsOf } from './question-card';

it('a question about the request can be left to the assistant, in its own language; leave to spend money cannot', () => {
  const question = { text: 'The sky or the lake?', options: ['the sky', 'the lake'], about: 'request' } as const;
  expect(optionsOf(question)).toEqual(['the sky', 'the lake', 'You decide']);
  expect(optionsOf({ ...question, text: '天空还是湖面？', options: ['你来决定', '天空'] })).toEqual(['天空', '你来决定']);
  expect(optionsOf({ ...question, options: [] })).toEqual(['You decide']);
  expect(optionsOf({ ...question, about: 'generation', options: ['Yes, generate', 'No, leave it'] })).toEqual(['Yes, generate', 'No, leave it']);
});
