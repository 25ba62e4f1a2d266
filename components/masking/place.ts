import type { Mask } from '@/lib/develop/settings';
import type { Size } from '@/lib/develop/types';
import type { Place } from '../pointing/marks';
import { toShares, type Point } from './plane';

const PAIR = /^([dMm]) (\S+) (\S+)$/;

/** Where the pin of a mask stands, in shares of the photo; nowhere for what has no place of its own (the sky, a range of light). */
export function pinOf(mask: Mask): Place | undefined {
  switch (mask.What) {
    case 'Mask/Gradient': return [(mask.ZeroX + mask.FullX) / 2, (mask.ZeroY + mask.FullY) / 2];
    case 'Mask/CircularGradient': return [(mask.Left + mask.Right) / 2, (mask.Top + mask.Bottom) / 2];
    case 'Mask/Paint': {
      const [, , x, y] = mask.Dabs.map((dab) => PAIR.exec(dab)).find((found) => found?.[1] === 'd') ?? [];
      return x === undefined || y === undefined ? undefined : [Number(x), Number(y)];
    }
    case 'Mask/Aggregate': return mask.Masks.map(pinOf).find((pin) => pin !== undefined);
    case 'Mask/RangeMask': {
      const [, , , x, y] = mask.CorrectionRangeMask.Type === 1 ? (mask.CorrectionRangeMask.PointModels?.[0] ?? []) : [];
      return x === undefined || y === undefined ? undefined : [x, y];
    }
    case 'Mask/Image': {
      const [x, y] = (mask.ReferencePoint ?? '').split(' ').map(Number);
      return x !== undefined && y !== undefined && Number.isFinite(x + y) && mask.ReferencePoint !== '' ? [x, y] : undefined;
    }
    case 'unknown': return undefined;
  }
}

/** The fields of a mask that say where it lies, after a move by px of the photo; undefined for what cannot be moved by hand. */
export function movedFields(mask: Mask, by: Point, photo: Size): Partial<Mask> | undefined {
  const [dx, dy] = toShares(by, photo);
  switch (mask.What) {
    case 'Mask/Gradient': return { ZeroX: mask.ZeroX + dx, ZeroY: mask.ZeroY + dy, FullX: mask.FullX + dx, FullY: mask.FullY + dy };
    case 'Mask/CircularGradient': return { Left: mask.Left + dx, Right: mask.Right + dx, Top: mask.Top + dy, Bottom: mask.Bottom + dy };
    case 'Mask/Paint': return { Dabs: mask.Dabs.map((dab) => dab.replace(PAIR, (_, kind: string, x: string, y: string) => `${kind} ${shifted(x, dx)} ${shifted(y, dy)}`)) };
    case 'Mask/Aggregate': return { Masks: mask.Masks.map((one) => ({ ...one, ...movedFields(one, by, photo) }) as Mask) };
    case 'Mask/RangeMask': case 'Mask/Image': case 'unknown': return undefined;
  }
}

const shifted = (value: string, by: number): string => String(Math.round((Number(value) + by) * 1e5) / 1e5);
