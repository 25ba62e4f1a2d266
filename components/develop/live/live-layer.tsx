'use client';

import { useCallback, useLayoutEffect, useRef, type CSSProperties } from 'react';
import { drawVeil } from '../../masking/veil';
import { useStudio, useStudioData } from '../../studio/context';
import { TargetLayer } from '../target-layer';
import { useLive } from './live-context';
import type { LiveFrame } from './protocol';
import { isOpen } from './open-bitmap';

/** The live render, drawn over the picture. */
export function LiveLayer() {
  const { frame, veil, setPainter } = useLive();
  const { space } = useStudioData().photo;
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawn = useRef<ImageBitmap>(undefined);
  const paint = useCallback((bitmap: ImageBitmap): boolean => {
    const element = canvas.current;
    if (!element) return false;
    if (drawn.current === bitmap) return true;
    if (!isOpen(bitmap)) return false;
    drawn.current = bitmap;
    if (element.width !== bitmap.width) element.width = bitmap.width;
    if (element.height !== bitmap.height) element.height = bitmap.height;
    element.getContext('2d', { colorSpace: space, alpha: true })?.drawImage(bitmap, 0, 0);
    return true;
  }, [space]);
  useLayoutEffect(() => {
    setPainter(paint);
    return () => setPainter(null);
  }, [setPainter, paint]);
  // The first frame finds no canvas yet.
  useLayoutEffect(() => {
    if (frame) paint(frame.bitmap);
    else drawn.current = undefined;
  }, [frame, paint]);
  return (
    <>
      {frame && <canvas ref={canvas} data-testid="live" data-pixels aria-hidden style={boxOf(frame)} className="absolute" />}
      {veil && <VeilLayer veil={veil} />}
      <TargetLayer />
    </>
  );
}

/** The whole picture, or the part that is looked at. */
function boxOf({ region, size }: LiveFrame): CSSProperties {
  const { x, y, width, height } = region ?? { x: 0, y: 0, ...size };
  const share = (value: number, of: number) => `${(value / of) * 100}%`;
  return { left: share(x, size.width), top: share(y, size.height), width: share(width, size.width), height: share(height, size.height) };
}

/** What a correction covers, over the picture. */
function VeilLayer({ veil }: { readonly veil: ImageBitmap }) {
  const look = useStudio((state) => state.veil);
  const map = useStudio((state) => state.lightMap);
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    element.width = veil.width;
    element.height = veil.height;
    const context = element.getContext('2d');
    if (context) drawVeil(context, veil, look);
  }, [veil, look]);
  return <>{map && <div aria-hidden className="pointer-events-none absolute inset-0 backdrop-grayscale" />}<canvas ref={canvas} data-testid="veil" aria-hidden data-look={look} className="pointer-events-none absolute inset-0 h-full w-full animate-fade" /></>;
}
