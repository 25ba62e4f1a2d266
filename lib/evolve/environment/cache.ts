import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineWasmPath, evidenceWasmPath, projectRoot } from '@/lib/imaging/paths';

/**
 * Names the code that renders, measures and teaches: what was computed by other code is another thing. The worker's file names its parts by their content, so
 * that it changes with any of them.
 */
function codeVersion(): string {
  const hash = createHash('sha256');
  for (const file of [engineWasmPath(), evidenceWasmPath(), join(projectRoot(), 'dist', 'sandbox-worker.mjs')]) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

export const keyOf = (...parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

/** Views as text: 768 numbers in 4 KB. */
export const packView = (view: Float32Array): string => Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('base64');
export function unpackView(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/**
 * Values by key in one file that only grows, a line of JSON each. A process that is killed loses at most its last line; values of other code are in
 * other files. Without a folder nothing is kept.
 */
export class LineCache<V> {
  readonly #values = new Map<string, V>();
  #tail: Promise<void> = Promise.resolve();

  private constructor(readonly file: string | undefined) {}

  static async open<V>(folder: string | undefined, name: string): Promise<LineCache<V>> {
    if (folder === undefined) return new LineCache<V>(undefined);
    await mkdir(folder, { recursive: true });
    const cache = new LineCache<V>(join(folder, `${name}-${codeVersion()}.jsonl`));
    if (!existsSync(cache.file ?? '')) return cache;
    for (const line of (await readFile(cache.file ?? '', 'utf8')).split('\n')) {
      const entry = parsed<V>(line);
      if (entry) cache.#values.set(entry.key, entry.value);
    }
    // What a kill left of a line must not swallow the next one.
    cache.#append('\n');
    return cache;
  }

  get size(): number {
    return this.#values.size;
  }

  async get(key: string, make: () => Promise<V>): Promise<V> {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = await make();
    this.#values.set(key, value);
    this.#append(`${JSON.stringify({ key, value })}\n`);
    return value;
  }

  /** Everything so far is on disk. */
  settled(): Promise<void> {
    return this.#tail;
  }

  #append(text: string): void {
    const { file } = this;
    if (file !== undefined) this.#tail = this.#tail.then(() => appendFile(file, text));
  }
}

/** Our own lines, or what is left of one. */
function parsed<V>(line: string): { readonly key: string; readonly value: V } | undefined {
  try {
    return line === '' ? undefined : (JSON.parse(line) as { readonly key: string; readonly value: V });
  } catch {
    return undefined;
  }
}
