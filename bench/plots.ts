import type { ScalingResult } from './report';

type Point = readonly [x: number, y: number];

const WIDTH = 460, HEIGHT = 260, LEFT = 56, BOTTOM = 40, TOP = 28, RIGHT = 16;

/** A line chart from zero, in neutral greys that show on light and dark. */
function chart(title: string, xLabel: string, yLabel: string, points: readonly Point[]): string {
  const mostX = Math.max(...points.map(([x]) => x)), mostY = Math.max(...points.map(([, y]) => y)) * 1.1;
  const x = (value: number): number => LEFT + (value / mostX) * (WIDTH - LEFT - RIGHT), y = (value: number): number => HEIGHT - BOTTOM - (value / mostY) * (HEIGHT - BOTTOM - TOP);
  const at = ([a, b]: Point): string => `${x(a).toFixed(1)},${y(b).toFixed(1)}`;
  const ticks = points.map(([value]) => `<text x="${x(value).toFixed(1)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${value}</text>`);
  const levels = [0.25, 0.5, 0.75, 1].map((share) => mostY * share / 1.1).map((value) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#888" stroke-opacity=".25"/><text x="${LEFT - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value >= 100 ? value.toFixed(0) : value.toFixed(1)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="11" fill="#777">
<text x="${LEFT}" y="16" font-size="13">${title}</text>
${levels.join('\n')}
${ticks.join('\n')}
<text x="${WIDTH - RIGHT}" y="${HEIGHT - 6}" text-anchor="end">${xLabel}</text><text x="8" y="${TOP}" >${yLabel}</text>
<polyline points="${points.map(at).join(' ')}" fill="none" stroke="#4a90d9" stroke-width="2"/>
${points.map((point) => { const [cx, cy] = at(point).split(','); return `<circle cx="${cx}" cy="${cy}" r="3" fill="#4a90d9"/>`; }).join('')}
</svg>
`;
}

/** Files of docs/ by name. */
export const plots = ({ byMegapixels, byParameters }: ScalingResult): Readonly<Record<string, string>> => ({
  'bench-megapixels.svg': chart('One photo, 18 parameters, one thread', 'megapixels', 'ms', [[0, 0], ...byMegapixels.map(({ megapixels, milliseconds }): Point => [megapixels, milliseconds])]),
  'bench-parameters.svg': chart('Cost of a pixel by the number of parameters', 'parameters', 'ns/px', byParameters.map(({ parameters, nanoseconds }): Point => [parameters, nanoseconds])),
});
