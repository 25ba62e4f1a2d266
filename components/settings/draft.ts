import type { Profile } from '@/lib/agent/profile';
import type { EndpointPart } from '@/lib/studio/types';

/** What the form holds: the text of every field, however unfinished. Switches are `yes` or empty. */
export type Draft = Readonly<Record<FieldId, string>>;

/** Numbers with their bounds, as `profileSchema` has them. Without `optional` they cannot be left empty. */
export const NUMBERS = {
  imageEdge: { min: 256, max: 2048, step: 64, whole: true },
  recentImages: { min: 1, max: 12, step: 1, whole: true },
  reflectBelow: { min: 0, max: 5, step: 0.1 },
  rounds: { min: 0, max: 10, step: 1, whole: true },
  maxSteps: { min: 1, max: 64, step: 1, whole: true },
  tokens: { min: 1, max: 1e9, step: 1000, whole: true, optional: true },
  dollars: { min: 0.001, max: 1e6, step: 0.05, optional: true },
  seconds: { min: 1, max: 86_400, step: 10, optional: true },
  priceInput: { min: 0, max: 1e6, step: 0.01, optional: true },
  priceCached: { min: 0, max: 1e6, step: 0.01, optional: true },
  priceOutput: { min: 0, max: 1e6, step: 0.01, optional: true },
} as const satisfies Readonly<Record<string, NumberField>>;

export type NumberField = { readonly min: number; readonly max: number; readonly step: number; readonly whole?: true; readonly optional?: true };
export type NumberId = keyof typeof NUMBERS;
const NUMBER_IDS = Object.keys(NUMBERS) as readonly NumberId[];

export type FieldId = NumberId | `${EndpointPart}Urls` | `${EndpointPart}Model` | 'name' | 'brain' | 'evaluator' | 'generates' | 'generation' | 'textOnly';

const LONGEST = { name: 80, model: 200, urls: 16 } as const;

export function draftOf(profile: Profile): Draft {
  const { limits, price } = profile;
  const text = (value: number | undefined) => (value === undefined ? '' : String(value));
  const of = (part: EndpointPart) => ({ [`${part}Urls`]: profile[part]?.urls.join('\n') ?? '', [`${part}Model`]: profile[part]?.model ?? '' });
  return {
    ...of('endpoint'), ...of('judge'), ...of('generator'),
    name: profile.name, brain: profile.brain, evaluator: profile.evaluator, generation: profile.generation,
    generates: profile.generator ? 'yes' : '', textOnly: profile.textOnly ? 'yes' : '',
    imageEdge: text(profile.imageEdge), recentImages: text(profile.recentImages), reflectBelow: text(profile.reflectBelow), rounds: text(profile.rounds), maxSteps: text(profile.maxSteps),
    tokens: text(limits.tokens), dollars: text(limits.dollars), seconds: text(limits.seconds),
    priceInput: text(price?.input), priceCached: text(price?.cached), priceOutput: text(price?.output),
  } as Draft;
}

/** The endpoints that a draft uses. */
export function partsOf(draft: Draft): readonly EndpointPart[] {
  return ['endpoint', ...(draft.evaluator === 'judge' ? (['judge'] as const) : []), ...(draft.generates ? (['generator'] as const) : [])];
}

const lines = (text: string) => text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== '');
const numberIn = (text: string) => (text.trim() === '' ? undefined : Number(text));

/** The document that a draft stands for, to be checked by the server. */
export function documentOf(draft: Draft): Readonly<Record<string, unknown>> {
  const number = (id: NumberId) => numberIn(draft[id]);
  const price = { input: number('priceInput'), cached: number('priceCached'), output: number('priceOutput') };
  return {
    name: draft.name.trim(), brain: draft.brain, evaluator: draft.evaluator, generation: draft.generation, textOnly: draft.textOnly !== '',
    ...Object.fromEntries(partsOf(draft).map((part) => [part, { urls: lines(draft[`${part}Urls`]), model: draft[`${part}Model`].trim() }])),
    imageEdge: number('imageEdge'), recentImages: number('recentImages'), reflectBelow: number('reflectBelow'), rounds: number('rounds'), maxSteps: number('maxSteps'),
    limits: { tokens: number('tokens'), dollars: number('dollars'), seconds: number('seconds') },
    ...(price.input !== undefined && price.output !== undefined && { price }),
  };
}

/** Why a field cannot stay as it is; keys of the catalogue `models.problems`. */
export type Problem = 'required' | 'tooLong' | 'address' | 'credentials' | 'tooMany' | 'number' | 'whole' | 'range' | 'bothPrices';

function addressesProblem(text: string): Problem | undefined {
  const urls = lines(text);
  if (urls.length === 0) return 'required';
  if (urls.length > LONGEST.urls) return 'tooMany';
  const parsed = urls.map((url) => (URL.canParse(url) && /^https?:\/\//i.test(url) ? new URL(url) : undefined));
  if (parsed.includes(undefined)) return 'address';
  return parsed.some((url) => url && (url.username !== '' || url.password !== '')) ? 'credentials' : undefined;
}

function numberProblem(id: NumberId, text: string): Problem | undefined {
  const { min, max, whole, optional }: NumberField = NUMBERS[id];
  const value = numberIn(text);
  if (value === undefined) return optional ? undefined : 'required';
  if (!Number.isFinite(value)) return 'number';
  if (value < min || value > max) return 'range';
  return whole && !Number.isInteger(value) ? 'whole' : undefined;
}

const wordProblem = (text: string, longest: number): Problem | undefined => (text.trim() === '' ? 'required' : text.trim().length > longest ? 'tooLong' : undefined);

/** What has to be mended before the draft can be saved. */
export function problemsOf(draft: Draft): Readonly<Partial<Record<FieldId, Problem>>> {
  const halfPrice = (draft.priceInput.trim() === '') !== (draft.priceOutput.trim() === '') || (draft.priceCached.trim() !== '' && draft.priceInput.trim() === '');
  const found: readonly (readonly [FieldId, Problem | undefined])[] = [
    ['name', wordProblem(draft.name, LONGEST.name)],
    ...partsOf(draft).flatMap((part) => [
      [`${part}Urls`, addressesProblem(draft[`${part}Urls`])] as const,
      [`${part}Model`, wordProblem(draft[`${part}Model`], LONGEST.model)] as const,
    ]),
    ...NUMBER_IDS.map((id) => [id, numberProblem(id, draft[id])] as const),
    ...(halfPrice ? ([['priceInput', 'bothPrices']] as const) : []),
  ];
  return Object.fromEntries(found.filter(([, problem]) => problem !== undefined));
}
