import { renderBinned } from '@/lib/studio/renders';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../respond';

/** The picture of a session in the bin, small. */
export function GET(request: Request, { params }: RouteContext<'/api/sessions/[id]/binned'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('picture');
    return sendPicture(request, await renderBinned(await studio(), workspaceId, id, request.signal), 'revalidate');
  });
}
