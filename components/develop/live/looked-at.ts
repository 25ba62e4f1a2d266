'use client';

import { useMemo } from 'react';
import { levelFor, type TileRegion } from '@/lib/develop/pyramid';
import { outputSize } from '@/lib/develop/engine';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import { tilesOf, visiblePart, wantedAt } from '../../canvas/tiles';
import { FIT_MARGIN } from '../../canvas/use-view';
import { fitView, type View } from '../../canvas/zoom';
import { useStudio, useStudioData } from '../../studio/context';
import { pictureKey, tileUrl } from '../../studio/urls';
import { PREVIEW_EDGE } from './protocol';

/** The part of a picture that is seen, px at full resolution, where a preview of the whole is not sharp enough for it. */
export function closeRegion(picture: Size, view: View | null, viewport: Size, pixelRatio: number): TileRegion | undefined {
  if (!view || viewport.width === 0) return undefined;
  const long = Math.max(picture.width, picture.height);
  if (levelFor(view.scale * pixelRatio) > 0 || long * view.scale * pixelRatio <= PREVIEW_EDGE) return undefined;
  const part = visiblePart(picture, view, viewport);
  const [x, y] = [Math.floor(part.x), Math.floor(part.y)];
  const region = { x, y, width: Math.min(picture.width, Math.ceil(part.x + part.width)) - x, height: Math.min(picture.height, Math.ceil(part.y + part.height)) - y };
  return region.width > 0 && region.height > 0 ? region : undefined;
}

/** What of a picture with these settings is looked at closely, if anything is. */
export function useCloseRegion(full: Size, settings: DevelopSettings): TileRegion | undefined {
  const view = useStudio((state) => state.view);
  const viewport = useStudio((state) => state.viewport);
  const { width, height } = full;
  const region = useMemo(() => closeRegion(outputSize({ width, height }, settings), view, viewport, devicePixelRatioOr1()), [width, height, settings, view, viewport]);
  const { x, y, width: across, height: down } = region ?? { x: 0, y: 0, width: 0, height: 0 };
  return useMemo(() => (across > 0 ? { x, y, width: across, height: down } : undefined), [x, y, across, down]);
}

const devicePixelRatioOr1 = (): number => (typeof devicePixelRatio === 'number' ? devicePixelRatio : 1);

/** Addresses of the server's pictures that the selected step is shown by. */
export function useShownUrls(): readonly string[] {
  const view = useStudio((state) => state.view);
  const viewport = useStudio((state) => state.viewport);
  const { selected, photo, session, pictureUrl } = useStudioData();
  return useMemo(() => {
    if (viewport.width === 0) return [pictureUrl(selected, PREVIEW_EDGE)];
    const picture = outputSize(photo, selected.settings);
    const fit = fitView(picture, viewport, FIT_MARGIN);
    const at = view ?? fit;
    const { edge, level } = wantedAt(picture, at.scale, fit.scale, devicePixelRatioOr1());
    const whole = pictureUrl(selected, edge);
    if (level === undefined) return [whole];
    const url = tileUrl(session.photo.id);
    const { seen } = tilesOf({ picture, level, key: pictureKey(selected), url: (tile) => url(selected, tile) }, visiblePart(picture, at, viewport));
    return [whole, ...seen.map((tile) => tile.url)];
  }, [view, viewport, selected, photo, session.photo.id, pictureUrl]);
}
