import { difference } from '../metrics';
import type { Pixels } from '@/lib/develop/types';

/**
 * The tone and colour distortions of TID2013 (Ponomarenko et al. 2015, "Image database TID2013", Signal Processing: Image Communication 30), made again:
 * its pictures are not here, only what people said of them. Levels 1…5 are changes at about 33, 30, 27, 24 and 21 dB PSNR against the original. That is an
 * approximation: the strength is set so that each level has just that PSNR, and how TID2013 scaled chroma is not known to the letter.
 */
export const KINDS = ['contrast change', 'saturation change', 'mean shift'] as const;
export type Kind = (typeof KINDS)[number];
export type Level = 1 | 2 | 3 | 4 | 5;

/** PSNR of each level, dB. */
const PSNR: Readonly<Record<Level, number>> = { 1: 33, 2: 30, 3: 27, 4: 24, 5: 21 };

/** A change of every pixel by itself, of code values 0..255. */
type Change = (red: number, green: number, blue: number) => readonly [number, number, number];

const LUMA = [0.299, 0.587, 0.114] as const;
const lumaOf = (red: number, green: number, blue: number): number => LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;

/** `contrast` scales around one mean for all channels; `saturation` scales the distance from luma (BT.601), which stays; `shift` adds. `strength` ≥ 0; 0 changes nothing. */
function changeOf(kind: Kind, direction: 1 | -1, mean: number, strength: number): Change {
  switch (kind) {
    case 'contrast change': {
      const factor = 1 + direction * strength;
      return (r, g, b) => [mean + factor * (r - mean), mean + factor * (g - mean), mean + factor * (b - mean)];
    }
    case 'saturation change': {
      const factor = 1 - strength;
      return (r, g, b) => {
        const y = lumaOf(r, g, b);
        return [y + factor * (r - y), y + factor * (g - y), y + factor * (b - y)];
      };
    }
    case 'mean shift': {
      const added = 255 * direction * strength;
      return (r, g, b) => [r + added, g + added, b + added];
    }
  }
}

function apply(pixels: Pixels, change: Change): Pixels {
  const { channels, data, width, height, space } = pixels;
  // Written to as bytes: rounded and held within 0..255 by the array itself.
  const out = new Uint8ClampedArray(width * height * 3);
  for (let at = 0, to = 0; to < out.length; at += channels, to += 3) {
    const changed = change(data[at] as number, data[at + 1] as number, data[at + 2] as number);
    out[to] = changed[0];
    out[to + 1] = changed[1];
    out[to + 2] = changed[2];
  }
  return { width, height, channels: 3, space, depth: 8, data: new Uint8Array(out.buffer) };
}

/** At most so many pixels are looked at to find a strength. */
const SAMPLE = 8_000;

/** Pixels at even distances, as a picture of one row. */
function sampled(pixels: Pixels): Pixels {
  const count = pixels.width * pixels.height;
  const step = Math.max(1, Math.floor(count / SAMPLE));
  // A step that shares a factor with the width would look at columns.
  const stride = pixels.width % step === 0 && step > 1 ? step + 1 : step;
  const kept = Math.max(1, Math.floor(count / stride));
  const data = new Uint8Array(kept * 3);
  for (let k = 0; k < kept; k++) for (let channel = 0; channel < 3; channel++) data[k * 3 + channel] = pixels.data[k * stride * pixels.channels + channel] ?? 0;
  return { width: kept, height: 1, channels: 3, space: pixels.space, depth: 8, data };
}

/** Levels 2 and 4 of a contrast change raise it, the others lower it. */
export const directionOf = (kind: Kind, level: Level): 1 | -1 => (kind === 'contrast change' && (level === 2 || level === 4) ? 1 : -1);

/**
 * How strong a distortion must be on a picture to come to the PSNR of its level. A picture of weak colours cannot lose as much as level 5 asks: it is then without colour.
 *
 * @param direction of a mean shift, whose sign is not recorded; contrast has its own
 */
export function strengthOf(pixels: Pixels, kind: Kind, level: Level, direction: 1 | -1 = directionOf(kind, level)): { readonly strength: number; readonly mean: number } {
  const sample = sampled(pixels);
  let sum = 0;
  for (let at = 0; at < sample.data.length; at += 3) sum += lumaOf(sample.data[at] ?? 0, sample.data[at + 1] ?? 0, sample.data[at + 2] ?? 0);
  const mean = sum / sample.width;
  const wanted = 1000 * 10 ** (-PSNR[level] / 10);
  const change = (strength: number): number => difference(sample, apply(sample, changeOf(kind, direction, mean, strength))).l2;
  let [low, high] = [0, kind === 'contrast change' && direction > 0 ? 6 : 1];
  for (let i = 0; i < 16; i++) {
    const strength = (low + high) / 2;
    if (change(strength) < wanted) low = strength;
    else high = strength;
  }
  // Code values are whole: a shift by 8 is nearer to 30 dB than one by 9.
  return { strength: wanted - change(low) < change(high) - wanted ? low : high, mean };
}

/** A picture distorted as found on (a larger copy of) it. */
export const distorted = (pixels: Pixels, kind: Kind, direction: 1 | -1, { strength, mean }: ReturnType<typeof strengthOf>): Pixels => apply(pixels, changeOf(kind, direction, mean, strength));
