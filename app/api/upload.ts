import { config } from '@/lib/config';
import { tooLarge } from '@/lib/store/blobs';
import { StudioError } from '@/lib/studio/errors';
import { isForeign } from '@/lib/studio/origin';
import type { Upload } from '@/lib/studio/photos';
import { ensureWorkspace } from '@/lib/studio/request';
import type { Result } from '@/lib/studio/types';
import { chunksOf, fileNameIn, json, respond } from './respond';

/** Answers a request whose body is one photo: `take` makes something of it, which is sent as a `Result`. */
export function takeUpload<T>(request: Request, take: (workspaceId: string, upload: Upload) => Promise<T>): Promise<Response> {
  return respond(async () => {
    const { maxUploadBytes, publicUrl } = config();
    if (isForeign(request.headers, publicUrl)) throw new StudioError('foreign-origin', 'Photos can be added only from the studio itself.');
    if (Number(request.headers.get('content-length') ?? 0) > maxUploadBytes) throw tooLarge(maxUploadBytes);
    const workspaceId = await ensureWorkspace();
    const locale = request.headers.get('x-locale') === 'zh' ? 'zh' : 'en';
    const value = await take(workspaceId, { source: chunksOf(request.body), name: fileNameIn(request.headers), locale, signal: request.signal });
    return json({ ok: true, value } satisfies Result<T>, 201);
  });
}
