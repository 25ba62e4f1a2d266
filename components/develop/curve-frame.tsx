'use client';

import type { ComponentProps, Ref } from 'react';
import { skyline } from '../canvas/histogram';
import { useTones } from './use-tones';

/** Sides of the square that curves are drawn in: values 0…255. */
export const BOX = 255;

const PAINT = { red: '#ff5a52', green: '#4fd36a', blue: '#5b8cff' } as const;
export type Channel = keyof typeof PAINT;

type Props = ComponentProps<'svg'> & { readonly ref?: Ref<SVGSVGElement>; readonly label: string; /** The channel whose tones lie behind; absent: all. */ readonly channel?: Channel };

/** The square behind every curve: the picture's tones, a grid, the diagonal. */
export function CurveFrame({ label, channel, children, ref, ...rest }: Props) {
  const tones = useTones();
  const shown = channel ? [channel] : (Object.keys(PAINT) as Channel[]);
  return (
    <svg ref={ref} viewBox={`0 0 ${BOX} ${BOX}`} role="group" aria-label={label} className="aspect-square w-full touch-none overflow-visible rounded-lg border border-line bg-canvas" {...rest}>
      {tones && shown.map((one) => <path key={one} d={skyline(tones[one], BOX, BOX)} fill={channel ? PAINT[one] : '#8c8c8c'} fillOpacity={channel ? 0.22 : 0.13} aria-hidden />)}
      {[1, 2, 3].map((i) => <path key={i} d={`M${(i * BOX) / 4} 0V${BOX}M0 ${(i * BOX) / 4}H${BOX}`} stroke="var(--line)" strokeWidth={0.7} />)}
      <path d={`M0 ${BOX}L${BOX} 0`} stroke="var(--line)" strokeWidth={1} strokeDasharray="4 4" />
      {children}
    </svg>
  );
}

/** A curve over 0…1 as a path in the square. */
export const curvePath = (curve: (x: number) => number, samples = 128): string =>
  Array.from({ length: samples }, (_, i) => i / (samples - 1)).map((x, i) => `${i === 0 ? 'M' : 'L'}${(x * BOX).toFixed(1)} ${(BOX - curve(x) * BOX).toFixed(1)}`).join('');
