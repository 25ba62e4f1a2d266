import { ByteCache } from '../byte-cache';
import { PhotoError } from '../errors';
import type { RenderPhoto } from '../renderer';
import { SingleFlight } from '../single-flight';
import type { FoundMask, MaskMaker } from '../vision/types';

/** Where found masks are kept beyond this process. Losing any of it costs only time. */
export type KeptBytes = { get(key: string): Promise<Buffer | undefined>; put(key: string, data: Uint8Array): Promise<void> };

export type FoundMasks = Readonly<Record<string, FoundMask>>;

const MEMORY_BUDGET = 48 * 1024 * 1024;

/** Only who keeps masks needs what reads and writes them. */
const parcel = () => import('./parcel');

/**
 * Finds masks once per photo: looks in memory, then in the store, then asks the maker for all that is missing in one go. Kept under the photo's
 * content and the maker's version, so that a better maker is asked again.
 */
export class MaskFinder {
  readonly #maker: MaskMaker;
  readonly #store: KeptBytes | undefined;
  readonly #memory = new ByteCache<FoundMask>(MEMORY_BUDGET);
  readonly #making = new SingleFlight<FoundMasks>();

  constructor(maker: MaskMaker, store?: KeptBytes) {
    this.#maker = maker;
    this.#store = store;
  }

  get version(): string {
    return this.#maker.version;
  }

  /** Whether the maker looks for such masks at all. */
  knows(key: string): boolean {
    return this.#maker.kinds.includes(key.split('@')[0] ?? key);
  }

  /** Names a photo's mask in caches. */
  address(photo: RenderPhoto, key: string): string {
    return `mask ${photo.id} ${this.#maker.version} ${key}`;
  }

  /**
   * What the keys name in the photo; keys that the maker does not know are left out.
   *
   * @throws {PhotoError} `masks-failed`, or the signal's reason once it is aborted
   */
  async find(photo: RenderPhoto, keys: readonly string[], signal?: AbortSignal): Promise<FoundMasks> {
    const wanted = [...new Set(keys)].filter((key) => this.knows(key)).sort();
    const kept = await Promise.all(wanted.map(async (key) => [key, await this.#kept(this.address(photo, key))] as const));
    const missing = kept.flatMap(([key, mask]) => (mask ? [] : [key]));
    const made = missing.length === 0 ? {} : await this.#making.run(`${photo.id} ${missing.join(' ')}`, (working) => this.#make(photo, missing, working), signal);
    return Object.fromEntries([...kept.flatMap(([key, mask]) => (mask ? [[key, mask] as const] : [])), ...Object.entries(made)]);
  }

  forget(photoId: string): void {
    this.#memory.deleteWhere((key) => key.startsWith(`mask ${photoId} `));
  }

  async close(): Promise<void> {
    this.#memory.clear();
    await this.#maker.close?.();
  }

  get bytes(): number {
    return this.#memory.bytes;
  }

  async #kept(address: string): Promise<FoundMask | undefined> {
    const known = this.#memory.get(address);
    if (known) return known;
    const bytes = await this.#store?.get(address);
    const mask = bytes && (await parcel()).unpack(bytes);
    if (mask) this.#memory.set(address, mask, mask.raster.data.byteLength);
    return mask;
  }

  /** A full disk costs only time: the mask is there all the same. */
  async #keep(address: string, mask: FoundMask): Promise<void> {
    if (!this.#store) return;
    const bytes = (await parcel()).pack(mask);
    await this.#store.put(address, bytes).catch((error: unknown) => console.error('A mask could not be kept:', error));
  }

  async #make(photo: RenderPhoto, keys: readonly string[], signal: AbortSignal): Promise<FoundMasks> {
    let made: FoundMasks;
    try {
      made = await this.#maker.make(photo, keys, signal);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof PhotoError) throw cause;
      throw new PhotoError('masks-failed', `The photo could not be searched for ${keys.join(', ')}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
    const known = Object.entries(made).filter(([key]) => keys.includes(key));
    for (const [key, mask] of known) {
      this.#memory.set(this.address(photo, key), mask, mask.raster.data.byteLength);
      await this.#keep(this.address(photo, key), mask);
    }
    return Object.fromEntries(known);
  }
}
