// Compiles the JPEG entropy coder of the render workers into dist/jpeg.wasm.
import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.join(root, 'dist/jpeg.wasm');
mkdirSync(path.dirname(target), { recursive: true });
// Written beside the target and renamed, so that a process that starts meanwhile never reads half a module.
const temporary = `${target}.${process.pid}`;
const { error, stderr } = await asc.main([
  'huffman.ts', '--baseDir', path.join(root, 'lib/imaging/jpeg/assembly'), '--outFile', temporary,
  '-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--initialMemory', '4', '--maximumMemory', '16384',
]);
if (error) throw new Error(`The JPEG coder does not compile.\n${stderr.toString()}`, { cause: error });
renameSync(temporary, target);
