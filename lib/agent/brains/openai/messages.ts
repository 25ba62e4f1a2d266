import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import { asData, changesText, clipped, conversationText, currentOf, describe, differences, effectOf, type Entry, fold, pictureBudget, recognised, settingsText, summary } from '../../context';
import type { ChatMessage } from '../../model';
import { languageOf } from '../../sentences';
import type { BrainContext, Darkroom, Observation, TakenStep } from '../../types';
import { observed } from './pictures';
import { systemPrompt } from './prompt';

export type Shape = {
  /** Long edge of pictures, px. */
  readonly imageEdge: number;
  /** Pictures of the latest steps, beside source and best. */
  readonly recentImages: number;
};

const section = (title: string, body: string | undefined): string | undefined => (body ? `${title}\n${body}` : undefined);
const isText = (part: string | undefined): part is string => part !== undefined && part !== '';

/** File name, camera, exposure: for what they tell, and marked as what they are. */
const factsText = ({ facts }: Darkroom): string | undefined =>
  (facts ? Object.entries(facts.texts).slice(0, 12).map(([name, text]) => `${name}: ${asData(text, 80)}`).join('\n') : undefined);

function planText({ plan }: BrainContext): string | undefined {
  return plan && `${clipped(plan.text, 600)}\n${plan.items.map(({ title }, at) => `${at + 1}. ${asData(title, 80)}`).join('\n')}`;
}

function opening(context: BrainContext, darkroom: Darkroom, start: number): string {
  const { history, pointed, reference, like, start: begin, source } = context;
  return [
    `Instruction: ${clipped(context.instruction, 4000)}`,
    section('The conversation so far; its requests are carried out already:', conversationText(history)),
    section('What the file says of itself:', factsText(darkroom)),
    pointed && pointed.length > 0 && `The user points at a place (area kind "pointed"): ${asData(JSON.stringify(pointed), 400)}`,
    section(`Settings at step ${start}, where this run starts:`, Object.keys(context.settings).length > 0 ? settingsText(context.settings) : undefined),
    begin.auto && `Auto would set, measured on the untouched photo: ${JSON.stringify(begin.auto)}. Take of it what the instruction asks for.`,
    section(`The photo ${begin === source ? 'untouched' : `at step ${start}`} (${darkroom.photo.width}×${darkroom.photo.height}):`, [describe(begin.evidence), recognised(begin)].filter(isText).join('\n')),
    like && section(`The reference ${asData(reference?.name ?? 'photo', 80)}, which shows how it should look (mood, tones and colours; not its content):`, `${summary(like.evidence)}\nFrom the photo at step ${start} to the reference:\n${differences(begin.evidence, like.evidence)}`),
  ].filter((part) => typeof part === 'string').join('\n\n');
}

/** What a step came to, for the model that made it. */
function outcome(entry: Entry, last: boolean): string {
  const { number, before, settings, taken, score } = entry;
  return [
    `Step ${number} is done. Set: ${changesText(before, settings, 400)}.`,
    taken && `Measured: ${effectOf(entry)} Score ${score ?? '–'}.${taken.rejected ? ' This attempt lost; it is rolled back.' : ''}`,
    taken && (last ? describe(taken.observation.evidence) : summary(taken.observation.evidence)),
  ].filter(isText).join('\n');
}

const LONGEST_CALL = 1500;

/** A step as the call that made it and the answer to it; one that no call is known of as two sentences. */
function stepMessages(entry: Entry, taken: TakenStep, last: boolean): ChatMessage[] {
  const thought = clipped(taken.thought.trim(), 600);
  const id = `step_${entry.number}`;
  const { call } = taken;
  if (!call) return [{ role: 'assistant', content: thought || `Step ${entry.number}.` }, { role: 'user', content: outcome(entry, last) }];
  const args = call.arguments.length > LONGEST_CALL ? JSON.stringify({ title: taken.title }) : call.arguments;
  return [
    { role: 'assistant', content: thought || null, tool_calls: [{ id, type: 'function', function: { name: call.name, arguments: args } }] },
    { role: 'tool', tool_call_id: id, content: outcome(entry, last) },
  ];
}

function reflection({ score, objections, blame }: NonNullable<BrainContext['reflectOn']>): string {
  const preserved = score.preservation === undefined ? '' : `, preservation ${score.preservation}`;
  return [
    `The best result so far was scored ${score.overall} of 5 (aesthetics ${score.aesthetics}, instruction ${score.instruction}${preserved}): ${clipped(score.reasons.join(' '), 1200)}`,
    ...(objections.length > 0 ? [`It breaks limits: ${clipped(objections.join(' '), 600)}`] : []),
    ...(blame.length > 0 ? [`Left out one by one, these would raise the measured score: ${blame.slice(0, 5).map(({ name, gain }) => `${asData(name, 80)} ${gain > 0 ? '+' : ''}${gain.toFixed(2)}`).join(', ')}`] : []),
    'Compare it with what was asked, say what went wrong and which parameter is to blame, then mend it step by step.',
  ].join('\n');
}

/**
 * The conversation, built anew from the context for every turn, so that a run can be taken up anywhere. Its length is bounded: the opening,
 * a ledger of folded steps, the latest steps as calls and results, pictures by the budget.
 */
export async function messagesOf(context: BrainContext, darkroom: Darkroom, entries: readonly Entry[], shape: Shape, signal: AbortSignal): Promise<ChatMessage[]> {
  const { source, start, steps, reflectOn } = context;
  const budget = pictureBudget(context, entries, shape.recentImages);
  const now = currentOf(context, entries);
  // What lies on another picture than the one that is worked on is shown as it was measured.
  const show = (observation: Observation, madeBy?: string): Promise<ChatCompletionContentPart> => observed(observation, darkroom, shape.imageEdge, madeBy === now?.madeBy, signal);
  const shown = async (entry: Entry | undefined, words: string): Promise<readonly ChatCompletionContentPart[]> => (entry?.taken ? [text(words), await show(entry.taken.observation, entry.madeBy)] : []);
  const first = entries.findLast((entry) => !entry.taken)?.number ?? 0;
  const user = (...content: readonly ChatCompletionContentPart[]): ChatMessage => ({ role: 'user', content: [...content] });
  const text = (words: string): ChatCompletionContentPart => ({ type: 'text', text: words });

  const messages: ChatMessage[] = [
    { role: 'system', content: systemPrompt(languageOf(context.instruction, context.locale)) },
    user(
      text(opening(context, darkroom, first)), text(start === source ? 'The photo:' : 'The untouched photo:'), await show(source),
      ...(budget.start ? [text(`Step ${first}, where this run starts:`), await show(start)] : []),
      ...(context.like && !context.textOnly ? [text('The reference:'), await observed(context.like, darkroom, shape.imageEdge, false, signal)] : []),
    ),
  ];
  const folded = fold(entries, Math.min(shape.recentImages, steps.length));
  const notes = [section('Your plan:', planText(context)), section('Steps before, folded:', folded)].filter(isText).join('\n\n');
  if (notes || budget.best || budget.current) messages.push(user(
    text(notes || 'Steps before:'),
    ...(await shown(budget.best, `Step ${budget.best?.number ?? 0}, the best so far:`)), ...(await shown(budget.current, `Step ${budget.current?.number ?? 0}, where you go on from:`)),
  ));

  const whole = entries.filter((entry) => entry.taken).slice(-shape.recentImages);
  let told = reflectOn === undefined;
  for (const entry of whole) {
    const { taken } = entry;
    if (!taken) continue;
    if (reflectOn && !told && taken.attempt >= reflectOn.attempt) {
      messages.push({ role: 'user', content: reflection(reflectOn) });
      told = true;
    }
    messages.push(...stepMessages(entry, taken, entry === whole.at(-1)));
    if (budget.recent.includes(entry)) messages.push(user(text(`The picture after step ${entry.number}:`), await show(taken.observation, entry.madeBy)));
  }
  if (reflectOn && !told) messages.push({ role: 'user', content: reflection(reflectOn) });
  if (steps.length > 0) messages.push({ role: 'user', content: `${now && now !== entries.at(-1) ? `You go on from step ${now.number}. ` : ''}Settings now: ${settingsText(context.current.observation.settings)}\nSteps left: ${context.maxSteps - steps.length}.` });
  if (context.problem) messages.push({ role: 'user', content: `The last call was not carried out: ${context.problem}` });
  return messages;
}
