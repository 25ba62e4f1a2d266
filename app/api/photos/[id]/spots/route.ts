import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { photoSpots } from '@/lib/studio/spots';
import { json, respond } from '../../../respond';

/** Dust and blemishes found in the photo, with how sure it is. Changes nothing. */
export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/spots'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('photo');
    return json({ ok: true, value: await photoSpots(await studio(), workspaceId, id, request.signal) });
  });
}
