import type { ColourSpace } from '@/lib/develop/types';
import { decodeApart } from '../decoders';
import { PhotoError } from '../errors';
import type { ColourPlan } from '../source';
import { planProfile } from '../source';
import type { HeifHeader } from './libheif';
import { asTiff } from './tiff';

/** Colour primaries of ITU-T H.273 §8.1 that need no conversion: BT.709 and unspecified, SMPTE EG 432 (P3 with D65). */
const SPACES: Readonly<Record<number, ColourSpace>> = { 1: 'srgb', 2: 'srgb', 12: 'display-p3' };
/** Transfer characteristics of H.273 §8.2 that displays and editors treat as sRGB's: BT.709, unspecified, BT.601, sRGB, BT.2020. */
const SDR_TRANSFERS = new Set([1, 2, 6, 13, 14, 15]);

/** How the colours of a HEIC photo are read: by its profile, else by its code points, else as sRGB. */
export function planHeif({ icc, nclx, bits }: HeifHeader): ColourPlan {
  const sourceDepth = bits > 8 ? 16 : 8;
  if (icc || !nclx) return planProfile(icc, sourceDepth);
  const space = SPACES[nclx.primaries];
  if (!space || !SDR_TRANSFERS.has(nclx.transfer)) {
    throw new PhotoError('unsupported-format', 'This HEIC photo is in an HDR format (HLG or PQ, BT.2020), which cannot be edited yet. Export it as a standard picture (SDR), or as JPEG, and try again.');
  }
  return { space, depth: sourceDepth, sourceDepth, conversion: 'none', notices: [] };
}

/** A HEIC photo, upright, as a TIFF in memory with its profile, and how to read it. */
export async function heifAsTiff(path: string): Promise<{ readonly tiff: Buffer; readonly plan: ColourPlan }> {
  const pixels = await decodeApart('heifPixels', { path });
  return { tiff: asTiff(pixels), plan: planHeif(pixels) };
}
