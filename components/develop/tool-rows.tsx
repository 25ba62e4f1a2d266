'use client';

import { useCallback } from 'react';
import { useLocale } from 'use-intl';
import type { WhitePoint } from '@/lib/develop/camera';
import { whitePointFor } from '@/lib/develop/engine';
import { booleanOf, choiceOf, numberOf, showNumber } from '@/lib/develop/settings';
import { TONE_CURVE_PRESETS, WHITE_BALANCE_PRESETS, type BooleanTool, type EnumTool, type NumberTool, type Tool } from '@/lib/develop/tools';
import type { DevelopSettings, SettingsPatch } from '@/lib/develop/types';
import { Slider } from './slider';
import { trackOf } from './tracks';
import { useDevelop } from './use-develop';

/** The control of one registry row. Curves, crops, masks and lists have editors of their own. */
export function ToolRow({ tool }: { readonly tool: Tool }) {
  switch (tool.kind) {
    case 'number':
      return <NumberRow tool={tool} />;
    case 'boolean':
      return <SwitchRow tool={tool} />;
    case 'enum':
      return <ChoiceRow tool={tool} />;
    default:
      return null;
  }
}

/** The white point's share of a RAW photo's own parameter, as its slider shows it; undefined for all others. */
function photoValue(name: string, white: WhitePoint | undefined): number | undefined {
  if (name === 'Temperature') return white && Math.round(white.temperature / 10) * 10;
  return name === 'Tint' ? white && Math.round(white.tint) : undefined;
}

/** A move of Temperature or Tint: the other one stays where it is seen, whatever name the balance had. */
function balancePatch(settings: DevelopSettings, asShot: WhitePoint, name: string, value: number): SettingsPatch {
  const white = whitePointFor(settings, asShot) ?? asShot;
  const moved = { Temperature: photoValue('Temperature', white) ?? null, Tint: photoValue('Tint', white) ?? null, [name]: value };
  const own = moved.Temperature === photoValue('Temperature', asShot) && moved.Tint === photoValue('Tint', asShot);
  return own ? { WhiteBalance: null, Temperature: null, Tint: null } : moved;
}

export function NumberRow({ tool }: { readonly tool: NumberTool }) {
  const locale = useLocale();
  const { settings, starting, asShot, movers, preview, commit } = useDevelop();
  const own = photoValue(tool.name, asShot);
  const initial = own ?? numberOf(starting, tool.name);
  const value = own === undefined || !asShot ? numberOf(settings, tool.name) : photoValue(tool.name, whitePointFor(settings, asShot) ?? asShot) ?? own;
  const onPreview = useCallback((name: string, next: number) => preview(
    own === undefined ? { [name]: next === tool.default ? null : next } : asShot ? balancePatch(settings, asShot, name, next) : {},
  ), [preview, tool.default, own, asShot, settings]);
  const show = useCallback((value: number) => showNumber(tool, value), [tool]);
  return (
    <Slider
      name={tool.name}
      label={tool.short[locale]}
      description={tool.description[locale]}
      value={value}
      initial={initial}
      range={tool}
      scale={tool.unit === 'fraction' ? 100 : tool.slider?.scale}
      show={show}
      mover={movers.get(tool.name)}
      track={trackOf(tool.name)}
      onPreview={onPreview}
      onCommit={commit}
    />
  );
}

function SwitchRow({ tool }: { readonly tool: BooleanTool }) {
  const locale = useLocale();
  const { settings, set } = useDevelop();
  const on = booleanOf(settings, tool.name);
  return (
    <label className="flex items-center justify-between gap-3 px-4 py-1.5 text-ui" title={tool.description[locale]}>
      {tool.label[locale]}
      <input type="checkbox" role="switch" checked={on} aria-checked={on} onChange={() => set({ [tool.name]: !on === tool.default ? null : !on })} className="relative h-4.5 w-8 appearance-none rounded-full bg-line transition duration-150 before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-panel before:transition before:duration-150 checked:bg-text checked:before:translate-x-3.5" />
    </label>
  );
}

/** Some choices stand for values of other parameters: picking one sets them too. */
function patchOf(tool: EnumTool, value: string | number, raw: boolean): SettingsPatch {
  const named = { [tool.name]: value === tool.default ? null : value };
  if (tool.name === 'WhiteBalance') {
    if (value === 'Auto') return { ...named, IncrementalTemperature: null, IncrementalTint: null };
    if (raw) return { ...named, Temperature: null, Tint: null, IncrementalTemperature: null, IncrementalTint: null };
    const preset = WHITE_BALANCE_PRESETS[String(value)];
    return preset ? { ...named, IncrementalTemperature: preset.IncrementalTemperature || null, IncrementalTint: preset.IncrementalTint || null } : named;
  }
  if (tool.name === 'ToneCurveName2012') {
    const preset = TONE_CURVE_PRESETS[String(value)];
    return preset ? { ...named, ToneCurvePV2012: value === tool.default ? null : preset.ToneCurvePV2012 } : named;
  }
  return named;
}

function ChoiceRow({ tool }: { readonly tool: EnumTool }) {
  const locale = useLocale();
  const { settings, raw, set } = useDevelop();
  const value = choiceOf(settings, tool.name);
  return (
    <label className="flex items-center justify-between gap-3 px-4 py-1.5 text-ui" title={tool.description[locale]}>
      <span className="text-quiet">{tool.short[locale]}</span>
      <select
        value={String(value)}
        onChange={(event) => {
          const option = tool.options.find((one) => String(one.value) === event.target.value);
          if (option) set(patchOf(tool, option.value, raw));
        }}
        className="h-7 max-w-44 rounded-md border border-line bg-raised px-2 text-ui"
      >
        {tool.open && !tool.options.some((option) => option.value === value) && <option value={String(value)}>{String(value)}</option>}
        {tool.options.map((option) => <option key={option.value} value={String(option.value)}>{option.label[locale]}</option>)}
      </select>
    </label>
  );
}
