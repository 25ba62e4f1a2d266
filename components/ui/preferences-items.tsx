'use client';

import { Check, Cpu, Languages, Moon, Sprout, Sun } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { LANGUAGE_NAMES, LOCALES } from '../i18n/locale';
import { useLocaleSwitch } from '../i18n/provider';
import type { MenuProps } from './menu-button';
import { applyTheme, currentTheme, type Theme } from './theme';

const THEMES = [{ theme: 'dark', Icon: Moon }, { theme: 'light', Icon: Sun }] as const;
const ITEM = 'flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover';

/** @param models with the ways to the models and to what is learnt */
export function PreferencesItems({ trigger, models: withModels }: MenuProps & { readonly models: boolean }) {
  const t = useTranslations('common');
  const models = useTranslations('models');
  const evolve = useTranslations('evolve');
  const { locale, switchTo } = useLocaleSwitch();
  const [theme, setTheme] = useState<Theme>(currentTheme);
  return (
    <DropdownMenu.Root defaultOpen onOpenChange={(open) => open && setTheme(currentTheme())}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={6} collisionPadding={8} className="z-50 min-w-44 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
          <DropdownMenu.Label className="flex items-center gap-2 px-2 py-1.5 text-fine text-quiet"><Languages size={13} aria-hidden />{t('language')}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={locale}>
            {LOCALES.map((one) => (
              <DropdownMenu.RadioItem key={one} value={one} lang={one} className={ITEM} onSelect={() => void switchTo(one)}>
                <span className="flex-1">{LANGUAGE_NAMES[one]}</span>
                <DropdownMenu.ItemIndicator><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.RadioGroup value={theme}>
            {THEMES.map(({ theme: one, Icon }) => (
              <DropdownMenu.RadioItem key={one} value={one} className={ITEM} onSelect={() => applyTheme(one)}>
                <Icon size={14} aria-hidden />
                <span className="flex-1">{t(`theme.${one}`)}</span>
                <DropdownMenu.ItemIndicator><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          {withModels && (
            <>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
              <DropdownMenu.Item asChild><Link href="/evolve" className={ITEM}><Sprout size={14} aria-hidden />{evolve('menu')}</Link></DropdownMenu.Item>
              <DropdownMenu.Item asChild><Link href="/settings" className={ITEM}><Cpu size={14} aria-hidden />{models('settings')}</Link></DropdownMenu.Item>
            </>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
