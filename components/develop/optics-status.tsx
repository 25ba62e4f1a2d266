'use client';

import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { uprightName } from '@/lib/develop/engine';
import { booleanOf } from '@/lib/develop/settings';
import { useDevelop } from './use-develop';
import { useOptics } from './use-optics';

const Note = ({ children }: { readonly children: ReactNode }) => <p role="status" className="px-4 pb-1 text-fine text-quiet">{children}</p>;

/** Which profile corrects the lens, or why none does. */
export function LensStatus() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings } = useDevelop();
  const on = booleanOf(settings, 'LensProfileEnable');
  const optics = useOptics(on);
  if (!on || !optics) return null;
  if (optics.lens) return optics.lens.name !== '' && <Note>{t('lensProfile', { name: optics.lens.name })}</Note>;
  return optics.noLens ? <Note>{optics.noLens[locale]}</Note> : null;
}

/** Why Upright changes nothing, where it does not. */
export function UprightStatus() {
  const t = useTranslations('develop');
  const { settings } = useDevelop();
  const wanted = uprightName(settings);
  const optics = useOptics(wanted !== undefined && wanted !== 'guided');
  if (wanted === 'guided') return <Note>{t('fewGuides')}</Note>;
  return wanted && optics?.survey && !optics.survey.upright[wanted] ? <Note>{t('noLines')}</Note> : null;
}
