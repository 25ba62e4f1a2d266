import { hueWeights } from '@/lib/develop/pipeline/colour/hues';
import { EIGHT_COLOURS } from '@/lib/develop/tools';
import type { EightColour } from '@/lib/develop/types';

type Rgb = readonly [red: number, green: number, blue: number];

const linear = (value: number): number => (value <= 10.31475 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** Hue in degrees and chroma of Oklab (Ottosson 2020) of a display colour, sRGB 0…255. */
export function oklabHue([red, green, blue]: Rgb): { readonly hue: number; readonly chroma: number } {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s, c = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { hue: ((Math.atan2(c, a) * 180) / Math.PI + 360) % 360, chroma: Math.hypot(a, c) };
}

/** A colour as good as none has no hue to move. */
const LEAST_CHROMA = 0.012;
/** Smaller shares of a hue are its neighbours' affair. */
const LEAST_SHARE = 0.12;

/** The mixer's colours under a place, with how much of a drag each takes: the strongest all of it. None in grey. */
export function coloursAt(rgb: Rgb): readonly { readonly colour: EightColour; readonly share: number }[] {
  const { hue, chroma } = oklabHue(rgb);
  if (chroma < LEAST_CHROMA) return [];
  const weights = hueWeights(hue);
  const shares = EIGHT_COLOURS.map(({ name }) => ({ colour: name, share: weights[name] })).filter(({ share }) => share > LEAST_SHARE);
  const most = Math.max(...shares.map(({ share }) => share));
  return shares.map(({ colour, share }) => ({ colour, share: share / most })).sort((a, b) => b.share - a.share);
}

/** Display-encoded Rec. 709 luma in percent: the tone that a curve moves. */
export const toneAt = ([red, green, blue]: Rgb): number => ((0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255) * 100;

/** Slider units for a pull of pixels: right and up are more; shift pulls finely. */
export const deltaOf = (dx: number, dy: number, fine: boolean): number => Math.round((dx - dy) * 0.5 * (fine ? 0.12 : 1));
