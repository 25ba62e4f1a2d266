import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { SharePage } from '@/components/share/share-page';
import { getShared } from '@/lib/studio/shared';

// A link is for whom it was given to: search engines are not among them.
export const metadata: Metadata = { robots: { index: false, follow: false }, referrer: 'no-referrer' };

export default async function Page({ params }: PageProps<'/share/[token]'>) {
  const { token } = await params;
  const shared = await getShared(token);
  if (!shared) notFound();
  return <SharePage token={token} shared={shared} />;
}
