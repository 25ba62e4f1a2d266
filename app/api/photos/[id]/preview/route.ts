import { edgeFor, previewOf } from '@/lib/studio/renders';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/preview'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('picture');
    const edge = edgeFor(new URL(request.url).searchParams.get('edge'));
    return sendPicture(request, await previewOf(await studio(), workspaceId, id, edge, request.signal), 'immutable');
  });
}
