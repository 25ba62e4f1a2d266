'use client';

import { WifiOff } from 'lucide-react';
import clsx from 'clsx';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

/** Says that there is no network, and what still works. */
export function OfflineNote({ className }: { readonly className?: string }) {
  const t = useTranslations('errors');
  const online = useSyncExternalStore(subscribe, () => navigator.onLine, () => true);
  if (online) return null;
  return <p role="status" className={clsx('flex animate-fade items-center gap-2 rounded-xl border border-line bg-raised px-3 py-2 text-ui', className)}><WifiOff size={15} aria-hidden className="shrink-0 text-danger" />{t('offline')}</p>;
}
