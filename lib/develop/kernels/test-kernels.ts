import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { instantiate, type Module } from './loader';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The kernels, built first when a source is newer than the module; for tests. */
export async function loadTestKernels<Kernels>(): Promise<Module<Kernels>> {
  execFileSync(process.execPath, ['scripts/build-wasm.mjs'], { cwd: root });
  return (await instantiate(readFileSync(`${root}/public/engine/develop.wasm`))) as unknown as Module<Kernels>;
}
