'use client';

import { ChevronDown, RotateCcw } from 'lucide-react';
import clsx from 'clsx';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { booleanOf, patchBetween, sameJson } from '@/lib/develop/settings';
import { FAMILIES, GROUPS, SECTIONS, toolOf, toolsOf, type FamilyId, type GroupId, type Section, type Tool } from '@/lib/develop/tools';
import type { DevelopSettings } from '@/lib/develop/types';
import { usePreferences } from '../studio/store';
import type { AutoPart } from '@/lib/studio/auto';
import { Button } from '../ui/button';
import { AutoButton } from './auto-button';
import { CropControls } from './crop-controls';
import { CurveEditor } from './curve-editor';
import { LensBlurEditor } from './lens-blur';
import { LocalCorrections } from './local-corrections';
import { LookEditor } from './look-editor';
import { PointColours } from './point-colours';
import { LiveStatus } from './live/live-status';
import { LensStatus, UprightStatus } from './optics-status';
import { RetouchEditor } from './retouch-editor';
import { ToolRow } from './tool-rows';
import { DevelopProvider, useDevelop, useDevelopState } from './use-develop';

/** Families that have an editor of their own instead of a row for every parameter. */
const EDITORS: Readonly<Partial<Record<FamilyId, () => ReactNode>>> = { crop: CropControls, local: LocalCorrections, look: LookEditor, 'point-colour': PointColours, 'lens-blur': LensBlurEditor, retouch: RetouchEditor };
/** Families that Auto can set. */
const AUTO: Readonly<Partial<Record<FamilyId, AutoPart>>> = { 'white-balance': 'white-balance', tone: 'tone' };
/** Groups of which one is shown at a time. */
const TABBED: readonly FamilyId[] = ['mixer', 'grading'];

const renderedOf = (family: FamilyId): readonly Tool[] => toolsOf(family).filter((tool) => tool.rendered && tool.kind !== 'mask' && tool.kind !== 'list');
const SHOWN = SECTIONS.filter((section) => section.families.some((family) => family in EDITORS || renderedOf(family).length > 0));

/** Every slider of the engine, in Lightroom's order, generated from the registry. */
export function DevelopPanel() {
  const develop = useDevelopState();
  const t = useTranslations('develop');
  const changed = !sameJson(develop.settings, develop.starting);
  return (
    <DevelopProvider value={develop}>
      <div className="flex items-center justify-between px-4 pt-2 pb-1">
        <LiveStatus />
        <Button look="quiet" className="h-7 px-2" disabled={!changed} onClick={() => develop.set(patchBetween(develop.settings, develop.starting))}><RotateCcw size={13} aria-hidden />{t('resetAll')}</Button>
      </div>
      {SHOWN.map((section) => <SectionBlock key={section.id} section={section} />)}
    </DevelopProvider>
  );
}

function changedIn(section: Section, settings: DevelopSettings, starting: DevelopSettings): boolean {
  return section.families.some((family) =>
    family === 'local' ? settings['MaskGroupBasedCorrections'] !== undefined : toolsOf(family).some((tool) => !sameJson(settings[tool.name] ?? null, starting[tool.name] ?? null)),
  );
}

function SectionBlock({ section }: { readonly section: Section }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings, starting, set } = useDevelop();
  const folded = usePreferences((state) => state.foldedSections);
  const open = !folded.includes(section.id);
  const changed = changedIn(section, settings, starting);
  const label = section.label[locale];
  const reset = () => {
    const names = section.families.flatMap((family) => (family === 'local' ? ['MaskGroupBasedCorrections'] : toolsOf(family).map((tool) => tool.name)));
    set(Object.fromEntries(names.filter((name) => settings[name] !== undefined || starting[name] !== undefined).map((name) => [name, starting[name] ?? null])));
  };
  return (
    <section aria-label={label} className="border-t border-line">
      <div className="group flex items-center pr-2">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => usePreferences.setState({ foldedSections: open ? [...folded, section.id] : folded.filter((id) => id !== section.id) })}
          className="flex h-9 flex-1 items-center gap-2 px-4 text-left text-ui font-medium"
        >
          <ChevronDown size={14} aria-hidden className={clsx('text-quiet transition duration-150', !open && '-rotate-90')} />
          {label}
          {changed && <span className="size-1.5 rounded-full bg-text" title={t('changed')} />}
        </button>
        {changed && <button type="button" aria-label={t('resetSection', { label })} onClick={reset} className="h-7 rounded-md px-2 text-fine text-quiet opacity-0 group-hover:opacity-100 hover:text-text focus-visible:opacity-100 pointer-coarse:opacity-100">{t('reset')}</button>}
      </div>
      {open && <div className="pb-2">{section.families.map((family) => <FamilyBlock key={family} family={family} alone={section.families.length === 1} />)}</div>}
    </section>
  );
}

function FamilyBlock({ family, alone }: { readonly family: FamilyId; readonly alone: boolean }) {
  const locale = useLocale();
  const { settings, raw } = useDevelop();
  const Editor = EDITORS[family];
  // What moves photos of the other kind is shown only where a document has it.
  const tools = renderedOf(family).filter(({ name, photos }) => !photos || (photos === 'raw') === raw || (photos === 'rendered' && settings[name] !== undefined && settings['WhiteBalance'] === undefined));
  const grey = booleanOf(settings, 'ConvertToGrayscale');
  if (family === 'mask' || (!Editor && tools.length === 0)) return null;
  // A black-and-white photo has its own mix of colours; the colour mixer would move nothing.
  if ((family === 'mixer' || family === 'point-colour') && grey) return null;
  const rows = family === 'black-and-white' && !grey ? tools.filter((tool) => tool.kind === 'boolean') : tools;
  const heading = !alone && family !== 'black-and-white' && (family === 'tone' || family === 'presence' || family === 'white-balance');
  const auto = AUTO[family];
  return (
    <>
      {heading && (
        <div className="flex items-end justify-between px-4 pt-2 pb-0.5">
          <h4 className="text-fine text-quiet">{FAMILIES.find((one) => one.id === family)?.label[locale]}</h4>
          {auto && <AutoButton part={auto} />}
        </div>
      )}
      {Editor ? <Editor /> : TABBED.includes(family) ? <TabbedRows tools={rows} /> : <GroupedRows tools={rows} />}
    </>
  );
}

/** A matter of the crop, looked for where the picture is bent. */
const constrain = toolOf('CropConstrainToWarp');

/** Rows under the headings of their groups. */
function GroupedRows({ tools }: { readonly tools: readonly Tool[] }) {
  const locale = useLocale();
  const groups = [...new Set(tools.map((tool) => tool.group))];
  return groups.map((group) => (
    <div key={group ?? ''}>
      {group && <h4 className="px-4 pt-2 pb-0.5 text-fine text-quiet">{GROUPS[group][locale]}</h4>}
      {group === 'curve-point' && <CurveEditor />}
      {group === 'lens-profile' && <LensStatus />}
      {tools.some(({ name }) => name === 'PerspectiveUpright') && <UprightStatus />}
      {tools.filter((tool) => tool.group === group).map((tool) => <ToolRow key={tool.name} tool={tool} />)}
      {constrain && tools.some(({ name }) => name === 'PerspectiveUpright') && <ToolRow tool={constrain} />}
    </div>
  ));
}

/** Rows of many groups, one group at a time; rows without a group stay in sight. */
function TabbedRows({ tools }: { readonly tools: readonly Tool[] }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings } = useDevelop();
  const groups = [...new Set(tools.flatMap((tool) => tool.group ?? []))];
  const [group, setGroup] = useState<GroupId | undefined>(groups[0]);
  const marked = (id: GroupId) => tools.some((tool) => tool.group === id && settings[tool.name] !== undefined);
  return (
    <>
      <div role="radiogroup" aria-label={t('show')} className="flex flex-wrap gap-1 px-4 py-1.5">
        {groups.map((id) => (
          <button key={id} type="button" role="radio" aria-checked={id === group} onClick={() => setGroup(id)} className="flex h-7 items-center gap-1.5 rounded-md px-2 text-ui text-quiet transition duration-150 hover:text-text aria-checked:bg-hover aria-checked:text-text">
            {GROUPS[id][locale]}
            {marked(id) && <span aria-hidden className="size-1 rounded-full bg-text" />}
          </button>
        ))}
      </div>
      {tools.filter((tool) => tool.group === group || tool.group === undefined).map((tool) => <ToolRow key={tool.name} tool={tool} />)}
    </>
  );
}
