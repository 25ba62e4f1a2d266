import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import sharp from 'sharp';
import type { ExportResult, MatrixResult } from './exports';
import { median } from './process';

export type PreviewResult = { readonly probe: number; readonly cold: number; readonly render: readonly number[]; readonly renderCpu: readonly number[]; readonly jpeg: readonly number[]; readonly jpegCpu: readonly number[] };
/** Milliseconds from choosing a photo; null where no Chromium is installed. */
export type StudioResult = { readonly shown: readonly number[]; readonly firstStep: readonly number[] } | null;
export type AgentResult = { readonly runs: number; readonly steps: number; readonly total: readonly number[]; readonly render: readonly number[]; readonly cpu: readonly number[] };
/** What `interface-once` measures, milliseconds; null where no Chromium is installed. */
export type InterfaceResult = { readonly input: readonly number[]; readonly edges: readonly number[]; readonly live: readonly number[]; readonly close: readonly number[]; readonly scrub: readonly number[]; readonly paint: readonly number[] } | null;
export type ScalingResult = {
  readonly byMegapixels: readonly { readonly megapixels: number; readonly milliseconds: number }[];
  readonly byParameters: readonly { readonly parameters: number; readonly nanoseconds: number }[];
};
/** Milliseconds of small renders of one photo. */
export type RolloutResult = { readonly photo: string; readonly milliseconds: readonly number[] };
export type Measured = { readonly rollouts: readonly RolloutResult[]; readonly face: InterfaceResult; readonly matrix: readonly MatrixResult[]; readonly scaling: ScalingResult | undefined; readonly exports: readonly ExportResult[]; readonly preview: PreviewResult; readonly agent: AgentResult; readonly studio: StudioResult };

const VERSION = /\d+\.\d+(\.\d+)?/;

const version = (command: string, ...args: string[]): string | undefined => {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().match(VERSION)?.[0];
  } catch (error) {
    // RawTherapee says its version and then that it was given nothing to do.
    return error instanceof Error && 'stdout' in error ? String(error.stdout).match(VERSION)?.[0] : undefined;
  }
};

function machine(others: number | undefined): string {
  const versions = [
    `Node ${process.versions.node}`, `sharp ${sharp.versions.sharp} (libvips ${sharp.versions.vips})`,
    ...[['darktable', 'darktable-cli', '--version'], ['RawTherapee', 'rawtherapee-cli', '-v']].flatMap(([name = '', command = '', flag = '']) => {
      const found = version(command, flag);
      return found ? [`${name} ${found}`] : [];
    }),
  ];
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}; ${versions.join(', ')}. ${others === undefined ? '' : `While the exports ran, everything else on the machine had ${(100 * others).toFixed(0)} % of the processor.`}`;
}

/** Other processes' share of the processor beyond which seconds are no longer to be trusted. */
const BUSY_FROM = 0.05;
const BUSY = `

**Other work kept this machine busy while it measured**: seconds are inflated, most of all for programs that use every core, and the verdicts below
with them. CPU times are the steadier figures; run it again on an idle machine for the rest.`;

/** What bounds the stages, from `bench/kernels/stages.mjs` and the machine code that V8 makes of the kernels. */
const BOUNDS = `## What bounds each stage

A tile's planes stay in the second-level cache, so no stage waits for memory: 24 MP at 40 ns/px read and write some 0.15 GB/s a core where the memory gives more than ten.
All stages are bound by the number of instructions; V8 runs them at about three a cycle.

- Tone: some 200 vector instructions for four pixels, a third of them in the shoulder and a quarter in dehaze. Constants cost: in a loop that branches V8 makes each
  of them anew in three instructions, which is why tools are short loops of their own and weights come before they are used.
- Colour LUT: sixteen 16-byte loads and about eighty instructions for four pixels; its 880 KB live in the second-level cache, of which a photo visits a quarter.
- Filling the LUT: some 50 ns a node, a third of it the search for the gamut's edge. At 256 px an ordinary photo asks for 2000 – 3000 of the 54 872 nodes, dyed roses, which are
  full of colours outside the gamut, for 26 000: that is what their rollouts cost more. Oklab and gamut knee of the nodes are computed once per colour space.
- Encoding curve and logarithm: chords from tables, four gathers each; WebAssembly has no gather, so each is eight instructions.
- Blurs: two additions, one multiplication and two loads a tap, at the load ports' rate.
- Whole exports: decoding is libjpeg's, on one core. Encoding (colour, transform, entropy coding) is ours, some 6 ns/px on all cores. Starting Node, its threads and libvips takes 0.2 s of the processor.`;

const othersDuring = (exports: readonly ExportResult[]): number | undefined => {
  const known = exports.flatMap(({ others }) => (others === undefined ? [] : [others]));
  return known.length === 0 ? undefined : median(known);
};

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => [row(head), row(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n');
const fixed = (value: number | undefined, digits: number): string => (value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits));

const floorOf = (exports: readonly ExportResult[], one: ExportResult): ExportResult | undefined => exports.find((other) => other.name.startsWith('floor') && other.jpeg === one.jpeg);

function exportTable(exports: readonly ExportResult[]): string {
  return table(
    ['24 MP JPEG → JPEG, whole process', 'JPEG', 'n', 'median s', 'fastest s', '× floor', 'CPU s', 'CPU × floor', 'peak MB', 'file MB'],
    exports.map((one) => [one.name, `q ${one.jpeg.quality} ${one.jpeg.chroma}`, String(one.runs), fixed(one.seconds, 2), fixed(one.fastest, 2), fixed(one.seconds / (floorOf(exports, one)?.seconds ?? NaN), 2), fixed(one.cpuSeconds, 2), fixed((one.cpuSeconds ?? NaN) / (floorOf(exports, one)?.cpuSeconds ?? NaN), 2), fixed(one.peakMegabytes, 0), fixed(one.outputMegabytes, 1)]),
  );
}

/** What 95 of 100 stay below. */
const most = (times: readonly number[]): number => times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.95) - 1] ?? NaN;

const perSecond = (milliseconds: readonly number[]): number => (1000 * milliseconds.length) / milliseconds.reduce((sum, time) => sum + time, 0);

type Aim = { readonly what: string; readonly measured: number; readonly must: number; readonly aim?: number; readonly unit: string; readonly atLeast?: boolean };

/** What must be and what is aimed at, and what was measured. */
function aims({ exports, preview, agent, studio, rollouts, face, matrix }: Measured): string {
  const ours = exports.filter((one) => one.name === 'Evoroom');
  const first = ours[0];
  const others = exports.filter((one) => !ours.includes(one) && !one.name.startsWith('floor'));
  const slowest = rollouts.toSorted((one, other) => perSecond(one.milliseconds) - perSecond(other.milliseconds)).slice(0, 1);
  const perStep = agent.total.map((total, i) => (total - (agent.render[i] ?? 0)) / (agent.steps / agent.runs));
  const peak = (megapixels: number): readonly number[] => matrix.filter((one) => one.megapixels === megapixels && one.recipe === '18 parameters').map((one) => one.peakMegabytes ?? NaN);
  const rows: readonly Aim[] = [
    ...ours.map((one) => ({ what: `export, q ${one.jpeg.quality} ${one.jpeg.chroma}, × floor`, measured: one.seconds / (floorOf(exports, one)?.seconds ?? NaN), must: 2.5, aim: 1.6, unit: '×' })),
    ...others.map((other) => ({ what: `faster than ${other.name}`, measured: other.seconds / (first?.seconds ?? NaN), must: 4, aim: 8, unit: '×', atLeast: true })),
    { what: '1600 px preview after one parameter changed, warm, in Node', measured: median(preview.render), must: 40, aim: 15, unit: ' ms' },
    ...(face ? [
      { what: 'the same in Chromium’s workers', measured: median(face.live), must: 50, aim: 20, unit: ' ms' },
      { what: `slider’s move to its picture in Chromium, 95 of 100, at ${median(face.edges)} px`, measured: most(face.input), must: 50, aim: 33, unit: ' ms' },
      { what: 'a step along the strip to its picture, seen before, 95 of 100', measured: most(face.scrub), must: 33, aim: 16, unit: ' ms' },
      { what: 'first visit with a phone on a slow line to the largest paint', measured: median(face.paint), must: 4000, aim: 2500, unit: ' ms' },
    ] : []),
    ...peak(24).map((measured) => ({ what: 'peak memory, 24 MP', measured, must: 600, aim: 300, unit: ' MB' })),
    ...peak(100).map((measured) => ({ what: 'peak memory, 100 MP', measured, must: 1500, aim: 700, unit: ' MB' })),
    ...slowest.map(({ photo, milliseconds }) => ({ what: `rollouts (256 px, 12 parameters) per second and core, on the slowest photo: ${photo}`, measured: perSecond(milliseconds), must: 200, aim: 800, unit: '', atLeast: true })),
    { what: 'agent overhead per step without rendering', measured: median(perStep), must: 80, unit: ' ms' },
    ...(studio ? [{ what: 'upload of 24 MP to the first step on the page', measured: median(studio.firstStep), must: 3000, unit: ' ms' }] : []),
  ];
  const verdict = ({ measured, must, aim, atLeast }: Aim): string => {
    const meets = (limit: number): boolean => (atLeast ? measured >= limit : measured <= limit);
    return !meets(must) ? 'missed' : aim !== undefined && meets(aim) ? 'met, and the aim' : 'met';
  };
  return table(
    ['measure', 'must', 'aim', 'measured', ''],
    rows.map((row) => {
      const limit = (value: number | undefined): string => (value === undefined ? '–' : `${row.atLeast ? '≥' : '≤'} ${value}${row.unit}`);
      return [row.what, limit(row.must), limit(row.aim), `${fixed(row.measured, row.unit === '×' ? 2 : 0)}${row.unit}`, verdict(row)];
    }),
  );
}

const matrixTable = (matrix: readonly MatrixResult[]): string => table(
  ['megapixels', 'recipe', 's', '× floor', 'peak MB'],
  matrix.map((one) => [String(one.megapixels), one.recipe, fixed(one.seconds, 2), fixed(one.seconds / one.floorSeconds, 2), fixed(one.peakMegabytes, 0)]),
);

const rolloutTable = (rollouts: readonly RolloutResult[]): string => table(
  ['photo', 'n', 'per second', 'median ms', 'fastest ms'],
  rollouts.map(({ photo, milliseconds }) => [photo, String(milliseconds.length), fixed(perSecond(milliseconds), 0), fixed(median(milliseconds), 2), fixed(Math.min(...milliseconds), 2)]),
);

function others({ preview, agent, studio, face }: Measured): string {
  const steps = agent.steps / agent.runs;
  return table(
    ['inside one process, or one page', 'n', 'median ms', 'fastest ms', 'CPU ms'],
    [
      ['look at a new 24 MP file (`probe`: header, profile, whole?)', '1', fixed(preview.probe, 0), '–', '–'],
      ['first 1600 px render of it (decode, analysis, threads start)', '1', fixed(preview.cold, 0), '–', '–'],
      ['1600 px render, new settings each time', String(preview.render.length), fixed(median(preview.render), 0), fixed(Math.min(...preview.render), 0), fixed(median(preview.renderCpu), 0)],
      ['… and its JPEG for the page', String(preview.jpeg.length), fixed(median(preview.jpeg), 0), fixed(Math.min(...preview.jpeg), 0), fixed(median(preview.jpegCpu), 0)],
      ['agent, per step: everything', String(agent.runs), fixed(median(agent.total.map((total) => total / steps)), 0), fixed(Math.min(...agent.total) / steps, 0), fixed(median(agent.cpu) / steps, 0)],
      ['agent, per step: without rendering', String(agent.runs), fixed(median(agent.total.map((total, i) => (total - (agent.render[i] ?? 0)) / steps)), 0), '–', '–'],
      ...(face ? ([['slider’s move → its picture in Chromium', face.input], ['what is seen at 100 % after one parameter changed, in Chromium', face.close], ['arrow in the strip → the step’s picture in Chromium', face.scrub]] as const).map(([name, times]) => [name, String(times.length), fixed(median(times), 0), fixed(Math.min(...times), 0), '–']) : []),
      ...(studio ? ([['studio in Chromium: photo chosen → picture on the page', studio.shown], ['studio in Chromium: photo chosen → first step of the agent on the page', studio.firstStep]] as const).map(([name, times]) => [name, String(times.length), fixed(median(times), 0), fixed(Math.min(...times), 0), '–']) : []),
    ],
  );
}

export const consoleReport = (measured: Measured): string => [exportTable(measured.exports), others(measured), rolloutTable(measured.rollouts), matrixTable(measured.matrix), aims(measured)].join('\n\n');

export const document = (measured: Measured): string => `# Benchmarks

\`npm run bench\` wrote this page; [\`bench/README.md\`](../bench/README.md) says what is measured and how the recipe reads in other programs.

${new Date().toISOString().slice(0, 10)}. ${machine(othersDuring(measured.exports))}${(othersDuring(measured.exports) ?? 0) > BUSY_FROM ? BUSY : ''}

## Against the aims

${aims(measured)}

## Full-resolution export of an 18-parameter recipe

${exportTable(measured.exports)}

## Sizes and recipes

JPEG → JPEG at q 88 with halved chroma, whole process, median of three. The masks are a gradient, an ellipse and the subject, which is found in the photo within
this time; a studio finds it once per photo. The spatial tools are noise reduction, moiré, defringe, distortion, perspective, fringes by hand, vignettes and grain beside the 18.

${matrixTable(measured.matrix)}

![Cost by megapixels](bench-megapixels.svg) ![Cost by parameters](bench-parameters.svg)

## Previews, the agent and the studio

${others(measured)}

## Rollouts

Small renders as training makes them: 256 px, twelve parameters, new settings each time, one thread. Every rollout needs a colour LUT of its own, filled where the photo has
colours; what a photo costs beyond its pixels is how many colours it has. The slowest photo is the figure that counts.

${rolloutTable(measured.rollouts)}

${BOUNDS}
`;
