import type { Pixels } from '@/lib/develop/types';
import { encode } from './encode';
import { lettering } from './lettering';
import { sharp } from './vips';

/** Size of a link's card, px: 1.91 : 1, which every reader of Open Graph and Twitter cards shows whole. */
export const CARD = { width: 1200, height: 630 } as const;

/** From this shape on both halves show the two halves of one picture; a taller one stands there twice. */
const WIDE = 1.2;
const SEAM = 4;
const LABEL = { size: 26, inset: 24, pad: 14 } as const;

async function label(text: string, right: boolean) {
  const words = await lettering(text, LABEL.size);
  if (!words) return [];
  const plate = { width: words.width + 2 * LABEL.pad, height: words.height + 2 * LABEL.pad };
  const left = right ? CARD.width - LABEL.inset - plate.width : LABEL.inset;
  return [
    { input: await sharp({ create: { ...plate, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0.62 } } }).png().toBuffer(), left, top: LABEL.inset },
    { input: words.data, left: left + LABEL.pad, top: LABEL.inset + LABEL.pad },
  ];
}

/** Before | after as a JPEG of 1200 × 630 px in sRGB, nothing but pixels in it. @param words of the two halves */
export async function cardOf(before: Pixels, after: Pixels, words: { readonly before: string; readonly after: string }): Promise<Buffer> {
  const half = CARD.width / 2;
  const split = after.width / after.height >= WIDE;
  const width = split ? CARD.width : half;
  const side = async (pixels: Pixels, left: number) => {
    const covering = await sharp(await encode(pixels, { format: 'png' })).flatten({ background: '#ffffff' }).resize(width, CARD.height, { fit: 'cover' }).toColourspace('srgb').png().toBuffer();
    return split ? sharp(covering).extract({ left, top: 0, width: half, height: CARD.height }).png().toBuffer() : covering;
  };
  const [left, right] = await Promise.all([side(before, 0), side(after, half)]);
  const seam = await sharp({ create: { width: SEAM, height: CARD.height, channels: 3, background: '#ffffff' } }).png().toBuffer();
  return sharp({ create: { ...CARD, channels: 3, background: '#161616' } })
    .composite([{ input: left, left: 0, top: 0 }, { input: right, left: half, top: 0 }, { input: seam, left: half - SEAM / 2, top: 0 }, ...(await label(words.before, false)), ...(await label(words.after, true))])
    .jpeg({ quality: 86 }).toBuffer();
}
