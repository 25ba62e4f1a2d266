'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { LOOK, lookParts } from '@/lib/develop/settings';
import { isRecord } from '@/lib/develop/settings/json';
import { IconButton } from '../ui/button';
import { Slider } from './slider';
import { useDevelop } from './use-develop';

/** Percent of the look. */
const RANGE = { min: 0, max: 200, step: 1 } as const;

/** The look that lies under the photo's settings: how much of it, and away with it. Looks come from files (.cube, profiles, presets). */
export function LookEditor() {
  const t = useTranslations('develop');
  const { settings, movers, preview, commit, set } = useDevelop();
  const value = settings[LOOK];
  const look = lookParts(value, settings);
  if (!look || !isRecord(value)) return null;
  return (
    <div>
      <div className="flex items-center justify-between gap-2 px-4 py-1 text-ui">
        <span className="truncate"><span className="text-quiet">{t('look')}</span> {look.name}</span>
        <IconButton label={t('removeLook')} onClick={() => set({ [LOOK]: null })}><X size={14} aria-hidden /></IconButton>
      </div>
      <Slider
        name={LOOK} label={t('amount')} description={t('lookAmount')} value={Math.round(100 * look.amount)} initial={100} range={RANGE} show={String} mover={movers.get(LOOK)}
        onPreview={(_, percent) => preview({ [LOOK]: { ...value, Amount: percent / 100 } })} onCommit={commit}
      />
    </div>
  );
}
