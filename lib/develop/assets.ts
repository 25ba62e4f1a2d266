import type { Size } from './types';

/** One value per pixel over the whole upright photo, at any resolution; rows top to bottom, 0…255. */
export type Raster = Size & { readonly data: Uint8Array };

/** A raster brought to the photo's edges (`Engine.refine`): `width` × `height` cells over the photo, each a model (a_r, a_g, a_b, c) of the value by colour. */
export type Refinement = Size & { readonly data: Float32Array };

/** What was found in a photo. `id` names its content (equal id, equal data), so that it is put into an engine's memory once for many jobs. */
export type Found = Raster & { readonly id?: string; readonly refinement?: Refinement };

/**
 * What a picture needs beside the pixels of its photo and its settings. The host finds it (models, files, the photo's own metadata), keeps it with
 * the photo and hands it to the engine. Plain data: it may cross threads. What is missing renders as if the tool that asks for it were off.
 */
export type Assets = {
  /** Coverage of the masks that look at the photo, by `maskKey`. */
  readonly masks?: Readonly<Record<string, Found>>;
  /** Distance: 0 nearest, 255 farthest. */
  readonly depth?: Found;
};
