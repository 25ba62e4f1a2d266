import { notFound } from '@/lib/studio/errors';
import { masksOf } from '@/lib/studio/masks';
import { currentWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { json, respond } from '../../../respond';

/** How sure the masks are that `key` names (it may come several times). */
export function GET(request: Request, { params }: { readonly params: Promise<{ readonly id: string }> }): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await currentWorkspace();
    if (!workspaceId) throw notFound('photo');
    const keys = new URL(request.url).searchParams.getAll('key');
    return json({ ok: true, value: await masksOf(await studio(), workspaceId, id, keys, request.signal) });
  });
}
