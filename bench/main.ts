import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@/lib/imaging/paths';
import { measureExports } from './exports';
import { benchPhoto } from './photo';
import { runProcess } from './process';
import { type AgentResult, consoleReport, document, type PreviewResult } from './report';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const at = args.indexOf('--runs');
const runs = at < 0 ? (quick ? 3 : 7) : Number(args[at + 1]);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`Expected a whole number for --runs but received ${args[at + 1]}.`);

const folder = join(projectRoot(), 'dist', 'bench');
mkdirSync(folder, { recursive: true });
const loadBefore = loadavg()[0] ?? 0;
const photo = await benchPhoto(folder);
const child = async <T>(name: string, ...more: string[]): Promise<T> => JSON.parse((await runProcess(process.execPath, [join(folder, `${name}.mjs`), photo, ...more])).output) as T;

const exports = await measureExports(photo, folder, runs, quick ? 0 : Math.min(3, runs), console.log);
const preview = await child<PreviewResult>('preview-once', '30');
const agent = await child<AgentResult>('agent-once', '5');
const measured = { exports, preview, agent, loadBefore };
console.log(`\n${consoleReport(measured)}`);
if (!quick) {
  writeFileSync(join(projectRoot(), 'docs', 'BENCHMARKS.md'), document(measured));
  console.log('\nWritten to docs/BENCHMARKS.md');
}
