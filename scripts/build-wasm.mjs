// Compiles the develop engine's kernels into public/engine/develop.wasm, where Node reads it from and the browser fetches it.
// Skips the work when the module is newer than every source. `--force` compiles anyway.
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = path.join(root, 'lib/develop/kernels/assembly');
const target = path.join(root, 'public/engine/develop.wasm');

const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

export async function buildWasm({ force = false } = {}) {
  const newest = Math.max(
    modified(fileURLToPath(import.meta.url)),
    ...readdirSync(sources, { recursive: true }).map((name) => modified(path.join(sources, name))),
  );
  if (!force && modified(target) > newest) return { target, built: false };
  mkdirSync(path.dirname(target), { recursive: true });
  // Written beside the target and renamed, so that a process that starts meanwhile never reads half a module.
  const temporary = `${target}.${process.pid}`;
  const { error, stderr } = await asc.main(
    [
      'index.ts', '--baseDir', sources, '--outFile', temporary,
      '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--enable', 'bulk-memory',
      '--use', 'abort=', '--initialMemory', '4', '--maximumMemory', '65536',
    ],
  );
  if (error) throw new Error(`The kernels do not compile.\n${stderr.toString()}`, { cause: error });
  renameSync(temporary, target);
  return { target, built: true };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { target, built } = await buildWasm({ force: process.argv.includes('--force') });
  console.log(`${built ? 'built' : 'up to date'} ${path.relative(root, target)} (${statSync(target).size} bytes)`);
}
