import type { Pixels, Size } from '@/lib/develop/types';
import { encode } from './encode';
import { letteringWithin } from './lettering';
import { sharp } from './vips';

/** Pictures one after the other as one file that moves: animated WebP, or GIF for places that take nothing else. */

export type ReelFormat = 'webp' | 'gif';
export const REEL_TYPES: Readonly<Record<ReelFormat, string>> = { webp: 'image/webp', gif: 'image/gif' };

/** A frame in sRGB, three bytes a pixel. */
export type Frame = Size & { readonly data: Buffer };
export type Reel = { readonly data: Buffer; readonly width: number; readonly height: number; readonly frames: number };

/** The studio's canvas: what shows beside a picture of another shape. */
const WALL = '#161616';

const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));

/** The smallest frame that holds all pictures as large as they are. */
export const frameFor = (sizes: readonly Size[]): Size => ({ width: even(Math.max(...sizes.map((one) => one.width))), height: even(Math.max(...sizes.map((one) => one.height))) });

/** Puts a picture into a frame, with a line of text at its foot. */
export async function frameOf(pixels: Pixels, { width, height }: Size, caption = ''): Promise<Frame> {
  const size = Math.max(14, Math.round(Math.min(width, height) / 24));
  const words = caption === '' ? undefined : await letteringWithin(caption, size, width - 4 * size);
  const picture = sharp(await encode(pixels, { format: 'png' })).flatten({ background: '#ffffff' }).resize(width, height, { fit: 'contain', background: WALL });
  if (words) {
    const bar = { width: words.width + 2 * size, height: words.height + size };
    const plate = await sharp({ create: { ...bar, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.62 } } }).png().toBuffer();
    const [left, top] = [Math.round((width - bar.width) / 2), Math.round(height - bar.height - size)];
    picture.composite([{ input: plate, left, top }, { input: words.data, left: left + size, top: top + Math.round(size / 2) }]);
  }
  const { data } = await picture.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width, height, data };
}

/** A frame between two: `share` of the second. */
function between({ data: a, width, height }: Frame, { data: b }: Frame, share: number): Frame {
  const data = Buffer.allocUnsafe(a.length);
  const weight = Math.round(share * 256);
  for (let at = 0; at < data.length; at++) data[at] = ((a[at] ?? 0) * (256 - weight) + (b[at] ?? 0) * weight + 128) >> 8;
  return { width, height, data };
}

/** How long pictures stay, ms. */
const STAY = { first: 1300, step: 1000, last: 2600, fade: 60 } as const;
/** Pictures of a fade. A GIF has no room for them. */
const FADES: Readonly<Record<ReelFormat, number>> = { webp: 3, gif: 0 };

type Attempt = { readonly scale: number; readonly quality: number };
/** From the best to what fits almost anywhere. `quality`: of WebP; of GIF a quarter of its colours, and the difference between pictures that is not shown. */
// Below 90 libwebp takes what changed little for unchanged, and a fade turns to blocks.
const ATTEMPTS: readonly Attempt[] = [{ scale: 1, quality: 92 }, { scale: 1, quality: 82 }, { scale: 1, quality: 60 }, { scale: 0.75, quality: 60 }, { scale: 0.75, quality: 40 }, { scale: 0.5, quality: 40 }, { scale: 0.35, quality: 30 }, { scale: 0.2, quality: 20 }];

async function write(frames: readonly Frame[], delay: number[], format: ReelFormat, { scale, quality }: Attempt): Promise<Reel> {
  const [first] = frames;
  if (!first) throw new RangeError('Expected at least one frame');
  const { width, height } = { width: even(first.width * scale), height: even(first.height * scale) };
  const sized = scale === 1 ? frames.map((one) => one.data) : await Promise.all(frames.map((one) => sharp(one.data, { raw: { width: one.width, height: one.height, channels: 3 } }).resize(width, height, { fit: 'fill' }).raw().toBuffer()));
  const strip = sharp(Buffer.concat(sized), { raw: { width, height: height * frames.length, channels: 3, pageHeight: height }, limitInputPixels: false });
  const data = await (format === 'webp'
    ? strip.webp({ quality, effort: 2, loop: 0, delay, minSize: false })
    : strip.gif({ colours: quality >= 60 ? 256 : quality >= 40 ? 128 : 64, dither: quality >= 60 ? 0.8 : 0.5, effort: 4, interFrameMaxError: quality >= 60 ? 2 : 6, loop: 0, delay })).toBuffer();
  return { data, width, height, frames: frames.length };
}

/**
 * Frames of one size as an animation that loops, at most `maxBytes` long: quality goes first, then size. Nothing but pixels is in it.
 * @throws RangeError when not even the smallest fits
 */
export async function reelOf(pictures: readonly Frame[], format: ReelFormat, maxBytes: number, signal?: AbortSignal): Promise<Reel> {
  const frames: Frame[] = [];
  const delay: number[] = [];
  for (const [index, picture] of pictures.entries()) {
    frames.push(picture);
    const next = pictures[index + 1];
    delay.push(next === undefined ? STAY.last : index === 0 ? STAY.first : STAY.step);
    for (let fade = 1; next && fade <= FADES[format]; fade++) {
      frames.push(between(picture, next, fade / (FADES[format] + 1)));
      delay.push(STAY.fade);
    }
  }
  for (const attempt of ATTEMPTS) {
    signal?.throwIfAborted();
    const reel = await write(frames, delay, format, attempt);
    if (reel.data.length <= maxBytes) return reel;
  }
  throw new RangeError(`Expected a reel of at most ${maxBytes} bytes; ${pictures.length} pictures do not fit`);
}
