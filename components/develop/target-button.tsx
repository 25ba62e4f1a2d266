'use client';

import { Crosshair } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { booleanOf, numberOf } from '@/lib/develop/settings';
import { EIGHT_COLOURS, toolOf } from '@/lib/develop/tools';
import { useStudio, useStudioStore } from '../studio/context';
import { IconButton } from '../ui/button';
import type { Picked, Target, TargetFamily } from './develop-slice';
import { REGIONS, regionAt, SPLITS, type Splits } from './region-math';
import { coloursAt, toneAt } from './target-math';
import { useDevelop, type Develop } from './use-develop';

type Dragged = Exclude<TargetFamily, 'focus'>;

const PREFIX = { hue: 'HueAdjustment', saturation: 'SaturationAdjustment', luminance: 'LuminanceAdjustment' } as const;

/** The sliders under a place of the picture, with their share of a drag. */
function slidersAt(family: Dragged, { settings }: Develop, { rgb }: Picked): readonly { readonly name: string; readonly share: number }[] {
  if (family === 'curve') {
    const name = REGIONS[regionAt(SPLITS.map((split) => numberOf(settings, split)) as unknown as Splits, toneAt(rgb))];
    return name === undefined ? [] : [{ name, share: 1 }];
  }
  const prefix = booleanOf(settings, 'ConvertToGrayscale') ? 'GrayMixer' : PREFIX[family];
  return coloursAt(rgb).map(({ colour, share }) => ({ name: `${prefix}${colour}`, share }));
}

/** Turns the target tool on: a drag on the picture moves what lies under it. */
export function TargetButton({ family }: { readonly family: Dragged }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const develop = useDevelop();
  const on = useStudio((state) => state.target?.family === family);
  const latest = useRef(develop);
  useEffect(() => {
    latest.current = develop;
  });
  const moved = useRef<readonly { readonly name: string; readonly share: number; readonly from: number }[]>([]);

  const target: Target = {
    family,
    onStart: (at) => { moved.current = slidersAt(family, latest.current, at).map((one) => ({ ...one, from: numberOf(latest.current.settings, one.name) })); },
    onDelta: (delta) => {
      const entries = moved.current.map(({ name, share, from }) => {
        const tool = toolOf(name);
        const value = Math.round(Math.min(100, Math.max(-100, from + delta * share)));
        return [name, tool?.kind === 'number' && value === tool.default ? null : value] as const;
      });
      if (entries.length > 0) latest.current.preview(Object.fromEntries(entries));
    },
    onEnd: () => latest.current.commit(),
    describe: (at) => {
      const names = slidersAt(family, latest.current, at).map(({ name }) => EIGHT_COLOURS.find((one) => name.endsWith(one.name))?.label[locale] ?? toolOf(name)?.short[locale] ?? name);
      return names.length === 0 ? t('targetGrey') : names.join(' · ');
    },
  };
  const own = useRef(target);
  useEffect(() => {
    own.current = target;
  });
  useEffect(() => () => { if (store.getState().target?.family === family) store.setState({ target: null }); }, [store, family]);
  const stable: Target = { family, onStart: (at) => own.current.onStart(at), onDelta: (delta) => own.current.onDelta(delta), onEnd: () => own.current.onEnd(), describe: (at) => own.current.describe(at) };
  return <IconButton label={t('target')} pressed={on} side="left" className="size-7" onClick={() => store.setState({ target: on ? null : stable })}><Crosshair size={14} aria-hidden /></IconButton>;
}
