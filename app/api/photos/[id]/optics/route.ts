import { opticsOf } from '@/lib/studio/optics';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { json, respond } from '../../../respond';

/** The profile of the photo's lens and what its edges say. */
export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/optics'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('photo');
    return json({ ok: true, value: await opticsOf(await studio(), workspaceId, id, request.signal) });
  });
}
