'use client';

import { useFormatter, useTranslations } from 'use-intl';

export type CurvePoint = readonly [step: number, value: number];
type Props = { readonly name: string; readonly points: readonly CurvePoint[]; readonly digits?: number };

const WIDTH = 300, HEIGHT = 90, ROOM = 6;

/** A quantity over the rounds of a training. The picture is told in words as well; its numbers stand in the table below. */
export function Curve({ name, points, digits = 2 }: Props) {
  const t = useTranslations('evolve.training.curves');
  const format = useFormatter();
  const number = (value: number) => format.number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const values = points.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || 1;
  const x = (step: number) => ROOM + ((step - first[0]) / (last[0] - first[0] || 1)) * (WIDTH - 2 * ROOM);
  const y = (value: number) => HEIGHT - ROOM - ((value - low) / range) * (HEIGHT - 2 * ROOM);
  const path = points.map(([step, value], index) => `${index === 0 ? 'M' : 'L'}${x(step).toFixed(1)} ${y(value).toFixed(1)}`).join(' ');
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-baseline justify-between gap-3 text-ui"><span className="text-quiet">{name}</span><span className="font-medium tabular-nums">{number(last[1])}</span></figcaption>
      <div className="mt-1 grid grid-cols-[1fr_auto] gap-x-2">
        <svg role="img" aria-label={t('told', { name, rounds: points.length, first: number(first[1]), last: number(last[1]), low: number(low), high: number(high) })} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className="h-20 w-full rounded-lg bg-canvas">
          {[low, high].map((value) => <line key={value} x1={0} x2={WIDTH} y1={y(value)} y2={y(value)} stroke="var(--line)" strokeWidth={1} vectorEffect="non-scaling-stroke" />)}
          {low < 0 && high > 0 && <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} stroke="var(--quiet)" strokeDasharray="2 3" strokeWidth={1} vectorEffect="non-scaling-stroke" />}
          <path d={points.length === 1 ? `M${ROOM} ${y(last[1])} L${WIDTH - ROOM} ${y(last[1])}` : path} fill="none" stroke="var(--text)" strokeWidth={1.75} strokeLinejoin="round" strokeLinecap="round" vectorEffect="non-scaling-stroke" />
        </svg>
        <p aria-hidden className="flex flex-col justify-between text-right text-fine text-quiet tabular-nums"><span>{number(high)}</span><span>{number(low)}</span></p>
      </div>
    </figure>
  );
}
