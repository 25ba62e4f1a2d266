import type { Crop } from './crop-box';

/** Lines that help to compose, in the order in which they are cycled through. */
export const GRIDS = ['thirds', 'golden', 'diagonal', 'triangle', 'grid', 'none'] as const;
export type Grid = (typeof GRIDS)[number];

/** Cropping on the canvas. */
export type CropSlice = {
  readonly cropping: boolean;
  /** Stays for a moment after cropping, until the cropped picture is there. */
  readonly crop: Crop | null;
  /** What it began with; the same object as long as nothing was drawn. */
  readonly cropStart: Crop | null;
  readonly grid: Grid;
  /** A line is drawn that is to be level or upright. */
  readonly levelling: boolean;
};

export const cropClosed: CropSlice = { cropping: false, crop: null, cropStart: null, grid: 'thirds', levelling: false };
