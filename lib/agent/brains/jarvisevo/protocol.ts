import type { Locale } from '@/lib/develop/types';

/** The turns of the published text protocol (arXiv 2511.23002): what is said to the checkpoint, word for word, as it was trained to hear it. */

/** `auto`: the model decides between develop settings and an image model. */
export type TaskType = 'lightroom' | 'aigc' | 'auto';

export const firstTurn = (task: TaskType, instruction: string): string => `<task_type>${task}</task_type>. Instruction: ${instruction}`;

export const afterStep = (step: number): string => `Image after step ${step} of editing.`;

export const evaluationTurn = (task: 'lightroom' | 'aigc'): string => `${task === 'aigc' ? 'AIGC task' : 'Lightroom editing'} completed. Please evaluate the results.`;

export type State = 'processing' | 'finished';

/** An earlier answer as it is sent again: its state in front (in the second conversation there is none), then what it thought and called. */
export const assistantTurn = ({ state, think, call }: { readonly state?: State; readonly think: string; readonly call?: string }): string =>
  [state && `<state>${state}</state>`, think && `<think>${think}</think>`, call && `<tool_call>${call}</tool_call>`].filter(Boolean).join('\n\n');

/** What a call for an image model says, whatever is asked for: the instruction itself is the order. */
export const AIGC_SENTENCE = 'This is an AIGC-based image editing task; the original instructions will be preserved.';
/** The sentence as models remember it. */
export const saysAigc = (call: string): boolean => /AIGC[\s-]*based|AIGC.{0,20}(image|task|editing|任务|编辑)|基于\s*AIGC/i.test(call) && !/[{｛]/.test(call);

export type Reflecting = { readonly instruction: string; readonly score: number; readonly summary: string; readonly parameters: string; /** The last result is. */ readonly shown: boolean };

/** Opens the second conversation, after the original and the last result as pictures. */
export const reflectionTurn = ({ instruction, score, summary, parameters, shown }: Reflecting): string => [
  '1. Original Image: the first picture, not edited',
  `2. Previous Result: ${shown ? 'the second picture, after the previous editing' : 'not shown'}`,
  `3. User Instruction: ${instruction}`,
  `4. Self-Evaluation: ${JSON.stringify({ Score: score, Summary: summary })}`,
  `5. Historical Parameters: ${parameters}`,
  '',
  'Analyze the gap and provide refined Lightroom adjustments.',
].join('\n');

export const reflectedTurn = 'Here is the reflected result. Please evaluate again.';

/** The two parts of a plan as published, in the user's words. */
export const PARTS: Readonly<Record<Locale, readonly [string, string]>> = {
  en: ['Foundational tone and colour', 'Light shaping with local masks'],
  zh: ['基础影调与色彩', '局部蒙版塑造光影'],
};
