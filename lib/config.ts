import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** The environment says something the studio cannot start with. The message lists every wrong variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config';
}

const whole = (min: number, max: number) => {
  const inRange = (text: string) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
  return z.string().trim().refine(inRange, `Expected a whole number from ${min} to ${max}`).transform(Number);
};

const cores = () => availableParallelism();

/**
 * Every environment variable the studio reads, with its meaning in `.env.example`. An empty variable counts as absent.
 */
const variables = {
  DATA_DIR: z.string().default('./data'),
  PORT: whole(1, 65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'Expected a URL that starts with http:// or https://' }).optional(),
  SECRET: z.string().min(32, 'Expected at least 32 characters').optional(),
  OPERATOR_KEY: z.string().trim().min(16, 'Expected at least 16 characters').optional(),
  MAX_UPLOAD_MB: whole(1, 4096).default(200),
  MAX_MEGAPIXELS: whole(1, 1000).default(150),
  RENDER_WORKERS: whole(1, 64).optional(),
  CACHE_MB: whole(16, 1_048_576).default(2048),
  AGENT_MAX_STEPS: whole(1, 64).default(12),
  AGENT_REFLECT_BELOW: z.string().trim().refine((text) => /^\d(\.\d+)?$/.test(text) && Number(text) <= 5, 'Expected a score from 0 to 5').transform(Number).default(3),
  AGENT_RUNS: whole(1, 64).optional(),
  AGENT_TIMEOUT_S: whole(5, 86_400).default(600),
  OPENAI_MODEL: z.string().trim().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/, error: 'Expected a URL that starts with http:// or https://' }).default('https://api.openai.com/v1'),
  OPENAI_API_KEY: z.string().trim().optional(),
  IMAGE_MODEL: z.string().trim().optional(),
  IMAGE_BASE_URL: z.url({ protocol: /^https?$/, error: 'Expected a URL that starts with http:// or https://' }).default('https://api.openai.com/v1'),
  IMAGE_API_KEY: z.string().trim().optional(),
  VISION_MODELS: z.string().trim().optional(),
  LENSFUN_DB: z.string().trim().optional(),
  PURGE_AFTER_DAYS: whole(0, 3650).default(30),
} as const;

/** Never repeated in a message. */
const HIDDEN = new Set(['SECRET', 'OPERATOR_KEY', 'OPENAI_API_KEY', 'IMAGE_API_KEY']);

const environment = z.object(variables);

export const ENVIRONMENT_KEYS: readonly string[] = Object.keys(variables);

type ModelConfig = { readonly model: string; readonly baseUrl: string; readonly apiKey: string | undefined };

export type Config = {
  /** Checkout or container folder: `public/` and `dist/` are below it. */
  readonly root: string;
  readonly dataDir: string;
  readonly port: number;
  /** Where people reach the studio, without a slash at the end; absent when it was not set. */
  readonly publicUrl: string | undefined;
  /** Signs cookies and seals the keys of models. */
  readonly secret: string;
  /** Whoever knows it may set which models the studio uses. */
  readonly operatorKey: string;
  readonly maxUploadBytes: number;
  readonly maxPixels: number;
  readonly renderWorkers: number;
  readonly cacheBytes: number;
  readonly agent: { readonly maxSteps: number; readonly reflectBelow: number; readonly concurrent: number; readonly timeoutMs: number };
  /** A vision-language model to think with; absent: the embedded brain. */
  readonly model: ModelConfig | undefined;
  /** An image model for generative edits, beside the embedded brain and `model`; absent: none. */
  readonly imageModel: ModelConfig | undefined;
  /** Folder of the operator's own vision models; absent: the built-in ones alone. */
  readonly visionModels: string | undefined;
  /** Folder of the lensfun database; absent: where packages put it. */
  readonly lensDatabase: string | undefined;
  /** A deleted session stays this long in the bin. */
  readonly purgeAfterMs: number;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment. Creates nothing but the data folder and, when `SECRET` or `OPERATOR_KEY` are not set, the files in it that hold them. */
export function loadConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const key = String(issue.path[0]);
      const received = HIDDEN.has(key) ? '' : ` but received ${JSON.stringify(given[key])}`;
      return `  ${key}: ${issue.message}${received}`;
    });
    throw new ConfigError(`The environment has ${lines.length === 1 ? 'a wrong variable' : 'wrong variables'}; see .env.example.\n${lines.join('\n')}`);
  }
  const value = parsed.data;
  const root = resolve(/* turbopackIgnore: true */ env.EVOROOM_ROOT ?? process.cwd());
  const dataDir = resolve(/* turbopackIgnore: true */ root, value.DATA_DIR);
  return {
    root,
    dataDir,
    port: value.PORT,
    publicUrl: value.PUBLIC_URL?.replace(/\/+$/, ''),
    secret: value.SECRET ?? secretIn(dataDir, SECRETS.secret),
    operatorKey: value.OPERATOR_KEY ?? secretIn(dataDir, SECRETS.operatorKey),
    maxUploadBytes: value.MAX_UPLOAD_MB * 1024 * 1024,
    maxPixels: value.MAX_MEGAPIXELS * 1_000_000,
    renderWorkers: value.RENDER_WORKERS ?? cores(),
    cacheBytes: value.CACHE_MB * 1024 * 1024,
    agent: {
      maxSteps: value.AGENT_MAX_STEPS,
      reflectBelow: value.AGENT_REFLECT_BELOW,
      concurrent: value.AGENT_RUNS ?? Math.max(2, cores()),
      timeoutMs: value.AGENT_TIMEOUT_S * 1000,
    },
    model: value.OPENAI_MODEL ? { model: value.OPENAI_MODEL, baseUrl: value.OPENAI_BASE_URL, apiKey: value.OPENAI_API_KEY } : undefined,
    imageModel: value.IMAGE_MODEL ? { model: value.IMAGE_MODEL, baseUrl: value.IMAGE_BASE_URL, apiKey: value.IMAGE_API_KEY } : undefined,
    visionModels: value.VISION_MODELS ? resolve(/* turbopackIgnore: true */ root, value.VISION_MODELS) : undefined,
    lensDatabase: value.LENSFUN_DB ? resolve(/* turbopackIgnore: true */ root, value.LENSFUN_DB) : undefined,
    purgeAfterMs: value.PURGE_AFTER_DAYS * 86_400_000,
  };
}

/** What is drawn at random when the environment does not say it, and the file in the data folder that keeps it. */
const SECRETS = {
  secret: { file: 'secret', variable: 'SECRET', bytes: 48 },
  operatorKey: { file: 'operator-key', variable: 'OPERATOR_KEY', bytes: 24 },
} as const;

type Secret = (typeof SECRETS)[keyof typeof SECRETS];

function read(file: string, { variable }: Secret): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new ConfigError(`The secret in ${file} cannot be read. Give this user access to it, or set ${variable}.`, { cause });
  }
}

/** A secret of a data folder, made at the first start. Several processes may race here: the first one wins, whole. */
function secretIn(dataDir: string, secret: Secret): string {
  const file = join(dataDir, secret.file);
  const kept = read(file, secret);
  if (kept) return kept;
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${randomBytes(secret.bytes).toString('base64url')}\n`, { mode: 0o600, flush: true });
    linkSync(draft, file);
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    if (!exists) throw new ConfigError(`The data folder ${dataDir} cannot be written. Create it for this user, or set DATA_DIR.`, { cause });
  } finally {
    rmSync(draft, { force: true });
  }
  const made = read(file, secret);
  if (!made) throw new ConfigError(`The secret in ${file} is empty. Delete the file and start again.`);
  return made;
}

let loaded: Config | undefined;

/** The configuration of this process. */
export function config(): Config {
  loaded ??= loadConfig(process.env);
  return loaded;
}
