import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

/** One run of a whole process: from start to exit. */
export type ProcessRun = { readonly seconds: number; readonly cpuSeconds?: number; readonly peakMegabytes?: number; /** Share of the processor that everything else had meanwhile, 0…1. */ readonly others?: number; readonly output: string };

const TIME = '/usr/bin/time';

/** Seconds that all cores together have worked since the machine started, and those of this process. */
const worked = (): number => cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + (user + nice + sys + irq) / 1000, 0);
const own = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;

/** Runs a command to its end. CPU and memory come from GNU time where it is installed. */
export async function runProcess(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProcessRun> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const report = join(folder, 'time');
  const timed = existsSync(TIME);
  const started = performance.now();
  const before = worked() - own();
  const output = await new Promise<string>((resolve, reject) => {
    const child = timed
      ? spawn(TIME, ['-q', '-f', '%U %S %M', '-o', report, command, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(chunks).toString();
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${text}${Buffer.concat(complaints).toString()}`));
    });
  });
  const seconds = (performance.now() - started) / 1000;
  const busy = worked() - own() - before;
  const [user, system, kilobytes] = timed ? readFileSync(report, 'utf8').trim().split(' ').map(Number) : [];
  rmSync(folder, { recursive: true, force: true });
  const cpuSeconds = user !== undefined && system !== undefined ? user + system : undefined;
  return { seconds, output, ...(cpuSeconds !== undefined && { cpuSeconds, others: Math.max(0, busy - cpuSeconds) / (seconds * availableParallelism()) }), ...(kilobytes !== undefined && { peakMegabytes: kilobytes / 1024 }) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
