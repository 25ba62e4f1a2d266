import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { MOST, ServerError } from './messages';

/** A body in memory, never more than `most` bytes of it. */
export async function bodyOf(request: IncomingMessage, most: number = MOST.body): Promise<Buffer> {
  const tooLarge = (): never => { throw new ServerError(413, 'body-too-large', `A body may have ${Math.round(most / 1024 / 1024)} MB. Send smaller batches.`); };
  if (Number(request.headers['content-length'] ?? 0) > most) tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A body of JSON that keeps to a schema. */
export async function jsonOf<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  let value: unknown;
  const body = await bodyOf(request);
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new ServerError(400, 'json', `The body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new ServerError(422, 'request', `${issue?.path.join('.') || 'request'}: ${issue?.message ?? 'not as expected'}`);
}

export function sendJson(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }).end(JSON.stringify(value));
}

export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const known = error instanceof ServerError ? error : new ServerError(500, 'unexpected', 'Something went wrong in the sandbox; its log says what.');
  if (known !== error) console.error(error);
  // What was not read of a body that is too large would have to be read before the next request.
  sendJson(response, known.status, { error: { code: known.code, message: known.message } }, { ...(known.retryAfter !== undefined && { 'retry-after': String(known.retryAfter) }), ...(known.status === 413 && { connection: 'close' }) });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Who may ask: whoever has the token, where there is one. Without it only this machine's programs: a page in a browser that sends requests here says where it
 * comes from (`Origin`), and is sent away.
 */
export function admit({ headers }: IncomingMessage, token: string | undefined): void {
  if (token === undefined) {
    if (headers.origin !== undefined) throw new ServerError(403, 'origin', 'Web pages may not use this sandbox. Start it with --token and send the token.');
    return;
  }
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (given === undefined || !timingSafeEqual(digest(given), digest(token))) throw new ServerError(401, 'token', 'Send the token that the sandbox was started with: Authorization: Bearer TOKEN.');
}
