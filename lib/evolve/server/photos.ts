import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PhotoError, probe, type PhotoInfo } from '@/lib/imaging';
import { originals } from '../environment/photos/originals';
import type { Recipe } from '../environment/photos/recipe';
import { MOST, ServerError } from './messages';

export type ServedPhoto = { readonly id: string; readonly sha256: string; readonly width: number; readonly height: number; readonly recipe: Recipe; readonly info: PhotoInfo };

/** The photos that rollouts may name: those of a folder by their name, uploads by their SHA-256. Uploads are kept until there are too many bytes of them. */
export class Photos {
  readonly #known = new Map<string, ServedPhoto>();
  readonly #uploads = new Map<string, number>();
  #folder: string | undefined;

  private constructor(readonly budget: number) {}

  /** @param folder photos beside those that ship; a file in it that is no photo is left out */
  static async open(folder: string | undefined, budget: number): Promise<Photos> {
    const photos = new Photos(budget);
    for (const { id, path, sha256 } of await originals(folder)) {
      const info = await probe(path).catch((error: unknown) => { if (error instanceof PhotoError) return undefined; throw error; });
      if (info) photos.#add(id, path, sha256, info);
    }
    return photos;
  }

  get list(): readonly ServedPhoto[] {
    return [...new Set(this.#known.values())];
  }

  get(id: string): ServedPhoto {
    const photo = this.#known.get(id);
    if (!photo) throw new ServerError(404, 'photo-unknown', `There is no photo ${JSON.stringify(id.slice(0, 80))}. GET /photos lists them; PUT /photos/SHA256 brings one.`);
    // The latest used goes last.
    if (this.#uploads.has(photo.sha256)) this.#uploads.set(photo.sha256, this.#take(photo.sha256));
    return photo;
  }

  /** Takes an upload while it streams; it must have the SHA-256 that it is named by. */
  async put(sha256: string, body: IncomingMessage): Promise<ServedPhoto> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ServerError(400, 'photo-name', 'A photo is named by the SHA-256 of its bytes, 64 hexadecimal digits in small letters.');
    this.#folder ??= await mkdtemp(join(tmpdir(), 'evoroom-sandbox-'));
    const draft = join(this.#folder, randomBytes(8).toString('hex'));
    try {
      const hash = createHash('sha256');
      let size = 0;
      await pipeline(body, async function* (source: AsyncIterable<Buffer>) {
        for await (const chunk of source) {
          size += chunk.length;
          if (size > MOST.upload) throw new ServerError(413, 'photo-too-large', `A photo may have ${MOST.upload / 1024 / 1024} MB.`);
          hash.update(chunk);
          yield chunk;
        }
      }, createWriteStream(draft));
      if (hash.digest('hex') !== sha256) throw new ServerError(422, 'photo-hash', 'The bytes have another SHA-256 than the photo’s name says. Send it again.');
      const known = this.#known.get(sha256);
      if (known) return known;
      const info = await probe(draft).catch((error: unknown) => { throw error instanceof PhotoError ? new ServerError(422, error.code, error.message) : error; });
      const path = join(this.#folder, sha256);
      await rename(draft, path);
      this.#uploads.set(sha256, size);
      const added = this.#add(sha256, path, sha256, info);
      await this.#shed(sha256);
      return added;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async close(): Promise<void> {
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  #add(id: string, path: string, sha256: string, info: PhotoInfo): ServedPhoto {
    const photo: ServedPhoto = { id, sha256, width: info.width, height: info.height, recipe: { id: sha256, path, sha256 }, info };
    this.#known.set(id, photo);
    this.#known.set(sha256, photo);
    return photo;
  }

  #take(sha256: string): number {
    const size = this.#uploads.get(sha256) ?? 0;
    this.#uploads.delete(sha256);
    return size;
  }

  /** Lets go of the uploads unused for longest. */
  async #shed(kept: string): Promise<void> {
    let bytes = [...this.#uploads.values()].reduce((sum, size) => sum + size, 0);
    for (const [sha256, size] of this.#uploads) {
      if (bytes <= this.budget || sha256 === kept) return;
      bytes -= size;
      this.#uploads.delete(sha256);
      const photo = this.#known.get(sha256);
      this.#known.delete(sha256);
      if (photo && (await stat(photo.recipe.path).catch(() => undefined))) await rm(photo.recipe.path, { force: true });
    }
  }
}
