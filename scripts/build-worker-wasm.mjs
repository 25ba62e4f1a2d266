// Compiles what the workers run beside the engine: the JPEG entropy coder into dist/jpeg.wasm, the kernels that find masks into dist/vision.wasm, what measures pictures of rollouts into dist/evidence.wasm.
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const SIMD = ['--enable', 'simd', '--enable', 'bulk-memory'];
const MODULES = [
  { entry: 'imaging/jpeg/assembly/index.ts', target: 'jpeg.wasm', features: SIMD },
  { entry: 'imaging/vision/assembly/index.ts', target: 'vision.wasm', features: SIMD },
  { entry: 'agent/evidence/assembly/index.ts', target: 'evidence.wasm', features: SIMD },
];

mkdirSync(path.join(root, 'dist'), { recursive: true });
for (const { entry, target, features } of MODULES) {
  // Written beside the target and renamed, so that a process that starts meanwhile never reads half a module.
  const file = path.join(root, 'dist', target), temporary = `${file}.${process.pid}`;
  const { error, stderr } = await asc.main([
    entry, '--baseDir', path.join(root, 'lib'), '--outFile', temporary, ...features,
    '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--initialMemory', '4', '--maximumMemory', '16384',
  ]);
  if (error) throw new Error(`${entry} does not compile.\n${stderr.toString()}`, { cause: error });
  renameSync(temporary, file);
}
