import type { Assets, Engine, Found } from '@/lib/develop/engine';
import type { AssetNeeds } from '@/lib/develop/masks/needs';
import type { Pixels } from '@/lib/develop/types';

/** Fetches what masks were found in the photo, once each, and brings them to its edges as the server does. */
export class LiveMasks {
  readonly #engine: Engine;
  readonly #small: Pixels;
  readonly #url: string;
  readonly #read: (response: Response) => Promise<Pixels>;
  readonly #found = new Map<string, Promise<Found | undefined>>();

  /** `small`: the photo as it was analysed. `url`: a mask's address without its key. `read`: decodes a picture. */
  constructor(engine: Engine, small: Pixels, url: string, read: (response: Response) => Promise<Pixels>) {
    this.#engine = engine;
    this.#small = small;
    this.#url = url;
    this.#read = read;
  }

  /** Waits for what is needed; what cannot be had is left out, and asked for again next time. */
  async assets({ masks, depth }: AssetNeeds): Promise<Assets> {
    const entries = await Promise.all(masks.map(async (key) => [key, await this.#find(key)] as const));
    const far = depth ? await this.#find('depth') : undefined;
    return { masks: Object.fromEntries(entries.flatMap(([key, found]) => (found ? [[key, found]] : []))), ...(far && { depth: far }) };
  }

  #find(key: string): Promise<Found | undefined> {
    const known = this.#found.get(key);
    if (known) return known;
    const finding = this.#fetch(key).catch(() => {
      this.#found.delete(key);
      return undefined;
    });
    this.#found.set(key, finding);
    return finding;
  }

  async #fetch(key: string): Promise<Found | undefined> {
    const response = await fetch(this.#url + encodeURIComponent(key));
    // Nothing of the kind is looked for: that does not change.
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Expected a mask but received status ${response.status}`);
    const { width, height, channels, data } = await this.#read(response);
    const raster = { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[i * channels] ?? 0) };
    const covers = raster.data.some((value) => value > 0);
    return { ...raster, id: key, ...(covers && { refinement: this.#engine.refine(this.#small, raster) }) };
  }
}
