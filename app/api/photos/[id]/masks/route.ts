import { masksOf } from '@/lib/studio/masks';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { json, respond } from '../../../respond';

/** How sure the masks are that `key` names (it may come several times). */
export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/masks'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('photo');
    const keys = new URL(request.url).searchParams.getAll('key');
    return json({ ok: true, value: await masksOf(await studio(), workspaceId, id, keys, request.signal) });
  });
}
