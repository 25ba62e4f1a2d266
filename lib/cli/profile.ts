import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { EMBEDDED, ENDPOINTLESS, profileSchema, type Keys, type Profile } from '@/lib/agent/profile';
import { CommandError, UsageError } from './errors';

/** What `edit` says about how the agent works; everything left out is as the profile, or else the default, has it. */
export type AgentOptions = {
  readonly profile?: string;
  readonly brain?: string;
  readonly model?: string;
  readonly baseUrl?: readonly string[];
  readonly evaluator?: string;
  readonly judge?: string;
  readonly judgeUrl?: readonly string[];
  readonly maxSteps?: number;
  readonly rounds?: number;
  readonly reflectBelow?: number;
  readonly limitTokens?: number;
  readonly limitDollars?: number;
  readonly limitSeconds?: number;
  readonly textOnly?: true;
  readonly generation?: string;
};

export const BRAIN_NAMES: readonly string[] = profileSchema.shape.brain.options;
export const GENERATION_MODES: readonly string[] = profileSchema.shape.generation.unwrap().options;
export const EVALUATOR_NAMES: readonly string[] = profileSchema.shape.evaluator.unwrap().options;

const MAX_BYTES = 1024 * 1024;

async function documentIn(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new Error('the file is far too large for a profile');
    return z.record(z.string(), z.unknown()).parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new CommandError('profile-unreadable', `${path}: expected a profile as JSON (${cause instanceof z.ZodError ? 'this is no object' : cause instanceof Error ? cause.message : String(cause)}).`, { cause });
  }
}

const given = <T extends object>(fields: T): Partial<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

/**
 * The profile that a command line describes, and its keys, which come from the environment alone: OPENAI_API_KEY for the brain, JUDGE_API_KEY
 * for a judge elsewhere, IMAGE_API_KEY for an image model. OPENAI_BASE_URL and OPENAI_MODEL stand in for `--base-url` and `--model`; IMAGE_BASE_URL and
 * IMAGE_MODEL name an image model where the profile names none.
 */
export async function profileOf(options: AgentOptions, env: NodeJS.ProcessEnv): Promise<{ readonly profile: Profile; readonly keys: Keys }> {
  const base = options.profile === undefined ? { ...EMBEDDED } : await documentIn(options.profile);
  const brain = options.brain ?? base['brain'];
  if (options.brain !== undefined && !BRAIN_NAMES.includes(options.brain)) throw new UsageError(`Expected --brain to be ${BRAIN_NAMES.join(' or ')} but received ${JSON.stringify(options.brain)}.`);
  const evaluator = options.evaluator ?? (options.judge === undefined ? undefined : 'judge');
  if (evaluator !== undefined && !EVALUATOR_NAMES.includes(evaluator)) throw new UsageError(`Expected --evaluator to be ${EVALUATOR_NAMES.join(' or ')} but received ${JSON.stringify(evaluator)}.`);
  if (options.generation !== undefined && !GENERATION_MODES.includes(options.generation)) throw new UsageError(`Expected --generation to be ${GENERATION_MODES.join(', ')} but received ${JSON.stringify(options.generation)}.`);
  const needsNone = ENDPOINTLESS.has(String(brain));
  const endpoint = needsNone ? undefined : endpointOf(base['endpoint'], options, env);
  if (!needsNone && !endpoint) throw new CommandError('brain-settings', `The brain "${String(brain)}" needs a model: give --base-url and --model, or OPENAI_BASE_URL and OPENAI_MODEL (and OPENAI_API_KEY where the server asks for one), or a --profile. Or use --brain embedded.`);
  const judge = judgeOf(base['judge'], options, endpoint?.urls);
  const limits = { ...(base['limits'] as object | undefined), ...given({ tokens: options.limitTokens, dollars: options.limitDollars, seconds: options.limitSeconds }) };
  const { maxSteps, rounds, reflectBelow, textOnly, generation } = options;
  const generator = base['generator'] ?? imageModelOf(env);
  const read = profileSchema.safeParse({ name: 'command line', ...base, ...given({ brain, endpoint, evaluator, judge, generator, generation, maxSteps, rounds, reflectBelow, textOnly }), limits });
  if (!read.success) {
    const where = options.profile === undefined ? '' : `${options.profile}: `;
    throw new CommandError('profile', `${where}${read.error.issues.map(({ path, message }) => `${path.join('.') === '' ? '' : `${path.join('.')}: `}${message}`).join('; ')}.`, { cause: read.error });
  }
  const [key, judgeKey, imageKey] = [env['OPENAI_API_KEY'], env['JUDGE_API_KEY'], env['IMAGE_API_KEY']];
  const shared = read.data.judge?.urls.every((url) => read.data.endpoint?.urls.includes(url));
  // A key is for the server that it was given for.
  const forJudge = judgeKey || (shared ? key : undefined);
  return { profile: read.data, keys: { ...(key && { endpoint: key }), ...(forJudge && { judge: forJudge }), ...(imageKey && { generator: imageKey }) } };
}

const imageModelOf = (env: NodeJS.ProcessEnv): EndpointParts | undefined => (env['IMAGE_MODEL'] ? { urls: [env['IMAGE_BASE_URL'] || 'https://api.openai.com/v1'], model: env['IMAGE_MODEL'] } : undefined);

type EndpointParts = { readonly urls: readonly string[]; readonly model: string };

const partsOf = (value: unknown): Partial<EndpointParts> => z.object({ urls: z.array(z.string()).optional(), model: z.string().optional() }).catch({}).parse(value ?? {});

function endpointOf(value: unknown, { baseUrl, model }: AgentOptions, env: NodeJS.ProcessEnv): EndpointParts | undefined {
  const told = partsOf(value);
  const fromEnv = env['OPENAI_BASE_URL'] ? [env['OPENAI_BASE_URL']] : undefined;
  const urls = baseUrl ?? told.urls ?? fromEnv;
  const name = model ?? told.model ?? (env['OPENAI_MODEL'] || undefined);
  return urls && name !== undefined ? { urls, model: name } : undefined;
}

function judgeOf(value: unknown, { judge, judgeUrl }: AgentOptions, brainUrls: readonly string[] | undefined): EndpointParts | undefined {
  const told = partsOf(value);
  const model = judge ?? told.model;
  if (model === undefined) return undefined;
  const urls = judgeUrl ?? told.urls ?? brainUrls;
  if (!urls) throw new UsageError('Expected --judge-url: the embedded brain has no server that the judge could be on.');
  return { urls, model };
}
