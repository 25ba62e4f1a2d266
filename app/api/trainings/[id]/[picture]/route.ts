import { reflectionPicture } from '@/lib/studio/evolve/training/trainings';
import { studio } from '@/lib/studio/server';
import { respond } from '../../../respond';

/** A picture of a lesson, `<n>-bad` or `<n>-good`: of the photos that ship with the studio. */
export function GET(_request: Request, { params }: RouteContext<'/api/trainings/[id]/[picture]'>): Promise<Response> {
  return respond(async () => {
    const { id, picture } = await params;
    const data = await reflectionPicture(await studio(), id, picture);
    return new Response(new Uint8Array(data), { headers: { 'cache-control': 'private, max-age=86400', 'content-type': 'image/jpeg' } });
  });
}
