'use client';

import { ChevronDown, Eye, EyeOff, Trash2 } from 'lucide-react';
import clsx from 'clsx';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { combineMode, CORRECTIONS, correctionsOf, showNumber, type Correction, type Mask } from '@/lib/develop/settings';
import { LOCAL_SLIDERS, toolOf, type NumberTool } from '@/lib/develop/tools';
import type { JsonValue } from '@/lib/develop/types';
import { IconButton } from '../ui/button';
import { Slider } from './slider';
import { useDevelop } from './use-develop';

const AMOUNT = { min: 0, max: 2, step: 0.01 } as const;
const LOCAL_TOOLS = LOCAL_SLIDERS.map(toolOf).filter((tool): tool is NumberTool => tool?.kind === 'number' && tool.rendered);

/** The registry row that names a mask's kind. */
function kindOf(mask: Mask): string {
  if (mask.What === 'Mask/Image') return `Mask/Image ${mask.MaskSubType}`;
  if (mask.What === 'Mask/RangeMask') return `Mask/RangeMask ${mask.CorrectionRangeMask.Type === 1 ? 'colour' : mask.CorrectionRangeMask.Type === 3 ? 'depth' : 'luminance'}`;
  return mask.What === 'unknown' ? mask.original : mask.What;
}

/** Corrections that hold for a part of the photo: on or off, how much, and with what. */
export function LocalCorrections() {
  const t = useTranslations('develop');
  const { settings } = useDevelop();
  const corrections = correctionsOf(settings);
  if (corrections.length === 0) return <p className="px-4 py-2 text-ui text-quiet">{t('noMasks')}</p>;
  return <ul className="flex flex-col gap-1 px-2 pb-1">{corrections.map((correction, index) => <CorrectionRow key={`${index} ${correction.CorrectionName}`} correction={correction} index={index} />)}</ul>;
}

function CorrectionRow({ correction, index }: { readonly correction: Correction; readonly index: number }) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const { settings, preview, commit } = useDevelop();
  const [open, setOpen] = useState(false);
  const list = settings[CORRECTIONS];

  const patch = useCallback((change: Readonly<Record<string, JsonValue>> | null) => {
    if (!Array.isArray(list)) return;
    const items = list as readonly JsonValue[];
    const next = change === null ? items.filter((_, i) => i !== index) : items.map((item, i) => (i === index && typeof item === 'object' && item !== null ? { ...item, ...change } : item));
    preview({ [CORRECTIONS]: next.length === 0 ? null : next });
  }, [list, index, preview]);
  const amount = useCallback((name: string, value: number) => patch({ [name]: value }), [patch]);
  const percent = useCallback((value: number) => `${Math.round(value * 100)}`, []);
  const name = correction.CorrectionName || t('maskNumber', { number: index + 1 });
  const on = correction.CorrectionActive;
  const masks = correction.CorrectionMasks.map((mask) => ({ mode: combineMode(mask), label: toolOf(kindOf(mask))?.label[locale] ?? kindOf(mask) }));
  return (
    <li className={clsx('rounded-xl border border-line', !on && 'opacity-60')}>
      <div className="flex items-center gap-1 py-1 pr-1 pl-2">
        <button type="button" aria-expanded={open} onClick={() => setOpen(!open)} className="flex min-w-0 flex-1 items-center gap-1.5 text-left">
          <ChevronDown size={14} aria-hidden className={clsx('shrink-0 text-quiet transition duration-150', !open && '-rotate-90')} />
          <span className="min-w-0">
            <span className="block truncate text-ui">{name}</span>
            <span className="block truncate text-fine text-quiet">{masks.map(({ mode, label }, i) => (i === 0 && mode === 'add' ? label : t(`maskMode.${mode}`, { label }))).join(' ')}</span>
          </span>
        </button>
        <IconButton label={on ? t('switchOff', { name }) : t('switchOn', { name })} onClick={() => { patch({ CorrectionActive: !on }); commit(); }}>{on ? <Eye size={15} aria-hidden /> : <EyeOff size={15} aria-hidden />}</IconButton>
        <IconButton label={t('removeMask', { name })} onClick={() => { patch(null); commit(); }}><Trash2 size={15} aria-hidden /></IconButton>
      </div>
      <div className="-mx-2 px-2 pb-1">
        <Slider name="CorrectionAmount" label={t('amount')} description={t('amountHint')} value={correction.CorrectionAmount} initial={1} range={AMOUNT} show={percent} mover={undefined} onPreview={amount} onCommit={commit} />
        {open && LOCAL_TOOLS.map((tool) => <LocalSlider key={tool.name} tool={tool} value={correction[tool.name as keyof Correction] as number | undefined} onPreview={amount} onCommit={commit} />)}
      </div>
    </li>
  );
}

type LocalProps = { readonly tool: NumberTool; readonly value: number | undefined; readonly onPreview: (name: string, value: number) => void; readonly onCommit: () => void };

function LocalSlider({ tool, value, onPreview, onCommit }: LocalProps) {
  const locale = useLocale();
  const show = useCallback((stored: number) => showNumber(tool, stored), [tool]);
  return <Slider name={tool.name} label={tool.label[locale]} description={tool.description[locale]} value={value ?? tool.default} initial={tool.default} range={tool} show={show} mover={undefined} onPreview={onPreview} onCommit={onCommit} />;
}
