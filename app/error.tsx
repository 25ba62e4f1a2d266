'use client';

import { Trouble } from '@/components/ui/trouble';

export default function ErrorPage({ reset }: { readonly error: Error; readonly reset: () => void }) {
  return <Trouble kind="broken" onRetry={reset} />;
}
