import { config } from '@/lib/config';
import { StudioError } from '@/lib/studio/errors';
import { exportSettings } from '@/lib/studio/exports';
import { readImport, readOwn } from '@/lib/studio/imports';
import { isForeign } from '@/lib/studio/origin';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import type { ImportView, Result } from '@/lib/studio/types';
import { chunksOf, fileNameIn, json, respond, sendDownload } from '../../../respond';

/** `?format=` any settings format; `?from=photo` answers what the photo came with (`Result<ImportView>`) instead of a file. */
export function GET(request: Request, { params }: RouteContext<'/api/sessions/[id]/settings'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace();
    const query = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ''));
    if (query['from'] === 'photo') return json({ ok: true, value: await readOwn(await studio(), workspaceId, id) } satisfies Result<ImportView>);
    return sendDownload(await exportSettings(await studio(), workspaceId, id, query));
  });
}

/** Reads a settings file for this session; the body is the file. Changes nothing. Answers `Result<ImportView>`. */
export function POST(request: Request, { params }: RouteContext<'/api/sessions/[id]/settings'>): Promise<Response> {
  return respond(async () => {
    if (isForeign(request.headers, config().publicUrl)) throw new StudioError('foreign-origin', 'Settings can be read only from the studio itself.');
    const { id } = await params;
    const workspaceId = await ownWorkspace();
    const view = await readImport(await studio(), workspaceId, id, { source: chunksOf(request.body), name: fileNameIn(request.headers), signal: request.signal });
    return json({ ok: true, value: view } satisfies Result<ImportView>);
  });
}
