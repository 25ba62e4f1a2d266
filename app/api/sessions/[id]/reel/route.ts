import { explain } from '@/lib/studio/errors';
import { makeReel } from '@/lib/studio/reel';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import type { ReelEvent } from '@/lib/studio/types';
import { respond, sendDownload } from '../../../respond';

/**
 * The steps to one (`?step=`) as an animation: `format` webp or gif, `captions` 0 or 1, `locale`. With `Accept: application/x-ndjson` it
 * is made and its progress told, a `ReelEvent` a line; asked again without, it is there.
 */
export function GET(request: Request, { params }: RouteContext<'/api/sessions/[id]/reel'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace();
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const open = await studio();
    if (!request.headers.get('accept')?.includes('application/x-ndjson')) return sendDownload(await makeReel(open, workspaceId, id, query, () => {}, request.signal));
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        const say = (event: ReelEvent) => { if (!request.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`)); };
        try {
          const { data } = await makeReel(open, workspaceId, id, query, (progress) => say({ type: 'progress', ...progress }), request.signal);
          say({ type: 'done', bytes: data.byteLength });
        } catch (error) {
          if (!request.signal.aborted) say({ type: 'error', error: explain(error) });
        }
        if (!request.signal.aborted) controller.close();
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' } });
  });
}
