import type { Grid } from './crop-slice';

type Line = readonly [x1: number, y1: number, x2: number, y2: number];

const across = (shares: readonly number[]): readonly Line[] => shares.flatMap((at): readonly Line[] => [[at, 0, at, 1], [0, at, 1, at]]);
const GOLDEN = (3 - Math.sqrt(5)) / 2;
const FINE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((step) => step / 12);

/** Lines in shares of a frame of some width and height. */
function linesOf(grid: Grid, width: number, height: number): readonly Line[] {
  switch (grid) {
    case 'thirds': return across([1 / 3, 2 / 3]);
    case 'golden': return across([GOLDEN, 1 - GOLDEN]);
    case 'grid': return across(FINE);
    // From each corner at 45°.
    case 'diagonal': {
      const [u, v] = [Math.min(1, height / width), Math.min(1, width / height)];
      return [[0, 0, u, v], [1, 0, 1 - u, v], [0, 1, u, 1 - v], [1, 1, 1 - u, 1 - v]];
    }
    // A diagonal, and from the other corners at right angles to it.
    case 'triangle': {
      const t = width ** 2 / (width ** 2 + height ** 2);
      return [[0, 1, 1, 0], [0, 0, 1 - t, t], [1, 1, t, 1 - t]];
    }
    case 'none': return [];
  }
}

/** Lines over the frame; the fine ones while it turns. */
export function GridLines({ grid, width, height }: { readonly grid: Grid; readonly width: number; readonly height: number }) {
  return (
    <svg aria-hidden data-grid={grid} viewBox="0 0 1 1" preserveAspectRatio="none" className="pointer-events-none absolute inset-0 h-full w-full">
      {linesOf(grid, width, height).map((line) => (
        <g key={line.join()} strokeWidth={1}>
          {([['black', 0.25, 2], ['white', 0.6, 1]] as const).map(([stroke, opacity, strokeWidth]) => <line key={stroke} x1={line[0]} y1={line[1]} x2={line[2]} y2={line[3]} stroke={stroke} strokeOpacity={opacity} strokeWidth={strokeWidth} vectorEffect="non-scaling-stroke" />)}
        </g>
      ))}
    </svg>
  );
}
