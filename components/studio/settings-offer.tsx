'use client';

import { SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../ui/button';
import { useStudioData, useStudioStore } from './context';

/** A photo that came with develop settings offers them, until something was done to it. */
export function SettingsOffer() {
  const t = useTranslations('import');
  const store = useStudioStore();
  const { session, steps } = useStudioData();
  const [declined, setDeclined] = useState(false);
  if (!session.photo.carriesSettings || declined || steps.length > 1 || session.runs.length > 0) return null;
  return (
    <div role="status" className="pointer-events-none absolute inset-x-3 bottom-3 z-10 flex justify-center">
      <div className="pointer-events-auto flex animate-rise items-center gap-3 rounded-xl border border-line bg-panel py-2 pr-2 pl-3.5 text-ui shadow-lg">
        <SlidersHorizontal size={15} aria-hidden className="shrink-0 text-quiet" />
        <span>{t('offer')}</span>
        <Button look="solid" onClick={() => store.setState({ dialog: 'import', importFrom: 'photo' })}>{t('offerLook')}</Button>
        <IconButton label={t('offerDecline')} side="top" onClick={() => setDeclined(true)}><X size={15} aria-hidden /></IconButton>
      </div>
    </div>
  );
}
