import clsx from 'clsx';

type Props = { readonly value: number; readonly low: number; readonly high: number; readonly from: number; readonly to: number; /** Where nothing is decided. */ readonly middle: number; readonly className?: string };

const WIDTH = 200, HEIGHT = 20;

/** A number with the interval it probably lies in, on a line. Decorative: the numbers stand beside it. */
export function IntervalBar({ value, low, high, from, to, middle, className }: Props) {
  const at = (number: number) => 4 + ((number - from) / (to - from)) * (WIDTH - 8);
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={clsx('h-5 w-full overflow-visible', className)}>
      <line x1={4} x2={WIDTH - 4} y1={10} y2={10} stroke="var(--line)" strokeWidth={1} vectorEffect="non-scaling-stroke" />
      <line x1={at(middle)} x2={at(middle)} y1={3} y2={17} stroke="var(--quiet)" strokeWidth={1} strokeDasharray="2 2" vectorEffect="non-scaling-stroke" />
      <line x1={at(low)} x2={at(high)} y1={10} y2={10} stroke="var(--quiet)" strokeWidth={5} strokeLinecap="round" vectorEffect="non-scaling-stroke" opacity={0.55} />
      <line x1={at(value)} x2={at(value)} y1={4} y2={16} stroke="var(--text)" strokeWidth={3} strokeLinecap="round" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
