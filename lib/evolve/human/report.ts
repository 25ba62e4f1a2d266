import type { Agreement, Scored } from './agreement';
import type { FeatureName } from './features';
import type { OpinionModel } from './model';

/** What came of comparing the evaluator with people. Everything a reader needs to judge it stands in it. */
export type PeopleReport = {
  readonly format: 'evoroom-people-1';
  readonly seed: number;
  /** What the pictures are: made again, not the ones that people saw. */
  readonly approximation: string;
  /** Photos it learnt from and photos it is tested on; no photo is in both. */
  readonly trainedOn: readonly string[];
  readonly testedOn: readonly string[];
  readonly samples: number;
  readonly model: OpinionModel;
  /** The evaluator first, then baselines. */
  readonly agreements: readonly Agreement[];
  readonly points: readonly (Scored & { readonly kind: string; readonly level: number })[];
};

export const APPROXIMATION = 'The distorted pictures of TID2013 are not at hand: they are made again from the originals, each so strong that its PSNR is that of its level (33, 30, 27, 24, 21 dB). Saturation is lowered around luma, contrast scaled around the mean; the sign of a mean shift is not recorded, so both signs are measured and averaged.';

const two = (value: number): string => value.toFixed(3).replace('-', '−');
const range = ({ low, high }: { readonly low: number; readonly high: number }): string => `${two(low)} … ${two(high)}`;

/** A table in Markdown. */
export function tableOf({ agreements }: Pick<PeopleReport, 'agreements'>): string {
  const rows = agreements.map((one) => `| ${one.name} | ${two(one.srcc)} | ${range(one.srccInterval)} | ${two(one.plcc)} | ${range(one.plccInterval)} | ${two(one.within)} |`);
  return ['| scored by | SRCC | 95 % by photo | PLCC | 95 % by photo | SRCC within a photo |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

const COLOURS: Readonly<Record<string, string>> = { 'contrast change': '#4a90d9', 'saturation change': '#d0743c', 'mean shift': '#5a9e6f' };
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [460, 340, 48, 44, 16, 44];

/** What the evaluator said against what people said, as a picture in greys that show on light and dark. */
export function scatterOf({ points, agreements, testedOn }: Pick<PeopleReport, 'points' | 'agreements' | 'testedOn'>): string {
  const values = points.flatMap(({ said, people }) => [said, people]);
  const [least, most] = [Math.floor(Math.min(...values) * 2) / 2, Math.ceil(Math.max(...values) * 2) / 2];
  const x = (value: number): string => (LEFT + ((value - least) / (most - least)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number): string => (HEIGHT - BOTTOM - ((value - least) / (most - least)) * (HEIGHT - TOP - BOTTOM)).toFixed(1);
  const ticks = Array.from({ length: Math.round((most - least) * 2) + 1 }, (_, at) => least + at / 2);
  const first = agreements[0];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="11" fill="#777">
<text x="${LEFT}" y="16" font-size="13">Opinion model against people, ${testedOn.length} photos it was not fitted to</text>
<text x="${LEFT}" y="32">${first ? `SRCC ${two(first.srcc)}, PLCC ${two(first.plcc)}, ${points.length} pictures` : ''}</text>
${ticks.map((tick) => `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="#888" stroke-opacity=".2"/><text x="${LEFT - 6}" y="${y(tick)}" dy="4" text-anchor="end">${tick.toFixed(1)}</text><text x="${x(tick)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${tick.toFixed(1)}</text>`).join('\n')}
<line x1="${x(least)}" y1="${y(least)}" x2="${x(most)}" y2="${y(most)}" stroke="#888" stroke-dasharray="4 4"/>
${points.map(({ said, people, kind }) => `<circle cx="${x(people)}" cy="${y(said)}" r="3" fill="${COLOURS[kind] ?? '#777'}" fill-opacity=".8"/>`).join('\n')}
${Object.entries(COLOURS).map(([kind, colour], at) => `<circle cx="${LEFT + 8 + at * 130}" cy="${HEIGHT - 8}" r="3" fill="${colour}"/><text x="${LEFT + 16 + at * 130}" y="${HEIGHT - 4}">${kind}</text>`).join('')}
<text x="${WIDTH - RIGHT}" y="${HEIGHT - BOTTOM + 30}" text-anchor="end">people (mean opinion, 1–5)</text><text x="${WIDTH - RIGHT}" y="32" text-anchor="end">up: the model (1–5)</text>
</svg>
`;
}

/** Changes that a reader can picture, as values of the features. */
const EXAMPLES: readonly (readonly [what: string, values: Readonly<Partial<Record<FeatureName, number>>>])[] = [
  ['nothing', {}],
  ...[0.7, 0.85, 1.15, 1.3, 1.6].map((ratio) => [`contrast × ${ratio}`, { contrast: Math.log(ratio), contrastSquared: Math.log(ratio) ** 2 }] as const),
  ...[0.9, 0.6, 0.2].map((ratio) => [`chroma × ${ratio}`, { paler: -Math.log(ratio), palerBent: 1 - ratio ** 3 }] as const),
  ...[2, 5, 9].map((percent) => [`mean luma ± ${percent} %`, { shift: percent / 10, shiftSquared: (percent / 10) ** 2 }] as const),
];

const saidOf = ({ bias, weights }: OpinionModel, values: Readonly<Partial<Record<FeatureName, number>>>): number => weights.reduce((sum, { feature, weight }) => sum + weight * (values[feature] ?? 0), bias);

/** The section for the docs. */
export function sectionOf(report: PeopleReport, picture: string): string {
  const { model, trainedOn, testedOn, samples, seed, approximation } = report;
  const { crossValidation } = model.trained;
  return `# Evaluator against people

What people say of a photo whose tones or colours were changed, against what the evaluator says of it. The scores are the mean opinions of some 35
people each from TID2013 (Ponomarenko et al. 2015, *Image database TID2013: peculiarities, results and perspectives*), for changes of contrast,
saturation and mean brightness of Kodak photos. ${approximation}

Split by photo with seed ${seed}: learnt from ${trainedOn.length} (${trainedOn.join(', ')}), tested on ${testedOn.length} that it was not fitted to
(${testedOn.join(', ')}), ${samples} pictures. Which features it has and how strongly they are held back was decided by leaving out one training
photo at a time (SRCC ${two(crossValidation.srcc)}, PLCC ${two(crossValidation.plcc)} there). Intervals are percentile bootstraps that draw whole photos.
${model.trained.notes === undefined ? '' : `\n${model.trained.notes}\n`}
${tableOf(report)}

- The *opinion model* is the small model below. **The studio's evaluator does not use it**: how that one agrees with people on this task is its own row.
- A *policy's evaluator*, where there is a row of it, is the aesthetics head of a network after a warm start and score alignment (loop 2) on the same training
  photos, from the weights that were given, or from weights that know nothing. It shows that the head can learn this; no checkpoint that ships was taught by these scores.

The paper reports SRCC 0.7243 and PLCC 0.7116 for its evaluator on its own data, which are edits, not distortions: the numbers are of the same kind,
not of the same task.

![What the evaluator says against what people say](${picture})

## The model

\`lib/evolve/human/opinion.json\`: score (1–5) = ${model.bias.toFixed(2)} ${model.weights.map(({ feature, weight }) => `${weight < 0 ? '−' : '+'} ${Math.abs(weight).toFixed(2)} · ${feature}`).join(' ')}, held within
1 and 5. Features (\`features.ts\`) compare the measured evidence of result and source: \`contrast\` is the logarithm of the ratio of the spreads of
luma, \`paler\` the loss of chroma beyond what the contrast explains (\`palerBent\`: 1 − e^(−3·paler)), \`shift\` how far mean luma moved, in tenths of
the scale, either way. Ridge regression, λ = ${model.trained.ridge}. What was never rated is not extrapolated:
contrast counts up to e^0.6 = 1.8 times the source's, a shift up to three tenths.

| change | what it says, 1–5 |
|---|---|
${EXAMPLES.map(([what, values]) => `| ${what} | ${saidOf(model, values).toFixed(2)} |`).join('\n')}

It has no penalty of its own for contrast overdone, and a shift of two or three hundredths costs nothing: see the table, not the wish.

\`\`\`
evoroom bench people --scores CSV --photos FOLDER            # the shipped model on photos it never saw
evoroom bench people --scores CSV --photos FOLDER --train    # learns from half of the photos, tests on the other half
evoroom bench people --scores CSV --photos FOLDER --train --policy CHECKPOINT   # teaches the policy's own evaluator, too
\`\`\`

## Why the studio's evaluator does not use it

It was tried as a term of the aesthetics score: what the model says that a result lost against the photo before, beyond 0.3 points, was taken off; loss of contrast, loss of chroma
and a shift of the mean were each excused where the words ask for tone or colour, or where the photo had the fault that they mend. Agreement with people rose on the photos that the model
was fitted to (SRCC 0.33 → 0.79). On the others it went from −0.03 to 0.26, 95 % by photo −0.07 … 0.64 (within a photo −0.09 → 0.34): chance is not ruled out, since what the
rules charge depends on the motif and drowns the term. In the benchmark that ships (\`evoroom bench artedit\`, rules, 11 of its 24 cases) the term did not apply once and L1, L2, SC, PQ and O of every
result stayed the same to the last digit: the rules take away no contrast, colour or light that nobody asked them to. So it would change nothing that the agent does, and mark pictures of
other brains down by a model that knows three distortions. It is left out. For this the test photos were scored once more; nothing was chosen by it. What is missing is people's scores of
edits, to which the rules' costs and these terms can be fitted together.

## What it does not say

It has seen three kinds of change, one at a time, of one set of photos. Stronger colours, local changes, casts and noise were never rated: of those it knows
nothing.
`;
}
