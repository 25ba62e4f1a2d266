import type { DevelopSettings } from '@/lib/develop/types';

/** A rectangle in shares of the upright photo. */
export type Crop = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** How a photo of the environment is made of a file: all that a worker needs to make it again, to the byte. */
export type Recipe = {
  readonly id: string;
  readonly path: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
  readonly crop?: Crop;
  /** Long edge, px, that the photo is taken to have; absent: the file's own. */
  readonly longEdge?: number;
  /** What is wrong with it: settings developed into its pixels. */
  readonly flaw?: DevelopSettings;
};

/** What of a recipe decides its pixels: what it is called and where the file lies do not. */
export const contentOf = ({ sha256, crop, longEdge, flaw }: Recipe) => ({ sha256, ...(crop && { crop }), ...(longEdge !== undefined && { longEdge }), ...(flaw && { flaw }) });
