import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import { measureExports, measureMatrix } from './exports';
import { benchPhoto, ROLLOUT_SAMPLES, SIZES, type Megapixels } from './photo';
import { runProcess } from './process';
import { plots } from './plots';
import { type AgentResult, consoleReport, document, type InterfaceResult, type PreviewResult, type RolloutResult, type ScalingResult, type StudioResult } from './report';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const numberAfter = (flag: string, absent: number): number => {
  const at = args.indexOf(flag);
  const value = at < 0 ? absent : Number(args[at + 1]);
  if (!Number.isInteger(value) || value < 0) throw new Error(`Expected a whole number for ${flag} but received ${args[at + 1]}.`);
  return value;
};
const runs = Math.max(1, numberAfter('--runs', quick ? 3 : 7));
const slowRuns = numberAfter('--program-runs', quick ? 0 : Math.min(3, runs));

const folder = join(projectRoot(), 'dist', 'bench');
mkdirSync(folder, { recursive: true });
const photo = await benchPhoto(folder);
const measure = async <T>(name: string, ...args: string[]): Promise<T> => JSON.parse((await runProcess(process.execPath, [join(folder, `${name}.mjs`), ...args])).output) as T;
const child = <T>(name: string, ...more: string[]): Promise<T> => measure<T>(name, photo, ...more);

const exports = await measureExports(photo, folder, runs, slowRuns, console.log);
const preview = await child<PreviewResult>('preview-once', '30');
const agent = await child<AgentResult>('agent-once', '5');
const rollouts: RolloutResult[] = [];
for (const [name, path] of [['the benchmark’s', photo], ...ROLLOUT_SAMPLES.map((name) => [name, join(projectRoot(), 'public', 'samples', name)] as const)] as const) {
  rollouts.push({ photo: name, milliseconds: await measure<readonly number[]>('rollouts-once', path, '300') });
}
const face = await child<InterfaceResult>('interface-once', '60');
const studio = await child<StudioResult>('studio-once', '5');
const sizes = quick ? [24 as const] : (Object.keys(SIZES).map(Number) as Megapixels[]);
const matrix = await measureMatrix(folder, sizes, quick ? 1 : 3, console.log);
const scaling = quick ? undefined : await measure<ScalingResult>('scaling-once', folder);
const measured = { exports, preview, agent, rollouts, face, studio, matrix, scaling };
console.log(`\n${consoleReport(measured)}`);
if (!quick) {
  writeFileSync(join(projectRoot(), 'docs', 'BENCHMARKS.md'), document(measured));
  if (scaling) for (const [name, svg] of Object.entries(plots(scaling))) writeFileSync(join(projectRoot(), 'docs', name), svg);
  console.log('\nWritten to docs/BENCHMARKS.md');
}
