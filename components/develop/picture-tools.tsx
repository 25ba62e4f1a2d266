'use client';

import { Bandage, Crop, RulerDimensionLine } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { startCrop } from '../canvas/crop/crop-commands';
import { startGuiding } from '../guides/guides-slice';
import { endRetouching, startRetouching } from '../retouching/retouch-slice';
import { useStudio, useStudioData, useStudioStore } from '../studio/context';
import { Button } from '../ui/button';
import { useDevelop } from './use-develop';

/** The tools that are used on the picture itself. */
export function PictureTools() {
  const t = useTranslations('draw');
  const store = useStudioStore();
  const { photo } = useStudioData();
  const { settings, commit } = useDevelop();
  const cropping = useStudio((state) => state.cropping);
  const retouching = useStudio((state) => state.retouching !== null);
  const guiding = useStudio((state) => state.guiding);
  return (
    <div role="group" aria-label={t('tools')} className="flex gap-1.5 px-4 pt-0.5 pb-2.5">
      <Button title={`${t('crop.onPicture')} (R)`} aria-pressed={cropping} className="min-w-0 flex-1 px-1.5 pointer-coarse:h-11" onClick={() => { commit(); void startCrop(store, photo, settings); }}><Crop size={15} aria-hidden />{t('crop.tool')}</Button>
      <Button title={`${t('retouch.name')} (Q)`} aria-pressed={retouching} className="min-w-0 flex-1 px-1.5 aria-pressed:bg-hover pointer-coarse:h-11" onClick={() => (retouching ? endRetouching(store) : startRetouching(store, 'heal'))}><Bandage size={15} aria-hidden />{t('retouch.name')}</Button>
      <Button title={`${t('guides.name')} (⇧T)`} aria-pressed={guiding} className="min-w-0 flex-1 px-1.5 aria-pressed:bg-hover pointer-coarse:h-11" onClick={() => (guiding ? store.setState({ guiding: false, guide: null }) : startGuiding(store))}><RulerDimensionLine size={15} aria-hidden />{t('guides.name')}</Button>
    </div>
  );
}
