/**
 * From a camera's own RGB to Rec.2020, for any white balance (Adobe, "Digital Negative Specification" 1.7.1, chapter 6, "Mapping Camera Color
 * Space to CIE XYZ Space"). Only + − × ÷ and square roots, so that every host gives the same numbers.
 */
import { identityMatrix, invert, multiply, times, type Matrix, REC2020_FROM_XYZ, type Vector } from '../pipeline/primaries';
import type { CameraColour, CameraMatrix } from '../types';
import { chromaticityOf, whitePointOf, type Chromaticity, type WhitePoint } from './kelvin';

const D50: Chromaticity = [0.34567, 0.3585];
const D65: Chromaticity = [0.3127, 0.329];

const whiteXyz = ([x, y]: Chromaticity): Vector => [x / y, 1, (1 - x - y) / y];
const diagonal = ([a, b, c]: Vector): Matrix => [a, 0, 0, 0, b, 0, 0, 0, c];
const largestIsOne = ([r, g, b]: Vector): Vector => {
  const most = Math.max(r, g, b);
  return [r / most, g / most, b / most];
};

/** Lam, "Metamerism and Colour Constancy" (1985): the linear Bradford transform. */
const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

function adapt(from: Chromaticity, to: Chromaticity): Matrix {
  const [r, g, b] = times(BRADFORD, whiteXyz(from)), [R, G, B] = times(BRADFORD, whiteXyz(to));
  return multiply(invert(BRADFORD), multiply(diagonal([R / r, G / g, B / b]), BRADFORD));
}

/** The matrix of a light: the two calibrations mixed by reciprocal temperature. */
function matrixAt({ matrices }: CameraColour, kelvin: number): CameraMatrix {
  const [first, second] = matrices;
  if (!first) return { kelvin, fromXyz: identityMatrix };
  if (!second || first.kelvin === second.kelvin) return first;
  const share = Math.min(1, Math.max(0, (1 / kelvin - 1 / first.kelvin) / (1 / second.kelvin - 1 / first.kelvin)));
  const mix = (a: Matrix, b: Matrix): Matrix => a.map((value, k) => value + ((b[k] ?? 0) - value) * share) as unknown as Matrix;
  const forward = first.forward && second.forward && mix(first.forward, second.forward);
  return { kelvin, fromXyz: mix(first.fromXyz, second.fromXyz), ...(forward && { forward }) };
}

/** Chromaticity of the light in which `neutral` is neutral: matrix and light depend on each other, so by iteration (DNG §6). */
function lightOf(camera: CameraColour): Chromaticity {
  let light = D50;
  for (let pass = 0; pass < 30; pass++) {
    const [x, y, z] = times(invert(matrixAt(camera, whitePointOf(light).temperature).fromXyz), camera.neutral);
    const next: Chromaticity = [x / (x + y + z), y / (x + y + z)];
    const moved = Math.abs(next[0] - light[0]) + Math.abs(next[1] - light[1]);
    if (!Number.isFinite(moved) || next[1] < 0.05) return light;
    light = next;
    if (moved < 1e-7) break;
  }
  return light;
}

/** Camera RGB, not white-balanced, → linear Rec.2020 under a light; the light's `neutral` becomes (1, 1, 1). */
function cameraToRec2020(camera: CameraColour, light: Chromaticity, neutral: Vector): Matrix {
  const { fromXyz, forward } = matrixAt(camera, whitePointOf(light).temperature);
  const balance = diagonal([1 / neutral[0], 1 / neutral[1], 1 / neutral[2]]);
  const toD65 = forward
    ? multiply(adapt(D50, D65), multiply(forward, balance))
    : multiply(adapt(light, D65), invert(fromXyz));
  const matrix = multiply(REC2020_FROM_XYZ, toD65);
  // Files round their matrices: what is left of a cast in neutrals is taken out by scaling rows.
  const [r, g, b] = times(matrix, neutral);
  return multiply(diagonal([1 / r, 1 / g, 1 / b]), matrix);
}

/** The light that the camera's own white balance stands for. */
export const asShot = (camera: CameraColour): WhitePoint => whitePointOf(lightOf(camera));

/** The light in which a grey has `colour`, linear Rec.2020 balanced as shot: what to set so that it turns grey. */
export function lightOfGrey(camera: CameraColour, colour: Vector): WhitePoint {
  const [r, g, b] = times(invert(balancedToRec2020(camera)), colour);
  const neutral = largestIsOne([r * camera.neutral[0], g * camera.neutral[1], b * camera.neutral[2]].map((v) => Math.max(1e-3, v)) as unknown as Vector);
  return asShot({ ...camera, neutral });
}

/** Camera RGB that is white-balanced as shot (neutrals have equal channels) → linear Rec.2020. Rows sum to 1. */
export function balancedToRec2020(camera: CameraColour): Matrix {
  return multiply(cameraToRec2020(camera, lightOf(camera), camera.neutral), diagonal(camera.neutral));
}

/**
 * Linear Rec.2020 balanced as shot → the same balanced for another light: back to the camera's RGB, scaled there, and forward with that
 * light's matrix. What was neutral as shot keeps its luminance.
 */
export function rebalance(camera: CameraColour, white: WhitePoint): Matrix {
  const light = chromaticityOf(white);
  const neutral = largestIsOne(times(matrixAt(camera, whitePointOf(light).temperature).fromXyz, whiteXyz(light)).map((v) => Math.max(1e-3, v)) as unknown as Vector);
  const change = multiply(cameraToRec2020(camera, light, neutral), invert(cameraToRec2020(camera, lightOf(camera), camera.neutral)));
  const [r, g, b] = times(change, [1, 1, 1]);
  const luminance = 0.2627 * r + 0.678 * g + 0.0593 * b;
  return change.map((value) => value / luminance) as unknown as Matrix;
}
