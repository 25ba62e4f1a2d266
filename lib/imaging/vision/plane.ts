import type { Pixels, Size } from '@/lib/develop/types';

/** One number per pixel, rows top to bottom. */
export type Plane = Size & { readonly data: Float32Array };

/** RGB, interleaved, display-encoded, 0…1. */
export type Picture = Size & { readonly data: Float32Array };

/** A rectangle in px; may reach over the picture's edge. */
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Point = readonly [x: number, y: number];

export const planeOf = (size: Size, fill = 0): Plane => {
  const data = new Float32Array(size.width * size.height);
  if (fill !== 0) data.fill(fill);
  return { width: size.width, height: size.height, data };
};

export const map = (plane: Plane, f: (value: number, index: number) => number): Plane => ({ width: plane.width, height: plane.height, data: plane.data.map(f) });

export const clamp = (value: number, low = 0, high = 1): number => (value < low ? low : value > high ? high : value);

/** 0 below `from`, 1 above `to`, straight between. */
export const ramp = (value: number, from: number, to: number): number => clamp((value - from) / (to - from));

export function pictureOf(pixels: Pixels): Picture {
  const count = pixels.width * pixels.height;
  const data = new Float32Array(count * 3);
  const { channels, data: from } = pixels;
  const scale = pixels.depth === 8 ? 1 / 255 : 1 / 65535;
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 3; c++) data[i * 3 + c] = (from[i * channels + c] ?? 0) * scale;
  }
  return { width: pixels.width, height: pixels.height, data };
}

/** Resamples along one axis: means of what a pixel covers when reducing, straight interpolation when enlarging. */
function resampleRows(data: Float32Array, from: number, to: number, rows: number, stride: number): Float32Array {
  const out = new Float32Array(to * rows * stride);
  const ratio = from / to, reach = Math.max(1, ratio), most = 2 * Math.ceil(reach) + 1;
  const taps = new Int32Array(to * most), weights = new Float32Array(to * most);
  for (let o = 0; o < to; o++) {
    const centre = (o + 0.5) * ratio - 0.5;
    const first = Math.ceil(centre - reach), last = Math.floor(centre + reach);
    let sum = 0;
    for (let i = first; i <= last; i++) sum += Math.max(0, 1 - Math.abs(i - centre) / reach);
    for (let i = first; i <= last; i++) {
      taps[o * most + i - first] = clamp(i, 0, from - 1) * stride;
      weights[o * most + i - first] = Math.max(0, 1 - Math.abs(i - centre) / reach) / sum;
    }
  }
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < to; o++) {
      const b = (r * to + o) * stride;
      for (let k = o * most; k < (o + 1) * most; k++) {
        const weight = weights[k] ?? 0, a = r * from * stride + (taps[k] ?? 0);
        if (weight !== 0) for (let c = 0; c < stride; c++) out[b + c] = (out[b + c] ?? 0) + weight * (data[a + c] ?? 0);
      }
    }
  }
  return out;
}

function resize(data: Float32Array, from: Size, to: Size, channels: number): Float32Array {
  const wide = from.width === to.width ? data : resampleRows(data, from.width, to.width, from.height, channels);
  return from.height === to.height ? wide : resampleRows(wide, from.height, to.height, 1, to.width * channels);
}

export const resizePlane = (plane: Plane, size: Size): Plane => ({ width: size.width, height: size.height, data: resize(plane.data, plane, size, 1) });

export const resizePicture = (picture: Picture, size: Size): Picture => ({ width: size.width, height: size.height, data: resize(picture.data, picture, size, 3) });

/**
 * Bilinear reading of the picture at `size` points: point (i, j) stands at `origin + (i + ½)·across + (j + ½)·down` px. Outside is `outside`.
 */
export function readAffine(picture: Picture, size: Size, origin: Point, across: Point, down: Point, outside = 0): Float32Array {
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
        out[o + c] = top * (1 - fy) + bottom * fy;
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
  crop(box: Box, size: Size, cos = 1, sin = 0, outside = 0): Float32Array {
    const { picture, x, y } = this.level(Math.min(box.width / size.width, box.height / size.height));
    const cx = box.x + box.width / 2, cy = box.y + box.height / 2;
    const ax = box.width / size.width, ay = box.height / size.height;
    const across: Point = [ax * cos * x, ax * sin * y], down: Point = [-ay * sin * x, ay * cos * y];
    const origin: Point = [cx * x - (across[0] * size.width + down[0] * size.height) / 2, cy * y - (across[1] * size.width + down[1] * size.height) / 2];
    return readAffine(picture, size, origin, across, down, outside);
  }
}

/** Mean over a square of (2·radius + 1)² px; at the edges over the part that exists. */
export function boxMean(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  const across = new Float32Array(width * height), out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += plane.data[row + x] ?? 0;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += plane.data[row + x + radius] ?? 0;
      if (x - radius - 1 >= 0) sum -= plane.data[row + x - radius - 1] ?? 0;
      across[row + x] = sum / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1);
    }
  }
  const sums = new Float64Array(width);
  for (let y = 0; y < Math.min(radius, height); y++) for (let x = 0; x < width; x++) sums[x] = (sums[x] ?? 0) + (across[y * width + x] ?? 0);
  for (let y = 0; y < height; y++) {
    const enter = (y + radius) * width, leave = (y - radius - 1) * width;
    const count = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
    for (let x = 0; x < width; x++) {
      let sum = sums[x] ?? 0;
      if (y + radius < height) sum += across[enter + x] ?? 0;
      if (y - radius - 1 >= 0) sum -= across[leave + x] ?? 0;
      sums[x] = sum;
      out[y * width + x] = sum / count;
    }
  }
  return { width, height, data: out };
}

/** Three box means: near a Gaussian. */
export const blur = (plane: Plane, radius: number): Plane => boxMean(boxMean(boxMean(plane, radius), radius), radius);

export const luma = (picture: Picture): Plane => {
  const out = planeOf(picture);
  for (let i = 0; i < out.data.length; i++) {
    out.data[i] = 0.2126 * (picture.data[i * 3] ?? 0) + 0.7152 * (picture.data[i * 3 + 1] ?? 0) + 0.0722 * (picture.data[i * 3 + 2] ?? 0);
  }
  return out;
};
