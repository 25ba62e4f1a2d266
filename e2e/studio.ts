import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { projectRoot } from '../lib/imaging/paths';
import { attentive } from './listening';

const root = projectRoot();
const START_MS = 60_000;

const freePort = () => new Promise<number>((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    server.close(() => resolve(port));
  });
});

/** The built studio as its own process, on a data folder that outlives a kill. */
export class Studio {
  private child?: ChildProcess;
  private constructor(readonly url: string, private readonly port: number, readonly dataDir: string, private readonly env: Record<string, string>) {}

  static async create(env: Record<string, string> = {}): Promise<Studio> {
    const port = await freePort();
    return new Studio(`http://localhost:${port}`, port, await mkdtemp(join(tmpdir(), 'evoroom-e2e-')), env);
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(this.port)], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', EVOROOM_ROOT: root, DATA_DIR: this.dataDir, PORT: String(this.port), NEXT_TELEMETRY_DISABLED: '1', ...this.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.child = child;
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      if (child.exitCode !== null) throw new Error(`the studio ended with exit code ${child.exitCode}`);
      const health = await fetch(`${this.url}/api/health`).then((response) => response.json() as Promise<{ ready: boolean }>).catch(() => undefined);
      if (health?.ready) return;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    throw new Error(`the studio was not ready within ${START_MS / 1000} s`);
  }

  /** SIGKILL by default: nothing gets a chance to tidy up. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  }

  /** The server does nothing more until `goOn`: what a page does meanwhile it does alone. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.child?.kill('SIGCONT');
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** `studio`: one server for the tests of a file. `freshStudio`: one of its own, for tests that kill it. */
// Playwright requires the first argument to be destructured, used or not.
/* oxlint-disable no-empty-pattern */
export const test = base.extend<{ freshStudio: Studio }, { studio: Studio }>({
  studio: [async ({}, use) => {
    const studio = await Studio.create();
    await studio.start();
    await use(studio);
    await studio.remove();
  }, { scope: 'worker' }],
  freshStudio: async ({}, use) => {
    const studio = await Studio.create();
    await studio.start();
    await use(studio);
    await studio.remove();
  },
  baseURL: async ({ studio }, use) => use(studio.url),
  page: async ({ page }, use) => use(attentive(page)),
});

export { expect } from '@playwright/test';
export const sample = (name: string) => join(root, 'public/samples', name);
