import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadProgress, saveProgress } from '../checkpoint/files';
import { projectRoot } from '@/lib/imaging/paths';

const root = projectRoot();
const folder = mkdtempSync(join(tmpdir(), 'evoroom-killed-'));
// Inside the project, where Node finds its packages.
const program = join(root, 'dist', `killed-${process.pid}`, 'program.mjs');

beforeAll(() => {
  const build = pathToFileURL(join(root, 'scripts', 'build.mjs')).href;
  execFileSync(process.execPath, ['--input-type=module', '-e', `const { bundle } = await import(${JSON.stringify(build)}); await bundle('lib/evolve/training/killed.program.ts', ${JSON.stringify(program)});`], { cwd: root, stdio: 'pipe' });
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(program, '..'), { recursive: true, force: true });
});

/** Runs until it is done, or until a line begins with `killAt`: then it is killed with SIGKILL. Gives its last line. */
function runs(out: string, killAt?: string): Promise<{ readonly last: string; readonly killed: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, out], { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (killAt !== undefined && text.split('\n').includes(killAt)) child.kill('SIGKILL');
    });
    child.on('error', reject);
    child.on('exit', (_, signal) => resolve({ last: text.trim().split('\n').at(-1) ?? '', killed: signal === 'SIGKILL' }));
  });
}

describe('a run that is killed', () => {
  it('in any stage, again and again, ends with the same weights, curves and lessons as one that was left alone', { timeout: 240_000 }, async () => {
    const whole = await runs(join(folder, 'whole'));
    expect(whole.last).toMatch(/^done [1-9]\d* [0-9a-f]{64}$/);
    const killed = join(folder, 'killed');
    for (const line of ['sft 1', 'sft 3', 'sepo 1', 'sepo 3', 'rft 1']) expect((await runs(killed, line)).killed, line).toBe(true);
    expect((await runs(killed)).last).toBe(whole.last);
  });

  it('finds the old file or the new one, never half of one', async () => {
    const path = join(folder, 'progress.safetensors');
    await saveProgress(path, { vectors: { weights: Float32Array.of(1, -0, Number.MIN_VALUE, 1e30) }, rest: { done: 3, text: '调亮' } });
    const read = await loadProgress(path);
    expect(read?.rest).toEqual({ done: 3, text: '调亮' });
    expect([...(read?.vectors['weights'] ?? [])]).toEqual([...Float32Array.of(1, -0, Number.MIN_VALUE, 1e30)]);
    // What a crash leaves beside it is not looked at.
    writeFileSync(`${path}.999.tmp`, 'half a fi');
    expect((await loadProgress(path))?.rest).toEqual({ done: 3, text: '调亮' });
    expect(await loadProgress(join(folder, 'none'))).toBeUndefined();
  });
});
