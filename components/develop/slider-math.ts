import { decimalsOf } from './words';

export type Range = { readonly min: number; readonly max: number; readonly step: number };

/** Shift slows a drag by this much. */
const FINE = 0.12;
const LEAPS = 10;

/** The nearest value that the slider can take. */
export function quantise(value: number, { min, max, step }: Range): number {
  const snapped = min + Math.round((value - min) / step) * step;
  return Number(Math.min(max, Math.max(min, snapped)).toFixed(decimalsOf(step) + 2));
}

export function fractionOf(value: number, { min, max }: Range): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

export function valueAt(fraction: number, range: Range): number {
  return quantise(range.min + Math.min(1, Math.max(0, fraction)) * (range.max - range.min), range);
}

/** An unrounded value moved by a pointer that went `pixels` along a track of `length`. Round with `quantise` to show it. */
export function dragged(value: number, pixels: number, length: number, range: Range, fine: boolean): number {
  const moved = value + (pixels / Math.max(1, length)) * (range.max - range.min) * (fine ? FINE : 1);
  return Math.min(range.max, Math.max(range.min, moved));
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
