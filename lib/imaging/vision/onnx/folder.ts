import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { VisionError } from '../errors';
import { type Manifest, manifestSchema } from './manifest';
import type { OnnxModel } from './run';

/** A model of the operator's folder, and what keeps it from being used, if anything does. */
export type OperatorModel = { readonly id: string; readonly manifest: Manifest; readonly model?: OnnxModel; readonly problem?: string };

const RUNTIME = 'onnxruntime-node';
/** npm leaves optional peers out unless told otherwise; the scripts of this one would fetch what only graphics cards need. */
const INSTALL = 'npm install --no-save --save-prod --ignore-scripts';

/** Where the optional runtime is, or undefined when it is not installed. */
export function findRuntime(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(RUNTIME);
  } catch {
    return undefined;
  }
}

/**
 * Every `NAME.json` with its `NAME.onnx` in the folder, in order of name; the first for a kind is the one used.
 * @throws {VisionError} `models-folder` when the folder cannot be read, `manifest` when a manifest makes no sense
 */
export async function readModels(folder: string, runtime: string | undefined = findRuntime()): Promise<readonly OperatorModel[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new VisionError('models-folder', `The folder of vision models ${folder} cannot be read. Create it, or clear VISION_MODELS.`, { cause });
  });
  const manifests = names.filter((name) => name.endsWith('.json')).sort();
  return Promise.all(manifests.map(async (name): Promise<OperatorModel> => {
    const file = join(folder, name);
    const manifest = parseManifest(file, await readFile(file, 'utf8'));
    const id = name.slice(0, -'.json'.length), weights = join(folder, `${id}.onnx`);
    if (!existsSync(weights)) return { id, manifest, problem: `${weights} is missing: put the model beside its manifest.` };
    if (!runtime) return { id, manifest, problem: `${manifest.name} needs the package ${RUNTIME}, which is not installed. Install it in Evoroom's folder: ${INSTALL} ${RUNTIME}@1` };
    const { size, mtimeMs } = await stat(weights);
    const version = createHash('sha256').update(JSON.stringify([manifest, size, mtimeMs])).digest('hex').slice(0, 12);
    return { id, manifest, model: { file: weights, manifest, runtime, version } };
  }));
}

function parseManifest(file: string, text: string): Manifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new VisionError('manifest', `${file} is not JSON.`, { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw new VisionError('manifest', `${file} does not describe a model. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
