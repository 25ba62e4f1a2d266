import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, isPrefix, moveDurably, syncFolder } from './files';

/** A blob was refused; nothing is left of it. */
export class BlobError extends Error {
  override readonly name = 'BlobError';
  constructor(readonly code: 'too-large' | 'aborted' | 'empty' | 'unwritable', message: string, options?: ErrorOptions) {
    super(message, options);
  }
}

/** What goes wrong with our own files is not the sender's fault, and sending again does not help. */
const onDisk = <T>(work: Promise<T>): Promise<T> => work.catch((cause: unknown) => {
  throw new BlobError('unwritable', 'The server could not write the file: its disk may be full. Tell whoever runs it.', { cause });
});

/** A SHA-256 after its prefix. */
const REST = /^[0-9a-f]{62}$/;

/** Bytes that are on disk under a temporary name. Exactly one of `keep` and `discard` ends it. */
export type Incoming = {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Makes it an original; returns its path. */
  keep(): Promise<string>;
  discard(): Promise<void>;
};

/**
 * Originals in a folder, named by their SHA-256: `originals/ab/cdef…`. A blob is there whole or not at all, and is never written again.
 */
export class LocalBlobs {
  readonly #originals: string;
  readonly #incoming: string;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#originals = join(folder, 'originals');
    this.#incoming = join(folder, 'incoming');
  }

  /** Makes the folders and removes what a killed server left half-written. Call once, before the first `receive`. */
  async open(): Promise<void> {
    await rm(this.#incoming, { recursive: true, force: true });
    await mkdir(this.#incoming, { recursive: true });
    await mkdir(this.#originals, { recursive: true });
  }

  path(sha256: string): string {
    return join(this.#originals, sha256.slice(0, 2), sha256.slice(2));
  }

  /** Streams to a temporary file and hashes on the way. An abort, a broken stream or too many bytes leave nothing behind. */
  async receive(source: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number; readonly signal?: AbortSignal }): Promise<Incoming> {
    const path = join(this.#incoming, randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    const file = await onDisk(open(path, 'wx', 0o600));
    try {
      for await (const chunk of source) {
        limits.signal?.throwIfAborted();
        bytes += chunk.byteLength;
        if (bytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
        hash.update(chunk);
        for (let written = 0; written < chunk.byteLength;) written += (await onDisk(file.write(chunk, written))).bytesWritten;
      }
      limits.signal?.throwIfAborted();
      if (bytes === 0) throw new BlobError('empty', 'The file is empty. Choose another one.');
      await onDisk(file.sync());
    } catch (error) {
      // What there is to say is why it was refused.
      await file.close().catch(() => {});
      await rm(path, { force: true }).catch(() => {});
      if (error instanceof BlobError) throw error;
      throw new BlobError('aborted', 'The upload was cut off before its end. Send the file again.', { cause: error });
    }
    await file.close();
    const sha256 = hash.digest('hex');
    return {
      path, sha256, bytes,
      keep: () => onDisk(this.#keep(path, sha256)),
      discard: () => rm(path, { force: true }),
    };
  }

  async #keep(from: string, sha256: string): Promise<string> {
    const to = this.path(sha256);
    await mkdir(dirname(to), { recursive: true });
    await syncFolder(this.#originals);
    await moveDurably(from, to);
    return to;
  }

  async has(sha256: string): Promise<boolean> {
    try {
      return (await stat(this.path(sha256))).isFile();
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** One at a time: naming a blob in the database while keeping it, and removing one that nothing names, must not cross. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.path(sha256), { force: true });
  }

  /** The names of all blobs; what else lies there is not ours. */
  async *list(): AsyncGenerator<string> {
    for (const prefix of (await readdir(this.#originals)).filter(isPrefix)) {
      for (const rest of await readdir(join(this.#originals, prefix))) if (REST.test(rest)) yield prefix + rest;
    }
  }
}

export function tooLarge(maxBytes: number): BlobError {
  return new BlobError('too-large', `The file is larger than ${Math.round(maxBytes / 1024 / 1024)} MB. Choose a smaller one, or raise MAX_UPLOAD_MB.`);
}
