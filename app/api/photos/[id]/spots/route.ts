import { notFound } from '@/lib/studio/errors';
import { currentWorkspace } from '@/lib/studio/request';
import { studio } from '@/lib/studio/server';
import { photoSpots } from '@/lib/studio/spots';
import { json, respond } from '../../../respond';

/** Dust and blemishes found in the photo, with how sure it is. Changes nothing. */
export function GET(request: Request, { params }: { readonly params: Promise<{ readonly id: string }> }): Promise<Response> {
  return respond(async () => {
    const { id } = await params;
    const workspaceId = await currentWorkspace();
    if (!workspaceId) throw notFound('photo');
    return json({ ok: true, value: await photoSpots(await studio(), workspaceId, id, request.signal) });
  });
}
