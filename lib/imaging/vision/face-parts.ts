import type { Face } from './faces';
import { clamp, luma, map, type Picture, type Plane, planeOf, type Point, ramp } from './plane';
import { polygons } from './polygon';

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

/** Middle of the iris: where the darkness within the open eye lies. */
function irisOf(eye: readonly Point[], light: Plane): { readonly x: number; readonly y: number; readonly radius: number } {
  const inside = polygons(light, [eye], 0);
  let sum = 0, x = 0, y = 0;
  inside.data.forEach((covered, i) => {
    if (covered <= 0) return;
    const dark = covered * (1 - (light.data[i] ?? 0)) ** 3;
    sum += dark;
    x += dark * ((i % light.width) + 0.5);
    y += dark * (Math.floor(i / light.width) + 0.5);
  });
  return { x: sum > 0 ? x / sum : 0, y: sum > 0 ? y / sum : 0, radius: widthOf(eye) * IRIS };
}

/** Masks of the parts that the face mesh knows, for one face. `picture` at the masks' size. */
export class FaceParts {
  readonly #face: Face;
  readonly #picture: Picture;
  readonly #scale: number;
  #light: Plane | undefined;

  constructor(face: Face, picture: Picture, scale: number) {
    this.#face = face;
    this.#picture = picture;
    this.#scale = scale;
  }

  /** Width of an open eye in px of the masks. */
  get eyeWidth(): number {
    return (widthOf(this.#outline('rightEye')) + widthOf(this.#outline('leftEye'))) / 2;
  }

  get eyes(): Plane {
    return polygons(this.#picture, [this.#outline('rightEye', 1.08), this.#outline('leftEye', 1.08)], this.eyeWidth * 0.12);
  }

  get eyewhites(): Plane {
    const light = this.#lightness();
    const irises = [this.#outline('rightEye'), this.#outline('leftEye')].map((eye) => irisOf(eye, light));
    return map(this.eyes, (v, i) => {
      const x = (i % light.width) + 0.5, y = Math.floor(i / light.width) + 0.5;
      return v <= 0 ? 0 : irises.reduce((left, iris) => left * ramp(Math.sqrt((x - iris.x) ** 2 + (y - iris.y) ** 2), iris.radius * 0.9, iris.radius * 1.15), v);
    });
  }

  get brows(): Plane {
    return polygons(this.#picture, [this.#outline('rightBrow', 1.1), this.#outline('leftBrow', 1.1)], this.eyeWidth * 0.25);
  }

  get lips(): Plane {
    const whole = polygons(this.#picture, [this.#outline('lips')], this.eyeWidth * 0.12);
    const mouth = this.mouthOpen ? polygons(this.#picture, [this.#outline('mouth')], this.eyeWidth * 0.08) : planeOf(whole);
    return map(whole, (v, i) => v * (1 - (mouth.data[i] ?? 0)));
  }

  get mouthOpen(): boolean {
    const mouth = this.#outline('mouth');
    return heightOf(mouth) > 0.12 * widthOf(mouth);
  }

  /** Bright, little coloured parts of an open mouth. */
  get teeth(): Plane {
    if (!this.mouthOpen) return planeOf(this.#picture);
    const mouth = polygons(this.#picture, [this.#outline('mouth')], this.eyeWidth * 0.05);
    const light = this.#lightness();
    let brightest = 0;
    mouth.data.forEach((v, i) => { if (v > 0.5) brightest = Math.max(brightest, light.data[i] ?? 0); });
    return map(mouth, (v, i) => {
      if (v <= 0) return 0;
      const [r, g, b] = [0, 1, 2].map((c) => this.#picture.data[i * 3 + c] ?? 0) as [number, number, number];
      const colourful = (Math.max(r, g, b) - Math.min(r, g, b)) / Math.max(0.05, r, g, b);
      return v * ramp(light.data[i] ?? 0, brightest * 0.45, brightest * 0.65) * (1 - ramp(colourful, 0.35, 0.5));
    });
  }

  get oval(): Plane {
    return polygons(this.#picture, [this.#outline('oval', 1.02)], this.eyeWidth * 0.3);
  }

  /** Where a beard would be. */
  get lowerFace(): Plane {
    return polygons(this.#picture, [this.#outline('beard', 1.15)], this.eyeWidth * 0.4);
  }

  #outline(name: Outline, grow = 1): readonly Point[] {
    return outline(this.#face, name, this.#scale, grow);
  }

  #lightness(): Plane {
    this.#light ??= map(luma(this.#picture), (v) => clamp(v));
    return this.#light;
  }
}
