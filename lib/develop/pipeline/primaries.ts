import type { ColourSpace, Matrix3, Scene } from '../types';

/** Row-major 3×3. */
export type Matrix = Matrix3;
export type Vector = readonly [number, number, number];

export const identityMatrix: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

export const times = (m: Matrix, [x, y, z]: Vector): Vector => [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];

export type Primaries = readonly [r: readonly [number, number], g: readonly [number, number], b: readonly [number, number]];

/** RGB spaces that colours are computed in beside those that photos are in. */
export type WideSpace = ColourSpace | 'rec2020' | 'adobe-rgb' | 'prophoto';

/** CIE xy of the primaries. IEC 61966-2-1, SMPTE EG 432-1, ITU-R BT.2020, Adobe RGB (1998), ISO 22028-2 (ROMM). */
const PRIMARIES: Readonly<Record<WideSpace, Primaries>> = {
  srgb: [[0.64, 0.33], [0.3, 0.6], [0.15, 0.06]],
  'display-p3': [[0.68, 0.32], [0.265, 0.69], [0.15, 0.06]],
  rec2020: [[0.708, 0.292], [0.17, 0.797], [0.131, 0.046]],
  'adobe-rgb': [[0.64, 0.33], [0.21, 0.71], [0.15, 0.06]],
  prophoto: [[0.7347, 0.2653], [0.1596, 0.8404], [0.0366, 0.0001]],
};
type Chromaticity = readonly [x: number, y: number];
export const D65: Chromaticity = [0.3127, 0.329];
const D50: Chromaticity = [0.3457, 0.3585];

const xyz = ([x, y]: readonly [number, number]) => [x / y, 1, (1 - x - y) / y] as const;

export function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const A = e * i - f * h, B = f * g - d * i, C = d * h - e * g;
  const k = 1 / (a * A + b * B + c * C);
  return [A * k, (c * h - b * i) * k, (b * f - c * e) * k, B * k, (a * i - c * g) * k, (c * d - a * f) * k, C * k, (b * g - a * h) * k, (a * e - b * d) * k];
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  const cell = (row: 0 | 3 | 6, column: 0 | 1 | 2) => m[row] * n[column] + m[(row + 1) as 1] * n[(column + 3) as 3] + m[(row + 2) as 2] * n[(column + 6) as 6];
  return [cell(0, 0), cell(0, 1), cell(0, 2), cell(3, 0), cell(3, 1), cell(3, 2), cell(6, 0), cell(6, 1), cell(6, 2)];
}

/** RGB → XYZ of primaries, their white at Y = 1 (Lindbloom). */
export function rgbToXyz(primaries: Primaries, white: Chromaticity): Matrix {
  const [r, g, b] = primaries.map(xyz) as unknown as readonly [readonly number[], readonly number[], readonly number[]];
  const columns = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]] as unknown as Matrix;
  const inverse = invert(columns);
  const [x, y, z] = xyz(white);
  const scale = [0, 3, 6].map((row) => inverse[row as 0] * x + inverse[(row + 1) as 1] * y + inverse[(row + 2) as 2] * z) as unknown as readonly [number, number, number];
  return columns.map((value, index) => value * scale[(index % 3) as 0]) as unknown as Matrix;
}

/** Bradford's cone responses, in which a white is adapted to another (ICC.1, annex E). */
const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

function adaptation(from: Chromaticity, to: Chromaticity): Matrix {
  const cones = ([x, y, z]: readonly [number, number, number]) => [0, 3, 6].map((row) => BRADFORD[row as 0] * x + BRADFORD[(row + 1) as 1] * y + BRADFORD[(row + 2) as 2] * z) as [number, number, number];
  const [a, b] = [cones(xyz(from)), cones(xyz(to))];
  return multiply(invert(BRADFORD), multiply([b[0] / a[0], 0, 0, 0, b[1] / a[1], 0, 0, 0, b[2] / a[2]], BRADFORD));
}

const XYZ: Readonly<Record<WideSpace, Matrix>> = {
  srgb: rgbToXyz(PRIMARIES.srgb, D65),
  'display-p3': rgbToXyz(PRIMARIES['display-p3'], D65),
  rec2020: rgbToXyz(PRIMARIES.rec2020, D65),
  'adobe-rgb': rgbToXyz(PRIMARIES['adobe-rgb'], D65),
  prophoto: multiply(adaptation(D50, D65), rgbToXyz(PRIMARIES.prophoto, D50)),
};

const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Linear RGB of one space → linear RGB of another, white to white. */
export const between = (from: WideSpace, to: WideSpace): Matrix => (from === to ? IDENTITY : multiply(invert(XYZ[to]), XYZ[from]));

export const REC2020_FROM_XYZ: Matrix = invert(XYZ.rec2020);

/** Linear RGB of `space` → linear Rec.2020, the working space. */
export const toWorking = (space: ColourSpace): Matrix => multiply(invert(XYZ.rec2020), XYZ[space]);

/** Linear Rec.2020 → linear RGB of `space`. */
export const fromWorking = (space: ColourSpace): Matrix => multiply(invert(XYZ[space]), XYZ.rec2020);

/** A RAW photo's numbers as fractions of 65535 → linear RGB of `space`, where `white` is 1. What `space` cannot hold has channels below 0. */
export const fromScene = ({ white }: Scene, space: ColourSpace): Matrix => fromWorking(space).map((value) => (value * 65535) / white) as unknown as Matrix;

/** Luminance weights of a space's primaries. */
export const luminanceOf = (space: ColourSpace): readonly [number, number, number] => [XYZ[space][3], XYZ[space][4], XYZ[space][5]];

/** XYZ (D65) → LMS of Oklab. Björn Ottosson, "A perceptual color space for image processing" (2020). */
const OKLAB_LMS: Matrix = [0.8189330101, 0.3618667424, -0.1288597137, 0.0329845436, 0.9293118715, 0.0361456387, 0.0482003018, 0.2643662691, 0.633851707];

/** Linear RGB of `space` → LMS of Oklab. */
export const toOklabLms = (space: ColourSpace): Matrix => multiply(OKLAB_LMS, XYZ[space]);
