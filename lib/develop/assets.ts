import type { Size } from './types';

/** One value per pixel over the whole upright photo, at any resolution; rows top to bottom, 0…255. */
export type Raster = Size & { readonly data: Uint8Array };

/**
 * What a picture needs beside the pixels of its photo and its settings. The host finds it (models, files, the photo's own metadata), keeps it with
 * the photo and hands it to the engine. Plain data: it may cross threads. What is missing renders as if the tool that asks for it were off.
 */
export type Assets = {
  /** Coverage of the masks that look at the photo, by `maskKey`. */
  readonly masks?: Readonly<Record<string, Raster>>;
  /** Distance: 0 nearest, 255 farthest. */
  readonly depth?: Raster;
};
