import { canonicalJson } from '@/lib/develop/settings';
import type { Locale } from '@/lib/develop/types';
import { SENTENCES } from './sentences';
import type { Brain, BrainOutput, Generation, Question, RunRequest } from './types';

/** What is to become of an order to an image model. */
export type Verdict = { readonly kind: 'go' } | { readonly kind: 'refuse'; readonly problem: string } | { readonly kind: 'ask'; readonly question: Question };

/** The longest order that is passed on. */
const LONGEST_PROMPT = 4000;

const sameOrder = (a: Generation, b: Generation): boolean => a.prompt === b.prompt && canonicalJson({ masks: a.masks ?? [] }) === canonicalJson({ masks: b.masks ?? [] });

/**
 * Whether an order may be carried out. That is for the loop to say and not for the brain: a model that was talked into something by the words
 * in a photo must not spend the user's money. `isPossible`: there is an image model.
 */
export function verdictOn(order: Generation, request: Pick<RunRequest, 'generation' | 'permission'>, isPossible: boolean, locale: Locale): Verdict {
  const say = SENTENCES[locale].generation;
  const prompt = order.prompt.trim();
  if (prompt === '' || prompt.length > LONGEST_PROMPT) return { kind: 'refuse', problem: say.badPrompt(LONGEST_PROMPT) };
  const mode = request.generation ?? 'ask';
  if (mode === 'forbid') return { kind: 'refuse', problem: say.forbidden };
  if (!isPossible) return { kind: 'refuse', problem: say.noModel };
  const permitted = request.permission?.granted === true && sameOrder(request.permission.order, order);
  if (mode === 'allow' || permitted) return { kind: 'go' };
  return { kind: 'ask', question: { text: say.ask(prompt, (order.masks?.length ?? 0) > 0), options: say.answers, about: 'generation', prompt: order.prompt, ...(order.masks && { masks: order.masks }) } };
}

/** Words that stand for the first and the second option of such a question. */
const YES = /^(y|yes|yep|yeah|ok|okay|sure|go ahead|do it|please do|yes[, ]+please|好|好的|好吧|可以|行|是|是的|嗯|同意|允许|生成吧|来吧)[\s.!。！]*$/i;
const NO = /^(n|no|nope|no[, ]+thanks?|no thank you|don't|do not|cancel|不|不用|不用了|不要|不行|不可以|别|算了|取消)[\s.!。！]*$/i;

/** How the user answered a question about generation; undefined when the words say something else. */
export function permissionIn(text: string, question: Question): RunRequest['permission'] {
  if (question.about !== 'generation' || question.prompt === undefined) return undefined;
  const order: Generation = { prompt: question.prompt, ...(question.masks && { masks: question.masks }) };
  const words = text.trim();
  const [yes, no] = question.options;
  if (words === yes || YES.test(words)) return { granted: true, order };
  if (words === no || NO.test(words)) return { granted: false, order };
  return undefined;
}

/** The brain of a run that answers such a question: it carries out what was permitted, or lets it be, and thinks nothing of its own. */
export function orderly({ granted, order }: NonNullable<RunRequest['permission']>, locale: Locale): Brain {
  const say = SENTENCES[locale].generation;
  return {
    id: 'order', label: 'Order', looksFor: [],
    async *next({ steps, problem }): AsyncGenerator<BrainOutput, void> {
      if (!granted) yield { type: 'finish', summary: say.declined, suggestions: [] };
      else if (problem !== undefined) yield { type: 'finish', summary: problem, suggestions: [] };
      else if (steps.length > 0) yield { type: 'finish', summary: say.done, suggestions: [] };
      else yield { type: 'tool_call', title: order.prompt, patch: {}, generate: order };
    },
  };
}
