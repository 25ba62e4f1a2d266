'use client';

import { ChevronDown, Eye, EyeOff, ScanEye } from 'lucide-react';
import clsx from 'clsx';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { combineMode, CORRECTIONS, correctionsOf, showNumber, type Correction } from '@/lib/develop/settings';
import { LOCAL_SLIDERS, toolOf, type NumberTool } from '@/lib/develop/tools';
import type { JsonValue } from '@/lib/develop/types';
import { takeMask } from '../masking/masking-commands';
import { pinOf } from '../masking/place';
import { useStudio, useStudioStore } from '../studio/context';
import { IconButton } from '../ui/button';
import { AddMask } from './add-mask';
import { duplicated, edited, moved, turnedInsideOut, type Corrections } from './correction-list';
import { CorrectionMenu, NameField } from './correction-menu';
import type { Mover } from './movers';
import { MaskRows } from './mask-rows';
import { maskLabel } from './mask-words';
import { MoverMark, Slider } from './slider';
import { useDevelop } from './use-develop';

const AMOUNT = { min: 0, max: 2, step: 0.01 } as const;
const LOCAL_TOOLS = LOCAL_SLIDERS.map(toolOf).filter((tool): tool is NumberTool => tool?.kind === 'number' && tool.rendered);

type Fields = Readonly<Record<string, JsonValue>>;

/** Corrections that hold for a part of the photo: where, how much, and with what. */
export function LocalCorrections() {
  const t = useTranslations('develop');
  const { settings, movers } = useDevelop();
  const corrections = correctionsOf(settings);
  return (
    <>
      <AddMask />
      {corrections.length === 0 && <p className="px-4 pb-2 text-ui text-quiet">{t('noMasks')}</p>}
      <ul className="flex flex-col gap-1 px-2 pb-1">{corrections.map((correction, index) => <CorrectionRow key={`${index} ${correction.CorrectionName}`} correction={correction} index={index} mover={movers.get(`${CORRECTIONS}[${index}]`)} last={index === corrections.length - 1} />)}</ul>
    </>
  );
}

type RowProps = { readonly correction: Correction; readonly index: number; readonly mover: Mover | undefined; readonly last: boolean };

function CorrectionRow({ correction, index, mover, last }: RowProps) {
  const t = useTranslations('develop');
  const locale = useLocale();
  const store = useStudioStore();
  const veiled = useStudio((state) => state.veiled === index);
  const inHand = useStudio((state) => state.inHand?.correction === index);
  const { settings, preview, commit } = useDevelop();
  const [open, setOpen] = useState(last);
  const [naming, setNaming] = useState(false);
  const list = settings[CORRECTIONS];
  const row = useRef<HTMLLIElement>(null);
  // What is taken in hand on the picture unfolds.
  const [wasInHand, setWasInHand] = useState(inHand);
  if (wasInHand !== inHand) {
    setWasInHand(inHand);
    if (inHand) setOpen(true);
  }
  // It may lie below the fold, as what was just added may.
  useEffect(() => {
    if (veiled || inHand) row.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [veiled, inHand]);

  const patch = useCallback((change: Fields | null) => {
    if (!Array.isArray(list)) return;
    const next = edited(list as readonly JsonValue[], index, change);
    preview({ [CORRECTIONS]: next.length === 0 ? null : next });
  }, [list, index, preview]);
  const arrange = (change: (all: Corrections) => Corrections, veil: number | null = index) => {
    if (!Array.isArray(list)) return;
    preview({ [CORRECTIONS]: change(list as Corrections) });
    commit();
    // Places have changed.
    store.setState({ inHand: null, ...(veiled && { veiled: veil }) });
  };
  const patchMask = useCallback((mask: number, change: Fields | null) => {
    const own = Array.isArray(list) ? (list as readonly JsonValue[])[index] : undefined;
    const masks = typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as Fields)['CorrectionMasks'] : undefined;
    if (Array.isArray(masks)) patch({ CorrectionMasks: edited(masks as readonly JsonValue[], mask, change) });
  }, [list, index, patch]);
  const amount = useCallback((name: string, value: number) => patch({ [name]: value }), [patch]);
  const percent = useCallback((value: number) => `${Math.round(value * 100)}`, []);
  const name = correction.CorrectionName || t('maskNumber', { number: index + 1 });
  const on = correction.CorrectionActive;
  const masks = correction.CorrectionMasks.map((mask) => ({ mode: combineMode(mask), label: maskLabel(mask, locale, (found) => t(`found.${found}`)) }));
  const made = masks.map(({ mode, label }, i) => (i === 0 && mode === 'add' ? label : t(`maskMode.${mode}`, { label }))).join(' ');
  return (
    <li ref={row} aria-label={name} data-in-hand={inHand || undefined} className={clsx('rounded-xl border', inHand ? 'border-text/60' : 'border-line', !on && 'opacity-60')}>
      <div className="flex items-center gap-1 py-1 pr-1 pl-2">
        {naming ? <NameField name={name} onName={(next) => { setNaming(false); if (next !== undefined && next !== name) { patch({ CorrectionName: next }); commit(); } }} /> : <button type="button" aria-expanded={open} onClick={() => {
          const place = correction.CorrectionMasks.findIndex((mask) => pinOf(mask) !== undefined);
          if (!open && place >= 0) takeMask(store, { correction: index, mask: place });
          setOpen(!open);
        }} onDoubleClick={() => setNaming(true)} className="flex min-w-0 flex-1 items-center gap-1.5 text-left">
          <ChevronDown size={14} aria-hidden className={clsx('shrink-0 text-quiet transition duration-150', !open && '-rotate-90')} />
          <span className="min-w-0">
            <span className="flex items-center gap-1.5 text-ui"><span className="truncate">{name}</span><MoverMark mover={mover} /></span>
            {made !== name && <span className="block truncate text-fine text-quiet">{made}</span>}
          </span>
        </button>}
        <IconButton label={t('showMask', { name })} hint="O" pressed={veiled} onClick={() => store.setState({ veiled: veiled ? null : index })}><ScanEye size={15} aria-hidden /></IconButton>
        <IconButton label={on ? t('switchOff', { name }) : t('switchOn', { name })} onClick={() => { patch({ CorrectionActive: !on }); commit(); }}>{on ? <Eye size={15} aria-hidden /> : <EyeOff size={15} aria-hidden />}</IconButton>
        <CorrectionMenu
          name={name}
          correction={index}
          only={correction.CorrectionMasks.length === 1}
          first={index === 0}
          last={last}
          onRename={() => setNaming(true)}
          onDuplicate={() => arrange((all) => duplicated(all, index, t('copyOf', { name })))}
          onInvert={() => arrange((all) => turnedInsideOut(all, index))}
          onMove={(by) => arrange((all) => moved(all, index, by), index + by)}
          onRemove={() => { store.setState({ veiled: null, inHand: null }); patch(null); commit(); }}
        />
      </div>
      {open && <MaskRows correction={index} masks={correction.CorrectionMasks} onPreview={patchMask} onCommit={commit} />}
      <div className="-mx-2 px-2 pb-1">
        <Slider name="CorrectionAmount" label={t('amount')} description={t('amountHint')} value={correction.CorrectionAmount} initial={1} range={AMOUNT} scale={100} show={percent} mover={undefined} onPreview={amount} onCommit={commit} />
        {open && LOCAL_TOOLS.map((tool) => <LocalSlider key={tool.name} tool={tool} value={correction[tool.name as keyof Correction] as number | undefined} onPreview={amount} onCommit={commit} />)}
      </div>
    </li>
  );
}

type LocalProps = { readonly tool: NumberTool; readonly value: number | undefined; readonly onPreview: (name: string, value: number) => void; readonly onCommit: () => void };

function LocalSlider({ tool, value, onPreview, onCommit }: LocalProps) {
  const locale = useLocale();
  const show = useCallback((stored: number) => showNumber(tool, stored), [tool]);
  return <Slider name={tool.name} label={tool.short[locale]} spoken={tool.label[locale]} description={tool.description[locale]} value={value ?? tool.default} initial={tool.default} range={tool} scale={tool.slider?.scale} show={show} mover={undefined} onPreview={onPreview} onCommit={onCommit} />;
}
