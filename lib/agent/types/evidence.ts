/** What was measured of a picture. */
import type { EightColour, Size } from '@/lib/develop/types';

/** Statistics of one region. Luma is display-encoded Rec.709 luma as a percentage 0..100; chroma and hue are OKLCh (chroma ×100, degrees). */
export type RegionStats = {
  readonly share: number; // of the picture, 0..1
  readonly luma: { readonly mean: number; readonly median: number; readonly p5: number; readonly p95: number; readonly std: number };
  readonly chroma: number;
  readonly hue: number;
  /** Mean Oklab a and b ×100: the colour cast of the region. */
  readonly cast: { readonly a: number; readonly b: number };
};

export type RegionName =
  | 'whole' | 'shadows' | 'midtones' | 'highlights'
  | 'top' | 'bottom' | 'left' | 'right' | 'centre' | 'edges'
  | 'skin' | EightColour;

/** Measured evidence of one picture. Same picture, same numbers. */
export type Evidence = {
  readonly size: Size;
  readonly luma: {
    readonly mean: number; readonly median: number; readonly std: number;
    readonly p1: number; readonly p5: number; readonly p25: number; readonly p75: number; readonly p95: number; readonly p99: number;
  };
  /** Share of pixels (0..1) with every channel at the floor, or any channel at the ceiling. */
  readonly clipping: { readonly shadows: number; readonly highlights: number };
  readonly colour: { readonly meanChroma: number; readonly p95Chroma: number; readonly colourfulness: number; readonly cast: { readonly a: number; readonly b: number } };
  /** Mean dark channel 0..100: high means veiled. */
  readonly haze: number;
  /** Mean absolute Laplacian of luma in 0..100 units, and the noise estimate (Immerkær 1996), both at observation size. */
  readonly sharpness: number;
  readonly noise: number;
  /** Regions with at least 0.5 % of the pixels. */
  readonly regions: Readonly<Partial<Record<RegionName, RegionStats>>>;
};
