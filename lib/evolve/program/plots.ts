/** Line charts of a run as SVG, in greys that show on light and dark. */
import type { Point } from '../training/sepo';
import type { Results } from './results';

type Line = { readonly label: string; readonly colour: string; readonly values: readonly number[]; readonly dashed?: boolean };

const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT] = [560, 280, 48, 36, 30, 190];

/** A chart over rounds or epochs. `range` absent: what the lines need. */
export function chart(title: string, xLabel: string, lines: readonly Line[], range?: readonly [number, number]): string {
  const all = lines.flatMap(({ values }) => values).filter(Number.isFinite);
  const [low, high] = range ?? [Math.min(...all, 0), Math.max(...all, 0.01) * 1.05];
  const most = Math.max(1, ...lines.map(({ values }) => values.length - 1));
  const x = (index: number): string => (LEFT + (index / most) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number): string => (HEIGHT - BOTTOM - ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * (HEIGHT - BOTTOM - TOP)).toFixed(1);
  const levels = [0, 0.25, 0.5, 0.75, 1].map((share) => low + share * (high - low)).map((value) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#888" stroke-opacity=".25"/><text x="${LEFT - 6}" y="${y(value)}" dy="4" text-anchor="end">${value.toFixed(high - low < 0.5 ? 2 : 1)}</text>`);
  const drawn = lines.map(({ label, colour, values, dashed }, index) => {
    const stroke = `stroke="${colour}" stroke-width="2"${dashed ? ' stroke-dasharray="5 3"' : ''}`;
    return `<polyline fill="none" ${stroke} points="${values.map((value, at) => `${x(at)},${y(value)}`).join(' ')}"/><line x1="${WIDTH - RIGHT + 12}" x2="${WIDTH - RIGHT + 32}" y1="${TOP + 10 + 20 * index}" y2="${TOP + 10 + 20 * index}" ${stroke}/><text x="${WIDTH - RIGHT + 38}" y="${TOP + 14 + 20 * index}">${label}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="11" fill="#777">
<text x="${LEFT}" y="16" font-size="13">${title}</text>
${levels.join('\n')}
<text x="${LEFT}" y="${HEIGHT - 14}">0</text><text x="${WIDTH - RIGHT}" y="${HEIGHT - 14}" text-anchor="end">${most} ${xLabel}</text>
${drawn.join('\n')}
</svg>
`;
}

/** Means over a few rounds: what a round holds is chance in part. */
export const smoothed = (values: readonly number[], reach = 2): readonly number[] => values.map((_, index) => { const some = values.slice(Math.max(0, index - reach), index + reach + 1); return some.reduce((sum, value) => sum + value, 0) / some.length; });

const VARIANTS = [['sepo', 'SEPO', '#4a90d9'], ['sepo-no-evaluator-loop', 'without loop 2', '#d98a4a'], ['sepo-no-slm', 'without SLM', '#b24ad9'], ['sepo-neither', 'without either', '#d94a4a']] as const;

/** Files of docs/evolve by name. */
export function plots({ curves, losses }: Results): Readonly<Record<string, string>> {
  const of = (id: string, key: keyof Point): readonly number[] => smoothed((curves[id] ?? []).map((point) => point[key]));
  const each = (key: keyof Point): readonly Line[] => VARIANTS.map(([id, label, colour]) => ({ label, colour, values: of(id, key) }));
  return {
    'sft.svg': chart('SFT: loss', 'epochs', [{ label: 'editor, −log p', colour: '#4a90d9', values: losses['sft']?.editor ?? [] }, { label: 'evaluator, cross entropy', colour: '#d98a4a', values: losses['sft']?.evaluator ?? [] }]),
    'self-score.svg': chart('Self-score of rollouts, 1…5', 'rounds', each('self'), [1, 5]),
    'judged.svg': chart('The same rollouts under the independent judge, O', 'rounds', each('judged')),
    'rated.svg': chart('The same rollouts as people rate them, 1…5', 'rounds', each('people'), [1, 5]),
    'trust.svg': chart('Self-score less what people say, points', 'rounds', VARIANTS.map(([id, label, colour]) => ({ label, colour, values: smoothed((curves[id] ?? []).map(({ self, people }) => self - people)) }))),
    'reward.svg': chart('Rewards of SEPO', 'rounds', [{ label: 'R_format + R_tool + R_pp', colour: '#4a90d9', values: of('sepo', 'reward') }, { label: 'R_tool', colour: '#4ad98a', values: of('sepo', 'tool') }, { label: 'R_sa (loop 2)', colour: '#d98a4a', values: of('sepo', 'alignment') }]),
    'kl.svg': chart('KL from the reference, per output', 'rounds', each('kl')),
  };
}
