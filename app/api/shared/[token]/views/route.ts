import { passOf } from '@/app/share/respond';
import { currentWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { countView } from '@/lib/studio/shared';
import { respond } from '../../../respond';

/** A browser showed the page: robots that only fetch it are no visitors. */
export function POST(_: Request, { params }: RouteContext<'/api/shared/[token]/views'>): Promise<Response> {
  return respond(async () => {
    const { token } = await params;
    await countView(await studio(), token, await currentWorkspace(), await passOf(token));
    return new Response(null, { status: 204 });
  });
}
