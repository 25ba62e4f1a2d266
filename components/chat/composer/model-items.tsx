'use client';

import { Check, EyeOff, Settings } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { ModelChoices } from '@/lib/studio/types';
import { useStudioStore } from '../../studio/context';
import type { MenuProps } from '../../ui/menu-button';

type Props = MenuProps & { readonly models: ModelChoices['models']; readonly currentId: string; /** Asks several and shows the answers without names. */ readonly onCompare: () => void };

/** Whom the next message may go to. */
export function ModelItems({ trigger, models, currentId, onCompare }: Props) {
  const t = useTranslations('models');
  const evolve = useTranslations('evolve.order');
  const store = useStudioStore();
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" side="top" sideOffset={8} collisionPadding={8} className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 animate-fade overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-2xl">
          <DropdownMenu.RadioGroup value={currentId} onValueChange={(profileId) => store.setState({ profileId })}>
            {models.map((model) => (
              <DropdownMenu.RadioItem key={model.id} value={model.id} className="flex items-start gap-2 rounded-md px-2 py-1.5 text-ui outline-none data-highlighted:bg-hover">
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{model.name}</span>
                  <span className="block text-fine text-quiet">{t(`about.${model.brain}`)}</span>
                </span>
                <DropdownMenu.ItemIndicator className="mt-0.5"><Check size={14} aria-hidden /></DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item onSelect={onCompare} className="flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover"><EyeOff size={14} aria-hidden />{evolve('menu')}</DropdownMenu.Item>
          <DropdownMenu.Item asChild>
            <Link href="/settings" className="flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover"><Settings size={14} aria-hidden />{t('settings')}</Link>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
