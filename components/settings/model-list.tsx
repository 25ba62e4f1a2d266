'use client';

import { Plus } from 'lucide-react';
import clsx from 'clsx';
import { DropdownMenu } from 'radix-ui';
import { useTranslations } from 'use-intl';
import type { ModelsView, ModelView } from '@/lib/studio/types';
import { Button } from '../ui/button';
import { differs, isNew, useUnsaved } from './drafts';
import { PRESETS, type Preset } from './presets';
import { UsageLine } from './usage-line';

type Props = { readonly view: ModelsView; readonly selected: string | null; readonly onSelect: (id: string) => void; readonly onAdd: (preset: Preset | undefined) => void };

export function ModelList({ view, selected, onSelect, onAdd }: Props) {
  const t = useTranslations('models');
  const unsaved = useUnsaved(({ byId }) => byId);
  return (
    <nav aria-label={t('list')} className="flex flex-col gap-3">
      <ul className="flex flex-col gap-1">
        {view.models.map((model) => {
          const changed = unsaved[model.id];
          return <Row key={model.id} name={model.profile.name} about={aboutOf(model)} source={model.source} isDefault={model.id === view.defaultId} changed={changed !== undefined && differs(changed, model)} current={selected === model.id} onSelect={() => onSelect(model.id)} />;
        })}
        {Object.entries(unsaved).filter(([id]) => isNew(id)).map(([id, { draft }]) => (
          <Row key={id} name={draft.name.trim() || t('newModel')} about={draft.endpointModel} source="operator" isDefault={false} changed current={selected === id} onSelect={() => onSelect(id)} />
        ))}
      </ul>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild><Button className="self-start"><Plus size={15} aria-hidden />{t('add')}</Button></DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="start" sideOffset={6} collisionPadding={8} className="z-50 min-w-52 animate-fade rounded-xl border border-line bg-panel p-1 shadow-2xl">
            <DropdownMenu.Label className="px-2 py-1.5 text-fine text-quiet">{t('servers')}</DropdownMenu.Label>
            {PRESETS.map((preset) => <DropdownMenu.Item key={preset.id} onSelect={() => onAdd(preset)} className="flex h-8 items-center rounded-md px-2 text-ui outline-none data-highlighted:bg-hover">{preset.label}</DropdownMenu.Item>)}
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
            <DropdownMenu.Item onSelect={() => onAdd(undefined)} className="flex h-8 items-center rounded-md px-2 text-ui outline-none data-highlighted:bg-hover">{t('blank')}</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {view.goneUsage && <div className="border-t border-line pt-3 text-ui text-quiet"><p>{t('gone')}</p><UsageLine usage={view.goneUsage} /></div>}
    </nav>
  );
}

const aboutOf = ({ profile: { endpoint } }: ModelView): string => (endpoint ? `${endpoint.model} · ${new URL(endpoint.urls[0] ?? 'http://-').host}` : '');

type RowProps = { readonly name: string; readonly about: string; readonly source: ModelView['source']; readonly isDefault: boolean; readonly changed: boolean; readonly current: boolean; readonly onSelect: () => void };

function Row({ name, about, source, isDefault, changed, current, onSelect }: RowProps) {
  const t = useTranslations('models');
  return (
    <li>
      <button type="button" aria-current={current ? 'true' : undefined} onClick={onSelect} className={clsx('flex w-full flex-col gap-0.5 rounded-xl px-3 py-2 text-left transition duration-150 hover:bg-hover', current && 'bg-raised')}>
        <span className="flex w-full items-center gap-2 text-ui font-medium">
          <span className="min-w-0 truncate">{name}</span>
          {isDefault && <span className="shrink-0 rounded-full bg-hover px-2 text-fine font-normal text-quiet">{t('default')}</span>}
          {changed && <span className="ml-auto shrink-0 text-fine font-normal text-accent">{t('unsaved')}</span>}
        </span>
        <span className="w-full truncate text-fine text-quiet">{[about, source === 'operator' ? '' : t(`source.${source}`)].filter((part) => part !== '').join(' · ')}</span>
      </button>
    </li>
  );
}
