import type { EightColour } from '@/lib/develop/types';

/**
 * The eight colours as OKLCh hue bands in degrees, `from` inclusive. Primaries of sRGB sit inside their band (red 29°, orange 57°, yellow 110°,
 * green 142°, aqua 195°, blue 264°, purple 293°, magenta 328°). Green starts at 116°, not half-way to yellow: foliage measures 115–135°
 * and a person calls it green.
 */
export const COLOUR_BANDS: readonly { readonly colour: EightColour; readonly from: number; readonly to: number }[] = [
  { colour: 'Red', from: 0, to: 42 },
  { colour: 'Orange', from: 42, to: 80 },
  { colour: 'Yellow', from: 80, to: 116 },
  { colour: 'Green', from: 116, to: 168 },
  { colour: 'Aqua', from: 168, to: 228 },
  { colour: 'Blue', from: 228, to: 280 },
  { colour: 'Purple', from: 280, to: 310 },
  { colour: 'Magenta', from: 310, to: 360 },
];

/** Chroma (OKLCh ×100) below which a pixel has no colour worth naming. */
export const NAMED_CHROMA = 3;

/** The colours that skin can have: OKLCh hue, chroma and luma in percent, from the lightest to the darkest under roughly neutral light. */
export const SKIN = { hue: [28, 78], chroma: [2.8, 12], luma: [14, 96] } as const;

/** Luma (0..100) that divides shadows from midtones and midtones from highlights. */
export const ZONES = { shadows: 30, highlights: 70 } as const;

/**
 * A monotone stand-in for the angle of (a, b), 0..4, that costs one division: the "diamond angle". Tables over it replace atan2.
 */
export function diamond(a: number, b: number): number {
  if (b >= 0) return a >= 0 ? (a + b === 0 ? 0 : b / (a + b)) : 1 - a / (b - a);
  return a < 0 ? 2 + b / (a + b) : 3 + a / (a - b);
}

const DIAMOND_STEPS = 4096;
export const DIAMOND_SCALE = DIAMOND_STEPS / 4;

const hueAt = (index: number): number => {
  const d = (index + 0.5) / DIAMOND_SCALE;
  const quadrant = Math.min(3, Math.floor(d));
  const t = d - quadrant;
  const [a, b] = ([[1 - t, t], [-t, 1 - t], [t - 1, -t], [t, t - 1]] as const)[quadrant as 0 | 1 | 2 | 3];
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
};

/** Band index per diamond angle; hue resolution better than 0.1°. */
export const BAND_AT = Uint8Array.from({ length: DIAMOND_STEPS + 1 }, (_, i) =>
  Math.max(0, COLOUR_BANDS.findIndex((band) => hueAt(Math.min(i, DIAMOND_STEPS - 1)) >= band.from && hueAt(Math.min(i, DIAMOND_STEPS - 1)) < band.to)));

export const bandOfHue = (hue: number): EightColour => COLOUR_BANDS.find((band) => hue >= band.from && hue < band.to)?.colour ?? 'Red';
