import { fitLongEdge } from '@/lib/develop/engine';
import type { Pixels, Size } from '@/lib/develop/types';
import { oklabOf } from './colour-model';
import { Guide } from './guided';
import { type Picture, pictureOf, type Plane, Pyramid, resizePicture, resizePlane } from './plane';

/** Long edge in px at which masks are handed over. */
export const MASK_EDGE = 1024;
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
  #guides = new Map<string, Guide>();

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

  /** Brings a mask of any size to the masks' own, its edges on those of the photo. `radius` in px of the masks. */
  refine(mask: Plane, radius = 8, epsilon = 1e-4): Plane {
    const key = `${radius}/${epsilon}`;
    const guide = this.#guides.get(key) ?? new Guide(this.picture, radius, epsilon);
    this.#guides.set(key, guide);
    return guide.refine(resizePlane(mask, this.size));
  }
}
