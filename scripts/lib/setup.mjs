// Runs before anything is installed: Node built-ins only.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Ends the process with a message for people when a step failed. */
export class SetupError extends Error {}

const MINIMUM_NODE = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
    throw new SetupError(`Evoroom needs Node.js ${MINIMUM_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer one from https://nodejs.org and run the command again.`);
  }
}

/** Reads `.env` when there is one; variables that are already set win. */
function loadEnvironment() {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Runs a command in the project. Output is kept back and shown only when it fails, unless `show` is set.
 * @returns {Promise<string>} what it printed
 */
export function run(command, args, { show = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, EVOROOM_ROOT: root, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString();
      if (code === 0) resolve(output);
      else reject(new SetupError(`\`${[command, ...args].join(' ')}\` failed (exit ${code}).\n${output}`));
    });
  });
}

/** Path of a package's executable script, to run with this Node. */
export const bin = (path) => join(root, 'node_modules', path);

const IGNORED = new Set(['node_modules', '.next', 'dist', 'generated', '.git', 'weights']);

function* filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return;
  if (stat.isFile()) yield path;
  else for (const name of readdirSync(path).toSorted()) if (!IGNORED.has(name)) yield* filesBelow(join(path, name));
}

/** One hash over the content of files and folders: changes when any input of a build step does. */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const stampFile = (folder, name) => join(root, folder, `.${name}.stamp`);

/** Runs `work` unless its inputs are what they were at its last success and its outputs are there. */
export async function whenStale({ name, inputs, outputs, stampIn = 'dist', say }, work) {
  const stamp = stampFile(stampIn, name);
  const hash = hashOf(inputs);
  const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && outputs.every((path) => existsSync(join(root, path)));
  if (fresh) return false;
  if (say) console.log(say);
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

/** Installs from the lockfile when node_modules is missing or made from another lockfile. */
export async function ensureInstalled() {
  await whenStale(
    { name: 'installed', inputs: ['package.json', 'package-lock.json'], outputs: ['node_modules/next/package.json', 'node_modules/typescript/package.json'], stampIn: 'node_modules', say: 'Installing packages (once, a minute or two) …' },
    () => run('npm', ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error']),
  );
}

/** Runs a script's main function; a SetupError ends it with its message only. */
export async function main(work) {
  try {
    checkNode();
    loadEnvironment();
    await work();
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
}
