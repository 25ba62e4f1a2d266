import type { Analysis, Assets, Measures, Picture, Raster, Reading } from '@/lib/develop/engine';
import { fitLongEdge, identity, needsMeasures, needsPreparing, outputSize, sourceEdge } from '@/lib/develop/engine';
import { assetsNeeded, needsOf } from '@/lib/develop/masks/needs';
import { inForce, type Mask, normalise, settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, Pixels, Size } from '@/lib/develop/types';
import type { EncodeFormat, EncodeOptions } from './encode';
import type { StripSource } from './jpeg/encode';
import { files, KnownPhotos, longest } from './known-photos';
import { type FoundMasks, type KeptBytes, MaskFinder } from './masks/finder';
import { type Optics, OpticsFinder } from './optics';
import { RenderPool, type PoolOptions } from './pool';
import { sharedBytes, sharedTarget } from './shared-memory';
import { SingleFlight } from './single-flight';
import type { PhotoInfo } from './types';
import type { MaskMaker } from './vision/types';

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
  /** Carry the camera fields of the original: the photo's own file, or that of the photo a made picture goes back to. */
  readonly metadata?: boolean | { readonly from: string };
  readonly xmp?: string;
  readonly chroma?: '4:4:4' | '4:2:0';
  readonly signal?: AbortSignal;
};

export type RendererOptions = PoolOptions & {
  /** Budget for decoded photos that are kept for the next render. Default 256 MB. */
  readonly cacheBytes?: number;
  /** Threads that are there already; closed with the renderer. */
  readonly pool?: RenderPool;
  /** Finds the masks that settings ask for; without one they cover nothing. Closed with the renderer. */
  readonly maskMaker?: MaskMaker;
  /** Folder of the lensfun database; absent: where packages put it. */
  readonly lensDatabase?: string;
  /** Keeps found masks for the next process. */
  readonly maskStore?: KeptBytes;
};

/** `edge`: long edge of the source to render from. `untouched`: the source is the picture. */
type Plan = { readonly full: Size; readonly optics: Assets; readonly output: Size; readonly edge: number; readonly untouched: boolean };

/** A document as it shows. */
const shownIn = (document: DevelopSettings): DevelopSettings => inForce(normalise(document).settings);

/**
 * Renders photos with develop settings at any size: decodes what the size needs, keeps it for the next step, spreads the rows over the
 * pool. A picture is a function of (photo, settings, size, depth); equal requests that overlap are made once. The pixels of a result may
 * be shared with other callers: treat them as values.
 */
export class Renderer {
  readonly #pool: RenderPool;
  readonly #known: KnownPhotos;
  readonly #finder: MaskFinder | undefined;
  readonly #optics: OpticsFinder;
  readonly #rendering = new SingleFlight<Pixels>();

  constructor(options: RendererOptions = {}) {
    this.#pool = options.pool ?? new RenderPool(options);
    this.#optics = new OpticsFinder((pixels, focal) => this.#pool.survey(pixels, focal), options.lensDatabase);
    this.#finder = options.maskMaker && new MaskFinder(options.maskMaker, options.maskStore);
    this.#known = new KnownPhotos(this.#pool, this.#finder, options.cacheBytes);
  }

  /** Names what would be found in photos; absent where nothing is looked for. */
  get maskVersion(): string | undefined {
    return this.#finder?.version;
  }

  /**
   * What keys of `lib/develop/masks/needs.ts` name in the photo, with how sure it is; keys that are not looked for are left out.
   *
   * @throws {PhotoError} `masks-failed`
   */
  async masks(photo: RenderPhoto, keys: readonly string[], signal?: AbortSignal): Promise<FoundMasks> {
    return this.#finder ? this.#finder.find(photo, keys, signal) : {};
  }

  /** Names the lens database that renders depend on. */
  lensVersion(): Promise<string> {
    return this.#optics.version();
  }

  /** The lens profile and the measurements that settings ask for, and what of it there is not. */
  async optics(photo: RenderPhoto, document: DevelopSettings, signal: AbortSignal = NEVER): Promise<Optics> {
    return this.#optics.find(photo, shownIn(document), (working) => this.#known.small(photo, working), signal);
  }

  /** Which part of a picture masks cover, 0…255, in the frame of the settings. Never enlarges. */
  async coverage(photo: RenderPhoto, masks: readonly Mask[], document: DevelopSettings, longEdge: number, signal: AbortSignal = NEVER): Promise<Raster> {
    const settings = shownIn(document);
    const full: Size = { width: photo.info.width, height: photo.info.height };
    const { assets: optics } = await this.optics(photo, settings, signal);
    const output = fitLongEdge(outputSize(full, settings, optics), longEdge);
    const [source, found] = await Promise.all([this.#known.source(photo, sourceEdge(full, settings, output, optics), signal), this.#known.find(photo, needsOf(masks), signal)]);
    return { ...output, data: await this.#pool.cover({ source, full, settings, output, assets: { ...found, ...optics }, masks }) };
  }

  /** The picture's size at full resolution, after crop and orientation. */
  async size(photo: RenderPhoto, document: DevelopSettings, signal: AbortSignal = NEVER): Promise<Size> {
    return (await this.#plan(photo, normalise(document).settings, undefined, signal)).output;
  }

  /**
   * @returns the picture in the photo's working space, upright, cropped; identity settings give the decoded photo's own bytes
   * @throws {PhotoError}, or the signal's reason once it is aborted
   */
  async render(photo: RenderPhoto, document: DevelopSettings, options: RenderOptions = {}): Promise<Pixels> {
    const { longEdge, region, depth = 8, signal } = options;
    const settings = shownIn(document);
    const key = [photo.id, settingsHash(settings), longEdge ?? 'full', depth, region && [region.x, region.y, region.width, region.height].join(' ')].join('|');
    return this.#rendering.run(key, (working) => this.#render(photo, settings, { longEdge, region, depth }, working), signal);
  }

  /** Renders and encodes; 16 bits where the format holds them and the photo or the format asks for it. */
  async renderToBuffer(photo: RenderPhoto, settings: DevelopSettings, options: ExportOptions): Promise<Buffer> {
    const { longEdge, format, quality, metadata, xmp, chroma, signal } = options;
    const depth = format === 'tiff' || (format === 'png' && photo.info.depth === 16) ? 16 : 8;
    const encoding = { format, quality, xmp, chroma, ...(metadata && { metadataFrom: metadata === true ? photo.path : metadata.from, camera: photo.info.camera }) };
    if (format === 'jpeg') return this.#renderJpeg(photo, shownIn(settings), longEdge, encoding, signal);
    const pixels = await this.render(photo, settings, { longEdge, depth, signal });
    signal?.throwIfAborted();
    return (await files()).encode(pixels, encoding);
  }

  /** Large pictures are encoded strip by strip while they are rendered. */
  async #renderJpeg(photo: RenderPhoto, settings: DevelopSettings, longEdge: number | undefined, encoding: EncodeOptions, signal: AbortSignal = NEVER): Promise<Buffer> {
    this.#pool.warm();
    const [{ encode, encodeJpegStrips, isWorthStrips, uprightRegion, withGainMapOf }, plan] = await Promise.all([files(), this.#plan(photo, settings, longEdge, signal)]);
    const { width, height } = plan.output;
    const strips = isWorthStrips(plan.output) && !photo.info.hasAlpha;
    const file = strips
      ? await encodeJpegStrips({ width, height, space: photo.info.space, code: await this.#strips(photo, settings, plan, signal) }, encoding, this.#pool, signal)
      : await encode(await this.render(photo, settings, { longEdge, signal }), encoding);
    const region = photo.info.gainMap ? uprightRegion(photo.info, settings) : undefined;
    return region ? withGainMapOf(file, photo.path, region, plan.output) : file;
  }

  /** Renders and codes rows of a picture. */
  async #strips(photo: RenderPhoto, settings: DevelopSettings, plan: Plan, signal: AbortSignal): Promise<StripSource['code']> {
    const { width } = plan.output;
    if (plan.untouched && photo.info.depth === 8) {
      const { data } = await this.#known.pixels(photo, plan.edge, signal);
      return (top, rows, coding) => this.#pool.codeStrip(sharedBytes(data.subarray(top * width * 3, (top + rows) * width * 3)), width, coding);
    }
    if (!needsPreparing(settings)) {
      const [source, known] = await Promise.all([this.#known.pixels(photo, plan.edge, signal), this.#lookedAt(photo, settings, plan, signal)]);
      const picture: Picture = { ...known, source };
      const reading = await this.#pool.reading(picture);
      if (reading) return windowed(this.#pool, picture, reading);
    }
    const job = await this.#job(photo, settings, plan, signal);
    return (top, rows, coding) => this.#pool.renderStrip({ ...job, region: { x: 0, y: top, width, height: rows } }, coding);
  }

  /** What the engine knows of the whole photo; kept. */
  analysis(photo: RenderPhoto, signal?: AbortSignal): Promise<Analysis> {
    return this.#known.analysis(photo, signal);
  }

  /** What Auto looks at; kept. Only Auto and its buttons ask for it. */
  measures(photo: RenderPhoto, signal?: AbortSignal): Promise<Measures> {
    return this.#known.measures(photo, signal);
  }

  /** Forgets what is kept of a photo, for instance because it was deleted. */
  forget(photoId: string): void {
    this.#known.forget(photoId);
    this.#finder?.forget(photoId);
    this.#optics.forget(photoId);
  }

  /** Bytes of decoded photos, analyses and masks kept now. */
  get cachedBytes(): number {
    return this.#known.bytes + (this.#finder?.bytes ?? 0);
  }

  /** Ends the threads and lets go of everything kept. */
  async close(): Promise<void> {
    this.#known.clear();
    await Promise.all([this.#pool.close(), this.#finder?.close()]);
  }

  async #render(photo: RenderPhoto, settings: DevelopSettings, { longEdge, region, depth = 8 }: RenderOptions, signal: AbortSignal): Promise<Pixels> {
    const plan = await this.#plan(photo, settings, longEdge, signal);
    if (plan.untouched && !region && depth === photo.info.depth) return this.#known.source(photo, plan.edge, signal);
    const job = await this.#job(photo, settings, plan, signal);
    const { channels, space } = job.source;
    const size: Size = region ? { width: region.width, height: region.height } : plan.output;
    const target = sharedTarget(size.width * size.height * channels, depth);
    await this.#pool.render({ ...job, target, depth, ...(region && { region }) }, size.height, signal);
    const base = { ...size, channels, space };
    return target instanceof Uint8Array ? { ...base, depth: 8, data: target } : { ...base, depth: 16, data: target };
  }

  /** What a picture comes to before anything is decoded. */
  async #plan(photo: RenderPhoto, settings: DevelopSettings, longEdge: number | undefined, signal: AbortSignal): Promise<Plan> {
    const full: Size = { width: photo.info.width, height: photo.info.height };
    const { assets: optics } = await this.optics(photo, settings, signal);
    const cropped = outputSize(full, settings, optics);
    const output = longEdge === undefined ? cropped : fitLongEdge(cropped, longEdge);
    return { full, optics, output, edge: sourceEdge(full, settings, output, optics), untouched: !photo.info.raw && identity(settings) };
  }

  /** All that an engine needs for any part of the picture. */
  async #job(photo: RenderPhoto, settings: DevelopSettings, plan: Plan, signal: AbortSignal): Promise<Picture> {
    this.#pool.warm();
    // The analysis reads the file again, small, on another core than the decode at size.
    const [source, known] = await Promise.all([this.#known.source(photo, plan.edge, signal), this.#lookedAt(photo, settings, plan, signal)]);
    const prepared = needsPreparing(settings) ? await this.#known.prepare(photo, source, settings, known.assets, signal) : undefined;
    return { ...known, source, ...(prepared && { prepared }) };
  }

  /** The same but for the pixels. */
  async #lookedAt(photo: RenderPhoto, settings: DevelopSettings, { full, optics, output }: Plan, signal: AbortSignal): Promise<Omit<Picture, 'source' | 'prepared'> & { readonly assets: Assets }> {
    const [analysis, measures, found] = await Promise.all([this.analysis(photo, signal), needsMeasures(settings) ? this.measures(photo, signal) : undefined, this.#known.find(photo, assetsNeeded(settings), signal)]);
    return { full, settings, analysis, output, assets: { ...found, ...optics }, ...(measures && { measures }) };
  }

  /** The untouched photo upright at a long edge, for an engine elsewhere; a RAW as its scene. */
  source(photo: RenderPhoto, longEdge: number, signal: AbortSignal = NEVER): Promise<Pixels> {
    return this.#known.source(photo, Math.min(longEdge, longest(photo.info)), signal);
  }

}

/** Renders rows of a picture from the source rows that they need, which are copied into memory that is used again and again. */
function windowed(pool: RenderPool, picture: Picture, { first, around }: Reading): StripSource['code'] {
  const { source, output: { width } } = picture;
  const free: Uint8Array<SharedArrayBuffer>[] = [];
  const rowBytes = source.width * source.channels * (source.depth / 8);
  const bytes = new Uint8Array(source.data.buffer, source.data.byteOffset, source.data.byteLength);
  return async (top, rows, coding) => {
    const from = Math.max(0, Math.min(source.height - 1, top + first - around)), to = Math.min(source.height, Math.max(1, top + rows + first + around));
    const length = (to - from) * rowBytes;
    const fitting = free.findIndex((memory) => memory.length >= length);
    const memory = fitting < 0 ? new Uint8Array(new SharedArrayBuffer((rows + 2 * around) * rowBytes)) : free.splice(fitting, 1)[0] as Uint8Array<SharedArrayBuffer>;
    memory.set(bytes.subarray(from * rowBytes, to * rowBytes));
    const part = source.depth === 8 ? { ...source, data: memory.subarray(0, length) } : { ...source, data: new Uint16Array(memory.buffer, 0, length / 2) };
    const strip = await pool.renderStrip({ ...picture, source: part, sourceFrom: from, region: { x: 0, y: top, width, height: rows } }, coding);
    free.push(memory);
    return strip;
  };
}

const NEVER = new AbortController().signal;
