import { edgeFor, formatOf, renderPhoto, tileFor } from '@/lib/studio/renders';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/render/[hash]'>): Promise<Response> {
  return respond(async () => {
    const { id, hash } = await params;
    const workspaceId = await ownWorkspace('picture');
    const query = new URL(request.url).searchParams;
    const picture = await renderPhoto(await studio(), workspaceId, id, hash, {
      edge: edgeFor(query.get('edge')),
      tile: tileFor(query.get('tile')),
      format: formatOf(query.get('format')),
      signal: request.signal,
    });
    return sendPicture(request, picture, 'immutable');
  });
}
