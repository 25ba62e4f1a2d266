import type { Pixels } from '@/lib/develop/types';

/** Mean differences of two pictures over all pixels and the three colour channels, display-encoded values in 0..1. */
export type Difference = {
  /** 100 · mean |a − b|. */
  readonly l1: number;
  /** 1000 · mean (a − b)². */
  readonly l2: number;
};

/**
 * L1 ×10² and L2 ×10³ of a result against an expert's, as ArtEdit-Bench-Lr reports them (JarvisEvo, arXiv 2511.23002): means over pixels in [0, 1].
 * L2 is the mean of the squares, without a root: the published pairs (7.82, 12.45) fit no other reading. Alpha does not count.
 *
 * @throws {RangeError} when the pictures differ in size or colour space
 */
export function difference(a: Pixels, b: Pixels): Difference {
  if (a.width !== b.width || a.height !== b.height) throw new RangeError(`Expected two pictures of one size but received ${a.width}×${a.height} and ${b.width}×${b.height}`);
  if (a.space !== b.space) throw new RangeError(`Expected two pictures in one colour space but received ${a.space} and ${b.space}`);
  const scaleOf = ({ depth }: Pixels): number => 1 / (depth === 8 ? 255 : 65535);
  const [toA, toB] = [scaleOf(a), scaleOf(b)];
  const count = a.width * a.height;
  let absolute = 0, squared = 0;
  for (let at = 0; at < count; at++) for (let channel = 0; channel < 3; channel++) {
    const off = (a.data[at * a.channels + channel] ?? 0) * toA - (b.data[at * b.channels + channel] ?? 0) * toB;
    absolute += Math.abs(off);
    squared += off * off;
  }
  const values = Math.max(1, count * 3);
  return { l1: (100 * absolute) / values, l2: (1000 * squared) / values };
}

/** Peak signal-to-noise ratio in dB: −10·log₁₀ of the mean squared difference. Equal pictures: `most`. */
export const psnr = (a: Pixels, b: Pixels, most = 100): number => {
  const { l2 } = difference(a, b);
  return l2 <= 0 ? most : Math.min(most, -10 * Math.log10(l2 / 1000));
};
