'use client';

import { useQuery } from '@tanstack/react-query';
import { EyeOff } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { nextPair } from '@/app/evolve/actions';
import type { PairView } from '@/lib/studio/evolve/types';
import { Button } from '../ui/button';
import { valueOf } from '../ui/result';
import { EVOLVE_KEY, useConsent } from './use-consent';

// What opens on demand is loaded on demand.
const BlindDialog = dynamic(() => import('./blind-dialog').then((part) => part.BlindDialog), { ssr: false });

/** Where a photo has two results that nobody has told apart yet: which is better? Only for whoever agreed that answers are kept. */
export function BlindOffer({ sessionId, after }: { readonly sessionId: string; /** The run that it is looked for after. */ readonly after: string }) {
  const t = useTranslations('evolve.blind');
  const { consent } = useConsent();
  const [open, setOpen] = useState<PairView | null>(null);
  const { data: pair } = useQuery({ queryKey: [...EVOLVE_KEY, 'pair', sessionId, after], queryFn: () => valueOf(nextPair(sessionId)), enabled: consent?.state === 'yes' });
  return (
    <>
      {pair && (
        <div data-testid="blind-offer" className="flex animate-rise items-center gap-2 rounded-xl border border-line px-3 py-2 text-ui">
          <EyeOff size={14} aria-hidden className="shrink-0 text-accent" />
          <span className="min-w-0 flex-1">{t('offer')}</span>
          <Button className="h-7 pointer-coarse:h-9" onClick={() => setOpen(pair)}>{t('compare')}</Button>
        </div>
      )}
      {open && <BlindDialog first={open} sessionId={sessionId} onClose={() => setOpen(null)} />}
    </>
  );
}
