import type { Renderer } from '@/lib/imaging';
import type { RenderPhoto } from '@/lib/imaging/renderer';
import { spotsOf } from '@/lib/imaging/spots';
import { cameraTold } from '@/lib/imaging/types';
import { autoTone, autoWhiteBalance } from '@/lib/develop/auto';
import { fitLongEdge, outputSize } from '@/lib/develop/engine';
import { settingsHash } from '@/lib/develop/settings';
import type { DevelopSettings, JsonValue, Size } from '@/lib/develop/types';
import type { Spot, SpotKind } from '@/lib/develop/spots';
import { findSkin, glance, measure, type RegionMask, resized } from './evidence';
import { masksOf } from './generation/area';
import { frameOf } from './frame';
import { recognise, type Things } from './things';
import type { Darkroom, Observation, PhotoFacts, Region, Thing } from './types';

/** Long edge of the picture that brains and evaluators look at, and of the small one for trying sliders. */
const OBSERVATION_EDGE = 768;
const PROBE_EDGE = 192;
/** Long edge at which pointed things are outlined. */
const COVER_EDGE = 384;
/** Observations kept: a run looks again at its start and its last steps. About 1.3 MB and 0.1 MB each. */
const KEPT = { observations: 12, probes: 96 };

/** Remembers the latest values by the settings they belong to. */
function remembered<T>(keep: number, make: (settings: DevelopSettings, signal?: AbortSignal) => Promise<T>, generation = () => 0) {
  const kept = new Map<string, T>();
  return async (settings: DevelopSettings, signal?: AbortSignal): Promise<T> => {
    const key = `${generation()} ${settingsHash(settings)}`;
    const known = kept.get(key);
    const value = known ?? (await make(settings, signal));
    kept.delete(key);
    kept.set(key, value);
    for (const oldest of kept.keys()) {
      if (kept.size <= keep) break;
      kept.delete(oldest);
    }
    return value;
  };
}

/** A photo that cannot be searched is retouched all the same: by approximations, which say that they are. */
const unless = (signal: AbortSignal | undefined) => (error: unknown): Things => {
  if (signal?.aborted) throw error;
  console.error(error);
  return { things: {}, doubts: {} };
};

/** Where part of a picture of `size` px lies when the part is at most `edge` px long: long edge of the whole (absent: full resolution), rectangle in it (absent: all of it). */
function placed(size: Size, { x, y, width, height }: Region, edge: number): { readonly at?: number; readonly rectangle?: Region } {
  const long = Math.max(size.width, size.height);
  const reduction = Math.min(1, edge / Math.max(size.width * width, size.height * height));
  const at = Math.round(long * reduction);
  const whole = fitLongEdge(size, at);
  const [left, top] = [Math.floor(x * whole.width), Math.floor(y * whole.height)].map((start, axis) => Math.min(start, (axis === 0 ? whole.width : whole.height) - 1)) as [number, number];
  const rectangle = { x: left, y: top, width: Math.max(1, Math.min(whole.width - left, Math.round(width * whole.width))), height: Math.max(1, Math.min(whole.height - top, Math.round(height * whole.height))) };
  const all = rectangle.width === whole.width && rectangle.height === whole.height;
  return { ...(at < long && { at }), ...(!all && { rectangle }) };
}

function factsOf({ info }: RenderPhoto, name: string | undefined): PhotoFacts {
  const { make, model, lens, iso, shutter, aperture, focal, takenAt } = cameraTold(info) ?? {};
  const texts = Object.entries({ 'file name': name, camera: [make, model].filter(Boolean).join(' ') || undefined, lens, ISO: iso, shutter, aperture, 'focal length': focal, 'taken at': takenAt });
  return { ...(info.raw && { raw: true }), texts: Object.fromEntries(texts.flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))) };
}

/**
 * The sandbox over the renderer: renders one photo with settings, measures what came out, remembers the latest. Skin is looked for on the
 * untouched photo in the frame of the settings, and the same pixels are followed in everything made from it.
 */
export function createDarkroom(
  renderer: Pick<Renderer, 'render'> & Partial<Pick<Renderer, 'masks' | 'coverage' | 'measures' | 'optics'>>, photo: RenderPhoto, longEdge = OBSERVATION_EDGE, name?: string,
): Darkroom {
  const render = (settings: DevelopSettings, edge: number, signal?: AbortSignal) => renderer.render(photo, settings, { longEdge: edge, ...(signal && { signal }) });
  const untouched = remembered(KEPT.observations, async (frame, signal) => {
    const pixels = await render(frame, longEdge, signal);
    return { pixels, skin: findSkin(pixels) };
  });
  const { masks, coverage } = renderer;
  const eyes = masks && coverage && { masks: masks.bind(renderer), coverage: coverage.bind(renderer) };
  const sought = new Set<Thing>();
  let told: readonly JsonValue[] = [];
  let generation = 0;
  const recognised = new Map<string, Promise<Things>>();
  const thingsOf = (frame: DevelopSettings, size: Size, signal?: AbortSignal): Promise<Things> | undefined => {
    if (!eyes || sought.size === 0) return undefined;
    const key = `${generation} ${settingsHash(frame)}`;
    const known = recognised.get(key) ?? recognise(eyes, photo, [...sought].sort(), frame, Math.max(size.width, size.height), told, signal).catch(unless(signal));
    recognised.set(key, known);
    // Stopped: whoever asks next looks again.
    known.catch(() => recognised.delete(key));
    return known;
  };
  const fitted = new WeakMap<RegionMask, Map<string, RegionMask>>();
  const fit = (mask: RegionMask, size: Size): RegionMask => {
    const sizes = fitted.get(mask) ?? new Map<string, RegionMask>();
    fitted.set(mask, sizes);
    const key = `${size.width}×${size.height}`;
    const known = sizes.get(key) ?? resized(mask, size);
    sizes.set(key, known);
    return known;
  };
  const auto = async (signal?: AbortSignal) => {
    const measures = await renderer.measures?.(photo, signal);
    return measures && { ...autoTone(measures), ...autoWhiteBalance(measures) };
  };
  const look = (edge: number, keep: number, read: typeof measure) => remembered<Observation>(keep, async (settings, signal) => {
    const frame = frameOf(settings);
    const source = await untouched(frame, signal);
    const pixels = edge === longEdge && settingsHash(frame) === settingsHash(settings) ? source.pixels : await render(settings, edge, signal);
    const skin = fit(source.skin, pixels);
    const found = await thingsOf(frame, source.pixels, signal);
    const things = found && Object.fromEntries(Object.entries(found.things).map(([thing, seen]) => [thing, { ...seen, mask: fit(seen.mask, pixels) }]));
    const advice = await auto(signal);
    return { settings, pixels, skin, evidence: read(pixels, skin), ...(advice && { auto: advice }), ...(found && things && { things, doubts: found.doubts }) };
  }, () => generation);
  const full: Size = { width: photo.info.width, height: photo.info.height };
  const closer = async (settings: DevelopSettings, region: Region, edge: number, signal?: AbortSignal) => {
    const optics = await renderer.optics?.(photo, settings, signal);
    const { at, rectangle } = placed(outputSize(full, settings, optics?.assets), region, edge);
    return renderer.render(photo, settings, { ...(at !== undefined && { longEdge: at }), ...(rectangle && { region: rectangle }), ...(signal && { signal }) });
  };
  const spots: Record<string, Promise<readonly Spot[]>> = {};
  return {
    photo: full,
    facts: factsOf(photo, name),
    closer,
    ...(masks && {
      find: async (keys: readonly string[], signal?: AbortSignal) =>
        Object.fromEntries(Object.entries(await masks.call(renderer, photo, keys, signal)).map(([key, { confidence }]) => [key, confidence])),
    }),
    ...(masks && { spots: (kinds: readonly SpotKind[], signal?: AbortSignal) => (spots[kinds.join(' ')] ??= spotsOf({ render: renderer.render.bind(renderer), masks: masks.bind(renderer) }, photo, kinds, signal)) }),
    ...(coverage && { cover: (pointed: readonly JsonValue[], signal?: AbortSignal) => coverage.call(renderer, photo, masksOf(pointed), {}, COVER_EDGE, signal) }),
    observe: look(longEdge, KEPT.observations, measure),
    probe: look(Math.min(PROBE_EDGE, longEdge), KEPT.probes, glance),
    ...(eyes && {
      see: (things: readonly Thing[], pointed?: readonly JsonValue[]) => {
        const before = sought.size;
        for (const thing of things) sought.add(thing);
        const moved = pointed !== undefined && JSON.stringify(pointed) !== JSON.stringify(told);
        if (pointed) told = pointed;
        // What was observed before knows nothing of it.
        if (sought.size > before || moved) generation++;
      },
    }),
  };
}
