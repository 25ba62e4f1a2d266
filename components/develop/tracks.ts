import { EIGHT_COLOURS } from '@/lib/develop/tools';

/** Display hues, in degrees of HSL, of the eight colours: only for painting tracks. */
const HUES: Readonly<Record<string, number>> = { Red: 0, Orange: 30, Yellow: 58, Green: 120, Aqua: 180, Blue: 225, Purple: 270, Magenta: 310 };

const hsl = (hue: number, saturation = 65, lightness = 50) => `hsl(${hue} ${saturation}% ${lightness}%)`;
const gradient = (...stops: readonly string[]) => `linear-gradient(to right, ${stops.join(', ')})`;
const RAINBOW = gradient(...Array.from({ length: 13 }, (_, i) => hsl(i * 30)));

const FIXED: Readonly<Record<string, string>> = {
  IncrementalTemperature: gradient(hsl(215, 70, 55), 'var(--line)', hsl(38, 80, 55)),
  Temperature: gradient(hsl(215, 70, 55), 'var(--line)', hsl(38, 80, 55)),
  Tint: gradient(hsl(120, 45, 45), 'var(--line)', hsl(310, 55, 55)),
  IncrementalTint: gradient(hsl(120, 45, 45), 'var(--line)', hsl(310, 55, 55)),
  Saturation: gradient('#808080', hsl(0), hsl(45), hsl(120), hsl(225)),
  Vibrance: gradient('#808080', hsl(20, 45), hsl(160, 45), hsl(225, 55)),
};

/** The background of a slider's track, where a colour says more than a line. */
export function trackOf(name: string): string | undefined {
  if (FIXED[name]) return FIXED[name];
  if (/^(ColorGrade|SplitToning)\w*Hue$/.test(name)) return RAINBOW;
  const colour = EIGHT_COLOURS.find((one) => name.endsWith(one.name));
  const hue = colour && HUES[colour.name];
  if (hue === undefined) return undefined;
  if (name.startsWith('HueAdjustment')) return gradient(hsl(hue - 30), hsl(hue), hsl(hue + 30));
  if (name.startsWith('SaturationAdjustment')) return gradient('#808080', hsl(hue));
  if (name.startsWith('LuminanceAdjustment') || name.startsWith('GrayMixer')) return gradient(hsl(hue, 50, 15), hsl(hue, 55, 50), hsl(hue, 60, 85));
  return undefined;
}
