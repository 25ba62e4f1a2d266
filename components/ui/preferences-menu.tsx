'use client';

import { Settings2 } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { MenuButton } from './menu-button';

const load = () => import('./preferences-items').then((part) => part.PreferencesItems);

/** @param models with the ways to the models and to what is learnt, where there is a studio around it */
export function PreferencesMenu({ models = false }: { readonly models?: boolean }) {
  const t = useTranslations('common');
  return (
    <MenuButton load={load} menu={{ models }} aria-label={t('preferences')} className="inline-flex size-8 items-center justify-center rounded-lg text-quiet transition duration-150 hover:bg-hover hover:text-text pointer-coarse:size-10">
      <Settings2 size={16} aria-hidden />
    </MenuButton>
  );
}
