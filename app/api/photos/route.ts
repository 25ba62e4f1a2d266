import { takeIn } from '@/lib/studio/photos';
import { studio } from '@/lib/studio/server';
import { takeUpload } from '../upload';

/** Takes one photo in: the body is the file. Answers `Result<{ sessionId }>`. */
export const POST = (request: Request): Promise<Response> =>
  takeUpload(request, async (workspaceId, upload) => ({ sessionId: await takeIn(await studio(), workspaceId, upload) }));
