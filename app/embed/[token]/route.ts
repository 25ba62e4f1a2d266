import { embedPage, lockedEmbed } from '@/components/share/pages';
import { studio } from '@/lib/studio/server';
import { sharedView } from '@/lib/studio/shared';
import { answerPage, sendPage } from '../../share/respond';

/** An edit link within another page: the only document of the studio that may stand in a frame. Nothing can be changed or sent from it. */
export async function GET(_: Request, { params }: RouteContext<'/embed/[token]'>): Promise<Response> {
  const { token } = await params;
  const framing = 'everyone';
  return answerPage(framing, async (words) => sendPage(embedPage({ token, shared: await sharedView(await studio(), token), words }), { framing }), (words) => sendPage(lockedEmbed(token, words), { status: 403, framing }));
}
