import type { Raster } from '@/lib/develop/assets';
import type { Pixels, Size } from '@/lib/develop/types';
import type { Address } from '@/lib/develop/kernels/arena';
import { kernels } from './kernels';

/** One number per pixel, rows top to bottom. */
export type Plane = Size & { readonly data: Float32Array };

/** RGB, interleaved, display-encoded, 0…255. */
export type Picture = Size & { readonly data: Uint8Array };

/** Three numbers per pixel, interleaved: display-encoded RGB 0…1, or Oklab. */
export type Colours = Size & { readonly data: Float32Array };

/** A rectangle in px; may reach over the picture's edge. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Point = readonly [x: number, y: number];

export const planeOf = (size: Size, fill = 0): Plane => {
  const data = new Float32Array(size.width * size.height);
  if (fill !== 0) data.fill(fill);
  return { width: size.width, height: size.height, data };
};

export function map({ width, height, data }: Plane, f: (value: number, index: number) => number): Plane {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = f(data[i] ?? 0, i);
  return { width, height, data: out };
}

/** Coverage 0…255 of the same shape, made place by place. */
export function raster({ width, height }: Size, f: (index: number) => number): Raster {
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = f(i);
  return { width, height, data };
}

/** Coverage as 0…1. */
export function planeOfRaster({ width, height, data }: Raster): Plane {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = (data[i] ?? 0) / 255;
  return { width, height, data: out };
}

export const rasterOf = (plane: Plane): Raster => raster(plane, (i) => Math.round((plane.data[i] ?? 0) * 255));

export const clamp = (value: number, low = 0, high = 1): number => (value < low ? low : value > high ? high : value);

/** 0 below `from`, 1 above `to`, straight between. */
export const ramp = (value: number, from: number, to: number): number => clamp((value - from) / (to - from));

export function pictureOf({ width, height, channels, depth, data: from }: Pixels): Picture {
  if (channels === 3 && depth === 8) return { width, height, data: from };
  const data = new Uint8Array(width * height * 3), scale = depth === 8 ? 1 : 1 / 257;
  for (let i = 0; i < width * height; i++) for (let c = 0; c < 3; c++) data[i * 3 + c] = Math.round((from[i * channels + c] ?? 0) * scale);
  return { width, height, data };
}

/** What one axis is resampled from: means of what a pixel covers when reducing, straight interpolation when enlarging. */
function tapsOf(from: number, to: number): { readonly taps: Int32Array; readonly weights: Float32Array; readonly most: number } {
  const ratio = from / to, reach = Math.max(1, ratio), most = 2 * Math.ceil(reach) + 1;
  const taps = new Int32Array(to * most), weights = new Float32Array(to * most);
  for (let o = 0; o < to; o++) {
    const centre = (o + 0.5) * ratio - 0.5;
    const first = Math.ceil(centre - reach), last = Math.floor(centre + reach);
    let sum = 0;
    for (let i = first; i <= last; i++) sum += Math.max(0, 1 - Math.abs(i - centre) / reach);
    for (let i = first; i <= last; i++) {
      taps[o * most + i - first] = clamp(i, 0, from - 1);
      weights[o * most + i - first] = Math.max(0, 1 - Math.abs(i - centre) / reach) / sum;
    }
  }
  return { taps, weights, most };
}

/** Runs the kernel; the results stay in its memory until the next run. `bytes`: whether sources and results are bytes. */
function resize(data: Uint8Array | Float32Array, from: Size, to: Size, channels: 1 | 3, bytes: boolean): Address {
  const k = kernels();
  const down = tapsOf(from.height, to.height), across = tapsOf(from.width, to.width);
  const bytesIn = data instanceof Uint8Array;
  if (bytesIn && !bytes) across.weights.forEach((weight, i) => { across.weights[i] = weight / 255; });
  const out = k.arena.slot('resized', to.width * to.height * channels * (bytes ? 1 : 4) + 64);
  k.run.resample(
    out, k.put('source', data), k.room('line', from.width * channels + 8), k.room('result', to.width * channels + 8), from.width, to.width, to.height, channels,
    k.put('taps down', down.taps), k.put('weights down', down.weights), down.most, k.put('taps across', across.taps), k.put('weights across', across.weights), across.most, bytesIn, bytes,
  );
  return out;
}

const same = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

export function resizePlane(plane: Plane, size: Size): Plane {
  const { width, height } = size;
  return same(plane, size) ? plane : { width, height, data: kernels().read(resize(plane.data, plane, size, 1, false), width * height) };
}

export function resizePicture(picture: Picture, size: Size): Picture {
  const { width, height } = size;
  if (same(picture, size)) return picture;
  const at = resize(picture.data, picture, size, 3, true);
  return { width, height, data: kernels().arena.u8.slice(at, at + width * height * 3) };
}

/** Of a picture 0…1. */
export function resizeColours(colours: Picture | Colours, { width, height }: Size): Colours {
  return { width, height, data: kernels().read(resize(colours.data, colours, { width, height }, 3, false), width * height * 3) };
}

/**
 * Bilinear reading of the picture at `size` points, 0…1: point (i, j) stands at `origin + (i + ½)·across + (j + ½)·down` px. Outside is `outside`.
 */
function readAffine(picture: Picture, size: Size, origin: Point, across: Point, down: Point, outside = 0): Float32Array<ArrayBuffer> {
  const out = new Float32Array(size.width * size.height * 3);
  const { width, height, data } = picture;
  for (let j = 0, o = 0; j < size.height; j++) {
    for (let i = 0; i < size.width; i++, o += 3) {
      const x = origin[0] + (i + 0.5) * across[0] + (j + 0.5) * down[0] - 0.5;
      const y = origin[1] + (i + 0.5) * across[1] + (j + 0.5) * down[1] - 0.5;
      if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) {
        out[o] = out[o + 1] = out[o + 2] = outside;
        continue;
      }
      const cx = clamp(x, 0, width - 1), cy = clamp(y, 0, height - 1);
      const x0 = Math.min(width - 2, Math.floor(cx)), y0 = Math.min(height - 2, Math.floor(cy));
      const fx = cx - x0, fy = cy - y0;
      const a = (y0 * width + x0) * 3, b = a + width * 3;
      for (let c = 0; c < 3; c++) {
        const top = (data[a + c] ?? 0) * (1 - fx) + (data[a + 3 + c] ?? 0) * fx;
        const bottom = (data[b + c] ?? 0) * (1 - fx) + (data[b + 3 + c] ?? 0) * fx;
        out[o + c] = (top * (1 - fy) + bottom * fy) / 255;
      }
    }
  }
  return out;
}

/** The picture, reduced as often by half as keeps `scale` px per output px below two: what `readAffine` reads without aliasing. */
export class Pyramid {
  readonly #levels: Picture[];
  constructor(picture: Picture) {
    this.#levels = [picture];
  }

  level(scale: number): { readonly picture: Picture; readonly x: number; readonly y: number } {
    const base = this.#levels[0] as Picture;
    let index = 0;
    for (let s = scale; s >= 2 && Math.min(base.width, base.height) >> (index + 1) >= 2; s /= 2) index++;
    while (this.#levels.length <= index) {
      const last = this.#levels[this.#levels.length - 1] as Picture;
      this.#levels.push(resizePicture(last, { width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2) }));
    }
    const picture = this.#levels[index] as Picture;
    return { picture, x: picture.width / base.width, y: picture.height / base.height };
  }

  /** A rectangle of the picture turned by the angle whose cosine and sine are given, resampled to `size`. */
  crop(box: Box, size: Size, cos = 1, sin = 0, outside = 0): Float32Array<ArrayBuffer> {
    const { picture, x, y } = this.level(Math.min(box.width / size.width, box.height / size.height));
    const cx = box.x + box.width / 2, cy = box.y + box.height / 2;
    const ax = box.width / size.width, ay = box.height / size.height;
    const across: Point = [ax * cos * x, ax * sin * y], down: Point = [-ay * sin * x, ay * cos * y];
    const origin: Point = [cx * x - (across[0] * size.width + down[0] * size.height) / 2, cy * y - (across[1] * size.width + down[1] * size.height) / 2];
    return readAffine(picture, size, origin, across, down, outside);
  }
}

/** Mean over a square of (2·radius + 1)² px; at the edges over the part that exists. */
export const boxMean = (plane: Plane, radius: number): Plane => meaned(plane, radius, 1);

/** Three box means: near a Gaussian. */
export const blur = (plane: Plane, radius: number): Plane => meaned(plane, radius, 3);

function meaned({ width, height, data }: Plane, radius: number, times: number): Plane {
  const k = kernels();
  const at = k.put('source', data);
  for (let i = 0; i < times; i++) k.boxMean(at, width, height, radius);
  return { width, height, data: k.read(at, data.length) };
}

export const luma = (picture: Colours): Plane => {
  const out = planeOf(picture);
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = 0.2126 * (picture.data[i * 3] ?? 0) + 0.7152 * (picture.data[i * 3 + 1] ?? 0) + 0.0722 * (picture.data[i * 3 + 2] ?? 0);
  }
  return out;
};
