import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, isPrefix, writeAtomically } from './files';

/** Digits of a hash that name a file: the folder's, then its own. */
const DIGITS = 40;
const REST = /^[0-9a-f]{38}$/;

type Entry = { readonly path: string; readonly bytes: number; readonly used: number };

/**
 * Finished renders on disk, under a byte budget. The file's modification time is when it was last used: the least recently used go
 * first. Losing any of it costs only time.
 */
export class RenderCache {
  readonly #folder: string;
  readonly #budget: number;
  #bytes = 0;
  #trimming: Promise<void> | undefined;

  /** @param budget bytes */
  constructor(folder: string, budget: number) {
    this.#folder = folder;
    this.#budget = budget;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const entries = await this.#entries({ sweep: true });
    this.#bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    if (this.#bytes > this.#budget) await this.#trim();
  }

  #path(key: string): string {
    const name = createHash('sha256').update(key).digest('hex').slice(0, DIGITS);
    return join(this.#folder, name.slice(0, 2), name.slice(2));
  }

  async get(key: string): Promise<Buffer | undefined> {
    const path = this.#path(key);
    try {
      const data = await readFile(path);
      const now = new Date();
      await utimes(path, now, now);
      return data;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async put(key: string, data: Uint8Array): Promise<void> {
    const path = this.#path(key);
    await mkdir(dirname(path), { recursive: true });
    await writeAtomically(path, data);
    this.#bytes += data.byteLength;
    if (this.#bytes > this.#budget) {
      this.#trimming ??= this.#trim().finally(() => { this.#trimming = undefined; });
      await this.#trimming;
    }
  }

  /** @param sweep remove what a killed server left half-written */
  async #entries({ sweep = false } = {}): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    for (const prefix of (await readdir(this.#folder)).filter(isPrefix)) {
      for (const name of await readdir(join(this.#folder, prefix))) {
        const path = join(this.#folder, prefix, name);
        if (name.endsWith('.tmp')) {
          if (sweep) await rm(path, { force: true });
          continue;
        }
        if (!REST.test(name)) continue;
        const info = await stat(path).catch(() => undefined);
        if (info) entries.push({ path, bytes: info.size, used: info.mtimeMs });
      }
    }
    return entries;
  }

  /** Down to nine tenths of the budget, so that a full cache is not trimmed at every write. */
  async #trim(): Promise<void> {
    const entries = (await this.#entries()).toSorted((a, b) => a.used - b.used);
    let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    for (const entry of entries) {
      if (bytes <= this.#budget * 0.9) break;
      await rm(entry.path, { force: true });
      bytes -= entry.bytes;
    }
    this.#bytes = bytes;
  }
}
