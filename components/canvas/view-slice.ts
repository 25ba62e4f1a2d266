import type { Size } from '@/lib/develop/types';
import type { Point, View } from './zoom';

/** How pixel values are written: 0…100 %, 0…255, or CIE L*a*b* (D50). */
export type Readout = 'percent' | 'rgb' | 'lab';

/** How the picture is looked at. */
export type ViewSlice = {
  /** `null` is "fit". */
  readonly view: View | null;
  /** Of one picture: half the canvas when two lie side by side. CSS px. */
  readonly viewport: Size;
  /** Over the canvas, CSS px from the viewport's corner; zooming by keys keeps what is there where it is. */
  readonly pointer: Point | null;
  readonly loupe: boolean;
  /** Which clipped ends are marked on the picture. */
  readonly clipping: { readonly shadows: boolean; readonly highlights: boolean };
};

export const viewStart: ViewSlice = { view: null, viewport: { width: 0, height: 0 }, pointer: null, loupe: false, clipping: { shadows: false, highlights: false } };

/** Neutral shades for the wall around the picture, dark to light: black, the studio's, dim, middle grey (L* 50), white. */
export const SURROUNDS = ['#000000', '#161616', '#3b3b3b', '#777777', '#ffffff'] as const;
