'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { listModels } from '@/app/actions';
import { useOrderWatch } from '../../evolve/use-order-watch';
import { useStudio, useStudioData, useStudioStore } from '../../studio/context';
import { MenuButton } from '../../ui/menu-button';
import { valueOf } from '../../ui/result';

const OrderDialog = dynamic(() => import('../../evolve/order-dialog').then((part) => part.OrderDialog), { ssr: false });

export const MODELS_KEY = ['models'] as const;

const load = () => import('./model-items').then((part) => part.ModelItems);

/** Who the next message goes to. Not there while there is nobody to choose. */
export function ModelMenu() {
  const t = useTranslations('models');
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
      <MenuButton load={load} menu={{ models: data.models, currentId: current.id, onCompare: () => setComparing(true) }} data-tool aria-label={t('chooseFrom', { name: current.name })} className="inline-flex h-8 -ml-2 max-w-64 shrink-0 items-center gap-1 rounded-xl px-2 text-ui text-quiet transition duration-150 hover:bg-hover hover:text-text data-[state=open]:bg-hover pointer-coarse:h-10">
        <span className="truncate">{current.name}</span>
        <ChevronDown size={13} aria-hidden className="shrink-0" />
      </MenuButton>
      {comparing && <OrderDialog subject={{ sessionId: session.id, fromStepId: selected.id }} words={runs.at(-1)?.instruction} onPlaced={watch} onClose={() => setComparing(false)} />}
    </>
  );
}
