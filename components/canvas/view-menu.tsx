'use client';

import { ChevronDown, ZoomIn } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Size } from '@/lib/develop/types';
import { useStudio } from '../studio/context';
import { MenuButton } from '../ui/menu-button';
import { FIT_MARGIN } from './use-view';
import { fitView, zoomPercent } from './zoom';

const load = () => import('./view-items').then((part) => part.ViewItems);

/** Opens the menu of how large the picture is shown, and on what; says how large it is now. */
export function ViewMenu({ picture }: { readonly picture: Size }) {
  const t = useTranslations('canvas');
  const view = useStudio((state) => state.view);
  const viewport = useStudio((state) => state.viewport);
  if (viewport.width === 0) return null;
  const percent = zoomPercent((view ?? fitView(picture, viewport, FIT_MARGIN)).scale, devicePixelRatio);
  return (
    <MenuButton load={load} menu={{ picture }} data-testid="zoom" aria-label={view ? t('zoomIs', { percent }) : t('zoomIsFit', { percent })} className="inline-flex h-8 shrink-0 items-center gap-1 rounded-lg px-2 text-ui font-medium text-quiet tabular-nums transition duration-150 hover:bg-hover hover:text-text pointer-coarse:h-10">
      <ZoomIn size={16} aria-hidden className="md:hidden" />
      <span className="max-md:hidden">{view ? t('percent', { percent }) : t('fitPercent', { percent })}</span><ChevronDown size={13} aria-hidden className="max-md:hidden" />
    </MenuButton>
  );
}
