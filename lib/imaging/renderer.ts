import type { Analysis } from '@/lib/develop/engine';
import { analysisSize, fitLongEdge, identity, outputSize, sourceEdge } from '@/lib/develop/engine';
import { normalise, settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, Pixels, Size } from '@/lib/develop/types';
import { ByteCache } from './byte-cache';
import { decode } from './decode';
import { encode, type EncodeFormat } from './encode';
import { encodeJpegStrips, isWorthStrips } from './jpeg/encode';
import { RenderPool, type PoolOptions } from './pool';
import { bytesOf, sharedTarget, sharePixels } from './shared-memory';
import { SingleFlight } from './single-flight';
import type { PhotoInfo } from './types';

/** A photo to render: `id` names its content (equal id, equal bytes), `path` is where they lie. */
export type RenderPhoto = { readonly id: string; readonly path: string; readonly info: PhotoInfo };

/** Part of the output, in px of the output at the size asked for. */
export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type RenderOptions = {
  /** Longest side of the result after the crop; absent: full resolution. Never enlarges. */
  readonly longEdge?: number;
  readonly region?: Region;
  /** Bits per channel of the result. Default 8. */
  readonly depth?: 8 | 16;
  readonly signal?: AbortSignal;
};

export type ExportOptions = {
  readonly longEdge?: number;
  readonly format: EncodeFormat;
  readonly quality?: number;
  /** Carry the camera fields of the original. */
  readonly metadata?: boolean;
  readonly xmp?: string;
  readonly chroma?: '4:4:4' | '4:2:0';
  readonly signal?: AbortSignal;
};

export type RendererOptions = PoolOptions & {
  /** Budget for decoded photos that are kept for the next render. Default 256 MB. */
  readonly cacheBytes?: number;
};

const MEGABYTE = 1024 * 1024;
/** An analysis is some 3 MB whatever the photo's size. */
const ANALYSIS_BUDGET = 64 * MEGABYTE;

/**
 * Renders photos with develop settings at any size: decodes what the size needs, keeps it for the next step, spreads the rows over the
 * pool. A picture is a function of (photo, settings, size, depth); equal requests that overlap are made once. The pixels of a result may
 * be shared with other callers: treat them as values.
 */
export class Renderer {
  readonly #pool: RenderPool;
  readonly #sources: ByteCache<Pixels>;
  readonly #analyses = new ByteCache<Analysis>(ANALYSIS_BUDGET);
  readonly #decoding = new SingleFlight<Pixels>();
  readonly #analysing = new SingleFlight<Analysis>();
  readonly #rendering = new SingleFlight<Pixels>();

  constructor(options: RendererOptions = {}) {
    this.#pool = new RenderPool(options);
    this.#sources = new ByteCache(options.cacheBytes ?? 256 * MEGABYTE);
  }

  /**
   * @returns the picture in the photo's working space, upright, cropped; identity settings give the decoded photo's own bytes
   * @throws {PhotoError}, or the signal's reason once it is aborted
   */
  async render(photo: RenderPhoto, document: DevelopSettings, options: RenderOptions = {}): Promise<Pixels> {
    const { longEdge, region, depth = 8, signal } = options;
    const { settings } = normalise(document);
    const key = [photo.id, settingsHash(settings), longEdge ?? 'full', depth, region && [region.x, region.y, region.width, region.height].join(' ')].join('|');
    return this.#rendering.run(key, (working) => this.#render(photo, settings, { longEdge, region, depth }, working), signal);
  }

  /** Renders and encodes; 16 bits where the format holds them and the photo or the format asks for it. */
  async renderToBuffer(photo: RenderPhoto, settings: DevelopSettings, options: ExportOptions): Promise<Buffer> {
    const { longEdge, format, quality, metadata, xmp, chroma, signal } = options;
    const depth = format === 'tiff' || (format === 'png' && photo.info.depth === 16) ? 16 : 8;
    const pixels = await this.render(photo, settings, { longEdge, depth, signal });
    signal?.throwIfAborted();
    const encoding = { format, quality, xmp, chroma, ...(metadata && { metadataFrom: photo.path }) };
    return format === 'jpeg' && isWorthStrips(pixels) ? encodeJpegStrips(pixels, encoding, this.#pool, signal) : encode(pixels, encoding);
  }

  /** What the engine knows of the whole photo; kept. */
  async analysis(photo: RenderPhoto, signal?: AbortSignal): Promise<Analysis> {
    const kept = this.#analyses.get(photo.id);
    if (kept) return kept;
    return this.#analysing.run(photo.id, async () => {
      // Always from the file at one size, whatever else is decoded: a preview and an export must share it to the bit.
      const pixels = sharePixels(await decode(photo.path, { longEdge: longest(analysisSize(photo.info)) }));
      const analysis = await this.#pool.analyse(pixels);
      this.#analyses.set(photo.id, analysis, bytesOf(analysis));
      return analysis;
    }, signal);
  }

  /** Forgets what is kept of a photo, for instance because it was deleted. */
  forget(photoId: string): void {
    this.#analyses.delete(photoId);
    this.#sources.deleteWhere((key) => key.startsWith(`${photoId}|`));
  }

  /** Bytes of decoded photos and analyses kept now. */
  get cachedBytes(): number {
    return this.#sources.bytes + this.#analyses.bytes;
  }

  /** Ends the threads and lets go of everything kept. */
  async close(): Promise<void> {
    this.#sources.clear();
    this.#analyses.clear();
    await this.#pool.close();
  }

  async #render(photo: RenderPhoto, settings: DevelopSettings, { longEdge, region, depth = 8 }: RenderOptions, signal: AbortSignal): Promise<Pixels> {
    const { info } = photo;
    const full: Size = { width: info.width, height: info.height };
    const cropped = outputSize(full, settings);
    const output = longEdge === undefined ? cropped : fitLongEdge(cropped, longEdge);
    const edge = sourceEdge(full, settings, output);
    const untouched = identity(settings);
    if (untouched && !region && depth === info.depth) return this.#source(photo, edge, signal);
    this.#pool.warm();
    // The analysis reads the file again, small, on another core than the decode at size.
    const [source, analysis] = await Promise.all([this.#source(photo, edge, signal), this.analysis(photo, signal)]);
    const size: Size = region ? { width: region.width, height: region.height } : output;
    const target = sharedTarget(size.width * size.height * source.channels, depth);
    await this.#pool.render({ source, full, settings, analysis, output, target, depth, ...(region && { region }) }, size.height, signal);
    const base = { ...size, channels: source.channels, space: source.space };
    return target instanceof Uint8Array ? { ...base, depth: 8, data: target } : { ...base, depth: 16, data: target };
  }

  /** The photo upright at a long edge, from the cache or decoded now. */
  async #source(photo: RenderPhoto, edge: number, signal: AbortSignal): Promise<Pixels> {
    const key = `${photo.id}|${edge}`;
    const kept = this.#sources.get(key);
    if (kept) return kept;
    return this.#decoding.run(key, async () => {
      const pixels = sharePixels(await decode(photo.path, { longEdge: edge, depth: photo.info.depth }));
      this.#sources.set(key, pixels, pixels.data.byteLength);
      return pixels;
    }, signal);
  }
}

const longest = ({ width, height }: Size): number => Math.max(width, height);
