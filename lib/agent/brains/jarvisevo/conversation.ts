import type { ChatMessage } from '../../model';
import { picturePart } from '../../model';
import type { BrainContext, Observation, TakenStep } from '../../types';
import type { Fields } from './call';
import { asParameters, developed, oneLine, type Developed, type Photo } from './document';
import type { Prompts } from './prompts';
import { afterStep, AIGC_SENTENCE, assistantTurn, firstTurn, reflectionTurn, type TaskType } from './protocol';

/** How pictures are sent: their long edge, px, and how many go into one request (the published server takes five). */
export type Sending = { readonly edge: number; readonly pictures: number };

/** Of what a judge wrote, as much as a model needs to be told. */
const LONGEST_SUMMARY = 2000;

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

/** The steps that lead to where the next one goes on from. A picture that an image model made is a new beginning. */
export function groundOf({ start, steps, current }: Pick<BrainContext, 'start' | 'steps' | 'current'>): Ground {
  const path: TakenStep[] = [];
  const stepOf = (id: string): TakenStep | undefined => steps.find(({ stepId }) => stepId === id);
  for (let at = stepOf(current.stepId); at; at = stepOf(at.parentId)) path.unshift(at);
  const made = path.findLastIndex(({ generate }) => generate !== undefined);
  const base = path[made];
  return base ? { start: base.observation, steps: path.slice(made + 1) } : { start, steps: path };
}

const callsOf = (steps: readonly TakenStep[]): readonly Fields[] => steps.map(fieldsOf).filter((call) => call !== undefined);

/** Settings with one more call. */
export const withCall = ({ start, steps }: Ground, call: Fields, photo: Photo): Developed => developed(start.settings, [...callsOf(steps), call], photo);

/** What the model has to know of a step beside its picture. */
const remarksOn = (ground: Ground, step: TakenStep, photo: Photo): string => {
  const call = fieldsOf(step);
  const before = ground.steps.slice(0, ground.steps.indexOf(step));
  return call ? withCall({ ...ground, steps: before }, call, photo).remarks.map((remark) => ` ${remark}`).join('') : '';
};

/** The instruction with what it may refer to: the published protocol knows one turn only. */
function asked({ instruction, history, pointed, like }: Pick<BrainContext, 'instruction' | 'history' | 'pointed' | 'like'>): string {
  return [
    instruction,
    history.length > 0 && `(Already carried out before: ${history.map((turn) => turn.instruction.slice(0, 300)).slice(-8).join('; ')})`,
    pointed && pointed.length > 0 && '(The user marked an area in the photo. MaskSubType 1 selects it.)',
    like && '(The second picture is a reference: make the first look like it.)',
  ].filter(Boolean).join('\n');
}

/** The editing conversation: the photo and the instruction, then every step with what it showed. */
export async function editing(context: BrainContext, task: TaskType, prompts: Prompts, photo: Photo, sending: Sending): Promise<ChatMessage[]> {
  const ground = groundOf(context);
  const { start, like, textOnly } = context;
  const first = like ? [start, like] : [start];
  const messages: ChatMessage[] = [
    { role: 'system', content: prompts.system },
    { role: 'user', content: await withPictures(firstTurn(task, asked(context)), first, sending) },
  ];
  const room = textOnly ? 0 : Math.max(1, sending.pictures - first.length);
  for (const [at, step] of ground.steps.entries()) {
    const call = fieldsOf(step);
    messages.push({ role: 'assistant', content: assistantTurn({ state: 'processing', think: step.thought.trim(), call: step.generate ? AIGC_SENTENCE : oneLine(call ?? step.patch) }) });
    const seen = at >= ground.steps.length - room;
    messages.push({ role: 'user', content: await withPictures(`${afterStep(at + 1)}${remarksOn(ground, step, photo)}`, seen ? [step.observation] : [], sending) });
  }
  return messages;
}

/** The second conversation: original, last result, how it was judged and everything that led to it. */
export async function reflecting(context: BrainContext, prompts: Prompts, sending: Sending): Promise<ChatMessage[]> {
  const ground = groundOf(context);
  const { score, objections = [] } = context.reflectOn ?? {};
  const last = context.current.observation;
  const text = reflectionTurn({
    instruction: asked(context), score: score?.overall ?? 1, summary: [...(score?.reasons ?? []), ...objections].join(' ').slice(0, LONGEST_SUMMARY),
    parameters: callsOf(ground.steps).map((call) => oneLine(call)).join(' ') || asParameters(last.settings),
  });
  return [{ role: 'system', content: prompts.reflect }, { role: 'user', content: await withPictures(text, context.textOnly ? [ground.start] : [ground.start, last], sending) }];
}
