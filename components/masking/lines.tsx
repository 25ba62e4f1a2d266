'use client';

import clsx from 'clsx';
import type { DOMAttributes } from 'react';
import type { Size } from '@/lib/develop/types';

export type Line = {
  readonly key: string;
  /** In px of the picture. */
  readonly path: string;
  readonly dashed?: boolean;
  readonly cursor?: string;
  /** A line without listeners lets the pointer through. */
  readonly listeners?: DOMAttributes<SVGPathElement>;
};

/** CSS px around a line in which it is taken. */
const REACH = 16;

/** Lines over the picture, white on black so that they show on any; always as wide on the screen. */
export function Lines({ picture, lines }: { readonly picture: Size; readonly lines: readonly Line[] }) {
  return (
    <svg aria-hidden viewBox={`0 0 ${picture.width} ${picture.height}`} preserveAspectRatio="none" className="pointer-events-none absolute inset-0 h-full w-full overflow-hidden">
      {lines.map(({ key, path, dashed, cursor, listeners }) => (
        <g key={key} fill="none">
          <path d={path} stroke="black" strokeOpacity={0.55} strokeWidth={2.5} vectorEffect="non-scaling-stroke" />
          <path d={path} stroke="white" strokeWidth={1} strokeDasharray={dashed ? '4 4' : undefined} vectorEffect="non-scaling-stroke" />
          {listeners && <path data-canvas-control d={path} stroke="transparent" strokeWidth={REACH} vectorEffect="non-scaling-stroke" className={clsx('pointer-events-[stroke] touch-none', cursor)} {...listeners} />}
        </g>
      ))}
    </svg>
  );
}
