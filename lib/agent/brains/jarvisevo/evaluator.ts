import { patchBetween } from '@/lib/develop/settings';
import { AgentError } from '../../errors';
import { picturePart, type ChatMessage, type ModelClient } from '../../model';
import { languageOf } from '../../sentences';
import type { Evaluator, EvaluatorReport, Score } from '../../types';
import { scoreIn } from './call';
import { RECENT_IMAGES, type JarvisEvoOptions } from './brain';
import { evaluating, type Manner } from './conversation';
import { asParameters } from './document';
import { PROMPTS } from './prompts';
import { AIGC_SENTENCE, assistantTurn, evaluationTurn, firstTurn } from './protocol';
import { TagReader } from './tags';

export type SelfEvaluatorOptions = Pick<JarvisEvoOptions, 'edge' | 'recentImages' | 'prompts'>;

/** Answers without a score before the evaluation is given up. */
const ATTEMPTS = 2;
const LONGEST_REASON = 2000;

type Input = Parameters<Evaluator['evaluate']>[0];

/**
 * The checkpoint's own score, as published: the conversation in which the result was made, and the turn that asks for its evaluation. One number from
 * 1 to 5 covers aesthetics and instruction; it stands for both. A result of unknown making is told as one call.
 */
export function createSelfEvaluator(client: ModelClient, { edge = 1024, recentImages = RECENT_IMAGES, prompts = PROMPTS }: SelfEvaluatorOptions = {}): Evaluator {
  const manner: Manner = { prompts, sending: { edge, pictures: recentImages + 1 } };

  async function conversation({ instruction, start, result }: Input): Promise<ChatMessage[]> {
    const changed = patchBetween(start.settings, result.settings);
    // The same settings and another picture: an image model had a hand in it.
    const task = Object.keys(changed).length === 0 && result.pixels !== start.pixels ? 'aigc' : 'lightroom';
    const call = task === 'aigc' ? AIGC_SENTENCE : asParameters(changed);
    return [
      { role: 'system', content: prompts.system },
      { role: 'user', content: [await picturePart(start.pixels, edge), { type: 'text', text: firstTurn(task, instruction) }] },
      { role: 'assistant', content: assistantTurn({ state: 'finished', think: '', call }) },
      { role: 'user', content: [await picturePart(result.pixels, edge), { type: 'text', text: evaluationTurn(task) }] },
    ];
  }

  return {
    id: 'self',
    async evaluate(input: Input, signal: AbortSignal, report?: EvaluatorReport): Promise<Score> {
      const messages = input.context ? await evaluating(input.context, manner) : await conversation(input);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { text, reasoning, usage } = await client.ask({ messages }, signal);
        report?.usage(usage);
        const tags = new TagReader();
        tags.take(text);
        tags.end();
        const { read } = tags;
        const overall = scoreIn(read);
        if (overall !== undefined) {
          const reason = (read.think || reasoning).slice(0, LONGEST_REASON);
          return { aesthetics: overall, instruction: overall, overall, reasons: reason ? [reason] : [] };
        }
        messages.push({ role: 'assistant', content: assistantTurn({ ...(!input.context?.reflectOn && { state: 'finished' as const }), think: read.think.slice(0, LONGEST_REASON) }) });
        messages.push({ role: 'user', content: 'There was no score. Answer with <answer>{"Overall assessment score": "…"}</answer>, a number from 1 to 5.' });
      }
      throw new AgentError('model-no-score', languageOf(input.instruction, input.locale) === 'zh' ? '模型没有给出评分。请重试，或换一个评估方式。' : 'The model gave no score for its result. Try again, or choose another evaluator.');
    },
  };
}
