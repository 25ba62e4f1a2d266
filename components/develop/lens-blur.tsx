'use client';

import { SquareUser, UsersRound, X } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { maskForKey } from '@/lib/develop/masks/needs';
import { BOKEH_SHAPES, LENS_BLUR, lensBlurOf, lensBlurValue, maskValues, rangeBlurs, type Mask } from '@/lib/develop/settings';
import { isList, isRecord } from '@/lib/develop/settings/json';
import type { JsonValue } from '@/lib/develop/types';
import { Button, IconButton } from '../ui/button';
import { FocusPicker } from './focus-picker';
import { MaskRows } from './mask-rows';
import { Slider } from './slider';
import { useDevelop } from './use-develop';

const SHARE = { min: 0, max: 100, step: 1 } as const;
/** What may stay sharp, as keys of masks. */
const FOCUS = [['subject', SquareUser], ['people', UsersRound]] as const;
const AMOUNT = 50;

type Fields = Readonly<Record<string, JsonValue>>;

/** The photo out of focus but for what is named: how much, in which shape, and what stays sharp. */
export function LensBlurEditor() {
  const t = useTranslations('develop');
  const { settings, movers, preview, commit, set } = useDevelop();
  const value = settings[LENS_BLUR];
  const fields: Fields | undefined = isRecord(value) ? value : undefined;
  const blur = lensBlurOf(settings);
  const masks = fields?.['FocusMasks'];
  const change = useCallback((next: Fields) => preview({ [LENS_BLUR]: { ...fields, Active: true, ...next } }), [fields, preview]);
  const number = useCallback((name: string, next: number) => change({ [name]: next }), [change]);
  const changeMask = useCallback((index: number, next: Fields | null) => {
    if (!isList(masks)) return;
    change({ FocusMasks: next === null ? masks.filter((_, i) => i !== index) : masks.map((mask, i) => (i === index && isRecord(mask) ? { ...mask, ...next } : mask)) });
  }, [masks, change]);

  // Out of one closure: a click that is answered late lays its mask over what the blur is by then.
  const focusOn = useRef((mask: Mask) => preview({ [LENS_BLUR]: lensBlurValue({ amount: AMOUNT, masks: [mask] }) }));
  useEffect(() => {
    focusOn.current = (mask) => (fields ? change({ FocusMasks: maskValues([mask]) }) : preview({ [LENS_BLUR]: lensBlurValue({ amount: AMOUNT, masks: [mask] }) }));
  });
  // One and the same before and after the first click: the tool stays in hand.
  const picker = <FocusPicker key="focus" onPreview={(mask) => focusOn.current(mask)} onCommit={commit} />;

  if (!fields) {
    const start = (key: string) => {
      const mask = maskForKey(key, '');
      if (mask) set({ [LENS_BLUR]: lensBlurValue({ amount: AMOUNT, masks: [mask] }) });
    };
    return (
      <div className="pb-1">
        <p className="px-4 pb-2 text-ui text-quiet">{t('blurHint')}</p>
        <div role="group" aria-label={t('keepSharp')} className="grid grid-cols-2 gap-1.5 px-4">
          {FOCUS.map(([key, Icon]) => <Button key={key} className="justify-start px-2" onClick={() => start(key)}><Icon size={14} aria-hidden />{t(`select.${key}`)}</Button>)}
        </div>
        {picker}
      </div>
    );
  }
  const rows = [['BlurAmount', 'amount', Math.round(100 * (blur?.amount ?? 0)), AMOUNT], ['HighlightsBoost', 'blurBoost', Math.round(100 * (blur?.boost ?? 0)), 0]] as const;
  return (
    <div className="pb-1">
      <div className="flex items-center justify-between gap-2 pr-2 pl-4">
        <label className="flex flex-1 items-center justify-between gap-3 text-ui">
          <span className="text-quiet">{t('bokeh')}</span>
          <select value={blur?.shape ?? 'circle'} onChange={(event) => { change({ BokehShape: BOKEH_SHAPES.findIndex((shape) => shape === event.target.value) }); commit(); }} className="h-7 rounded-md border border-line bg-raised px-2 text-ui">
            {BOKEH_SHAPES.map((shape) => <option key={shape} value={shape}>{t(`bokehShape.${shape}`)}</option>)}
          </select>
        </label>
        <IconButton label={t('removeBlur')} onClick={() => set({ [LENS_BLUR]: null })}><X size={14} aria-hidden /></IconButton>
      </div>
      {rows.map(([name, words, now, initial]) => <Slider key={name} name={name} label={t(words)} description={t(name === 'BlurAmount' ? 'blurAmountHint' : 'blurBoostHint')} value={now} initial={initial} range={SHARE} show={String} mover={movers.get(LENS_BLUR)} onPreview={number} onCommit={commit} />)}
      {picker}
      {blur && blur.masks.length > 0 && (
        <>
          <h4 className="px-4 pt-2 pb-0.5 text-fine text-quiet">{t('keepSharp')}</h4>
          <MaskRows masks={blur.masks} onPreview={changeMask} onCommit={commit} />
        </>
      )}
      {blur && blur.masks.length === 0 && !rangeBlurs(blur) && <p role="status" className="px-4 text-fine text-quiet">{t('blurNowhere')}</p>}
      {blur && rangeBlurs(blur) && <p role="status" className="px-4 text-fine text-quiet">{t('blurDepth')}</p>}
    </div>
  );
}
