import { edgeFor, sourceOf, sourceTileOf, tileFor } from '@/lib/studio/renders';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/source'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('photo');
    const query = new URL(request.url).searchParams;
    const tile = tileFor(query.get('tile'));
    if (tile) return sendPicture(request, await sourceTileOf(await studio(), workspaceId, id, tile, request.signal), 'immutable');
    const edge = edgeFor(query.get('edge'));
    return sendPicture(request, await sourceOf(await studio(), workspaceId, id, edge, request.signal), 'immutable');
  });
}
