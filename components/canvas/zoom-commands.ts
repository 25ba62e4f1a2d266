import type { Size } from '@/lib/develop/types';
import type { StudioStore } from '../studio/store';
import { FIT_MARGIN } from './use-view';
import { clampScale, clampView, fillView, fitView, scaleLimits, zoomAt } from './zoom';

const deviceRatio = (): number => (typeof devicePixelRatio === 'number' ? devicePixelRatio : 1);

/** To a scale in CSS px per picture px; what lies under the pointer stays there, else the middle. */
function zoomToScale(store: StudioStore, picture: Size, wanted: number): void {
  const { view, viewport, pointer } = store.getState();
  const from = view ?? fitView(picture, viewport, FIT_MARGIN);
  const scale = clampScale(wanted, scaleLimits(picture, viewport, FIT_MARGIN, deviceRatio()));
  const about = pointer ?? { x: viewport.width / 2, y: viewport.height / 2 };
  store.setState({ view: clampView(zoomAt(from, about, scale), picture, viewport, FIT_MARGIN) });
}

export function zoomBy(store: StudioStore, picture: Size, factor: number): void {
  const { view, viewport } = store.getState();
  zoomToScale(store, picture, (view ?? fitView(picture, viewport, FIT_MARGIN)).scale * factor);
}

/** @param ratio device px per picture px: 1 is 100 % */
export const zoomTo = (store: StudioStore, picture: Size, ratio: number): void => zoomToScale(store, picture, ratio / deviceRatio());

export const zoomToFit = (store: StudioStore): void => store.setState({ view: null });

/** The picture covers its viewport. */
export const zoomToFill = (store: StudioStore, picture: Size): void => store.setState(({ viewport }) => ({ view: fillView(picture, viewport) }));

/** Between the whole picture and one picture pixel per device pixel. */
export function toggleZoom(store: StudioStore, picture: Size): void {
  if (store.getState().view) zoomToFit(store);
  else zoomTo(store, picture, 1);
}
