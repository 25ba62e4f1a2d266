'use client';

import { ArrowLeftRight, Check, CaretsToAxisDashedVertical, Grid3x3, RotateCcw, RotateCw, Ruler, SquareDashed, WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { levelAngle, needsLens, needsSurvey } from '@/lib/develop/engine';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import { withTurn } from '../../develop/crop-math';
import { useOptics } from '../../develop/use-optics';
import { useStudio, useStudioStore } from '../../studio/context';
import { Button, IconButton } from '../../ui/button';
import { toast } from '../../ui/toast';
import { type Crop, CROP_RATIOS, knownRatio, type Limits, MOST_ANGLE, reoriented, reset, shownSize, swapped, withCropAngle, withCropRatio } from './crop-box';
import { cancelCrop, nextGrid } from './crop-commands';

type Props = { readonly crop: Crop; readonly full: Size; readonly settings: DevelopSettings; readonly limits: Limits; /** Whether lens or perspective bend the photo. */ readonly bent: boolean; readonly onDone: () => void };

/** Everything about the crop that is not drawn, under the picture. */
export function CropBar({ crop, full, settings, limits, bent, onDone }: Props) {
  const t = useTranslations('draw.crop');
  const store = useStudioStore();
  const grid = useStudio((state) => state.grid);
  const levelling = useStudio((state) => state.levelling);
  const [looking, setLooking] = useState(false);
  const optics = useOptics(looking || needsLens(settings) || needsSurvey(settings));
  const set = (next: Crop) => store.setState({ crop: next });
  const turn = (how: 'left' | 'right' | 'flip') => set(reoriented(full, crop, Number(withTurn({ Orientation: crop.orientation }, how)['Orientation'] ?? 1)));
  const level = () => {
    setLooking(true);
    if (!optics) return;
    const found = levelAngle(optics.survey, full);
    setLooking(false);
    if (found === undefined) toast(t('noLevel'));
    // A mirrored photo leans to the other side.
    else set(withCropAngle(limits, crop, [2, 4, 5, 7].includes(crop.orientation) ? -found : found));
  };
  return (
    <div data-testid="crop-bar" role="toolbar" aria-label={t('title')} className="z-20 flex shrink-0 flex-wrap items-center justify-center gap-x-1 gap-y-0.5 border-t border-line bg-panel px-2 py-1 max-md:justify-between">
      <RatioPicker crop={crop} full={full} limits={limits} />
      <IconButton side="top" label={t('swap')} hint="X" onClick={() => set(swapped(limits, crop))}><ArrowLeftRight size={16} aria-hidden /></IconButton>
      <Divider />
      <label className="flex h-8 items-center gap-2 px-1 text-ui pointer-coarse:h-11 max-md:order-first max-md:w-full">
        <span className="text-quiet">{t('angle')}</span>
        <input type="range" data-testid="crop-angle" min={-MOST_ANGLE} max={MOST_ANGLE} step={0.1} value={crop.angle} aria-valuetext={t('degrees', { angle: crop.angle.toFixed(1) })} onChange={(event) => set(withCropAngle(limits, crop, Number(event.target.value)))} onDoubleClick={() => set(withCropAngle(limits, crop, 0))} className="w-32 accent-[var(--color-text)] max-md:h-11 max-md:flex-1" />
        <output className="w-12 text-right tabular-nums">{t('degrees', { angle: crop.angle.toFixed(1) })}</output>
      </label>
      <IconButton side="top" label={t('level')} pressed={levelling} onClick={() => store.setState({ levelling: !levelling })}><Ruler size={16} aria-hidden /></IconButton>
      <IconButton side="top" label={t('autoLevel')} aria-busy={looking} disabled={bent} onPointerEnter={() => setLooking(true)} onFocus={() => setLooking(true)} onClick={level}><WandSparkles size={16} aria-hidden /></IconButton>
      <Divider />
      <IconButton side="top" label={t('turnLeft')} className="max-md:hidden" onClick={() => turn('left')}><RotateCcw size={16} aria-hidden /></IconButton>
      <IconButton side="top" label={t('turnRight')} onClick={() => turn('right')}><RotateCw size={16} aria-hidden /></IconButton>
      <IconButton side="top" label={t('flip')} onClick={() => turn('flip')}><CaretsToAxisDashedVertical size={16} aria-hidden /></IconButton>
      <IconButton side="top" label={t('grid', { name: t(`grids.${grid}`) })} hint="O" className="max-md:hidden" onClick={() => nextGrid(store)}><Grid3x3 size={16} aria-hidden /></IconButton>
      {bent && (
        <label className="flex h-8 items-center gap-1.5 px-1 text-ui pointer-coarse:h-11">
          <input type="checkbox" checked={crop.constrained} onChange={(event) => set({ ...crop, constrained: event.target.checked })} className="size-4 accent-[var(--color-text)]" />
          {t('constrain')}
        </label>
      )}
      <IconButton side="top" label={t('reset')} onClick={() => set(reset(full, crop))}><SquareDashed size={16} aria-hidden /></IconButton>
      <Divider />
      <div className="flex gap-1 max-md:order-last max-md:w-full max-md:justify-between max-md:pb-1">
        <Button look="quiet" className="pointer-coarse:h-11" onClick={() => cancelCrop(store)}>{t('cancel')}</Button>
        <Button look="solid" className="pointer-coarse:h-11 max-md:px-6" onClick={onDone}><Check size={14} aria-hidden />{t('done')}</Button>
      </div>
    </div>
  );
}

const Divider = () => <span aria-hidden className="mx-1 h-5 w-px bg-line max-md:hidden" />;

/** The ratio that is kept, of a list or of two numbers. */
function RatioPicker({ crop, full, limits }: Pick<Props, 'crop' | 'full' | 'limits'>) {
  const t = useTranslations('draw.crop');
  const store = useStudioStore();
  const [custom, setCustom] = useState<readonly [number, number] | null>(null);
  const { ratio } = crop;
  const shown = shownSize(full, crop.orientation);
  const own = shown.width / shown.height;
  const set = (next: number | null) => store.setState({ crop: withCropRatio(limits, crop, next) });
  const listed = CROP_RATIOS.findIndex(([width, height]) => ratio !== null && Math.abs(ratio - width / height) < 1e-4);
  const value = custom || (ratio !== null && knownRatio(ratio, shown) === null) ? 'custom' : ratio === null ? 'free' : Math.abs(ratio - own) < 1e-4 ? 'original' : String(listed);
  const choose = (name: string) => {
    const found = CROP_RATIOS[Number(name)];
    setCustom(name === 'custom' ? [Math.round(shown.width / 100) / 10, Math.round(shown.height / 100) / 10] : null);
    set(name === 'free' ? null : name === 'original' ? own : name === 'custom' ? (ratio ?? crop.box.width / crop.box.height) : found ? found[0] / found[1] : ratio);
  };
  const type = (index: 0 | 1, text: string) => {
    if (!custom) return;
    const next: readonly [number, number] = index === 0 ? [Number(text), custom[1]] : [custom[0], Number(text)];
    setCustom(next);
    if (next[0] > 0 && next[1] > 0 && Number.isFinite(next[0] / next[1])) set(Math.min(10, Math.max(0.1, next[0] / next[1])));
  };
  const number = 'h-8 w-14 rounded-md border border-line bg-raised px-1.5 text-ui tabular-nums pointer-coarse:h-11';
  return (
    <div className="flex items-center gap-1">
      <select aria-label={t('ratio')} value={value} onChange={(event) => choose(event.target.value)} className="h-8 max-w-32 rounded-md border border-line bg-raised px-2 text-ui pointer-coarse:h-11">
        <option value="free">{t('free')}</option>
        <option value="original">{t('original')}</option>
        {CROP_RATIOS.map(([width, height], index) => <option key={`${width}:${height}`} value={index}>{t('ratioOf', { width: String(width), height: String(height) })}</option>)}
        <option value="custom">{t('custom')}</option>
      </select>
      {custom && (
        <>
          <input type="number" min={0.1} step={0.1} aria-label={t('width')} value={custom[0] || ''} onChange={(event) => type(0, event.target.value)} className={number} />
          <span aria-hidden className="text-quiet">:</span>
          <input type="number" min={0.1} step={0.1} aria-label={t('height')} value={custom[1] || ''} onChange={(event) => type(1, event.target.value)} className={number} />
        </>
      )}
    </div>
  );
}
