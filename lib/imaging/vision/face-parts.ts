import type { Face } from './faces';
import { type Picture, type Plane, type Point, ramp } from './plane';
import { polygons, windowOf } from './polygon';

/** Outlines in the indices of MediaPipe's face mesh. */
const OUTLINES = {
  rightEye: [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  leftEye: [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
  rightBrow: [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
  leftBrow: [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
  lips: [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146],
  mouth: [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95],
  oval: [10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109],
  /** From the ears under the nose down to the chin: where a beard grows. */
  beard: [234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323, 454, 426, 327, 2, 98, 206],
} as const satisfies Readonly<Record<string, readonly number[]>>;

export type Outline = keyof typeof OUTLINES;

/** An outline in px of the masks, grown about its middle by `grow`. */
export function outline(face: Face, name: Outline, scale: number, grow = 1): readonly Point[] {
  const points = OUTLINES[name].map((i): Point => {
    const [x, y] = face.mesh[i] ?? [0, 0];
    return [x * scale, y * scale];
  });
  const cx = points.reduce((sum, [x]) => sum + x, 0) / points.length, cy = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  return points.map(([x, y]): Point => [cx + (x - cx) * grow, cy + (y - cy) * grow]);
}

const widthOf = (points: readonly Point[]): number => Math.max(...points.map(([x]) => x)) - Math.min(...points.map(([x]) => x));
const heightOf = (points: readonly Point[]): number => Math.max(...points.map(([, y]) => y)) - Math.min(...points.map(([, y]) => y));

/** Iris and pupil as share of the width of the open eye: 11.7 mm of some 30 mm. */
const IRIS = 0.2;

/** A mask of a part of the picture: where its first pixel lies. */
export type Patch = Plane & { readonly x: number; readonly y: number };

/** Masks of the parts that the face mesh knows, for one face. `picture` at the masks' size. */
export class FaceParts {
  readonly #face: Face;
  readonly #picture: Picture;
  readonly #scale: number;

  constructor(face: Face, picture: Picture, scale: number) {
    this.#face = face;
    this.#picture = picture;
    this.#scale = scale;
  }

  /** Width of an open eye in px of the masks. */
  get eyeWidth(): number {
    return (widthOf(this.#outline('rightEye')) + widthOf(this.#outline('leftEye'))) / 2;
  }

  get eyes(): Patch {
    return this.#filled([this.#outline('rightEye', 1.08), this.#outline('leftEye', 1.08)], 0.12);
  }

  get eyewhites(): Patch {
    const irises = [this.#outline('rightEye'), this.#outline('leftEye')].map((eye) => this.#irisOf(eye));
    return inPlace(this.eyes, (v, x, y) => irises.reduce((left, iris) => left * ramp(Math.sqrt((x + 0.5 - iris.x) ** 2 + (y + 0.5 - iris.y) ** 2), iris.radius * 0.9, iris.radius * 1.15), v));
  }

  get brows(): Patch {
    return this.#filled([this.#outline('rightBrow', 1.1), this.#outline('leftBrow', 1.1)], 0.25);
  }

  get lips(): Patch {
    const whole = this.#filled([this.#outline('lips')], 0.12);
    if (!this.mouthOpen) return whole;
    const mouth = polygons(whole, [this.#outline('mouth')], this.eyeWidth * 0.08).data;
    return { ...whole, data: whole.data.map((v, i) => v * (1 - (mouth[i] ?? 0))) };
  }

  get mouthOpen(): boolean {
    const mouth = this.#outline('mouth');
    return heightOf(mouth) > 0.12 * widthOf(mouth);
  }

  /** Bright, little coloured parts of an open mouth. */
  get teeth(): Patch {
    const mouth = this.#filled([this.#outline('mouth')], 0.05);
    if (!this.mouthOpen) return { ...mouth, data: mouth.data.fill(0) };
    let brightest = 0;
    inPlace(mouth, (v, x, y) => {
      if (v > 0.5) brightest = Math.max(brightest, this.#light(x, y));
      return v;
    });
    return inPlace(mouth, (v, x, y) => {
      const at = (y * this.#picture.width + x) * 3, { data } = this.#picture;
      const r = (data[at] ?? 0) / 255, g = (data[at + 1] ?? 0) / 255, b = (data[at + 2] ?? 0) / 255;
      const colourful = (Math.max(r, g, b) - Math.min(r, g, b)) / Math.max(0.05, r, g, b);
      return v * ramp(this.#light(x, y), brightest * 0.45, brightest * 0.65) * (1 - ramp(colourful, 0.35, 0.5));
    });
  }

  /** Where a beard would be. */
  get lowerFace(): Patch {
    return this.#filled([this.#outline('beard', 1.15)], 0.4);
  }

  #outline(name: Outline, grow = 1): readonly Point[] {
    return outline(this.#face, name, this.#scale, grow);
  }

  /** `feather` in widths of an eye. */
  #filled(shapes: readonly (readonly Point[])[], feather: number): Patch {
    const soft = this.eyeWidth * feather, window = windowOf(shapes.flat(), soft, this.#picture);
    return { ...polygons(window, shapes, soft), x: window.x, y: window.y };
  }

  /** Middle of the iris: where the darkness within the open eye lies. */
  #irisOf(eye: readonly Point[]): { readonly x: number; readonly y: number; readonly radius: number } {
    let sum = 0, mx = 0, my = 0;
    inPlace(this.#filled([eye], 0), (covered, x, y) => {
      const dark = covered * (1 - this.#light(x, y)) ** 3;
      sum += dark;
      mx += dark * (x + 0.5);
      my += dark * (y + 0.5);
      return covered;
    });
    return { x: sum > 0 ? mx / sum : 0, y: sum > 0 ? my / sum : 0, radius: widthOf(eye) * IRIS };
  }

  #light(x: number, y: number): number {
    const at = (y * this.#picture.width + x) * 3, { data } = this.#picture;
    return (0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0)) / 255;
  }
}

/** What is covered made anew from its coverage and place in the picture. */
function inPlace(patch: Patch, f: (covered: number, x: number, y: number) => number): Patch {
  const data = patch.data.slice();
  for (let y = 0, i = 0; y < patch.height; y++) for (let x = 0; x < patch.width; x++, i++) if ((data[i] ?? 0) > 0) data[i] = f(data[i] ?? 0, patch.x + x, patch.y + y);
  return { ...patch, data };
}
