import { passOf } from '@/app/share/respond';
import { notFound } from '@/lib/studio/errors';
import { giveAway, GIFTS } from '@/lib/studio/give';
import { studio } from '@/lib/studio/server';
import { respond, sendDownload } from '../../../../respond';

/** `picture`, `settings` (`?format=` any settings format) or `original`, where the link allows it. */
export function GET(request: Request, { params }: RouteContext<'/api/shared/[token]/download/[gift]'>): Promise<Response> {
  return respond(async () => {
    const { token, gift: asked } = await params;
    const gift = GIFTS.find((one) => one === asked);
    if (!gift) throw notFound('link');
    return sendDownload(await giveAway(await studio(), token, gift, { format: new URL(request.url).searchParams.get('format'), pass: await passOf(token), signal: request.signal }));
  });
}
