import { fitLongEdge } from '@/lib/develop/engine';
import type { Raster } from '@/lib/develop/assets';
import type { Pixels, Size } from '@/lib/develop/types';
import { oklabOf } from './colour-model';
import { Guide } from './guided';
import { type Colours, type Picture, pictureOf, type Plane, Pyramid, resizeColours, resizePicture } from './plane';

/** Long edge in px at which masks are handed over. */
const MASK_EDGE = 1024;
/** The guided filter's reach in px of the masks, and the variance of colour that it takes for flat. */
const RADIUS = 8, FLAT = 1e-4;
/** Long edge in px at which regions are cut. */
export const CUT_EDGE = 288;

/** One photo and what is derived from it, made when first asked for. Boxes and points in it are px of `size`. */
export class Scene {
  readonly photo: Picture;
  readonly pyramid: Pyramid;
  /** Of the masks. */
  readonly size: Size;
  #picture: Picture | undefined;
  #lab: Colours | undefined;
  #guide: Guide | undefined;

  constructor(pixels: Pixels) {
    this.photo = pictureOf(pixels);
    this.pyramid = new Pyramid(this.photo);
    this.size = fitLongEdge(pixels, MASK_EDGE);
  }

  /** Mask px per photo px. */
  get scale(): number {
    return this.size.width / this.photo.width;
  }

  get picture(): Picture {
    this.#picture ??= resizePicture(this.photo, this.size);
    return this.#picture;
  }

  /** The photo in Oklab at `CUT_EDGE`. */
  get lab(): Colours {
    this.#lab ??= oklabOf(resizeColours(this.picture, fitLongEdge(this.size, CUT_EDGE)));
    return this.#lab;
  }

  get #edges(): Guide {
    return (this.#guide ??= new Guide(this.picture, RADIUS, FLAT));
  }

  /** The size from which masks are refined without resampling. */
  get coarse(): Size {
    return this.#edges.half;
  }

  /** Brings a mask of any size to the masks' own, its edges on those of the photo; what is below `low` becomes nothing, above `high` all. */
  refine(mask: Plane, low = 0, high = 1): Raster {
    return this.#edges.refine(mask, low, high);
  }
}
