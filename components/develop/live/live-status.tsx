'use client';

import { LoaderCircle, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useLive } from './live-context';

/** Whether sliders show their effect while they move. */
export function LiveStatus() {
  const t = useTranslations('develop');
  const { state } = useLive();
  return (
    <p role="status" data-live={state} className="flex items-center gap-1.5 text-fine text-quiet">
      {state === 'loading' && <><LoaderCircle size={12} aria-hidden className="animate-spin" />{t('liveLoading')}</>}
      {state === 'failed' && <><TriangleAlert size={12} aria-hidden className="text-danger" />{t('liveFailed')}</>}
      {state === 'ready' && t('liveReady')}
    </p>
  );
}
