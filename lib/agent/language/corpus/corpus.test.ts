import { describe, expect, it } from 'vitest';
import type { Turn } from '@/lib/agent/types';
import { understand } from '../understand';
import { ENGLISH } from './en';
import { ALL_ATTRIBUTES, differences, type Example } from './expect';
import { CHINESE } from './zh';

const turn = (instruction: string): Turn => ({ instruction, before: {}, after: {} });

const read = ([instruction, , before]: Example, locale: 'en' | 'zh') => understand(instruction, { locale, history: before === undefined ? [] : [turn(before)] });

describe.each([['English', 'en', ENGLISH], ['Chinese', 'zh', CHINESE]] as const)('%s requests', (_name, locale, examples) => {
  it.each(examples.map((example) => [example[0], example] as const))('%s', (_text, example) => {
    const intent = read(example, locale);
    expect(differences(intent, example[1]), JSON.stringify(intent)).toEqual([]);
  });

  it('number at least 150', () => {
    expect(examples.length).toBeGreaterThanOrEqual(150);
    expect(new Set(examples.map((example) => example[0] + (example[2] ?? ''))).size).toBe(examples.length);
  });

  it('reach every attribute', () => {
    const reached = new Set(examples.flatMap((example) => read(example, locale).goals.flatMap((goal) => (goal.kind === 'adjust' ? [goal.attribute] : []))));
    expect(ALL_ATTRIBUTES.filter((attribute) => !reached.has(attribute))).toEqual([]);
  });
});
