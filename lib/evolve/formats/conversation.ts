import { asParameters } from '@/lib/agent/brains/jarvisevo/document';
import { PROMPTS } from '@/lib/agent/brains/jarvisevo/prompts';
import { afterStep, assistantTurn, evaluationTurn, firstTurn, reflectedTurn, reflectionTurn } from '@/lib/agent/brains/jarvisevo/protocol';
import { canonicalJson, CORRECTIONS } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import type { JsonValue, SettingsPatch } from '@/lib/develop/types';
import type { EvalSample, LrAttempt, LrSample } from './sample';

/** One turn in the published protocol, with the pictures that it begins with. `score`: where in `text` the self-score stands, from and to (characters). */
export type Message = { readonly role: 'system' | 'user' | 'assistant'; readonly text: string; readonly images: readonly string[]; readonly score?: readonly [from: number, to: number] };

const say = (role: Message['role'], text: string, ...images: readonly string[]): Message => ({ role, text: plain(text), images });

/** Placeholders for pictures that somebody has typed: trainers count them. */
const plain = (text: string): string => text.replace(/<(\/?)(image|video|audio)>/gi, '‹$1$2›');

/** A call as the checkpoint writes it: absolute values, defaults spelled out, local amounts as sliders show them; corrections that an earlier call made are not made again. */
export function callOf(patch: SettingsPatch, before: readonly SettingsPatch[] = []): string {
  const made = new Set(before.flatMap((earlier) => listOf(earlier[CORRECTIONS]).map((correction) => canonicalJson({ correction }))));
  const fields = Object.entries(patch).flatMap(([name, value]): readonly (readonly [string, JsonValue])[] => {
    if (name === CORRECTIONS) {
      const added = listOf(value).filter((correction) => !made.has(canonicalJson({ correction })));
      return added.length > 0 ? [[name, added]] : [];
    }
    const tool = toolOf(name);
    return [[name, value ?? (tool?.default ?? null)]];
  });
  return asParameters(Object.fromEntries(fields));
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** The final answer, with the place of its score: what lies between the answer's tags. */
function answer({ thought, score }: LrAttempt['evaluation']): Message {
  const head = `<think>${plain(thought)}</think>\n\n<answer>`;
  const inside = JSON.stringify({ 'Overall assessment score': score.toFixed(2) }).replace(':', ': ');
  return { role: 'assistant', text: `${head}${inside}</answer>`, images: [], score: [head.length, head.length + inside.length] };
}

/** The editing conversation of an attempt that starts from the photo. An attempt without steps is one that says at once that nothing is to be done. */
export function editing({ source, instruction }: Pick<LrSample, 'source' | 'instruction'>, { steps, evaluation }: LrAttempt): readonly Message[] {
  const messages: Message[] = [say('system', PROMPTS.system), say('user', firstTurn('lightroom', instruction), source)];
  steps.forEach(({ thought, tool_call, image }, at) => {
    const last = at === steps.length - 1;
    const call = callOf(tool_call, steps.slice(0, at).map((step) => step.tool_call));
    messages.push(say('assistant', assistantTurn({ state: last ? 'finished' : 'processing', think: thought, call })));
    messages.push(say('user', last ? evaluationTurn('lightroom') : afterStep(at + 1), image));
  });
  return [...messages, answer(evaluation)];
}

/** The second conversation: from a poor result to the corrected one. Every step of the correction is one call. */
export function reflecting({ source, instruction }: Pick<LrSample, 'source' | 'instruction'>, wrong: LrAttempt, right: LrAttempt): readonly Message[] {
  const shown = wrong.steps.at(-1)?.image ?? source;
  const parameters = wrong.steps.map(({ tool_call }, at) => callOf(tool_call, wrong.steps.slice(0, at).map((step) => step.tool_call))).join(' ');
  const thought = right.steps.map((step) => step.thought).filter(Boolean).join(' ');
  const patch = Object.assign({}, ...right.steps.map(({ tool_call }) => tool_call)) as SettingsPatch;
  return [
    say('system', PROMPTS.reflect),
    say('user', reflectionTurn({ instruction, score: wrong.evaluation.score, summary: wrong.evaluation.thought, parameters, shown: true }), source, shown),
    say('assistant', assistantTurn({ think: thought, call: callOf(patch, wrong.steps.map(({ tool_call }) => tool_call)) })),
    say('user', reflectedTurn, right.steps.at(-1)?.image ?? source),
    answer(right.evaluation),
  ];
}

/** A conversation that only asks for a score: what the evaluator is aligned with. All that the assistant says is the score: whatever else it said would be learned, too. */
export const evaluating = ({ source, result, instruction }: Pick<EvalSample, 'source' | 'result' | 'instruction'>, evaluation: LrAttempt['evaluation']): readonly Message[] => [
  say('system', PROMPTS.system),
  say('user', `${firstTurn('lightroom', instruction)}\n${evaluationTurn('lightroom')}`, source, result),
  answer(evaluation),
];
