import { cardPicture } from '@/lib/studio/card';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../respond';

/** Before | after, for whoever announces the link. */
export function GET(request: Request, { params }: RouteContext<'/api/shared/[token]/card'>): Promise<Response> {
  return respond(async () => {
    const { token } = await params;
    return sendPicture(request, await cardPicture(await studio(), token, request.signal), 'revalidate');
  });
}
