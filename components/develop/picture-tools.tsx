'use client';

import { Crop } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { startCrop } from '../canvas/crop/crop-slice';
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
  return (
    <div role="group" aria-label={t('tools')} className="flex gap-1.5 px-4 pb-2">
      <Button title={`${t('crop.onPicture')} (R)`} aria-pressed={cropping} className="flex-1 pointer-coarse:h-11" onClick={() => { commit(); startCrop(store, photo, settings); }}><Crop size={15} aria-hidden />{t('crop.tool')}</Button>
    </div>
  );
}
