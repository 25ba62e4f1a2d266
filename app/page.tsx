import { LibraryPage } from '@/components/library/library-page';
import { Trouble } from '@/components/ui/trouble';
import { listSamples, listSessions } from './actions';

export default async function Page() {
  const [sessions, samples] = await Promise.all([listSessions(), listSamples()]);
  if (!sessions.ok) return <Trouble kind="broken" message={sessions.error.message} />;
  // Without samples one can still bring a photo.
  return <LibraryPage sessions={sessions.value} samples={samples.ok ? samples.value : []} />;
}
