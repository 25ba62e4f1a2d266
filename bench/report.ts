import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import sharp from 'sharp';
import type { ExportResult } from './exports';
import { median } from './process';

export type PreviewResult = { readonly probe: number; readonly cold: number; readonly render: readonly number[]; readonly renderCpu: readonly number[]; readonly jpeg: readonly number[]; readonly jpegCpu: readonly number[] };
/** Milliseconds from choosing a photo; null where no Chromium is installed. */
export type StudioResult = { readonly shown: readonly number[]; readonly firstStep: readonly number[] } | null;
export type AgentResult = { readonly runs: number; readonly steps: number; readonly total: readonly number[]; readonly render: readonly number[]; readonly cpu: readonly number[] };
export type Measured = { readonly exports: readonly ExportResult[]; readonly preview: PreviewResult; readonly agent: AgentResult; readonly studio: StudioResult; readonly loadBefore: number };

const VERSION = /\d+\.\d+(\.\d+)?/;

const version = (command: string, ...args: string[]): string | undefined => {
  try {
    return execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().match(VERSION)?.[0];
  } catch (error) {
    // RawTherapee says its version and then that it was given nothing to do.
    return error instanceof Error && 'stdout' in error ? String(error.stdout).match(VERSION)?.[0] : undefined;
  }
};

function machine(load: number): string {
  const versions = [
    `Node ${process.versions.node}`, `sharp ${sharp.versions.sharp} (libvips ${sharp.versions.vips})`,
    ...[['darktable', 'darktable-cli', '--version'], ['RawTherapee', 'rawtherapee-cli', '-v']].flatMap(([name = '', command = '', flag = '']) => {
      const found = version(command, flag);
      return found ? [`${name} ${found}`] : [];
    }),
  ];
  return `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}; ${versions.join(', ')}. Load average when it began: ${load.toFixed(1)}.`;
}

const BUSY = `

**Other work kept this machine busy while it measured**: seconds are inflated, most of all for programs that use every core, and the verdicts below
with them. CPU times are the steadier figures; run it again on an idle machine for the rest.`;

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

/** What was aimed at, and what was measured. */
function aims({ exports, preview, agent, studio }: Measured): string {
  const ours = exports.filter((one) => one.name === 'Evoroom');
  const first = ours[0];
  const others = exports.filter((one) => !ours.includes(one) && !one.name.startsWith('floor'));
  const perStep = agent.total.map((total, i) => (total - (agent.render[i] ?? 0)) / (agent.steps / agent.runs));
  const rows: { aim: string; measured: number; limit: number; unit: string; atLeast?: boolean }[] = [
    ...ours.map((one) => ({ aim: `export, q ${one.jpeg.quality} ${one.jpeg.chroma}: ≤ 2.5 × floor`, measured: one.seconds / (floorOf(exports, one)?.seconds ?? NaN), limit: 2.5, unit: '×' })),
    ...others.map((other) => ({ aim: `≥ 4 × faster than ${other.name}`, measured: other.seconds / (first?.seconds ?? NaN), limit: 4, unit: '×', atLeast: true })),
    { aim: '1600 px preview render, warm: ≤ 60 ms', measured: median(preview.render), limit: 60, unit: ' ms' },
    { aim: 'agent overhead per step without rendering: ≤ 80 ms', measured: median(perStep), limit: 80, unit: ' ms' },
    ...(studio ? [{ aim: 'upload of 24 MP to the first step on the page: ≤ 3000 ms', measured: median(studio.firstStep), limit: 3000, unit: ' ms' }] : []),
    { aim: 'peak memory of an export: ≤ 700 MB', measured: Math.max(...ours.map((one) => one.peakMegabytes ?? NaN)), limit: 700, unit: ' MB' },
  ];
  return table(['aim', 'measured', ''], rows.map(({ aim, measured, limit, unit, atLeast }) => [aim, `${fixed(measured, unit === '×' ? 2 : 0)}${unit}`, (atLeast ? measured >= limit : measured <= limit) ? 'met' : 'missed']));
}

function others({ preview, agent, studio }: Measured): string {
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
      ...(studio ? ([['studio in Chromium: photo chosen → picture on the page', studio.shown], ['studio in Chromium: photo chosen → first step of the agent on the page', studio.firstStep]] as const).map(([name, times]) => [name, String(times.length), fixed(median(times), 0), fixed(Math.min(...times), 0), '–']) : []),
    ],
  );
}

export const consoleReport = (measured: Measured): string => [exportTable(measured.exports), others(measured), aims(measured)].join('\n\n');

export const document = (measured: Measured): string => `# Benchmarks

\`npm run bench\` wrote this page; [\`bench/README.md\`](../bench/README.md) says what is measured and how the recipe reads in other programs.

${new Date().toISOString().slice(0, 10)}. ${machine(measured.loadBefore)}${measured.loadBefore > availableParallelism() / 4 ? BUSY : ''}

## Against the aims

${aims(measured)}

## Full-resolution export of an 18-parameter recipe

${exportTable(measured.exports)}

## Previews, the agent and the studio

${others(measured)}
`;
