'use client';

import { Plus } from 'lucide-react';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { ModelsView, ModelView } from '@/lib/studio/types';
import { buttonClass } from '../ui/button';
import { MenuButton } from '../ui/menu-button';
import { differs, isNew, useUnsaved } from './drafts';
import type { Preset } from './presets';
import { UsageLine } from './usage-line';

const loadPresets = () => import('./preset-items').then((part) => part.PresetItems);

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
      <MenuButton load={loadPresets} menu={{ onAdd }} className={buttonClass('plain', 'self-start')}><Plus size={15} aria-hidden />{t('add')}</MenuButton>
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
