#!/usr/bin/env node
// Runs the command line of this checkout, building it first where its sources are newer (or were never built).
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist', 'cli.mjs');

async function build() {
  // stdout belongs to the command: it may be JSON on its way into a program.
  const log = console.log;
  console.log = console.error;
  try {
    const { checkNode, ensureInstalled } = await import('../scripts/lib/setup.mjs');
    checkNode();
    await ensureInstalled();
    const { buildParts } = await import('../scripts/build.mjs');
    await buildParts(['wasm', 'workers', 'cli']);
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
