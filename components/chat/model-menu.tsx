'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, ChevronDown, EyeOff, Settings } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import Link from 'next/link';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { listModels } from '@/app/actions';
import { useOrderWatch } from '../evolve/use-order-watch';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { valueOf } from '../ui/result';

const OrderDialog = dynamic(() => import('../evolve/order-dialog').then((part) => part.OrderDialog));

export const MODELS_KEY = ['models'] as const;

/** Who the next message goes to. Not there while there is nobody to choose. */
export function ModelMenu() {
  const t = useTranslations('models');
  const evolve = useTranslations('evolve.order');
  const { session, selected, runs } = useStudioData();
  const [comparing, setComparing] = useState(false);
  const watch = useOrderWatch(session.id);
  const store = useStudioStore();
  const chosen = useStudio((state) => state.profileId);
  const { data } = useQuery({ queryKey: MODELS_KEY, queryFn: () => valueOf(listModels()), staleTime: 60_000 });
  const gone = data !== undefined && chosen !== null && !data.models.some(({ id }) => id === chosen);
  useEffect(() => {
    if (gone) store.setState({ profileId: null });
  }, [gone, store]);
  if (!data || data.models.length < 2) return null;
  const current = data.models.find(({ id }) => id === (chosen ?? data.defaultId)) ?? data.models[0];
  if (!current) return null;
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger data-tool aria-label={t('chooseFrom', { name: current.name })} className="inline-flex h-8 -ml-2 max-w-64 shrink-0 items-center gap-1 rounded-xl px-2 text-ui text-quiet transition duration-150 hover:bg-hover hover:text-text data-[state=open]:bg-hover pointer-coarse:h-10">
          <span className="truncate">{current.name}</span>
          <ChevronDown size={13} aria-hidden className="shrink-0" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="start" side="top" sideOffset={8} collisionPadding={8} className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 animate-fade overflow-y-auto rounded-xl border border-line bg-panel p-1 shadow-2xl">
            <DropdownMenu.RadioGroup value={current.id} onValueChange={(profileId) => store.setState({ profileId })}>
              {data.models.map((model) => (
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
            <DropdownMenu.Item onSelect={() => setComparing(true)} className="flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover"><EyeOff size={14} aria-hidden />{evolve('menu')}</DropdownMenu.Item>
            <DropdownMenu.Item asChild>
              <Link href="/settings" className="flex h-8 items-center gap-2 rounded-md px-2 text-ui outline-none data-highlighted:bg-hover"><Settings size={14} aria-hidden />{t('settings')}</Link>
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {comparing && <OrderDialog subject={{ sessionId: session.id, fromStepId: selected.id }} words={runs.at(-1)?.instruction} onPlaced={watch} onClose={() => setComparing(false)} />}
    </>
  );
}
