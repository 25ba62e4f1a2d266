import { analysisSize, fitLongEdge, preparing, type Analysis, type Assets, type Found, type Measures, type Prepared, type Raster } from '@/lib/develop/engine';
import type { AssetNeeds } from '@/lib/develop/masks/needs';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { Kept } from './kept';
import { Lingering } from './lingering';
import type { MaskFinder } from './masks/finder';
import type { RenderPool } from './pool';
import type { RenderPhoto } from './renderer';
import { bytesOf, shareArrays, sharePixels } from './shared-memory';
import type { PhotoFormat, PhotoInfo } from './types';

/** All that needs libvips. It takes as long to load as threads to start: both at the same time. */
export const files = () => import('./files');

const MEGABYTE = 1024 * 1024;
/** Milliseconds that a photo too large for the cache stays after it was last read. */
const LARGE_LINGERS = 20_000;
/** An analysis is some 3 MB whatever the photo's size. */
const ANALYSIS_BUDGET = 64 * MEGABYTE;
/** Of a photo some kilobytes. */
const MEASURES_BUDGET = MEGABYTE / 4;
/** A mask with its refinement is some 3.5 MB. */
const MASK_BUDGET = 96 * MEGABYTE;
/** Retouched pixels of a few photos and sizes. */
const PREPARED_BUDGET = 128 * MEGABYTE;

/** Decoded by WebAssembly, without a shortcut to small sizes below half. */
const SLOW_FORMATS: ReadonlySet<PhotoFormat> = new Set(['raw', 'heic']);
/** Long edge of the copy that previews of those come from: the largest that a screen usually shows. */
const PROXY_EDGE = 2048;

/** Distance is found like a mask, under this key. */
const DEPTH = 'depth';

export const longest = ({ width, height }: Pick<PhotoInfo, 'width' | 'height'>): number => Math.max(width, height);

/** What a renderer knows of its photos, each made once and kept within a budget: pixels at some sizes, what the engine sees in the whole, what was found in it. */
export class KnownPhotos {
  readonly #sources: Kept<Pixels>;
  /** The photo that is looked at in parts, if the cache has no room for it. */
  readonly #large = new Lingering<Pixels>(LARGE_LINGERS);
  readonly #analyses = new Kept<Analysis>(ANALYSIS_BUDGET, bytesOf);
  readonly #measures = new Kept<Measures>(MEASURES_BUDGET, bytesOf);
  readonly #prepared = new Kept<Prepared>(PREPARED_BUDGET, bytesOf);
  readonly #finds = new Kept<Found>(MASK_BUDGET, bytesOf);

  /** @param cacheBytes budget for decoded photos */
  constructor(private readonly pool: RenderPool, private readonly finder: MaskFinder | undefined, cacheBytes = 256 * MEGABYTE) {
    this.#sources = new Kept(cacheBytes, ({ data }) => data.byteLength);
  }

  /** What the engine knows of the whole photo; kept. */
  analysis(photo: RenderPhoto, signal?: AbortSignal): Promise<Analysis> {
    return this.#analyses.of(photo.id, async (working) => this.pool.analyse(await this.small(photo, working)), signal);
  }

  /** What Auto looks at; kept. Only Auto and its buttons ask for it. */
  measures(photo: RenderPhoto, signal?: AbortSignal): Promise<Measures> {
    return this.#measures.of(photo.id, async (working) => this.pool.measure(await this.small(photo, working)), signal);
  }

  /** What is to be found in the photo, brought to its edges, ready for an engine. */
  async find(photo: RenderPhoto, needs: AssetNeeds, signal: AbortSignal): Promise<Assets> {
    const { finder } = this;
    const wanted = [...needs.masks, ...(needs.depth ? [DEPTH] : [])].filter((key) => finder?.knows(key));
    if (!finder || wanted.length === 0) return {};
    const at = (key: string) => finder.address(photo, key);
    const lacking = wanted.filter((key) => !this.#finds.get(at(key)));
    const raw = lacking.length === 0 ? {} : await finder.find(photo, lacking, signal);
    const entries = await Promise.all(wanted.map(async (key) => {
      const kept = this.#finds.get(at(key)), mask = raw[key];
      const found = kept ?? (mask && await this.#finds.of(at(key), (working) => this.#refine(photo, at(key), mask.raster, working), signal));
      return [key, found] as const;
    }));
    const { [DEPTH]: depth, ...masks } = Object.fromEntries(entries.flatMap(([key, found]) => (found ? [[key, found] as const] : [])));
    return { masks, ...(depth && { depth }) };
  }

  async #refine(photo: RenderPhoto, id: string, raster: Raster, signal: AbortSignal): Promise<Found> {
    // Nothing has no edges.
    const refinement = raster.data.some((value) => value > 0) ? await this.pool.refine(await this.small(photo, signal), raster) : undefined;
    return shareArrays({ ...raster, id, ...(refinement && { refinement }) });
  }

  /** The photo as the engine looks at the whole of it: always from the file at one size, so that a preview and an export share it to the bit. */
  small(photo: RenderPhoto, signal: AbortSignal): Promise<Pixels> {
    return this.#sources.of(`${photo.id}|small`, async (working) => sharePixels(await this.#decode(photo, longest(analysisSize(photo.info)), working)), signal);
  }

  /** What the settings need done once; its parts are kept, so that other settings over the same retouching find it. */
  async prepare(photo: RenderPhoto, source: Pixels, settings: DevelopSettings, assets: Assets, signal: AbortSignal): Promise<Prepared> {
    const small = await this.small(photo, signal);
    const full = { width: photo.info.width, height: photo.info.height };
    return preparing({ source, small, full, settings, assets }, (part, job) => this.#prepared.of(`${photo.id}|${part}`, () => this.pool.prepare(job), signal));
  }

  /** The photo upright at a long edge in shared memory, from the cache or decoded now. */
  async source(photo: RenderPhoto, edge: number, signal: AbortSignal): Promise<Pixels> {
    const pixels = await this.pixels(photo, edge, signal);
    const key = `${photo.id}|${edge}`;
    // Who waited for the same pixels may have shared them already.
    const shared = sharePixels(this.#sources.get(key) ?? pixels);
    if (shared !== pixels) this.#sources.put(key, shared);
    if (shared.data.byteLength > this.#sources.budget) this.#large.set(key, shared);
    return shared;
  }

  /** The photo upright at a long edge, in whatever memory it was decoded to: moving a large one costs more page faults than its decoding does. */
  async pixels(photo: RenderPhoto, edge: number, signal: AbortSignal): Promise<Pixels> {
    const key = `${photo.id}|${edge}`;
    return this.#large.get(key) ?? this.#sources.of(key, (working) => this.#decode(photo, edge, working), signal);
  }

  /** From the file; small ones of the formats that take seconds to decode, from one copy that is kept. */
  async #decode(photo: RenderPhoto, edge: number, signal: AbortSignal): Promise<Pixels> {
    const { path, info } = photo;
    const { decode, shrink } = await files();
    if (!SLOW_FORMATS.has(info.format) || edge >= PROXY_EDGE || longest(info) <= PROXY_EDGE) return decode(path, { longEdge: edge, depth: info.depth });
    return shrink(await this.source(photo, PROXY_EDGE, signal), fitLongEdge(info, edge));
  }

  forget(photoId: string): void {
    this.#analyses.delete(photoId);
    this.#measures.delete(photoId);
    this.#finds.deleteWhere((key) => key.startsWith(`mask ${photoId} `));
    for (const cache of [this.#sources, this.#large, this.#prepared]) cache.deleteWhere((key) => key.startsWith(`${photoId}|`));
  }

  /** Bytes that are kept now. */
  get bytes(): number {
    return this.#sources.bytes + this.#analyses.bytes + this.#measures.bytes + this.#prepared.bytes + this.#finds.bytes;
  }

  clear(): void {
    for (const cache of [this.#sources, this.#large, this.#analyses, this.#measures, this.#prepared, this.#finds]) cache.clear();
  }
}
