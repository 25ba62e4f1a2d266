import { fitLongEdge } from '@/lib/develop/engine';
import type { Pixels, Size } from '@/lib/develop/types';
import { oklabOf } from './colour-model';
import { Guide } from './guided';
import { type Picture, pictureOf, type Plane, Pyramid, resizePicture } from './plane';

/** Long edge in px at which masks are handed over. */
export const MASK_EDGE = 1024;
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
  #lab: Picture | undefined;
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
    this.#picture ??= this.size.width === this.photo.width ? this.photo : resizePicture(this.photo, this.size);
    return this.#picture;
  }

  /** The photo in Oklab at `CUT_EDGE`. */
  get lab(): Picture {
    this.#lab ??= oklabOf(resizePicture(this.picture, fitLongEdge(this.size, CUT_EDGE)));
    return this.#lab;
  }

  /** Brings a mask of any size to the masks' own, its edges on those of the photo. */
  refine(mask: Plane): Plane {
    this.#guide ??= new Guide(this.picture, RADIUS, FLAT);
    return this.#guide.refine(mask);
  }
}
