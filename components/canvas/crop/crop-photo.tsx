'use client';

import { useLayoutEffect, useRef } from 'react';
import { frameOf, outputSize, outputToFrame, type Warp } from '@/lib/develop/engine';
import type { ColourSpace, DevelopSettings, Size } from '@/lib/develop/types';
import type { LiveFrame } from '../../develop/live/protocol';
import { type Matrix, product } from '../before-frame';
import { isOpen } from '../../develop/live/open-bitmap';

const css = (matrix: Matrix): string => `matrix(${matrix.map((value) => Number(value.toFixed(6))).join(', ')})`;

type Props = {
  readonly full: Size;
  readonly space: ColourSpace;
  /** Px of the upright photo → CSS px of the stage. */
  readonly place: Matrix;
  /** The whole photo, rendered here; until it is there, the picture that was shown so far lies in its place. */
  readonly frame: LiveFrame | null;
  readonly shown: { readonly url: string; readonly settings: DevelopSettings; readonly warp: Warp | undefined };
  readonly alt: string;
  readonly eased: boolean;
};

/** The photo under the frame. */
export function CropPhoto({ full, space, place, frame, shown, alt, eased }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element || !frame) return;
    const { bitmap } = frame;
    if (!isOpen(bitmap)) return;
    if (element.width !== bitmap.width) element.width = bitmap.width;
    if (element.height !== bitmap.height) element.height = bitmap.height;
    element.getContext('2d', { colorSpace: space, alpha: true })?.drawImage(bitmap, 0, 0);
  }, [frame, space]);
  const moving = eased ? 'transition-transform duration-200 ease-calm' : '';
  return (
    <div className={`absolute top-0 left-0 origin-top-left bg-shade ${moving}`} style={{ width: full.width, height: full.height, transform: css(place) }}>
      {frame
        ? <canvas ref={canvas} role="img" aria-label={alt} data-testid="crop-photo" className="absolute inset-0 h-full w-full" />
        // The engine's own render at the size that is shown.
        // oxlint-disable-next-line nextjs/no-img-element
        : <img src={shown.url} alt={alt} draggable={false} className="absolute top-0 left-0 max-w-none origin-top-left" style={pictureIn(full, shown)} />}
    </div>
  );
}

/** Where a picture of settings lies in the upright photo. */
function pictureIn(full: Size, { settings, warp }: Props['shown']) {
  const { width, height } = outputSize(full, settings);
  const { xx, xy, x0, yx, yy, y0 } = outputToFrame(frameOf(full, settings, warp), { width, height });
  return { width, height, transform: css(product([xx, yx, xy, yy, x0, y0], [1, 0, 0, 1, -0.5, -0.5])) };
}
