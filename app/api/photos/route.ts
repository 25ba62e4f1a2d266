import { config } from '@/lib/config';
import { tooLarge } from '@/lib/store/blobs';
import { StudioError } from '@/lib/studio/errors';
import { isForeign } from '@/lib/studio/origin';
import { takeIn } from '@/lib/studio/photos';
import { ensureWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import type { Result } from '@/lib/studio/types';
import { chunksOf, fileNameIn, json, respond } from '../respond';

/** Takes one photo in: the body is the file. Answers `Result<{ sessionId }>`. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    const { maxUploadBytes, publicUrl } = config();
    if (isForeign(request.headers, publicUrl)) throw new StudioError('foreign-origin', 'Photos can be added only from the studio itself.');
    if (Number(request.headers.get('content-length') ?? 0) > maxUploadBytes) throw tooLarge(maxUploadBytes);
    const workspaceId = await ensureWorkspace();
    const locale = request.headers.get('x-locale') === 'zh' ? 'zh' : 'en';
    const sessionId = await takeIn(await studio(), workspaceId, { source: chunksOf(request.body), name: fileNameIn(request.headers), locale, signal: request.signal });
    return json({ ok: true, value: { sessionId } } satisfies Result<{ sessionId: string }>, 201);
  });
}
