import { passOf } from '@/app/share/respond';
import { edgeFor, formatOf, renderShared } from '@/lib/studio/renders';
import { studio } from '@/lib/studio/server';
import { respond, sendPicture } from '../../../../respond';

/** The token is the right to see: no cookie is asked for, and a revoked link is gone with the next request. */
export function GET(request: Request, { params }: RouteContext<'/api/shared/[token]/render/[hash]'>): Promise<Response> {
  return respond(async () => {
    const { token, hash } = await params;
    const query = new URL(request.url).searchParams;
    const picture = await renderShared(await studio(), token, hash, query.get('base'), {
      edge: edgeFor(query.get('edge')),
      format: formatOf(query.get('format')),
      signal: request.signal,
    }, await passOf(token));
    return sendPicture(request, picture, 'revalidate');
  });
}
