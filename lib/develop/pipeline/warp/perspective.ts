import { numberOf } from '../../settings/geometry';
import type { DevelopSettings, Size } from '../../types';
import { IDENTITY3, invert, isIdentity, type Matrix3, multiply } from './matrix';
import { power2, turn } from './series';

/** Both in units of the photo's long edge, from its centre, y down. */
export const centred = ({ width, height }: Size): { readonly width: number; readonly height: number } => {
  const long = Math.max(width, height);
  return { width: width / long, height: height / long };
};

/** How far an offset of 100 moves the photo: this share of its side. */
const OFFSET = 0.811;
/** Aspect 100 stretches by 2 to this power, and narrows the other side as much. */
const ASPECT = 0.137;

/**
 * The Transform sliders as a homography from the lens-corrected photo to what is shown, centred, in units of the long edge: turned first, then tilted
 * and swung by one projection w = 1 − h·x − v·y, then stretched, scaled and moved. Along the direction of the tilt the picture is stretched by
 * 1 + s²·(0.0391 + 0.9251 s − 0.2827 s²), s = |(h, v)|, which undoes the foreshortening. Order and constants follow published measurements of Camera
 * Raw's renders.
 */
export function sliderMatrix(full: Size, settings: DevelopSettings): Matrix3 {
  const share = (name: string) => numberOf(settings, name) / 100;
  const { width, height } = centred(full);
  const { cos, sin } = turn(numberOf(settings, 'PerspectiveRotate'));
  const h = share('PerspectiveHorizontal'), v = share('PerspectiveVertical');
  const s = Math.sqrt(h * h + v * v);
  const e = 0.0391 + 0.9251 * s - 0.2827 * s * s;
  const stretch = power2(ASPECT * share('PerspectiveAspect'));
  const scale = share('PerspectiveScale');
  const rotated: Matrix3 = [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
  const tilted: Matrix3 = [1 + e * h * h, e * h * v, 0, e * h * v, 1 + e * v * v, 0, -h, -v, 1];
  const placed: Matrix3 = [scale / stretch, 0, share('PerspectiveX') * OFFSET * width, 0, scale * stretch, -share('PerspectiveY') * OFFSET * height, 0, 0, 1];
  return multiply(placed, multiply(tilted, rotated));
}

/** A homography in fractions of the photo, 0…1 from its top left corner, as one that is centred and in units of the long edge; and back with `inverse`. */
export function fromFractions(matrix: Matrix3, full: Size): Matrix3 {
  const { width, height } = centred(full);
  const toUnits: Matrix3 = [width, 0, -width / 2, 0, height, -height / 2, 0, 0, 1];
  const toFractions: Matrix3 = [1 / width, 0, 0.5, 0, 1 / height, 0.5, 0, 0, 1];
  return multiply(toUnits, multiply(matrix, toFractions));
}

export function toFractions(matrix: Matrix3, full: Size): Matrix3 {
  const { width, height } = centred(full);
  const toUnits: Matrix3 = [width, 0, -width / 2, 0, height, -height / 2, 0, 0, 1];
  const back: Matrix3 = [1 / width, 0, 0.5, 0, 1 / height, 0.5, 0, 0, 1];
  return multiply(back, multiply(matrix, toUnits));
}

/** From what is shown back to the lens-corrected photo, centred, in px of the full photo; absent where nothing is moved. */
export function perspectiveOf(full: Size, settings: DevelopSettings, upright: Matrix3 = IDENTITY3): Matrix3 | undefined {
  const back = invert(multiply(sliderMatrix(full, settings), upright));
  if (!back || isIdentity(back)) return undefined;
  const long = Math.max(full.width, full.height);
  const toUnits: Matrix3 = [1 / long, 0, 0, 0, 1 / long, 0, 0, 0, 1];
  const toPixels: Matrix3 = [long, 0, 0, 0, long, 0, 0, 0, 1];
  const matrix = multiply(toPixels, multiply(back, toUnits));
  // The centre lies in front of the camera: w is positive there.
  return matrix.map((value) => value / matrix[8]) as unknown as Matrix3;
}
