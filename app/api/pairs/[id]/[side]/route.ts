import { notFound } from '@/lib/studio/errors';
import { pairPicture, SIDES } from '@/lib/studio/evolve/pairs';
import { edgeFor } from '@/lib/studio/renders';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendBlind } from '../../../respond';

/** A picture of a pair by where it stands. Neither its address nor its headers say what it is. */
export function GET(request: Request, { params }: RouteContext<'/api/pairs/[id]/[side]'>): Promise<Response> {
  return respond(async () => {
    const { id, side: asked } = await params;
    const workspaceId = await ownWorkspace('pair');
    const side = SIDES.find((one) => one === asked);
    if (!side) throw notFound('pair');
    const edge = edgeFor(new URL(request.url).searchParams.get('edge'));
    return sendBlind(await pairPicture(await studio(), workspaceId, id, side, { edge, format: 'jpeg', signal: request.signal }));
  });
}
