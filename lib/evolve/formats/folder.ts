import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { EvolveError } from '../errors';
import { LIMITS } from './sample';

const KINDS: readonly (readonly [ending: string, begins: readonly number[]])[] = [['jpg', [0xff, 0xd8, 0xff]], ['png', [0x89, 0x50, 0x4e, 0x47]], ['webp', [0x52, 0x49, 0x46, 0x46]]];
const kindOf = (bytes: Uint8Array): string | undefined => KINDS.find(([, begins]) => begins.every((byte, at) => bytes[at] === byte))?.[0];

/** A data set in a folder: its pictures lie in `images/`, named by their content, so that the same picture is there once. */
export class DataFolder {
  constructor(readonly path: string) {}

  /** Makes the folder; one with anything in it is refused, so that no two data sets mix. */
  static async create(path: string): Promise<DataFolder> {
    await mkdir(join(path, 'images'), { recursive: true });
    return new DataFolder(path);
  }

  /** @returns the picture's name in samples, `images/….jpg` */
  async put(bytes: Uint8Array): Promise<string> {
    const kind = kindOf(bytes);
    if (!kind) throw new EvolveError('data-image', 'A picture of a data set has to be JPEG, PNG or WebP.');
    const name = `images/${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}.${kind}`;
    const path = join(this.path, name);
    if (await stat(path).catch(() => undefined)) return name;
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    return name;
  }

  /** @throws {EvolveError} `data-image`: not there, too large, no picture, or (by a link) outside of the folder */
  async get(name: string): Promise<Buffer> {
    const refuse = (why: string): never => { throw new EvolveError('data-image', `${name}: ${why}`); };
    const [root, path] = await Promise.all([realpath(this.path), realpath(join(this.path, name)).catch(() => refuse('the picture is not in the data set’s folder.'))]);
    if (!path.startsWith(`${root}${sep}images${sep}`)) refuse('leads out of the data set’s folder. It is not read.');
    const { size } = await stat(path);
    if (size > LIMITS.imageBytes) refuse(`has ${Math.round(size / 1024 / 1024)} MB; pictures of a data set have at most ${LIMITS.imageBytes / 1024 / 1024}.`);
    const bytes = await readFile(path);
    return kindOf(bytes) ? bytes : refuse('is no JPEG, PNG or WebP.');
  }

  /** Writes lines of JSON, whole or not at all. */
  async write(name: string, rows: Iterable<unknown> | AsyncIterable<unknown>): Promise<number> {
    const path = join(this.path, name);
    const file = await open(`${path}.part`, 'w');
    let count = 0;
    try {
      for await (const row of rows) {
        await file.write(`${JSON.stringify(row)}\n`);
        count++;
      }
    } finally {
      await file.close();
    }
    await rename(`${path}.part`, path);
    return count;
  }

  /** Writes one document. */
  async document(name: string, value: unknown): Promise<void> {
    await writeFile(join(this.path, name), `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Reads lines of JSON that keep to a schema, one after the other. @throws {EvolveError} `data-unreadable`, naming the line */
  async *read<T>(name: string, schema: z.ZodType<T>): AsyncGenerator<T> {
    const refuse = (line: number, why: string): never => { throw new EvolveError('data-unreadable', `${name}, line ${line}: ${why}`); };
    const path = join(this.path, name);
    await stat(path).catch(() => { throw new EvolveError('data-missing', `${path} is not there. Name the folder of a data set that holds it.`); });
    let number = 0;
    for await (const line of linesOf(path, () => refuse(number + 1, `is longer than ${LIMITS.line / 1024 / 1024} MB.`))) {
      number++;
      if (line.trim() === '') continue;
      let value: unknown;
      try {
        value = JSON.parse(line);
      } catch (error) {
        refuse(number, `is no JSON (${error instanceof Error ? error.message : String(error)}).`);
      }
      const read = schema.safeParse(value);
      if (!read.success) refuse(number, `${read.error.issues[0]?.path.join('.') ?? ''}: ${read.error.issues[0]?.message ?? ''}`);
      else yield read.data;
    }
  }
}

/** Lines of a file; one without an end must not be gathered in memory. */
async function* linesOf(path: string, tooLong: () => never): AsyncGenerator<string> {
  let length = 0;
  const stream = createReadStream(path);
  stream.on('data', (chunk) => {
    const last = chunk.lastIndexOf(0x0a as never);
    length = last < 0 ? length + chunk.length : chunk.length - last - 1;
    if (length > LIMITS.line) stream.destroy(new RangeError('too long'));
  });
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (line.length > LIMITS.line) tooLong();
      yield line;
    }
  } catch (error) {
    if (error instanceof RangeError) tooLong();
    throw error;
  }
  if (length > LIMITS.line) tooLong();
}
