import type { ChatMessage } from '../../model';
import { picturePart } from '../../model';
import type { BrainContext, Observation, TakenStep } from '../../types';
import type { Fields } from './call';
import { asParameters, developed, oneLine, together, type Developed, type Photo } from './document';
import type { Prompts } from './prompts';
import { afterStep, AIGC_SENTENCE, assistantTurn, evaluationTurn, firstTurn, reflectedTurn, reflectionTurn, type TaskType } from './protocol';

/** How pictures are sent: their long edge, px, and how many go into one request (the published server takes five). */
export type Sending = { readonly edge: number; readonly pictures: number };

/** Of what a judge wrote, as much as a model needs to be told. */
const LONGEST_SUMMARY = 2000;
const MOST_BLAMED = 4;

type Content = Extract<ChatMessage, { role: 'user' }>['content'];

async function withPictures(text: string, observations: readonly Observation[], { edge }: Sending): Promise<Content> {
  const pictures = await Promise.all(observations.map(({ pixels }) => picturePart(pixels, edge)));
  return pictures.length > 0 ? [...pictures, { type: 'text', text }] : text;
}

export const attemptOf = ({ reflectOn }: Pick<BrainContext, 'reflectOn'>): number => reflectOn?.attempt ?? 1;

/** The call of a step as the checkpoint made it; undefined for steps of a run that another brain began. */
export function fieldsOf({ call }: Pick<TakenStep, 'call'>): Fields | undefined {
  if (!call) return undefined;
  const read: unknown = JSON.parse(call.arguments);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Fields) : undefined;
}

/** What a run has come to for this brain: where its document begins, and the steps that grew it. */
export type Ground = { readonly start: Observation; readonly steps: readonly TakenStep[] };

type Told = Pick<BrainContext, 'start' | 'steps' | 'current'>;

/** The steps that lead to `current`. */
function pathOf({ steps, current }: Told): readonly TakenStep[] {
  const path: TakenStep[] = [];
  const stepOf = (id: string): TakenStep | undefined => steps.find(({ stepId }) => stepId === id);
  for (let at = stepOf(current.stepId); at; at = stepOf(at.parentId)) path.unshift(at);
  return path;
}

/** The steps that lead to where the next one goes on from. A picture that an image model made is a new beginning. */
export function groundOf(context: Told): Ground {
  const path = pathOf(context);
  const made = path.findLastIndex(({ generate }) => generate !== undefined);
  const base = path[made];
  return base ? { start: base.observation, steps: path.slice(made + 1) } : { start: context.start, steps: path };
}

const callsOf = (steps: readonly TakenStep[]): readonly Fields[] => steps.map(fieldsOf).filter((call) => call !== undefined);

/** Settings with one more call. */
export const withCall = ({ start, steps }: Ground, call: Fields, photo: Photo): Developed => developed(start.settings, [...callsOf(steps), call], photo);

/** What the model has to know of a step beside its picture. */
async function remarksOn(ground: Ground, step: TakenStep, photo: Photo, missing: Manner['missing']): Promise<string> {
  const call = fieldsOf(step);
  if (!call) return '';
  const { remarks, looksFor } = withCall({ ...ground, steps: ground.steps.slice(0, ground.steps.indexOf(step)) }, call, photo);
  const nothing = (await missing?.(looksFor)) ?? [];
  return [...remarks, ...(nothing.length > 0 ? [`Nothing was recognised for the masks: ${nothing.join(', ')}.`] : [])].map((remark) => ` ${remark}`).join('');
}

const callOf = (step: TakenStep): string => (step.generate ? AIGC_SENTENCE : oneLine(fieldsOf(step) ?? step.patch));

/** The instruction with what it may refer to: the published protocol knows one turn only. */
function asked({ instruction, history, pointed, like }: Pick<BrainContext, 'instruction' | 'history' | 'pointed' | 'like'>): string {
  const last = history.at(-1);
  const done = history.filter((turn) => !turn.question);
  return [
    last?.question ? `${last.instruction}\n(Asked “${last.question.text}”, the user answered:) ${instruction}` : instruction,
    done.length > 0 && `(Already carried out before: ${done.map((turn) => turn.instruction.slice(0, 300)).slice(-8).join('; ')})`,
    pointed && pointed.length > 0 && '(The user marked an area in the photo. MaskSubType 1 selects it.)',
    like && '(The second picture is a reference: make the first look like it.)',
  ].filter(Boolean).join('\n');
}

/** Latest steps that are told as they were; those before are one call, which says as much about the picture and costs no more however many there are. */
const TOLD = 10;
const LONGEST_THOUGHT = 2000;

type Turn = { readonly think: string; readonly call: string; readonly step: TakenStep };

function turnsOf(steps: readonly TakenStep[]): readonly Turn[] {
  const folded = steps.slice(0, -TOLD), last = folded.at(-1);
  const told = steps.slice(-TOLD).map((step) => ({ think: step.thought.trim().slice(0, LONGEST_THOUGHT), call: callOf(step), step }));
  return last ? [{ think: '', call: oneLine(together(callsOf(folded))), step: last }, ...told] : told;
}

/** How a request is put together. `photo` absent: nothing is remarked on; `missing`: which keys of masks select nothing in it. */
export type Manner = { readonly prompts: Prompts; readonly sending: Sending; readonly photo?: Photo; readonly missing?: (keys: readonly string[]) => Promise<readonly string[]> };

/** The editing conversation: the photo and the instruction, then every step with what it showed. */
export async function editing(context: BrainContext, task: TaskType, { prompts, sending, photo, missing }: Manner, ground = groundOf(context)): Promise<ChatMessage[]> {
  const { like, textOnly } = context;
  const first = like ? [ground.start, like] : [ground.start];
  const room = textOnly ? 0 : Math.max(1, sending.pictures - first.length);
  const turns = turnsOf(ground.steps);
  const messages: ChatMessage[] = [
    { role: 'system', content: prompts.system },
    { role: 'user', content: await withPictures(firstTurn(task, asked(context)), first, sending) },
  ];
  for (const [at, { think, call, step }] of turns.entries()) {
    const number = ground.steps.indexOf(step) + 1;
    messages.push({ role: 'assistant', content: assistantTurn({ state: 'processing', think, call }) });
    messages.push({ role: 'user', content: await withPictures(`${afterStep(number)}${photo ? await remarksOn(ground, step, photo, missing) : ''}`, at >= turns.length - room ? [step.observation] : [], sending) });
  }
  return messages;
}

/** The second conversation: original, last result, how it was judged and everything that led to it. */
export async function reflecting(context: BrainContext, { prompts, sending }: Manner): Promise<ChatMessage[]> {
  const { reflectOn, textOnly } = context;
  const ground = groundOf({ ...context, current: reflectOn?.best ?? context.current });
  const last = ground.steps.at(-1)?.observation ?? ground.start;
  const blame = reflectOn?.blame.slice(0, MOST_BLAMED).map(({ name }) => name).join(', ');
  const summary = [...(reflectOn?.score.reasons ?? []), ...(reflectOn?.objections ?? []), ...(blame ? [`Measured to be most to blame: ${blame}.`] : [])].join(' ').slice(0, LONGEST_SUMMARY);
  const text = reflectionTurn({
    instruction: asked(context), score: reflectOn?.score.overall ?? 1, summary, shown: !textOnly,
    parameters: callsOf(ground.steps).map((call) => oneLine(call)).join(' ') || asParameters(last.settings),
  });
  return [{ role: 'system', content: prompts.reflect }, { role: 'user', content: await withPictures(text, textOnly ? [ground.start] : [ground.start, last], sending) }];
}

/** The conversation in which `current` was made, up to the turn that asks for its evaluation. */
export async function evaluating(context: BrainContext, manner: Manner): Promise<ChatMessage[]> {
  const path = pathOf(context);
  const last = path.at(-1);
  const picture = [context.current.observation];
  if (context.reflectOn) {
    const own = path.filter(({ attempt }) => attempt === attemptOf(context));
    const turn = assistantTurn({ think: last?.thought.trim().slice(0, LONGEST_THOUGHT) ?? '', call: own.every(({ generate }) => !generate) ? oneLine(together(callsOf(own))) : AIGC_SENTENCE });
    return [...(await reflecting(context, manner)), { role: 'assistant', content: turn }, { role: 'user', content: await withPictures(reflectedTurn, picture, manner.sending) }];
  }
  const task = last?.generate ? 'aigc' : 'lightroom';
  const ground: Ground = last?.generate ? { start: path.at(-2)?.observation ?? context.start, steps: [last] } : groundOf(context);
  const messages = await editing(context, task, manner, ground);
  // The last answer is told again, as the one that finished, and its picture is the result.
  if (ground.steps.length > 0) messages.splice(-2);
  const { think = '', call = '' } = turnsOf(ground.steps).at(-1) ?? {};
  return [...messages, { role: 'assistant', content: assistantTurn({ state: 'finished', think, call }) }, { role: 'user', content: await withPictures(evaluationTurn(task), picture, manner.sending) }];
}
