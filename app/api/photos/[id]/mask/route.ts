import { maskPicture } from '@/lib/studio/masks';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../respond';

/** A mask of the photo as a grey PNG. A better maker may find another one under the same key, so it is asked for again by its tag. */
export function GET(request: Request, { params }: RouteContext<'/api/photos/[id]/mask'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace('photo');
    const key = new URL(request.url).searchParams.get('key') ?? '';
    return sendPicture(request, await maskPicture(await studio(), workspaceId, id, key, request.signal), 'revalidate');
  });
}
