import { passOf } from '@/app/share/respond';
import { config } from '@/lib/config';
import { isNotFound, StudioError } from '@/lib/studio/errors';
import { isForeign } from '@/lib/studio/origin';
import { remix } from '@/lib/studio/remix';
import { ensureWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond } from '../../../respond';

const to = (path: string): Response => new Response(null, { status: 303, headers: { location: path, 'cache-control': 'no-store' } });

/** Copies the link's branch into the workspace of the browser that asks, and goes there. */
export function POST(request: Request, { params }: RouteContext<'/api/shared/[token]/remix'>): Promise<Response> {
  return respond(async () => {
    if (isForeign(request.headers, config().publicUrl)) throw new StudioError('foreign-origin', 'A link can be remixed only from its own page.');
    const { token } = await params;
    try {
      return to(`/s/${await remix(await studio(), token, await ensureWorkspace(), await passOf(token))}`);
    } catch (error) {
      // Taken back meanwhile: its page says so.
      if (isNotFound(error)) return to(`/share/${encodeURIComponent(token)}`);
      throw error;
    }
  });
}
