import { config } from '@/lib/config';
import { tooLarge } from '@/lib/store/blobs';
import { StudioError } from '@/lib/studio/errors';
import { isForeign } from '@/lib/studio/origin';
import { takeIn } from '@/lib/studio/photos';
import { ensureWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import type { Result } from '@/lib/studio/types';
import { json, respond } from '../respond';

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function nameOf(header: string | null): string {
  try {
    return decodeURIComponent(header ?? '');
  } catch {
    return '';
  }
}

/** Takes one photo in: the body is the file. Answers `Result<{ sessionId }>`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const { maxUploadBytes, publicUrl } = config();
    if (isForeign(request.headers, publicUrl)) throw new StudioError('foreign-origin', 'Photos can be added only from the studio itself.');
    if (Number(request.headers.get('content-length') ?? 0) > maxUploadBytes) throw tooLarge(maxUploadBytes);
    const workspaceId = await ensureWorkspace();
    const source = request.body ? chunksOf(request.body) : (async function* () {})();
    const locale = request.headers.get('x-locale') === 'zh' ? 'zh' : 'en';
    const sessionId = await takeIn(await studio(), workspaceId, { source, name: nameOf(request.headers.get('x-file-name')), locale, signal: request.signal });
    return json({ ok: true, value: { sessionId } } satisfies Result<{ sessionId: string }>, 201);
  });
}
