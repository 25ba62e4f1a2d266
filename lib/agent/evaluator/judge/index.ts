import type { JsonValue, Pixels } from '@/lib/develop/types';
import { languageOf } from '../../sentences';
import { picturePart, type ChatMessage, type ModelClient } from '../../model';
import type { Asked, Evaluator, EvaluatorReport, Observation, Score } from '../../types';
import { readMarks, readPair, readPreference, type Marks } from './answers';
import { askJudge, type JudgeQuestion } from './ask';
import { CONSISTENCY, QUALITY, comparingPrompt, measured, scoringPrompt } from './prompts';

export type JudgeOptions = {
  /** `self`: the brain's own model scores its result, as published. */
  readonly id?: 'judge' | 'self';
  /** Long edge of the pictures sent, px. */
  readonly imageEdge?: number;
};

const EDGE = 1024;
const INSTRUCTION_WEIGHT = 0.55;
/** What was lost of the photo holds the whole score down: a beautiful picture of something else is no retouching. */
const LOST = 0.5;

const points = (value: number): number => Math.round(Math.min(5, Math.max(1, value)) * 100) / 100;

/** One number of three: instruction and aesthetics as the embedded evaluator weighs them, never far above what was preserved. */
export function scoreOfMarks({ aesthetics, instruction, preservation, reasons }: Marks): Score {
  const overall = Math.min(INSTRUCTION_WEIGHT * instruction + (1 - INSTRUCTION_WEIGHT) * aesthetics, preservation + LOST);
  return { aesthetics: points(aesthetics), instruction: points(instruction), preservation: points(preservation), overall: points(overall), reasons };
}

/** A vision-language model as the evaluator: it sees the source, the result, what was asked for and what was measured. */
export function createJudge(client: ModelClient, { id = 'judge', imageEdge = EDGE }: JudgeOptions = {}): Evaluator {
  const user = async (asked: Asked, results: readonly (readonly [name: string, result: Observation])[]): Promise<ChatMessage> => ({
    role: 'user',
    content: [
      ...await named('Original', asked.source.pixels, imageEdge),
      ...(asked.start === asked.source ? [] : await named('The picture as it was when this was asked for', asked.start.pixels, imageEdge)),
      ...(asked.like ? await named('The reference that it should look like (mood, tones and colours; not its content)', asked.like.pixels, imageEdge) : []),
      ...(await Promise.all(results.map(([name, { pixels }]) => named(name, pixels, imageEdge)))).flat(),
      { type: 'text', text: [requestOf(asked), measured('Measured, original', asked.source.evidence), ...(asked.like ? [measured('Measured, reference', asked.like.evidence)] : []), ...results.map(([name, { evidence }]) => measured(`Measured, ${name.toLowerCase()}`, evidence))].join('\n') },
    ],
  });
  return {
    id,
    async evaluate({ result, ...asked }, signal, report): Promise<Score> {
      const system = scoringPrompt(languageOf(asked.instruction, asked.locale), id === 'self');
      const messages: readonly ChatMessage[] = [{ role: 'system', content: system }, await user(asked, [['Result', result]])];
      return scoreOfMarks(await askJudge(client, { messages, schema: MARKS, read: readMarks }, signal, report));
    },
    async compare({ a, b, ...asked }, signal, report) {
      const system = comparingPrompt(languageOf(asked.instruction, asked.locale));
      const messages: readonly ChatMessage[] = [{ role: 'system', content: system }, await user(asked, [['Result A', a], ['Result B', b]])];
      return askJudge(client, { messages, schema: PREFERENCE, read: readPreference }, signal, report);
    },
  };
}

export type VieScore = { readonly sc: number; readonly pq: number; /** O = √(SC·PQ). */ readonly overall: number };

/**
 * VIEScore (Ku et al. 2023) of an edit, 0–10: SC, how the instruction was carried out and how little else was changed; PQ, naturalness and
 * freedom from artefacts of the result alone. Each is the lower of its two marks.
 */
export async function viescore(client: ModelClient, { source, result, instruction }: { readonly source: Pixels; readonly result: Pixels; readonly instruction: string }, signal: AbortSignal, options: Pick<JudgeOptions, 'imageEdge'> & { readonly report?: EvaluatorReport } = {}): Promise<VieScore> {
  const edge = options.imageEdge ?? EDGE;
  const [before, after, alone] = await Promise.all([named('Before', source, edge), named('After', result, edge), named('Image', result, edge)]);
  const question = (system: string, content: readonly Part[]): JudgeQuestion<readonly [number, number]> => ({ messages: [{ role: 'system', content: system }, { role: 'user', content: [...content] }], schema: PAIR, read: readPair });
  const [consistency, quality] = await Promise.all([
    askJudge(client, question(CONSISTENCY, [...before, ...after, { type: 'text', text: `Instruction: ${instruction}` }]), signal, options.report),
    askJudge(client, question(QUALITY, alone), signal, options.report),
  ]);
  const [sc, pq] = [Math.min(...consistency), Math.min(...quality)];
  return { sc, pq, overall: Math.sqrt(sc * pq) };
}

type Part = Exclude<Extract<ChatMessage, { role: 'user' }>['content'], string>[number];

const named = async (name: string, pixels: Pixels, edge: number): Promise<readonly Part[]> => [{ type: 'text', text: `${name}:` }, await picturePart(pixels, edge)];

/** The request as the user made it; what was asked earlier in the session has been carried out in the photo as the run found it. */
function requestOf({ instruction, history }: Asked): string {
  const open = history.at(-1)?.question && history.at(-1);
  const done = history.filter((turn) => !turn.question);
  const earlier = done.length > 0 ? `Asked for earlier and still to be seen in the result: ${done.map((turn) => JSON.stringify(turn.instruction)).join(', ')}\n` : '';
  const request = open ? `${JSON.stringify(open.instruction)}; asked ${JSON.stringify(open.question?.text)}, the user answered ${JSON.stringify(instruction)}` : JSON.stringify(instruction);
  return `${earlier}Request: ${request}`;
}

const mark = (least: number, most: number): JsonValue => ({ type: 'number', minimum: least, maximum: most });
const texts: JsonValue = { type: 'array', items: { type: 'string' } };
const shape = (name: string, properties: Readonly<Record<string, JsonValue>>): JudgeQuestion<never>['schema'] => ({ name, strict: true, schema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false } });

const MARKS = shape('scores', { aesthetics: mark(1, 5), instruction: mark(1, 5), preservation: mark(1, 5), reasons: texts });
const PREFERENCE = shape('preference', { winner: { enum: ['A', 'B', 'tie'] }, reasons: texts });
const PAIR = shape('scores', { score: { type: 'array', items: mark(0, 10), minItems: 2, maxItems: 2 }, reasoning: { type: 'string' } });
