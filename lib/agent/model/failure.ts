import { APIError } from 'openai';
import { Stopped } from '../abort';
import { AgentError, codeOf } from '../errors';
import type { Usage } from '../types';
import { retryAfter } from './back-off';
import type { Clock } from './clock';
import type { ModelLimits } from './types';

/** An answer that broke off after it had begun: what it used until then is used, as far as that can be told from what came. */
export class BrokenOff extends AgentError {
  readonly usage: Usage;

  constructor({ code, message }: AgentError, usage: Usage) {
    super(code, message);
    this.usage = usage;
  }
}

/** An attempt that failed, for people and for who tries again. */
export type Failure = {
  readonly error: Error;
  /** The same request may succeed later. */
  readonly again: boolean;
  /** The server itself is in trouble: others are better asked. */
  readonly aside: boolean;
  /** Milliseconds that the server asks to wait. */
  readonly waitMs?: number;
  /** What the server said, to be searched, never shown: it may repeat the request. */
  readonly said?: string;
  readonly status?: number;
};

type Saying = { readonly says: RegExp; readonly code: string; readonly message: string };

/** Refusals of a request that name their reason. */
const REFUSALS: readonly Saying[] = [
  { says: /context.{0,12}(length|window|size)|prompt is too long|too many (input )?tokens|input is too long|exceeds? the (maximum|available)/i, code: 'model-context', message: 'The conversation and its pictures are longer than this model can read. Send smaller or fewer pictures, or serve the model with a longer context.' },
  { says: /tool-call-parser|enable-auto-tool-choice|(not|n't) support (tool|function)/i, code: 'model-tools', message: 'This model is served without function calling. Choose a model that has it, or start vLLM with --enable-auto-tool-choice and a --tool-call-parser.' },
  { says: /(not|n't) support (image|vision|multimodal)|image_url|image input|multimodal|not a multimodal/i, code: 'model-blind', message: 'This model cannot look at pictures. Choose a vision-language model.' },
  { says: /content.?policy|safety|moderation|content management/i, code: 'model-declined', message: 'The provider of this model declines this photo or instruction. Ask for it in other words, or use another model.' },
];

const NO_CREDIT = /insufficient_quota|exceeded your current quota|credit balance|billing/i;
/** Failures of a connection that waiting does not mend. */
const HOPELESS = /^(ENOTFOUND|ERR_INVALID_URL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL)/;

const minutes = (milliseconds: number): string => (milliseconds < 90_000 ? `${Math.ceil(milliseconds / 1000)} seconds` : `${Math.ceil(milliseconds / 60_000)} minutes`);

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at: unknown = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at);
  return chain;
}

const failure = (code: string, message: string, rest: Partial<Failure> = {}): Failure => ({ error: new AgentError(code, message), again: false, aside: false, ...rest });

/** What went wrong with one attempt. Neither request nor answer becomes part of the message, and the library's error, which holds both, is not kept. */
export function failureOf(thrown: unknown, clock: Clock, { retryAfterMs }: Pick<ModelLimits, 'retryAfterMs'>): Failure {
  if (clock.reason instanceof Stopped) return { error: clock.reason, again: false, aside: false };
  if (clock.reason) return { error: clock.reason, again: true, aside: true };
  const chain = causes(thrown);
  const ours = chain.find((error) => error instanceof AgentError || error instanceof Stopped);
  if (ours instanceof Error) return { error: ours, again: codeOf(ours) === 'model-cut', aside: codeOf(ours) === 'model-cut' };
  if (thrown instanceof APIError && thrown.status !== undefined) return statusFailure(thrown, retryAfterMs);
  if (thrown instanceof APIError && thrown.error !== undefined) return failure('model-cut', 'The model’s server reported an error in the middle of its answer. Try again; if it happens often, check the server’s log.', { again: true, aside: true });
  if (thrown instanceof SyntaxError) return failure('model-broken', 'The model’s server sent something that is not JSON. Check that it speaks the OpenAI API at this address.');
  const code = chain.map(codeOf).findLast((one) => one !== undefined) ?? '';
  if (HOPELESS.test(code)) {
    const certificate = code !== 'ENOTFOUND' && code !== 'ERR_INVALID_URL';
    return failure('model-unreachable', certificate ? 'The model’s server shows a certificate that is not trusted. Check the address, or install the certificate on this machine.' : 'There is no server at the model’s address. Check how it is spelled.', { aside: true });
  }
  if (chain.some((error) => error instanceof TypeError && error.message === 'terminated') || code === 'UND_ERR_SOCKET')
    return failure('model-cut', 'The connection to the model’s server broke before the answer was whole. Try again.', { again: true, aside: true });
  return failure('model-unreachable', 'The model’s server cannot be reached. Check the address, and that the server runs.', { again: true, aside: true });
}

function statusFailure({ status, headers, error, message }: APIError, retryAfterMs: number): Failure {
  const said = `${JSON.stringify(error ?? '')} ${message}`.slice(0, 20_000);
  const waitMs = retryAfter(headers);
  const asked = { status, said, ...(waitMs !== undefined && { waitMs }) };
  const patient = waitMs === undefined || waitMs <= retryAfterMs;
  const later = (code: string, text: string): Failure => {
    if (!patient) return failure(code, `The model’s server asks to wait ${minutes(waitMs)}. Try again then.`, { ...asked, aside: true });
    return failure(code, text, { ...asked, again: headers?.get('x-should-retry') !== 'false', aside: true });
  };
  switch (status) {
    case 401:
    case 403: return failure('model-key', 'The model’s server refused the key. Enter a valid one in the settings of this model.', asked);
    case 402: return failure('model-credit', 'The account at the model’s provider has no credit left. Add credit, or use another model.', asked);
    case 404: return failure('model-missing', 'The model’s server knows no such model or address. Check the model’s name, and that the address ends as its maker says, mostly in /v1.', asked);
    case 413: return failure('model-context', 'The pictures are larger than the model’s server takes. Send smaller or fewer pictures.', asked);
    case 429: return NO_CREDIT.test(said)
      ? failure('model-credit', 'The account at the model’s provider has no credit left. Add credit, or use another model.', asked)
      : later('model-busy', 'The model’s server is busy, or the account’s limit is reached. Wait a little and try again.');
    case 408: return later('model-timeout', 'The model’s server gave up waiting. Try again.');
    case 409: return later('model-busy', 'The model’s server is occupied. Try again.');
    default: {
      if (status !== undefined && status >= 500) return later('model-failed', `The model’s server answered with an error (${status}). Try again; if it stays, check the server’s log.`);
      const known = REFUSALS.find(({ says }) => says.test(said));
      return failure(known?.code ?? 'model-refused', known?.message ?? `The model’s server refused the request (${status}). Check that the model sees pictures and that the server speaks the OpenAI API.`, asked);
    }
  }
}
