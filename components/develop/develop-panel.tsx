'use client';

import { ChevronDown, Eye, EyeOff } from 'lucide-react';
import clsx from 'clsx';
import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { booleanOf, CORRECTIONS, isOff, sameJson } from '@/lib/develop/settings';
import { FAMILIES, GROUPS, SECTIONS, SWITCHES, toolOf, toolsOf, type FamilyId, type GroupId, type Section, type Tool } from '@/lib/develop/tools';
import { usePreferences } from '../studio/store';
import type { AutoPart } from '@/lib/studio/auto';
import { AutoButton } from './auto-button';
import { CropControls } from './crop-controls';
import { CurveEditor } from './curve-editor';
import { GradingWheels } from './grading-wheels';
import { LensBlurEditor } from './lens-blur';
import { LocalCorrections } from './local-corrections';
import { LookEditor } from './look-editor';
import { PointColours } from './point-colours';
import { PanelTools } from './panel-tools';
import { PictureTools } from './picture-tools';
import { MoverMark } from './slider';
import { TargetButton } from './target-button';
import { LensStatus, UprightStatus } from './optics-status';
import { RetouchEditor } from './retouch-editor';
import { ToolRow } from './tool-rows';
import { DevelopProvider, useDevelop, useDevelopState } from './use-develop';

const LooksBrowser = dynamic(() => import('./looks/looks-browser').then((module) => module.LooksBrowser), { ssr: false });

/** Families that have an editor of their own instead of a row for every parameter. */
const EDITORS: Readonly<Partial<Record<FamilyId, () => ReactNode>>> = { crop: CropControls, local: LocalCorrections, look: LookEditor, 'point-colour': PointColours, 'lens-blur': LensBlurEditor, retouch: RetouchEditor, 'tone-curve': CurveEditor, grading: GradingWheels };
/** Families that Auto can set. */
const AUTO: Readonly<Partial<Record<FamilyId, AutoPart>>> = { 'white-balance': 'white-balance', tone: 'tone' };
/** Groups of which one is shown at a time. */
const TABBED: readonly FamilyId[] = ['mixer'];

const renderedOf = (family: FamilyId): readonly Tool[] => toolsOf(family).filter((tool) => tool.rendered && tool.kind !== 'mask' && tool.kind !== 'list');
const SHOWN = SECTIONS.filter((section) => section.families.some((family) => family in EDITORS || renderedOf(family).length > 0));

/** Every slider of the engine, in Lightroom's order, generated from the registry. */
export function DevelopPanel() {
  const develop = useDevelopState();
  return (
    <DevelopProvider value={develop}>
      <PanelTools develop={develop} />
      <PictureTools />
      <LooksSection />
      {SHOWN.map((section) => <SectionBlock key={section.id} section={section} />)}
    </DevelopProvider>
  );
}

/** Looks stand above the sections: a photo is tried on before it is tuned. */
function LooksSection() {
  const t = useTranslations('develop');
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={t('looks')} className="border-t border-line">
      <h3>
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex h-9 w-full items-center gap-2 px-4 text-left text-ui font-medium">
          <ChevronDown size={14} aria-hidden className={clsx('text-quiet transition duration-150', !open && '-rotate-90')} />
          {t('looks')}
        </button>
      </h3>
      {open && <LooksBrowser />}
    </section>
  );
}

const namesIn = (section: Section): readonly string[] => section.families.flatMap((family) => (family === 'local' ? [CORRECTIONS] : toolsOf(family).map((tool) => tool.name)));

function SectionBlock({ section }: { readonly section: Section }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings, starting, movers, set } = useDevelop();
  const folded = usePreferences((state) => state.foldedSections);
  const open = !folded.includes(section.id);
  const names = namesIn(section);
  const moved = names.filter((name) => !sameJson(settings[name] ?? null, starting[name] ?? null));
  const changed = moved.length > 0;
  const switches = SWITCHES.filter((one) => one.section === section.id);
  const off = switches.some((one) => isOff(settings, one));
  const label = section.label[locale];
  const reset = () => {
    const all = [...names, ...switches.map(({ name }) => name)];
    set(Object.fromEntries(all.filter((name) => settings[name] !== undefined || starting[name] !== undefined).map((name) => [name, starting[name] ?? null])));
  };
  const hidden = 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100';
  return (
    <section aria-label={label} className="border-t border-line">
      <div className="group flex items-center pr-2">
        <h3 className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => usePreferences.setState({ foldedSections: open ? [...folded, section.id] : folded.filter((id) => id !== section.id) })}
            className="flex h-9 w-full items-center gap-2 px-4 text-left text-ui font-medium"
          >
            <ChevronDown size={14} aria-hidden className={clsx('text-quiet transition duration-150', !open && '-rotate-90')} />
            <span className={clsx(off && 'text-quiet line-through decoration-1')}>{label}</span>
            {changed && <MoverMark mover={movers.get(moved.find((name) => movers.get(name)?.by === 'agent') ?? moved[0] ?? '')} />}
          </button>
        </h3>
        {changed && <button type="button" aria-label={t('resetSection', { label })} onClick={reset} className={clsx('h-7 rounded-md px-2 text-fine text-quiet hover:text-text', hidden)}>{t('reset')}</button>}
        {(changed || off) && switches.length > 0 && (
          <button
            type="button"
            role="switch"
            aria-checked={!off}
            aria-label={t('sectionOn', { label })}
            title={t(off ? 'switchOn' : 'switchOff', { name: label })}
            onClick={() => set(Object.fromEntries(switches.map(({ name }) => [name, off ? null : false])))}
            className={clsx('inline-flex size-7 items-center justify-center rounded-md text-quiet hover:text-text', !off && hidden)}
          >
            {off ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
          </button>
        )}
      </div>
      {open && <div className={clsx('pb-2', off && 'opacity-50')}>{section.families.map((family) => <FamilyBlock key={family} family={family} alone={section.families.length === 1} />)}</div>}
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
      {family === 'black-and-white' && grey && <div className="flex items-center justify-between px-4 pt-1"><h4 className="text-fine text-quiet">{FAMILIES.find((one) => one.id === family)?.label[locale]}</h4><TargetButton family="luminance" /></div>}
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
      <div className="flex items-center px-4 py-1.5">
      <div role="radiogroup" aria-label={t('show')} className="flex flex-1 flex-wrap gap-1">
        {groups.map((id) => (
          <button key={id} type="button" role="radio" aria-checked={id === group} onClick={() => setGroup(id)} className="flex h-7 items-center gap-1.5 rounded-md px-2 text-ui text-quiet transition duration-150 hover:text-text aria-checked:bg-hover aria-checked:text-text">
            {GROUPS[id][locale]}
            {marked(id) && <span aria-hidden className="size-1 rounded-full bg-text" />}
          </button>
        ))}
      </div>
      {(group === 'hue' || group === 'saturation' || group === 'luminance') && <TargetButton key={group} family={group} />}
      </div>
      {tools.filter((tool) => tool.group === group || tool.group === undefined).map((tool) => <ToolRow key={tool.name} tool={tool} />)}
    </>
  );
}
