'use client';

import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { toolsOf, type CurveTool } from '@/lib/develop/tools';
import { PointCurve, strokeOf } from './point-curve';
import { RegionCurve } from './region-curve';
import { TargetButton } from './target-button';
import { ToolRow } from './tool-rows';
import { useDevelop } from './use-develop';

const TOOLS = toolsOf('tone-curve').filter((tool) => tool.rendered);
const CURVES = TOOLS.filter((tool): tool is CurveTool => tool.kind === 'curve');
const REGION_ROWS = TOOLS.filter((tool) => tool.group === 'curve-region' && !tool.name.endsWith('Split'));
const POINT_ROWS = TOOLS.filter((tool) => tool.group === 'curve-point' && tool.kind !== 'curve');
const REGION_NAMES = TOOLS.filter((tool) => tool.group === 'curve-region').map(({ name }) => name);

/** The tone curve: by regions, or by points for all channels and each of them, over the tones of the picture. */
export function CurveEditor() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings } = useDevelop();
  const [shown, setShown] = useState<string>('regions');
  const tool = CURVES.find(({ name }) => name === shown);
  const tabs = [
    { name: 'regions', label: t('regions'), marked: REGION_NAMES.some((name) => settings[name] !== undefined), colour: undefined },
    ...CURVES.map(({ name, short }) => ({ name, label: short[locale], marked: settings[name] !== undefined, colour: strokeOf(name) })),
  ];
  return (
    <>
      <div className="mx-4 mb-2 flex gap-1">
        <div role="radiogroup" aria-label={t('curveChannel')} className="flex min-w-0 flex-1 gap-0.5">
          {tabs.map(({ name, label, marked, colour }) => (
            <button key={name} type="button" role="radio" aria-checked={name === shown} onClick={() => setShown(name)} className="flex h-7 min-w-0 flex-auto items-center justify-center gap-1 rounded-md px-1.5 text-ui text-quiet hover:text-text aria-checked:bg-hover aria-checked:text-text">
              {colour && <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: colour }} />}<span className="truncate">{label}</span>
              {marked && <span aria-hidden className="size-1 shrink-0 rounded-full bg-text" />}
            </button>
          ))}
        </div>
        {!tool && <TargetButton family="curve" />}
      </div>
      {tool ? <PointCurve key={tool.name} tool={tool} /> : <RegionCurve />}
      {(tool ? POINT_ROWS : REGION_ROWS).map((row) => <ToolRow key={row.name} tool={row} />)}
    </>
  );
}
