import type { Pixels } from '@/lib/develop/types';

/** A picture reduced by averaging (box filter) to at most `edge` pixels along its longer side; itself where it is no larger. */
export function shrunk(pixels: Pixels, edge: number): Pixels {
  const { width, height, channels, data, depth } = pixels;
  const factor = edge / Math.max(width, height);
  if (factor >= 1) return pixels;
  const [across, down] = [Math.max(1, Math.round(width * factor)), Math.max(1, Math.round(height * factor))];
  const out = depth === 16 ? new Uint16Array(across * down * channels) : new Uint8Array(across * down * channels);
  for (let y = 0; y < down; y++) {
    const [top, bottom] = [Math.floor((y * height) / down), Math.max(Math.floor((y * height) / down) + 1, Math.floor(((y + 1) * height) / down))];
    for (let x = 0; x < across; x++) {
      const [left, right] = [Math.floor((x * width) / across), Math.max(Math.floor((x * width) / across) + 1, Math.floor(((x + 1) * width) / across))];
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let v = top; v < bottom; v++) for (let u = left; u < right; u++) sum += data[(v * width + u) * channels + channel] as number;
        out[(y * across + x) * channels + channel] = Math.round(sum / ((bottom - top) * (right - left)));
      }
    }
  }
  return { ...pixels, width: across, height: down, data: out } as Pixels;
}
