import { takeReference } from '@/lib/studio/references';
import { studio } from '@/lib/studio/server';
import { takeUpload } from '../upload';

/** Takes a photo in that shows how another should look, sent like those of `POST /api/photos`. Answers `Result<ReferenceView>`. */
export const POST = (request: Request): Promise<Response> => takeUpload(request, async (workspaceId, upload) => takeReference(await studio(), workspaceId, upload));
