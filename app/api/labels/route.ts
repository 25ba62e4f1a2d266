import { labelArchive } from '@/lib/studio/evolve/archive';
import { exportLabels } from '@/lib/studio/evolve/labels';
import { ownWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendDownload, sendStream } from '../respond';

/** The workspace's labels as JSON Lines; `?format=artedit-eval`: with pictures, as a ZIP that streams. */
export function GET(request: Request): Promise<Response> {
  return respond(async () => {
    const workspaceId = await ownWorkspace('label');
    if (new URL(request.url).searchParams.get('format') !== 'artedit-eval') return sendDownload(await exportLabels(await studio(), workspaceId));
    return sendStream(labelArchive(await studio(), workspaceId, request.signal), { type: 'application/zip', name: 'evoroom-artedit-eval.zip' });
  });
}
