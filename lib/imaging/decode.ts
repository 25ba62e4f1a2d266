import type { Metadata } from 'sharp';
import type { Pixels, Size } from '@/lib/develop/types';
import { fitLongEdge } from '@/lib/develop/engine';
import { PhotoError } from './errors';
import { heifAsTiff } from './heif/decode';
import { decodeRaw } from './raw/decode';
import { displayOf } from './raw/display';
import { formatAt } from './sniff';
import { unreadableError } from './probe';
import { planColour, type ColourPlan } from './source';
import { sharp } from './vips';

export type DecodeOptions = {
  /** Longest side of the result in px; never enlarges. Absent: full size. */
  readonly longEdge?: number;
  /** Bits per channel of the result; absent: what the file carries. */
  readonly depth?: 8 | 16;
};

/**
 * Decodes a photo upright into its working space (sRGB, or Display P3 for anything wider). Expects a file that `probe` accepted.
 * Numbers of sRGB and Display P3 files are used untouched; other profiles go through one transform straight to the working space. A RAW photo
 * comes as a scene (`Pixels.scene`) of which the engine makes the picture; asked for 8 bits, as the picture that it is by default.
 * @throws {PhotoError} `truncated`, `damaged` or `missing`
 */
export async function decode(path: string, options: DecodeOptions = {}): Promise<Pixels> {
  const { format } = await formatAt(path).catch((cause: unknown) => {
    throw new PhotoError('missing', 'The file cannot be found or read. Check its path and permissions.', { cause });
  });
  if (format === 'raw') {
    const pixels = await decodeRaw(path, options.longEdge);
    return options.depth === 8 && pixels.scene ? displayOf({ ...pixels, scene: pixels.scene }) : pixels;
  }
  const heif = format === 'heic' ? await heifAsTiff(path) : undefined;
  const input = heif?.tiff ?? path;
  const meta = await sharp(input, { limitInputPixels: false }).metadata().catch((cause: unknown) => {
    throw unreadableError(cause, 'photo');
  });
  const plan = heif?.plan ?? planColour(meta);
  const full: Size = { width: meta.autoOrient.width, height: meta.autoOrient.height };
  const size = options.longEdge === undefined ? full : fitLongEdge(full, options.longEdge);
  const depth = options.depth ?? plan.depth;
  const viaProfile = plan.conversion === 'profile';
  // Without a transform, widening after decoding keeps libjpeg's shrink-on-load.
  const pipelineDepth = depth === 16 && plan.sourceDepth === 8 && !viaProfile ? 8 : depth;
  const pixels = await read(input, meta, plan, full, size, pipelineDepth);
  return depth === pixels.depth ? pixels : widen(pixels);
}

async function read(input: string | Buffer, meta: Metadata, plan: ColourPlan, full: Size, size: Size, depth: 8 | 16): Promise<Pixels> {
  const image = sharp(input, { failOn: 'error', limitInputPixels: false, sequentialRead: true, autoOrient: true, ignoreIcc: plan.conversion !== 'cmyk' });
  if (size.width !== full.width || size.height !== full.height) image.resize(size.width, size.height, { fit: 'fill' });
  if (depth === 16 && plan.sourceDepth === 8 && plan.conversion === 'profile') {
    // libvips widens by v·256; profiles want 65535 for white, and the transform is not linear, so this cannot wait until after it.
    const factors = Array.from({ length: meta.hasAlpha ? 4 : 3 }, () => 257 / 256);
    image.pipelineColourspace('rgb16').linear(factors, factors.map(() => 0));
  }
  if (plan.conversion === 'grey') image.toColourspace(meta.space === 'grey16' ? 'grey16' : 'b-w');
  else if (depth === 16) image.toColourspace('rgb16');
  // sharp leaves the embedded profile on the image under `ignoreIcc` and converts from it here, once, never through sRGB.
  if (plan.conversion === 'profile' || plan.conversion === 'grey') image.withIccProfile(plan.space === 'display-p3' ? 'p3' : 'srgb', { attach: false });
  try {
    const { data, info } = await image.raw(depth === 16 ? { depth: 'ushort' } : { depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 && info.channels !== 4) throw new PhotoError('damaged', `Expected 3 or 4 channels but decoded ${info.channels}.`);
    const base = { width: info.width, height: info.height, channels: info.channels, space: plan.space } as const;
    return depth === 16
      ? { ...base, depth, data: new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) }
      : { ...base, depth, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
  } catch (cause) {
    throw cause instanceof PhotoError ? cause : unreadableError(cause, meta.format ?? 'photo');
  }
}

function widen(pixels: Pixels): Pixels {
  if (pixels.depth === 16) return pixels;
  const data = new Uint16Array(pixels.data.length);
  for (let i = 0; i < data.length; i++) data[i] = (pixels.data[i] ?? 0) * 257;
  return { ...pixels, depth: 16, data };
}
