import { notFound } from '@/lib/studio/errors';
import { exportLabels } from '@/lib/studio/evolve/labels';
import { currentWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { respond, sendDownload } from '../respond';

/** The workspace's labels as JSON Lines. */
export function GET(): Promise<Response> {
  return respond(async () => {
    const workspaceId = await currentWorkspace();
    if (!workspaceId) throw notFound('label');
    return sendDownload(await exportLabels(await studio(), workspaceId));
  });
}
