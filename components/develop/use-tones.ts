'use client';

import { useEffect, useMemo, useState } from 'react';
import { histogramOf, type Histogram } from '../canvas/histogram';
import { useStudioData } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import { useLive } from './live/live-context';

const SAMPLE_EDGE = 192;

function measure(source: CanvasImageSource, width: number, height: number): Histogram | undefined {
  const ratio = Math.min(1, SAMPLE_EDGE / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return histogramOf(context.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** Red, green and blue of the picture that is shown; while something moves, of the last picture before. */
export function useTones(): Histogram | undefined {
  const { selected, pictureUrl } = useStudioData();
  const { frame } = useLive();
  const [still, setStill] = useState<Histogram>();
  const url = pictureUrl(selected, THUMB_EDGE);
  // Reading pixels back costs a frame: once the moves rest, and not while they go on.
  const resting = frame && Math.max(frame.bitmap.width, frame.bitmap.height) >= 1200 ? frame.bitmap : null;
  const moved = useMemo(() => (resting ? measure(resting, resting.width, resting.height) : undefined), [resting]);
  useEffect(() => {
    let current = true;
    const image = new Image();
    image.src = url;
    image.decode().then(() => current && setStill(measure(image, image.naturalWidth, image.naturalHeight)), () => undefined);
    return () => { current = false; };
  }, [url]);
  return moved ?? still;
}
