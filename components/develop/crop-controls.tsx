'use client';

import { CaretsToAxisDashedVertical, RotateCcw, RotateCw } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { outputSize } from '@/lib/develop/engine';
import { numberOf, showNumber } from '@/lib/develop/settings';
import { toolOf } from '@/lib/develop/tools';
import { useStudio, useStudioData } from '../studio/context';
import { IconButton } from '../ui/button';
import { RATIOS, withAngle, withRatio, withTurn } from './crop-math';
import { Slider } from './slider';
import { useDevelop } from './use-develop';

/** Ratio, straighten, quarter turns. */
export function CropControls() {
  const t = useTranslations('develop');
  const locale = useLocale();
  const cropping = useStudio((state) => state.cropping);
  const { photo, selected } = useStudioData();
  const { settings, movers, preview, commit, set } = useDevelop();
  const full = { width: photo.width, height: photo.height };
  const shown = outputSize(full, settings);
  const [portrait, setPortrait] = useState(shown.height > shown.width);
  const angle = toolOf('CropAngle');
  // From the step's own crop, not from the draft: a crop that shrank on the way to 30° must grow again on the way back.
  const base = selected.settings;
  const turnTo = useCallback((_: string, value: number) => preview(withAngle({ width: photo.width, height: photo.height }, base, value)), [preview, photo.width, photo.height, base]);
  const show = useCallback((value: number) => (angle?.kind === 'number' ? showNumber(angle, value) : String(value)), [angle]);
  const cropped = settings['CropLeft'] !== undefined;
  const aspect = shown.width / shown.height;
  return (
    <div inert={cropping} className={cropping ? 'pb-1 opacity-40' : 'pb-1'}>
      <div role="radiogroup" aria-label={t('ratio')} className="flex flex-wrap gap-1 px-4 py-1.5">
        {RATIOS.map((ratio) => {
          const [width, height] = ratio === null ? [0, 0] : portrait ? [ratio[1], ratio[0]] : ratio;
          const on = ratio === null ? !cropped : cropped && Math.abs(aspect - width / height) < 0.01;
          return (
            <button key={`${width}:${height}`} type="button" role="radio" aria-checked={on} onClick={() => set(withRatio(full, settings, ratio === null ? null : width / height))} className="h-7 rounded-md border border-line px-1.5 text-ui text-quiet tabular-nums transition duration-150 hover:text-text aria-checked:border-text/60 aria-checked:text-text">
              {ratio === null ? t('ownRatio') : `${width}:${height}`}
            </button>
          );
        })}
      </div>
      <div className="flex items-center gap-1 px-3 pb-1">
        <IconButton label={t('turnLeft')} onClick={() => set(withTurn(settings, 'left'))}><RotateCcw size={15} aria-hidden /></IconButton>
        <IconButton label={t('turnRight')} onClick={() => set(withTurn(settings, 'right'))}><RotateCw size={15} aria-hidden /></IconButton>
        <IconButton label={t('flip')} onClick={() => set(withTurn(settings, 'flip'))}><CaretsToAxisDashedVertical size={15} aria-hidden /></IconButton>
        <button type="button" aria-pressed={portrait} onClick={() => setPortrait(!portrait)} className="ml-auto h-7 rounded-md px-2 text-ui text-quiet hover:text-text aria-pressed:text-text">{portrait ? t('portrait') : t('landscape')}</button>
      </div>
      {angle?.kind === 'number' && (
        <Slider name="CropAngle" label={angle.label[locale]} description={angle.description[locale]} value={numberOf(settings, 'CropAngle')} initial={0} range={angle} show={show} mover={movers.get('CropAngle')} onPreview={turnTo} onCommit={commit} />
      )}
      <p className="px-4 pt-1 text-fine text-quiet tabular-nums">{t('croppedSize', { width: String(shown.width), height: String(shown.height) })}</p>
    </div>
  );
}
