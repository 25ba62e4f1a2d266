import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/**
 * The project's folder: `EVOROOM_ROOT`, else the nearest folder above this module or the working directory whose package.json is
 * Evoroom's. A bundle may have moved this module anywhere, so neither start alone is enough.
 */
export function projectRoot(): string {
  found ??= process.env.EVOROOM_ROOT ?? climb(import.meta.dirname) ?? climb(process.cwd()) ?? process.cwd();
  return found;
}

function climb(from: string | undefined): string | undefined {
  for (let folder = from; folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'lib', 'develop'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
  return undefined;
}

export const renderWorkerPath = (): string => join(projectRoot(), 'dist', 'render-worker.mjs');
export const decodeWorkerPath = (): string => join(projectRoot(), 'dist', 'decode-worker.mjs');
export const engineWasmPath = (): string => join(projectRoot(), 'public', 'engine', 'develop.wasm');
export const jpegWasmPath = (): string => join(projectRoot(), 'dist', 'jpeg.wasm');
export const visionWasmPath = (): string => join(projectRoot(), 'dist', 'vision.wasm');
export const evidenceWasmPath = (): string => join(projectRoot(), 'dist', 'evidence.wasm');
export const parserWorkerPath = (): string => join(projectRoot(), 'dist', 'parser-worker.mjs');
export const spotsWorkerPath = (): string => join(projectRoot(), 'dist', 'spots-worker.mjs');
export const visionWorkerPath = (): string => join(projectRoot(), 'dist', 'vision-worker.mjs');
/** Networks that find masks, and the runtime of one of them. */
export const weightsFolder = (): string => join(projectRoot(), 'lib', 'imaging', 'vision', 'weights');
