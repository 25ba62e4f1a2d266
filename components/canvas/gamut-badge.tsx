'use client';

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { Hint } from '../ui/button';

const QUERY = '(color-gamut: p3)';

function subscribe(changed: () => void): () => void {
  const query = matchMedia(QUERY);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the screen that the window is on shows Display P3. */
const useWideScreen = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(QUERY).matches, () => false);

/** For a photo in Display P3: whether its colours are seen as they are. Renders carry their profile, so that the browser maps them to any screen. */
export function GamutBadge() {
  const t = useTranslations('canvas');
  const wide = useWideScreen();
  return (
    <Hint label={t(wide ? 'wideShown' : 'wideMapped')} side="bottom">
      <button type="button" data-testid="gamut" data-wide={wide} className={wide ? 'shrink-0 rounded border border-text/60 px-1 text-[11px] leading-4 text-text max-md:hidden' : 'shrink-0 rounded border border-line px-1 text-[11px] leading-4 text-quiet max-md:hidden'}>{t('wide')}</button>
    </Hint>
  );
}
