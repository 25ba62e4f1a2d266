import { unstable_rethrow } from 'next/navigation';
import { explain, statusOf } from '@/lib/studio/errors';
import type { Download } from '@/lib/studio/exports';
import type { Picture } from '@/lib/studio/renders';
import type { Result } from '@/lib/studio/types';

const PRIVATE = { 'cache-control': 'no-store' } as const;

/** An error as a `Result`, with the status that goes with it. */
export function refuse(error: unknown): Response {
  const body: Result<never> = { ok: false, error: explain(error) };
  return Response.json(body, { status: statusOf(error), headers: PRIVATE });
}

/** Answers a request; what goes wrong on the way becomes a `Result`. */
export async function respond(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    // Who hung up gets nothing; what happened is not an error of ours.
    if (error instanceof Error && error.name === 'AbortError') return new Response(null, { status: 499 });
    return refuse(error);
  }
}

export const json = (value: unknown, status = 200): Response => Response.json(value, { status, headers: PRIVATE });

/** Bytes of a Node buffer as a body; the copy is needed only where the buffer may be shared memory, which it never is here. */
const body = (data: Uint8Array): BodyInit => data as Uint8Array<ArrayBuffer>;

/** @param keep `immutable`: the address names the content; `revalidate`: it may be taken away at any time. */
export function sendPicture(request: Request, picture: Picture, keep: 'immutable' | 'revalidate'): Response {
  const headers = {
    'cache-control': keep === 'immutable' ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    etag: picture.etag,
    vary: 'Accept, Cookie',
  };
  if (request.headers.get('if-none-match') === picture.etag) return new Response(null, { status: 304, headers });
  return new Response(body(picture.data), { headers: { ...headers, 'content-type': picture.type, 'content-length': String(picture.data.byteLength) } });
}

/** A picture that must not be told from another by its headers: without the tag that names its settings. */
export function sendBlind({ data, type }: Picture): Response {
  return new Response(body(data), { headers: { ...PRIVATE, 'content-type': type, 'content-length': String(data.byteLength) } });
}

/** RFC 5987 (RFC 8187): a plain name for old programs, the real one for all others. */
export function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

export function sendDownload({ data, type, name }: Download): Response {
  return new Response(body(data), { headers: { ...PRIVATE, 'content-type': type, 'content-length': String(data.byteLength), 'content-disposition': disposition(name) } });
}

/** A download that is made while it is sent. */
export function sendStream(chunks: AsyncGenerator<Uint8Array>, { type, name }: Omit<Download, 'data'>): Response {
  const stream = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => { await chunks.return(undefined); },
  });
  return new Response(stream, { headers: { ...PRIVATE, 'content-type': type, 'content-disposition': disposition(name) } });
}

/** A request's body as it streams in; nothing where there is none. */
export async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** What a sent file is called at the user's side (header `x-file-name`, URI-encoded). */
export function fileNameIn(headers: Headers): string {
  try {
    return decodeURIComponent(headers.get('x-file-name') ?? '');
  } catch {
    return '';
  }
}
