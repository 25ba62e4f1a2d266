import { packPixels, PIXEL_FILE_TYPE } from '@/lib/develop/pixel-file';
import { levelSize, readTileName, type TileAddress, tileName, tileRegion, type TileRegion } from '@/lib/develop/pyramid';
import { startingSettings } from '@/lib/develop/settings';
import type { DevelopSettings, Pixels } from '@/lib/develop/types';
import { decode } from '@/lib/imaging/decode';
import { CONTENT_TYPES, encode } from '@/lib/imaging/encode';
import { embeddedPreview } from '@/lib/imaging/raw/embedded';
import { photoUnder } from '@/lib/store/bases';
import { fromJson } from '@/lib/store/json';
import { findPhoto, photoHasSettings, type Photo } from '@/lib/store/photos';
import type { Studio } from './context';
import { notFound } from './errors';
import { baseIn, openLink } from './shared';
import { infoOf } from './views';

/** Long edges that pictures are made in, px. A few sizes keep the cache small and every address worth keeping. */
const EDGES = [160, 320, 480, 640, 800, 1024, 1280, 1600, 2048, 2560, 3200, 4096, 6144, 8192] as const;
const DEFAULT_EDGE = 1600;
/** Enough for looking at a picture full-screen, px. */
const LOOKING_EDGE = 2560;

export type PictureFormat = 'webp' | 'jpeg' | 'avif';

const QUALITY: Readonly<Record<PictureFormat, number>> = { webp: 86, jpeg: 88, avif: 62 };
/** Of tiles, whose pixels are looked at one by one. */
const TILE_QUALITY: Readonly<Record<PictureFormat, number>> = { webp: 92, jpeg: 93, avif: 75 };

/** The next size that is large enough; the default when nothing sensible was asked for. */
export function edgeFor(asked: string | null): number {
  const edge = asked === null || asked === '' ? DEFAULT_EDGE : Number(asked);
  if (!Number.isFinite(edge) || edge <= 0) return DEFAULT_EDGE;
  return EDGES.find((size) => size >= edge) ?? EDGES[EDGES.length - 1] ?? DEFAULT_EDGE;
}

export const formatOf = (asked: string | null): PictureFormat | undefined => (asked === 'webp' || asked === 'jpeg' || asked === 'avif' ? asked : undefined);

/** The tile that an address asks for, if it asks for one. */
export function tileFor(asked: string | null): TileAddress | undefined {
  if (asked === null) return undefined;
  const tile = readTileName(asked);
  if (!tile) throw notFound('picture');
  return tile;
}

export type Picture = { readonly data: Buffer; readonly type: string; /** Quoted, as in the header. */ readonly etag: string };

/** Without a format: JPEG, which is written four times as fast as WebP at about its size, or WebP where there is transparency to keep. */
export type PictureRequest = { readonly edge: number; /** A part of the picture at one of its sizes, instead of the whole. */ readonly tile?: TileAddress; readonly format?: PictureFormat; readonly signal?: AbortSignal };

/** A photo as the renderer wants it. */
export const renderable = (studio: Pick<Studio, 'store'>, photo: Photo) => ({ id: photo.sha256, path: studio.store.blobs.path(photo.sha256), info: infoOf(photo) });

/** From the cache, or made once for everyone who waits. */
export async function cached(studio: Studio, key: string, make: (signal: AbortSignal) => Promise<Buffer>, signal: AbortSignal | undefined): Promise<Buffer> {
  return studio.flights.run(key, async (working) => {
    const kept = await studio.store.renders.get(key);
    if (kept) return kept;
    const data = await make(working);
    // A full disk costs only time: the picture is there all the same.
    await studio.store.renders.put(key, data).catch((error: unknown) => console.error('A picture could not be kept:', error));
    return data;
  }, signal);
}

async function picture(studio: Studio, photo: Photo, hash: string, { edge, tile, format: asked, signal }: PictureRequest): Promise<Picture> {
  const format = asked ?? (infoOf(photo).hasAlpha ? 'webp' : 'jpeg');
  const part = tile ? `tile ${tileName(tile)}` : String(edge);
  const key = `${studio.engineTag} render ${photo.sha256} ${hash} ${part} ${format}`;
  const data = await cached(studio, key, async (working) => {
    const row = await studio.store.db.settings.findUnique({ where: { hash } });
    if (!row) throw notFound('picture');
    const settings = fromJson<DevelopSettings>(row.document);
    if (tile) return encode(await renderTile(studio, photo, settings, tile, working), { format, quality: TILE_QUALITY[format] });
    const pixels = await studio.renderer.render(renderable(studio, photo), settings, { longEdge: edge, signal: working });
    return encode(pixels, { format, quality: QUALITY[format] });
  }, signal);
  return { data, type: CONTENT_TYPES[format], etag: `"${studio.engineTag}-${hash}-${part.replaceAll(' ', '-')}-${format}"` };
}

async function renderTile({ renderer, store }: Studio, photo: Photo, settings: DevelopSettings, tile: TileAddress, signal: AbortSignal): Promise<Pixels> {
  const source = renderable({ store }, photo);
  const size = await renderer.size(source, settings, signal);
  const region = tileRegion(size, tile);
  if (!region) throw notFound('picture');
  const { width, height } = levelSize(size, tile.level);
  return renderer.render(source, settings, { longEdge: Math.max(width, height), region, signal });
}

/** A photo with the settings of one of its steps. */
export async function renderPhoto(studio: Studio, workspaceId: string, photoId: string, hash: string, request: PictureRequest): Promise<Picture> {
  const { db } = studio.store;
  const photo = await findPhoto(db, workspaceId, photoId);
  if (!photo || !(await photoHasSettings(db, photoId, hash))) throw notFound('picture');
  return picture(studio, photo, hash, request);
}

/** The picture of a step that its caller has made sure may be seen. */
export async function renderStep(studio: Studio, step: StepOfPhoto, request: PictureRequest): Promise<Picture> {
  return picture(studio, await photoUnder(studio.store.db, step.session, step), step.settingsHash, request);
}

type StepOfPhoto = { readonly session: { readonly photo: Photo }; readonly settingsHash: string; readonly baseId: string | null };

/** Long edge of a picture in the bin, px. */
const BIN_EDGE = 320;

/** How a photo looked when it was put into the bin: small, so that it is recognised there. Nothing else of it can be asked for. */
export async function renderBinned(studio: Studio, workspaceId: string, sessionId: string, signal?: AbortSignal): Promise<Picture> {
  const { db } = studio.store;
  const session = await db.session.findFirst({ where: { id: sessionId, workspaceId, deletedAt: { not: null } }, include: { photo: true } });
  const head = session && (await db.step.findFirst({ where: { id: session.headId, sessionId } }));
  if (!session || !head) throw notFound('picture');
  return picture(studio, await photoUnder(db, session, head), head.settingsHash, { edge: BIN_EDGE, signal });
}

/** A photo of the workspace. @param what is looked for */
export async function photoOf(studio: Studio, workspaceId: string, photoId: string, what: 'photo' | 'picture' = 'photo'): Promise<Photo> {
  const photo = await findPhoto(studio.store.db, workspaceId, photoId);
  if (!photo) throw notFound(what);
  return photo;
}

/** A photo as it came: what to look at until a RAW photo is developed (the preview that the camera put into its file), and how a reference is shown. */
export async function previewOf(studio: Studio, workspaceId: string, photoId: string, edge: number, signal?: AbortSignal): Promise<Picture> {
  const photo = await photoOf(studio, workspaceId, photoId, 'picture');
  const { id, path, info } = renderable(studio, photo);
  const data = await cached(studio, `${studio.engineTag} preview ${photo.sha256} ${edge}`, async (working) => {
    const embedded = info.raw && (await embeddedPreview(path, edge));
    const pixels = embedded ?? (await studio.renderer.render({ id, path, info }, startingSettings(info), { longEdge: edge, signal: working }));
    return encode(pixels, { format: 'jpeg', quality: QUALITY.jpeg });
  }, signal);
  return { data, type: CONTENT_TYPES.jpeg, etag: `"${studio.engineTag}-${photo.sha256.slice(0, 32)}-preview-${edge}"` };
}

/** A picture of a shared branch. `base`: the number of the step that made the picture under the settings; null: the photo. */
export async function renderShared(studio: Studio, token: string, hash: string, base: string | null, request: PictureRequest, pass?: string): Promise<Picture> {
  const { link, branch } = await openLink(studio, token, pass);
  const step = branch.find((one) => one.settingsHash === hash && baseIn(branch, one) === base);
  if (!step) throw notFound('picture');
  // What may not be taken along is not sent in print size either.
  const edge = link.allowPicture ? request.edge : Math.min(request.edge, LOOKING_EDGE);
  return picture(studio, await photoUnder(studio.store.db, link.session, step), hash, { ...request, edge });
}

/** Widths that phones and laptops ask for first. */
const FIRST_EDGES = [320, 800, 1280] as const;

/** Makes the pictures of a step and of its session's root that a visitor will see first, so that the first one need not wait. */
export async function warmShared(studio: Studio, sessionId: string, stepId: string): Promise<void> {
  const steps = await studio.store.db.step.findMany({ where: { sessionId, OR: [{ id: stepId }, { parentId: null }] }, include: { session: { include: { photo: true } } }, orderBy: { number: 'desc' } });
  for (const edge of FIRST_EDGES) for (const step of steps) await picture(studio, await photoUnder(studio.store.db, step.session, step), step.settingsHash, { edge });
}

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength);

/** The untouched photo, upright and without loss, for the engine in the browser: a PNG, or a RAW photo's scene as bare numbers. */
export async function sourceOf(studio: Studio, workspaceId: string, photoId: string, edge: number, signal?: AbortSignal): Promise<Picture> {
  const photo = await photoOf(studio, workspaceId, photoId);
  const key = `${studio.engineTag} source ${photo.sha256} ${edge}`;
  const source = renderable(studio, photo);
  const data = await cached(studio, key, async (working) => {
    if (source.info.raw) return bufferOf(packPixels(await studio.renderer.source(source, edge, working)));
    return encode(await decode(source.path, { longEdge: edge, depth: 8 }), { format: 'png' });
  }, signal);
  return { data, type: source.info.raw ? PIXEL_FILE_TYPE : CONTENT_TYPES.png, etag: `"${studio.engineTag}-${photo.sha256.slice(0, 32)}-${edge}"` };
}

/** A part of the untouched photo at full size, as `sourceOf` gives the whole of it small. */
export async function sourceTileOf(studio: Studio, workspaceId: string, photoId: string, tile: TileAddress, signal?: AbortSignal): Promise<Picture> {
  const photo = await photoOf(studio, workspaceId, photoId);
  const source = renderable(studio, photo);
  const region = tile.level === 0 ? tileRegion(source.info, tile) : undefined;
  if (!region) throw notFound('picture');
  const data = await cached(studio, `${studio.engineTag} source ${photo.sha256} tile ${tileName(tile)}`, async (working) => {
    const part = cutOut(await studio.renderer.source(source, Math.max(source.info.width, source.info.height), working), region);
    return source.info.raw ? bufferOf(packPixels(part)) : encode(part, { format: 'png' });
  }, signal);
  return { data, type: source.info.raw ? PIXEL_FILE_TYPE : CONTENT_TYPES.png, etag: `"${studio.engineTag}-${photo.sha256.slice(0, 32)}-tile-${tileName(tile)}"` };
}

/** A rectangle of pixels; of pictures other than scenes at 8 bits. */
function cutOut({ width, channels, depth, data, ...rest }: Pixels, region: TileRegion): Pixels {
  const length = region.width * region.height * channels;
  const deep = depth === 16 && rest.scene !== undefined;
  const out = deep ? new Uint16Array(length) : new Uint8Array(length);
  for (let y = 0; y < region.height; y++) {
    const from = ((region.y + y) * width + region.x) * channels;
    const row = data.subarray(from, from + region.width * channels);
    out.set(depth === 16 && !deep ? row.map((value) => Math.round(value / 257)) : row, y * region.width * channels);
  }
  const head = { ...rest, width: region.width, height: region.height, channels };
  return out instanceof Uint16Array ? { ...head, depth: 16, data: out } : { ...head, depth: 8, data: out };
}
