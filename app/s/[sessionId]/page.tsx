import { notFound } from 'next/navigation';
import { StudioPage } from '@/components/studio/studio-page';
import { Trouble } from '@/components/ui/trouble';
import type { Result, SessionView } from '@/lib/studio/types';
import { openSession } from '../../actions';

/** With the clock before it was read: a page that comes out of the browser's history again is told from a new one by it. */
async function read(sessionId: string): Promise<{ readonly session: Result<SessionView>; readonly readAt: number }> {
  const readAt = Date.now();
  return { session: await openSession(sessionId), readAt };
}

export default async function Page({ params }: PageProps<'/s/[sessionId]'>) {
  const { sessionId } = await params;
  const { session, readAt } = await read(sessionId);
  if (session.ok) return <StudioPage key={sessionId} initial={session.value} readAt={readAt} />;
  if (session.error.code === 'not-found' || session.error.code === 'invalid') notFound();
  return <Trouble kind="broken" message={session.error.message} />;
}
