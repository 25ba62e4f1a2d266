import { decimalsOf } from './words';

export type Range = { readonly min: number; readonly max: number; readonly step: number; readonly unit?: string };

/** Colours of light are even steps in reciprocal temperature (mireds), so that is how a slider of Kelvin runs. */
const toTrack = (value: number, { unit }: Range): number => (unit === 'K' ? -1 / value : value);
const fromTrack = (place: number, { unit }: Range): number => (unit === 'K' ? -1 / place : place);

/** Shift slows a drag by this much. */
const FINE = 0.12;
const LEAPS = 10;

/** The nearest value that the slider can take. */
export function quantise(value: number, { min, max, step }: Range): number {
  const snapped = min + Math.round((value - min) / step) * step;
  return Number(Math.min(max, Math.max(min, snapped)).toFixed(decimalsOf(step) + 2));
}

export function fractionOf(value: number, range: Range): number {
  const from = toTrack(range.min, range), to = toTrack(range.max, range);
  return Math.min(1, Math.max(0, (toTrack(value, range) - from) / (to - from)));
}

export function valueAt(fraction: number, range: Range): number {
  const from = toTrack(range.min, range), to = toTrack(range.max, range);
  return quantise(fromTrack(from + Math.min(1, Math.max(0, fraction)) * (to - from), range), range);
}

/** An unrounded value moved by a pointer that went `pixels` along a track of `length`. Round with `quantise` to show it. */
export function dragged(value: number, pixels: number, length: number, range: Range, fine: boolean): number {
  const from = toTrack(range.min, range), to = toTrack(range.max, range);
  const moved = toTrack(value, range) + (pixels / Math.max(1, length)) * (to - from) * (fine ? FINE : 1);
  return fromTrack(Math.min(to, Math.max(from, moved)), range);
}

/** The value after a key, if the key moves a slider. Shift leaps ten steps. */
export function keyed(value: number, key: string, shift: boolean, range: Range): number | undefined {
  const by = range.step * (shift ? LEAPS : 1);
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return quantise(value + by, range);
    case 'ArrowLeft':
    case 'ArrowDown':
      return quantise(value - by, range);
    case 'PageUp':
      return quantise(value + range.step * LEAPS, range);
    case 'PageDown':
      return quantise(value - range.step * LEAPS, range);
    case 'Home':
      return range.min;
    case 'End':
      return range.max;
    default:
      return undefined;
  }
}
