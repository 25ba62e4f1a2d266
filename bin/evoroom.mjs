#!/usr/bin/env node
// Runs the command line of this checkout, building it first where its sources are newer (or were never built).
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist', 'cli.mjs');

const alive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Its process id; our own while the lock is just being made or removed, so that we look again. */
const holderOf = (lock) => {
  try {
    return Number(readFileSync(lock, 'utf8')) || process.pid;
  } catch {
    return process.pid;
  }
};

/** Several commands started at once (`xargs -P`) must not build over each other: the first builds, the others wait for it. */
async function alone(work) {
  const lock = join(root, 'dist', '.cli.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      // Nothing can be built in a folder that cannot be written; what is there may still be fresh.
      if (error.code === 'EACCES' || error.code === 'EROFS') return work();
      if (error.code !== 'EEXIST') throw error;
      const holder = holderOf(lock);
      if (!alive(holder)) rmSync(lock, { force: true });
      else await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function build() {
  // stdout belongs to the command: it may be JSON on its way into a program.
  const log = console.log;
  console.log = console.error;
  try {
    const { checkNode, ensureInstalled } = await import('../scripts/lib/setup.mjs');
    checkNode();
    await alone(async () => {
      // Packages that are merely older than the lockfile are left to `npm start` and `npm test`: a batch must not reinstall under a running studio.
      if (!existsSync(join(root, 'node_modules', 'sharp'))) await ensureInstalled();
      const { buildParts } = await import('../scripts/build.mjs');
      await buildParts(['wasm', 'workers', 'cli']);
    });
  } finally {
    console.log = log;
  }
}

try {
  // A container may carry what was built and not what it was built from.
  if (existsSync(join(root, 'scripts', 'build.mjs'))) await build();
  if (!existsSync(cli)) throw new Error(`it is not built (${cli} is missing). Run "npm run build" in ${root} and try again.`);
} catch (error) {
  console.error(`evoroom: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
process.env.EVOROOM_ROOT ??= root;
await import(pathToFileURL(cli).href);
