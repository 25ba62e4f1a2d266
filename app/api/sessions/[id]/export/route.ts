import { exportPicture } from '@/lib/studio/exports';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendDownload } from '../../../respond';

export function GET(request: Request, { params }: RouteContext<'/api/sessions/[id]/export'>): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await ownWorkspace();
    const query = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ''));
    return sendDownload(await exportPicture(await studio(), workspaceId, id, query, request.signal));
  });
}
