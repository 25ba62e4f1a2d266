import { notFound } from '@/lib/studio/errors';
import { exportPicture } from '@/lib/studio/exports';
import { currentWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendDownload } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/sessions/[id]/export'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await currentWorkspace();
    if (!workspaceId) throw notFound('session');
    const query = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ''));
    return sendDownload(await exportPicture(await studio(), workspaceId, id, query, request.signal));
  });
}
