'use client';

import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { MenuProps } from '../ui/menu-button';
import { PRESETS, type Preset } from './presets';

const ITEM = 'flex h-8 items-center rounded-md px-2 text-ui outline-none data-highlighted:bg-hover';

/** Servers that a model can be added from, and an empty form. */
export function PresetItems({ trigger, onAdd }: MenuProps & { readonly onAdd: (preset: Preset | undefined) => void }) {
  const t = useTranslations('models');
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={6} collisionPadding={8} className="z-50 min-w-52 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
          <DropdownMenu.Label className="px-2 py-1.5 text-fine text-quiet">{t('servers')}</DropdownMenu.Label>
          {PRESETS.map((preset) => <DropdownMenu.Item key={preset.id} onSelect={() => onAdd(preset)} className={ITEM}>{preset.label}</DropdownMenu.Item>)}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item onSelect={() => onAdd(undefined)} className={ITEM}>{t('blank')}</DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
