import { between } from '@/lib/develop/pipeline/primaries';
import type { ColourSpace, Pixels, Size } from '@/lib/develop/types';

/** A picture to compute with: RGB interleaved, display-encoded in some space, 0..1. */
export type Plane3 = Size & { readonly data: Float32Array };

const linear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const encoded = (v: number): number => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

/** Pixels as numbers of `space`. What it cannot hold is clipped; what shows through is laid on white. */
export function planeOf(pixels: Pixels, space: ColourSpace): Plane3 {
  const { width, height, channels, data, depth } = pixels;
  const top = depth === 8 ? 255 : 65535;
  const out = new Float32Array(width * height * 3);
  const matrix = pixels.space === space ? undefined : between(pixels.space, space);
  for (let i = 0, at = 0; i < data.length; i += channels, at += 3) {
    let r = (data[i] ?? 0) / top, g = (data[i + 1] ?? 0) / top, b = (data[i + 2] ?? 0) / top;
    if (channels === 4) {
      const alpha = (data[i + 3] ?? 0) / top;
      r = 1 - alpha + r * alpha; g = 1 - alpha + g * alpha; b = 1 - alpha + b * alpha;
    }
    if (matrix) {
      const [x, y, z] = [linear(r), linear(g), linear(b)];
      r = encoded(clip(matrix[0] * x + matrix[1] * y + matrix[2] * z)); g = encoded(clip(matrix[3] * x + matrix[4] * y + matrix[5] * z)); b = encoded(clip(matrix[6] * x + matrix[7] * y + matrix[8] * z));
    }
    out[at] = r; out[at + 1] = g; out[at + 2] = b;
  }
  return { width, height, data: out };
}

/** As 8-bit pixels. */
export function pixelsOf({ width, height, data }: Plane3, space: ColourSpace): Pixels {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.round(clip(data[i] ?? 0) * 255);
  return { width, height, channels: 3, depth: 8, space, data: out };
}

/** Rec.709 luma of the encoded numbers. */
export function lumaOf({ width, height, data }: Plane3): Float32Array {
  const luma = new Float32Array(width * height);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) luma[i] = 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  return luma;
}

const clip = (value: number): number => Math.min(1, Math.max(0, value));
