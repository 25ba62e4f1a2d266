import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeTensors, readTensors, type TensorFile } from './safetensors';

/** Writes a file so that after a crash there is the old one or the new one, never a part: beside it, flushed, then renamed. */
export async function writeAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.tmp`;
  const file = await open(beside, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}

/** Undefined where there is none. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => { if (error.code === 'ENOENT') return undefined; throw error; });
}

/** A stage of training between two saves: vectors, and everything else as JSON, in one file. */
export type Progress = { readonly vectors: Readonly<Record<string, Float32Array>>; readonly rest: unknown };

export async function saveProgress(path: string, { vectors, rest }: Progress): Promise<void> {
  const tensors: TensorFile['tensors'] = Object.fromEntries(Object.entries(vectors).map(([name, data]) => [name, { shape: [data.length], data }]));
  await writeAtomically(path, writeTensors({ tensors, metadata: { format: 'evoroom-training', rest: JSON.stringify(rest) } }));
}

export async function loadProgress(path: string): Promise<Progress | undefined> {
  const bytes = await readIfThere(path);
  if (!bytes) return undefined;
  const { tensors, metadata } = readTensors(bytes);
  return { vectors: Object.fromEntries(Object.entries(tensors).map(([name, { data }]) => [name, data])), rest: JSON.parse(metadata['rest'] ?? 'null') };
}
