'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useStudio, useStudioData } from '../studio/context';
import { THUMB_EDGE } from '../studio/urls';
import type { Picked, Target } from './develop-slice';
import { useLive } from './live/live-context';
import { deltaOf } from './target-math';
import { isOpen } from './live/open-bitmap';

/** The mean of 3 × 3 px at a place, read from a small copy of the picture. */
function colourIn(context: OffscreenCanvasRenderingContext2D, u: number, v: number): Picked['rgb'] {
  const { width, height } = context.canvas;
  const x = Math.min(width - 3, Math.max(0, Math.round(u * width) - 1)), y = Math.min(height - 3, Math.max(0, Math.round(v * height) - 1));
  const { data } = context.getImageData(x, y, 3, 3);
  const mean = (channel: number) => { let sum = 0; for (let at = channel; at < data.length; at += 4) sum += data[at] ?? 0; return sum / (data.length / 4); };
  return [mean(0), mean(1), mean(2)];
}

function copyOf(source: CanvasImageSource, width: number, height: number): OffscreenCanvasRenderingContext2D | null {
  const ratio = Math.min(1, THUMB_EDGE / Math.max(width, height));
  const context = new OffscreenCanvas(Math.max(3, Math.round(width * ratio)), Math.max(3, Math.round(height * ratio))).getContext('2d', { willReadFrequently: true });
  context?.drawImage(source, 0, 0, context.canvas.width, context.canvas.height);
  return context;
}

/** Over the picture while a target tool is on: a drag moves what lies under where it began. */
export function TargetLayer() {
  const target = useStudio((state) => state.target);
  return target && <Pad target={target} />;
}

function Pad({ target }: { readonly target: Target }) {
  const t = useTranslations('develop');
  const { selected, pictureUrl } = useStudioData();
  const { frame } = useLive();
  const copy = useRef<OffscreenCanvasRenderingContext2D | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [tip, setTip] = useState<{ readonly u: number; readonly v: number; readonly words: string } | null>(null);
  const url = pictureUrl(selected, THUMB_EDGE);

  useEffect(() => {
    // A frame of a drag is not worth copying; where the drag began is known.
    if (frame) {
      if (!drag.current && isOpen(frame.bitmap)) copy.current = copyOf(frame.bitmap, frame.bitmap.width, frame.bitmap.height);
      return;
    }
    let current = true;
    const image = new Image();
    image.src = url;
    image.decode().then(() => { if (current) copy.current = copyOf(image, image.naturalWidth, image.naturalHeight); }, () => undefined);
    return () => { current = false; };
  }, [url, frame]);

  const pickedAt = (event: React.PointerEvent<HTMLElement>): Picked | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const u = (event.clientX - box.left) / box.width, v = (event.clientY - box.top) / box.height;
    return copy.current ? { u, v, rgb: colourIn(copy.current, u, v) } : undefined;
  };
  return (
    <div
      data-canvas-control
      data-testid="target"
      role="application"
      aria-label={t(target.family === 'focus' ? 'focusPick' : 'target')}
      className="absolute inset-0 cursor-crosshair touch-none"
      onPointerDown={(event) => {
        const at = event.button === 0 ? pickedAt(event) : undefined;
        if (!at) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY };
        target.onStart(at);
      }}
      onPointerMove={(event) => {
        if (drag.current) return target.onDelta(deltaOf(event.clientX - drag.current.x, event.clientY - drag.current.y, event.shiftKey));
        const at = pickedAt(event);
        setTip(at ? { u: at.u, v: at.v, words: target.describe(at) } : null);
      }}
      onPointerUp={() => {
        if (drag.current) target.onEnd();
        drag.current = null;
      }}
      onPointerCancel={() => {
        if (drag.current) target.onEnd();
        drag.current = null;
      }}
      onPointerLeave={() => !drag.current && setTip(null)}
    >
      {tip && <span className="pointer-events-none absolute rounded-md bg-black/75 px-2 py-1 text-fine whitespace-nowrap text-white" style={{ left: `${tip.u * 100}%`, top: `${tip.v * 100}%`, transform: 'translate(12px, -32px)' }}>{tip.words}</span>}
    </div>
  );
}
