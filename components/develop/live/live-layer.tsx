'use client';

import { useLayoutEffect, useRef } from 'react';
import { useStudioData } from '../../studio/context';
import { useLive } from './live-context';

/** The live render, drawn over the picture. */
export function LiveLayer() {
  const { frame, veil } = useLive();
  const { space } = useStudioData().photo;
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || !frame) return;
    element.width = frame.bitmap.width;
    element.height = frame.bitmap.height;
    element.getContext('2d', { colorSpace: space })?.drawImage(frame.bitmap, 0, 0);
  }, [frame, space]);
  return (
    <>
      {frame && <canvas ref={canvas} data-testid="live" data-pixels aria-hidden className="absolute inset-0 h-full w-full" />}
      {veil && <VeilLayer veil={veil} />}
    </>
  );
}

/** What a correction covers, in red over the picture. */
function VeilLayer({ veil }: { readonly veil: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    element.width = veil.width;
    element.height = veil.height;
    element.getContext('2d')?.drawImage(veil, 0, 0);
  }, [veil]);
  return <canvas ref={canvas} data-testid="veil" aria-hidden className="pointer-events-none absolute inset-0 h-full w-full animate-fade" />;
}
