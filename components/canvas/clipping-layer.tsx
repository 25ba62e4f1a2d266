'use client';

import { useEffect, useRef } from 'react';
import type { TileRegion } from '@/lib/develop/pyramid';
import type { ColourSpace, Size } from '@/lib/develop/types';
import { drawPane, markClipped } from './pixels';

/** Milliseconds after the last change: marks follow a drag, they do not slow it. */
const REST = 90;
/** Looks for arriving tiles this often, in milliseconds. */
const WATCH = 250;
const MOST_PIXELS = 2_000_000;

type Props = {
  readonly wanted: { readonly shadows: boolean; readonly highlights: boolean };
  readonly space: ColourSpace;
  /** Size at full resolution, and the part of it that is seen. */
  readonly picture: Size;
  readonly part: TileRegion;
  readonly scale: number;
  /** Changes with what is shown. */
  readonly version: unknown;
};

/** Red and blue over what is clipped, from the pixels that are on the screen. */
export function ClippingLayer({ wanted, space, picture, part, scale, version }: Props) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { shadows, highlights } = wanted;
  const { x, y, width, height } = part;
  useEffect(() => {
    let drawn = '';
    const draw = () => {
      const element = ref.current;
      const pane = element?.closest('[data-pane]');
      if (!element || !pane) return;
      const images = [...pane.querySelectorAll('img[data-pixels]')].map((image) => (image instanceof HTMLImageElement && image.complete ? image.src : '')).join(' ');
      if (images === drawn) return;
      drawn = images;
      const box = element.getBoundingClientRect();
      const ratio = Math.min(devicePixelRatio, Math.sqrt(MOST_PIXELS / Math.max(1, box.width * box.height)));
      const size = { width: Math.round(box.width * ratio), height: Math.round(box.height * ratio) };
      if (size.width < 1 || size.height < 1) return;
      const context = new OffscreenCanvas(size.width, size.height).getContext('2d', { willReadFrequently: true, colorSpace: space });
      if (!context) return;
      drawPane(pane, box, context);
      const pixels = context.getImageData(0, 0, size.width, size.height, { colorSpace: space });
      markClipped(pixels.data, { shadows, highlights });
      Object.assign(element, size);
      element.getContext('2d')?.putImageData(new ImageData(pixels.data, size.width, size.height), 0, 0);
    };
    const start = setTimeout(draw, REST);
    const watch = setInterval(draw, WATCH);
    return () => {
      clearTimeout(start);
      clearInterval(watch);
    };
  }, [shadows, highlights, space, x, y, width, height, scale, version]);
  return <canvas ref={ref} data-testid="clipping" aria-hidden className="pointer-events-none absolute" style={{ left: `${(x / picture.width) * 100}%`, top: `${(y / picture.height) * 100}%`, width: `${(width / picture.width) * 100}%`, height: `${(height / picture.height) * 100}%` }} />;
}
