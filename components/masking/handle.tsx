'use client';

import clsx from 'clsx';
import { RotateCw } from 'lucide-react';
import type { MaskAt } from './edits';
import type { Ground } from './ground';
import type { Point } from './plane';
import type { MaskEdits } from './use-mask-edits';
import { nudge, useReshape, type Reshape } from './use-reshape';

type Props = {
  readonly ground: Ground;
  readonly edits: MaskEdits;
  readonly at: MaskAt;
  readonly point: Point;
  readonly label: string;
  readonly look: 'dot' | 'feather' | 'turn';
  readonly cursor?: string;
  readonly reshape: Reshape;
};

/** A knob on the picture that changes the mask in hand, by pointer and by arrow keys. */
export function Handle({ ground, edits, at, point, label, look, cursor, reshape }: Props) {
  const bind = useReshape(ground, edits);
  const [u, v] = ground.placeOf(point);
  return (
    <button
      type="button"
      data-canvas-control
      data-testid={`mask-${look}`}
      aria-label={label}
      title={label}
      className={clsx('group absolute inline-flex size-6 -translate-1/2 touch-none items-center justify-center rounded-full outline-none pointer-coarse:size-11', cursor ?? 'cursor-move')}
      style={{ left: `${u * 100}%`, top: `${v * 100}%` }}
      onKeyDown={(event) => nudge(event, ground, edits, at, point, reshape)}
      {...bind(at, reshape)}
    >
      {look === 'turn'
        ? <span className="inline-flex size-5 items-center justify-center rounded-full border border-black/60 bg-white text-black shadow group-focus-visible:ring-2 group-focus-visible:ring-white pointer-coarse:size-6"><RotateCw size={12} aria-hidden /></span>
        : <span className={clsx('block border shadow group-hover:scale-125 group-focus-visible:ring-2 group-focus-visible:ring-white', look === 'dot' ? 'size-2.5 rounded-full border-black/60 bg-white pointer-coarse:size-3.5' : 'size-2 rotate-45 border-white bg-black/70 pointer-coarse:size-3')} />}
    </button>
  );
}
