import { notFound } from '@/lib/studio/errors';
import { opticsOf } from '@/lib/studio/optics';
import { currentWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { json, respond } from '../../../respond';

/** The profile of the photo's lens and what its edges say. */
export function GET(request: Request, { params }: { readonly params: Promise<{ readonly id: string }> }): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await currentWorkspace();
    if (!workspaceId) throw notFound('photo');
    return json({ ok: true, value: await opticsOf(await studio(), workspaceId, id, request.signal) });
  });
}
