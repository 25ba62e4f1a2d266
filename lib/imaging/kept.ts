import { ByteCache } from './byte-cache';
import { SingleFlight } from './single-flight';

/** Things that are made once, for all who ask meanwhile, and kept within a budget of bytes. */
export class Kept<T> {
  readonly #cache: ByteCache<T>;
  readonly #making = new SingleFlight<T>();

  constructor(readonly budget: number, private readonly sizeOf: (thing: T) => number) {
    this.#cache = new ByteCache(budget);
  }

  /** What is kept under a key, or is made now. The making is given up when nobody waits for it any more. */
  async of(key: string, make: (working: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#cache.get(key) ?? this.#making.run(key, async (working) => this.put(key, await make(working)), signal);
  }

  get(key: string): T | undefined {
    return this.#cache.get(key);
  }

  put(key: string, thing: T): T {
    this.#cache.set(key, thing, this.sizeOf(thing));
    return thing;
  }

  delete(key: string): void {
    this.#cache.delete(key);
  }

  deleteWhere(matches: (key: string) => boolean): void {
    this.#cache.deleteWhere(matches);
  }

  get bytes(): number {
    return this.#cache.bytes;
  }

  clear(): void {
    this.#cache.clear();
  }
}
