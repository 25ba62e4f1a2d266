import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analysisSize, type Analysis, type Engine, loadEngine, type Measures, needsMeasures, needsPreparing, outputSize, type Prepared, type RenderJob } from '../engine';
import type { Assets } from '../assets';
import type { DevelopSettings, Pixels, Size } from '../types';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const wasmBytes = (): Buffer => readFileSync(`${root}/public/engine/develop.wasm`);

/** One engine per test file. */
export const engine: Engine = await loadEngine(wasmBytes());

/** Mean of blocks: a reduction without ringing, for charts. `size` divides the picture's. */
export function shrink(pixels: Pixels, size: Size): Pixels {
  const fx = pixels.width / size.width, fy = pixels.height / size.height;
  const data = pixels.depth === 8 ? new Uint8Array(size.width * size.height * pixels.channels) : new Uint16Array(size.width * size.height * pixels.channels);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      for (let c = 0; c < pixels.channels; c++) {
        let sum = 0, count = 0;
        for (let sy = Math.floor(y * fy); sy < Math.max(Math.floor(y * fy) + 1, Math.floor((y + 1) * fy)); sy++) {
          for (let sx = Math.floor(x * fx); sx < Math.max(Math.floor(x * fx) + 1, Math.floor((x + 1) * fx)); sx++) {
            sum += pixels.data[(sy * pixels.width + sx) * pixels.channels + c] ?? 0;
            count++;
          }
        }
        data[(y * size.width + x) * pixels.channels + c] = Math.round(sum / count);
      }
    }
  }
  return { ...pixels, ...size, data } as Pixels;
}

/** The photo at the analysis size. */
function smallOf(photo: Pixels): Pixels {
  const size = analysisSize(photo);
  return size.width === photo.width ? photo : shrink(photo, size);
}

/** What `preparing` gives, at once. */
export function preparedOf(photo: Pixels, source: Pixels, full: Size, settings: DevelopSettings, assets: Assets = {}): Prepared | undefined {
  if (!needsPreparing(settings)) return undefined;
  const small = smallOf(photo);
  const patches = (picture: Pixels) => engine.prepare({ part: 'retouch', source: picture, small, settings }).patches ?? [];
  return { patches: patches(source), ...engine.prepare({ part: 'lens-blur', small, full, settings, assets, patches: patches(small), id: `${Math.random()}` }) };
}

const analyses = new WeakMap<Pixels, Analysis>();

export function analysisOf(photo: Pixels): Analysis {
  const known = analyses.get(photo);
  if (known) return known;
  const analysis = engine.analyse(smallOf(photo));
  analyses.set(photo, analysis);
  return analysis;
}

export const measuresOf = (photo: Pixels): Measures => engine.measure(smallOf(photo));

export type How = Partial<Pick<RenderJob, 'source' | 'full' | 'output' | 'depth' | 'region' | 'analysis' | 'assets'>> & { readonly splits?: readonly number[]; readonly engine?: Engine; readonly shared?: boolean };

/** Renders a whole picture (or region), in one call or split before the given rows. */
export function develop(photo: Pixels, settings: DevelopSettings, how: How = {}): Pixels {
  const full = how.full ?? photo;
  const source = how.source ?? photo;
  const output = how.output ?? outputSize(full, settings, how.assets);
  const depth = how.depth ?? source.depth;
  const { width, height } = how.region ?? output;
  const length = width * height * source.channels;
  const buffer = how.shared ? new SharedArrayBuffer(length * (depth / 8)) : new ArrayBuffer(length * (depth / 8));
  const target = depth === 8 ? new Uint8Array(buffer) : new Uint16Array(buffer);
  const prepared = preparedOf(photo, source, full, settings, how.assets);
  const measures = needsMeasures(settings) ? measuresOf(photo) : undefined;
  const cuts = [0, ...(how.splits ?? []), height];
  for (let k = 0; k + 1 < cuts.length; k++) {
    (how.engine ?? engine).render({
      source, full, settings, output, target, depth, rows: [cuts[k] ?? 0, cuts[k + 1] ?? height], analysis: how.analysis ?? analysisOf(photo), prepared, ...(measures && { measures }), ...(how.region && { region: how.region }), ...(how.assets && { assets: how.assets }),
    });
  }
  return { width, height, channels: source.channels, space: source.space, depth, data: target } as Pixels;
}

/** A pixel's encoded values, 0…1. */
export function at({ width, channels, depth, data }: Pixels, x: number, y: number): readonly [number, number, number] {
  const top = depth === 8 ? 255 : 65535;
  const i = (y * width + x) * channels;
  return [(data[i] ?? 0) / top, (data[i + 1] ?? 0) / top, (data[i + 2] ?? 0) / top];
}

export const luma = ([r, g, b]: readonly [number, number, number]): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

export const decode = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);

/** Mean of a measure over the pixels that `where` picks. */
export function mean(pixels: Pixels, measure: (rgb: readonly [number, number, number], x: number, y: number) => number, where: (x: number, y: number) => boolean = () => true): number {
  let sum = 0, count = 0;
  for (let y = 0; y < pixels.height; y++) {
    for (let x = 0; x < pixels.width; x++) {
      if (!where(x, y)) continue;
      sum += measure(at(pixels, x, y), x, y);
      count++;
    }
  }
  return sum / count;
}

const PHOTOS = fileURLToPath(new URL('../../../../shared/photos/', import.meta.url));

/** Real photos, where the folder of test data is present beside the checkout. */
export const photoFolder: string | undefined = existsSync(PHOTOS) ? PHOTOS : undefined;

export async function readPhoto(name: string, edge: number): Promise<Pixels> {
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(PHOTOS + name).rotate().toColourspace('srgb').removeAlpha().resize(edge, edge, { fit: 'inside', withoutEnlargement: true }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, channels: 3, depth: 8, space: 'srgb', data: new Uint8Array(data) };
}
