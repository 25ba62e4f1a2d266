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
  /** The lens that took the photo, at the photo's focal length and aperture. */
  readonly lens?: LensModel;
  /** What was measured on the photo's edges. */
  readonly survey?: Survey;
};

/** Distortion as lensfun's database has it: the radius at which the lens shows what a perfect one would show at r. */
export type RadialModel =
  | { readonly kind: 'ptlens'; readonly a: number; readonly b: number; readonly c: number } // r·(a·r³ + b·r² + c·r + 1 − a − b − c)
  | { readonly kind: 'poly3'; readonly k1: number } // r·(1 − k1 + k1·r²)
  | { readonly kind: 'poly5'; readonly k1: number; readonly k2: number }; // r·(1 + k1·r² + k2·r⁴)

/** Radius of a colour over that of green: v + c·r + b·r². */
export type FringeModel = { readonly v: number; readonly c: number; readonly b: number };

export type LensModel = {
  /** As the database names it. */
  readonly name: string;
  /** Half diagonals of the photo × this = the radius that `distortion` and `fringes` speak of. */
  readonly unit: number;
  readonly distortion?: RadialModel;
  readonly fringes?: { readonly red: FringeModel; readonly blue: FringeModel };
  /** Half diagonals × this = the radius that `vignetting` speaks of. */
  readonly vignettingUnit: number;
  /** k1, k2, k3: the lens keeps 1 + k1·r² + k2·r⁴ + k3·r⁶ of the light. */
  readonly vignetting?: readonly [k1: number, k2: number, k3: number];
};

/** A homography in fractions of the photo, row-major, from the photo to what is shown. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** Measured once per photo, on the picture that is analysed (`engine.survey`). */
export type Survey = {
  /** By PerspectiveUpright's modes; absent where the photo has no lines to go by. */
  readonly upright: { readonly auto?: Homography; readonly full?: Homography; readonly level?: Homography; readonly vertical?: Homography };
  /** Radius of red and blue over that of green less one, as k0 + k1·r², r = 1 in the corners; absent where it cannot be told from none. */
  readonly lateral?: { readonly red: readonly [k0: number, k1: number]; readonly blue: readonly [k0: number, k1: number] };
};
