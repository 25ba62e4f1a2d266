import { notFound } from 'next/navigation';
import { StudioPage } from '@/components/studio/studio-page';
import { Trouble } from '@/components/ui/trouble';
import { openSession } from '../../actions';

export default async function Page({ params }: PageProps<'/s/[sessionId]'>) {
  const { sessionId } = await params;
  const session = await openSession(sessionId);
  if (session.ok) return <StudioPage key={sessionId} initial={session.value} />;
  if (session.error.code === 'not-found' || session.error.code === 'invalid') notFound();
  return <Trouble kind="broken" message={session.error.message} />;
}
