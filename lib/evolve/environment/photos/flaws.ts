import type { DevelopSettings } from '@/lib/develop/types';
import type { Evidence } from '@/lib/agent/types';
import type { Random } from '../../random';
import type { WishId } from '../words/wishes';

/**
 * What can be wrong with a photo: settings that are developed into its pixels, and the measured number that says it worked (`reads`, higher is worse).
 * `least`: by how much it must have moved, or the flaw is made stronger. `unasked`: what nobody would ask for on top of it.
 */
export type Flaw = {
  readonly id: FlawId;
  /** Settings at a strength of about 1; `random` varies them. */
  readonly settings: (strength: number) => DevelopSettings;
  readonly reads: (evidence: Evidence) => number;
  readonly least: number;
  readonly unasked: readonly WishId[];
};
export type FlawId = 'under' | 'over' | 'warm' | 'cool' | 'green' | 'magenta' | 'flat' | 'harsh' | 'veiled' | 'garish' | 'dull' | 'dark-shadows';

const hundredths = (value: number): number => Math.round(value * 100) / 100;
const scaled = (amounts: Readonly<Record<string, number>>) => (strength: number): DevelopSettings =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, name === 'Exposure2012' ? Math.max(-5, Math.min(5, hundredths(amount * strength))) : Math.max(-100, Math.min(100, Math.round(amount * strength)))]));

const flaw = (id: FlawId, amounts: Readonly<Record<string, number>>, reads: Flaw['reads'], least: number, unasked: readonly WishId[]): Flaw => ({ id, settings: scaled(amounts), reads, least, unasked });

export const FLAWS: readonly Flaw[] = [
  flaw('under', { Exposure2012: -1.3 }, ({ luma }) => -luma.mean, 6, ['darker', 'moody', 'blacks-deeper']),
  flaw('over', { Exposure2012: 1.1 }, ({ luma }) => luma.mean, 6, ['brighter', 'airy', 'whites-up', 'shadows-up']),
  flaw('warm', { IncrementalTemperature: 45 }, ({ colour }) => colour.cast.b, 1.2, ['warmer', 'golden']),
  flaw('cool', { IncrementalTemperature: -45 }, ({ colour }) => -colour.cast.b, 1.2, ['cooler', 'blues-richer']),
  flaw('green', { IncrementalTint: -45 }, ({ colour }) => -colour.cast.a, 0.8, ['greens-richer']),
  flaw('magenta', { IncrementalTint: 45 }, ({ colour }) => colour.cast.a, 0.8, []),
  flaw('flat', { Contrast2012: -70, Blacks2012: 45, Whites2012: -35 }, ({ luma }) => -luma.std, 2, ['contrast-less', 'fade', 'soft']),
  flaw('harsh', { Contrast2012: 75, Blacks2012: -25, Whites2012: 20 }, ({ luma }) => luma.std, 1.5, ['contrast', 'blacks-deeper', 'whites-up', 'clarity']),
  flaw('veiled', { Dehaze: -45, Contrast2012: -20 }, ({ haze }) => haze, 3, ['contrast-less', 'fade', 'airy', 'soft']),
  flaw('garish', { Saturation: 55, Vibrance: 25 }, ({ colour }) => colour.meanChroma, 1, ['saturated', 'vibrance', 'greens-richer', 'blues-richer']),
  flaw('dull', { Saturation: -50, Vibrance: -20 }, ({ colour }) => -colour.meanChroma, 0.8, ['less-saturated', 'greens-less', 'black-white']),
  flaw('dark-shadows', { Shadows2012: -70, Blacks2012: -30 }, ({ luma }) => -luma.p25, 2, ['blacks-deeper', 'moody', 'darker']),
];

export const flawOf = (id: FlawId): Flaw => {
  const found = FLAWS.find((one) => one.id === id);
  if (!found) throw new RangeError(`Expected a flaw but received ${id}.`);
  return found;
};

/** Strengths to try, weakest first, until it shows: photos differ in how much they take. */
export const strengths = (random: Random): readonly number[] => {
  const first = random.between(0.7, 1.15);
  return [first, first * 1.4, first * 1.9];
};
