import { AgentError } from '../../errors';
import type { ChatMessage, ChatRequest, ModelClient } from '../../model';
import type { EvaluatorReport } from '../../types';

const AGAIN = 'That could not be read. Answer again with the JSON object alone: no other word, no code fence.';

export type JudgeQuestion<T> = {
  readonly messages: readonly ChatMessage[];
  readonly schema: Exclude<ChatRequest['responseFormat'], 'json' | undefined>;
  readonly read: (text: string) => T | undefined;
};

/** Puts a question to a judge; an answer that cannot be read is asked for once more. */
export async function askJudge<T>(client: ModelClient, { messages, schema, read }: JudgeQuestion<T>, signal: AbortSignal, report?: EvaluatorReport): Promise<T> {
  let conversation = messages;
  for (const last of [false, true]) {
    const { text, usage } = await client.ask({ messages: conversation, responseFormat: schema, temperature: 0 }, signal);
    report?.usage(usage);
    const answer = read(text);
    if (answer !== undefined) return answer;
    if (last) break;
    conversation = [...messages, { role: 'assistant', content: text.slice(0, 4000) || '…' }, { role: 'user', content: AGAIN }];
  }
  throw new AgentError('judge-unreadable', 'The judge’s answer could not be read, twice. Choose a model that follows a format, or the embedded evaluator.');
}
