import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, parse, resolve } from 'node:path';
import { PhotoError, probe, type EncodeFormat, type RenderPhoto } from '@/lib/imaging';
import { CommandError, UsageError } from './errors';

const FORMATS: Readonly<Record<string, EncodeFormat>> = { '.jpg': 'jpeg', '.jpeg': 'jpeg', '.png': 'png', '.webp': 'webp', '.avif': 'avif', '.tif': 'tiff', '.tiff': 'tiff' };

/** A photo to work on, named by its content. Errors name the file. */
export async function openPhoto(path: string): Promise<RenderPhoto> {
  try {
    const info = await probe(path);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    return { id: hash.digest('hex'), path: resolve(path), info };
  } catch (cause) {
    if (cause instanceof PhotoError) throw new CommandError(cause.code, `${path}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** The picture format that a file name asks for. */
export function formatOf(path: string): EncodeFormat {
  const format = FORMATS[extname(path).toLowerCase()];
  if (!format) throw new UsageError(`Expected --out to end in ${Object.keys(FORMATS).join(', ')} but received ${basename(path)}.`);
  return format;
}

const same = async (a: string, b: string): Promise<boolean> => {
  const [first, second] = await Promise.all([a, b].map((path) => realpath(path).catch(() => resolve(path))));
  return first === second;
};

/** Finds out before the work whether the results can be written: no two in one file, none over what is read, folders there and writable. */
export async function checkOutputs(outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  for (const [i, output] of outputs.entries()) {
    for (const input of inputs) if (await same(output, input)) throw new UsageError(`${output} would overwrite ${input}; originals are never changed. Name another file.`);
    for (const other of outputs.slice(0, i)) if (await same(output, other)) throw new UsageError(`Two results would be written to ${output}. Name two files.`);
    const folder = dirname(resolve(output));
    await access(folder, constants.W_OK).catch((cause: unknown) => { throw new CommandError('not-writable', `${output}: the folder ${folder} is not there or cannot be written. Make it first.`, { cause }); });
    if ((await stat(output).catch(() => undefined))?.isDirectory()) throw new UsageError(`${output} is a folder. Name a file in it.`);
  }
}

/** Whole or not at all: what is there under the name is replaced in one move. */
export async function writeWhole(path: string, data: Buffer | string): Promise<void> {
  const draft = join(dirname(resolve(path)), `.${parse(path).base}.${randomBytes(4).toString('hex')}`);
  try {
    await writeFile(draft, data);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new CommandError('not-written', `${path}: could not be written (${cause instanceof Error ? cause.message : String(cause)}).`, { cause });
  }
}
