import type { Evidence } from '@/lib/agent/types';
import type { DevelopSettings } from '@/lib/develop/types';
import { type Random, randomOf, seedOf } from '../random';
import { placed, STYLE_SLIDERS } from './sliders';

/** A simulated photographer: what it wants of a picture, as a function of what it sees in the photo. Its tastes are hidden from whoever learns them. */
export type Photographer = { readonly name: string; readonly moves: Readonly<Record<string, (evidence: Evidence) => number>> };

const stops = (from: number, to: number): number => Math.log2(to / Math.max(4, from)) * 1.1;
const above = (value: number, limit: number): number => Math.max(0, value - limit);

/** Five that nobody would confuse. Bends, limits and dependence on the photo are theirs and not the learner's: none is linear in its features. */
export const PHOTOGRAPHERS: readonly Photographer[] = [
  {
    name: 'airy',
    moves: {
      Exposure2012: ({ luma }) => Math.max(-0.3, stops(luma.mean, 56) * 0.8), Highlights2012: ({ luma }) => -30 - 1.4 * above(luma.p95, 80), Shadows2012: ({ luma }) => 25 + 1.5 * above(20, luma.p5),
      Blacks2012: () => 18, Contrast2012: () => -14, IncrementalTemperature: ({ colour }) => 4 - 2.2 * colour.cast.b, Vibrance: ({ colour }) => 14 - 1.2 * colour.meanChroma, SaturationAdjustmentGreen: () => -22, LuminanceAdjustmentOrange: () => 12,
    },
  },
  {
    name: 'moody',
    moves: {
      Exposure2012: ({ luma }) => Math.min(0.2, stops(luma.mean, 31)), Contrast2012: ({ luma }) => 12 + 1.5 * above(26, luma.std), Highlights2012: ({ regions }) => -35 - 90 * (regions.highlights?.share ?? 0), Blacks2012: () => -16, Whites2012: ({ luma }) => 0.8 * above(92, luma.p99),
      IncrementalTemperature: ({ colour }) => 9 - 1.5 * colour.cast.b, Saturation: () => -14, SaturationAdjustmentBlue: () => -30, PostCropVignetteAmount: () => -18, GrainAmount: () => 16, Clarity2012: () => 10,
    },
  },
  {
    name: 'vivid',
    moves: {
      Exposure2012: ({ luma }) => stops(luma.mean, 46) * 0.9, Contrast2012: ({ luma }) => 2 * above(25, luma.std), Vibrance: ({ colour }) => 12 + 3.2 * above(9, colour.meanChroma), Saturation: ({ colour }) => 1.2 * above(8, colour.meanChroma), Dehaze: ({ haze }) => Math.min(35, 0.9 * above(haze, 14)),
      Clarity2012: ({ regions }) => 18 - 90 * (regions.skin?.share ?? 0), Texture: ({ regions }) => 12 - 60 * (regions.skin?.share ?? 0), SaturationAdjustmentBlue: ({ regions }) => 30 * Math.sqrt(regions.Blue?.share ?? 0), Whites2012: ({ luma }) => 1.5 * above(96, luma.p99), Blacks2012: ({ luma }) => -1.6 * luma.p5,
    },
  },
  {
    name: 'film',
    moves: {
      Exposure2012: ({ luma }) => stops(luma.mean, 44) * 0.6, Contrast2012: () => -8, Blacks2012: () => 24, Highlights2012: ({ luma }) => -1.8 * above(luma.p95, 72), Saturation: ({ colour }) => -1.6 * above(colour.meanChroma, 4), SplitToningShadowHue: () => 205, SplitToningShadowSaturation: () => 14, SplitToningHighlightHue: () => 45, SplitToningHighlightSaturation: () => 12,
      GrainAmount: () => 28, GrainSize: () => 32, IncrementalTint: ({ colour }) => -4 - 2 * colour.cast.a, IncrementalTemperature: ({ colour }) => 3 - 1.2 * colour.cast.b,
    },
  },
  {
    name: 'faithful',
    moves: {
      Exposure2012: ({ luma }) => Math.max(-1.5, Math.min(1.5, stops(luma.median, 42) * 0.5)), Highlights2012: ({ clipping, luma }) => -600 * clipping.highlights - 0.7 * above(luma.p95, 88), Shadows2012: ({ clipping, luma }) => 300 * clipping.shadows + 1.1 * above(12, luma.p5),
      IncrementalTemperature: ({ colour }) => -3 * colour.cast.b, IncrementalTint: ({ colour }) => -3.4 * colour.cast.a, Sharpness: () => 38, Vibrance: () => 6,
    },
  },
];

/** A hand is not steady: how far a slider comes to rest from where it was wanted, in shares of half its travel and of the move itself. */
const UNSTEADY = { travel: 0.012, move: 0.08 };

/** What a photographer does to a photo; the seed is that of the day. */
export function edited({ name, moves }: Photographer, id: string, evidence: Evidence, seed: number): DevelopSettings {
  const random: Random = randomOf(seedOf('photographer', name, id, seed));
  return Object.fromEntries(STYLE_SLIDERS.flatMap((slider) => {
    const wanted = moves[slider.tool.name]?.(evidence);
    if (wanted === undefined) return [];
    const half = (slider.tool.max - slider.tool.min) / 2;
    const rests = wanted + random.normal() * (UNSTEADY.travel * half + UNSTEADY.move * Math.abs(wanted));
    return [[slider.tool.name, placed(slider, rests)] as const];
  }));
}
