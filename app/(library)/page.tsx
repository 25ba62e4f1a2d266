import { cookies, headers } from 'next/headers';
import { chooseLocale, LOCALE_COOKIE } from '@/components/i18n/locale';
import { LibraryPage } from '@/components/library/library-page';
import { Trouble } from '@/components/ui/trouble';
import { listSamples, listSessions } from '../actions';

export default async function Page() {
  const [sessions, samples, jar, head] = await Promise.all([listSessions(), listSamples(), cookies(), headers()]);
  if (!sessions.ok) return <Trouble kind="broken" message={sessions.error.message} />;
  // Without samples one can still bring a photo.
  return <LibraryPage sessions={sessions.value} samples={samples.ok ? samples.value : []} samplesIn={chooseLocale(jar.get(LOCALE_COOKIE)?.value, head.get('accept-language'))} />;
}
