import type { Address, Arena } from '../../kernels/arena';
import * as layout from '../../kernels/assembly/colour-layout';
import type { ColourKernels } from '../../kernels/colour';
import type { ColourSpace } from '../../types';
import { TABLE_GAMMAS } from '../../looks';
import { between, fromWorking, invert, type Matrix, multiply, toWorking } from '../primaries';
import { calibrationMatrix } from './calibration';
import { packPoint } from './points';
import type { ColourRecipe } from './recipe';

/** Linear sRGB → LMS. Björn Ottosson, "A perceptual color space for image processing" (2020). */
const SRGB_TO_LMS: Matrix = [
  0.4122214708, 0.5363325363, 0.0514459929,
  0.2119034982, 0.6806995451, 0.1073969566,
  0.0883024619, 0.2817188376, 0.6299787005,
];

function matricesOf(space: ColourSpace): readonly Matrix[] {
  const toLms = space === 'srgb' ? SRGB_TO_LMS : multiply(SRGB_TO_LMS, multiply(fromWorking('srgb'), toWorking(space)));
  return [toWorking(space), fromWorking(space), toLms, invert(toLms)];
}

const IDENTITY_CURVE = Float32Array.from({ length: layout.CURVE_CELLS + 1 }, (_, i) => i / layout.CURVE_CELLS);

/** Whether any entry of a hue table has something in its column: 0 shift, 2 luminance. */
function moves(hues: Float32Array, column: number): boolean {
  for (let i = column; i < hues.length; i += 4) if (hues[i] !== 0) return true;
  return false;
}

/**
 * Writes a recipe where the kernels read it (`assembly/colour-layout.ts`), RECIPE_BYTES at `address`.
 *
 * @param nodes where the recipe's table lies, if it has one
 * @param final the result is a picture in `space`, compressed into its gamut; otherwise it stays in the LUT domain for tools to come
 */
export function writeRecipe(kernels: ColourKernels, arena: Arena, address: Address, recipe: ColourRecipe, space: ColourSpace, final: boolean, nodes?: Address): void {
  const { calibration, curves, refine, points, hues, grading, table, vibrance, saturation, grayscale } = recipe;
  const { f32 } = arena;
  const at = (offset: number) => (address + offset) / 4;
  const flags =
    (curves ? layout.HAS_CURVES : 0) |
    (curves?.channels ? layout.HAS_CHANNEL_CURVES : 0) |
    (hues ? layout.HAS_HUE_TABLE | (moves(hues, 0) ? layout.HAS_TURNS : 0) | (moves(hues, 2) ? layout.HAS_LIFTS : 0) : 0) |
    (saturation !== 0 ? layout.HAS_CHROMA : 0) |
    (grayscale ? layout.IS_GRAYSCALE : 0) |
    (grading ? layout.HAS_GRADING : 0) |
    (calibration ? layout.HAS_CALIBRATION : 0) |
    (refine !== undefined ? layout.HAS_REFINE : 0) |
    (points ? layout.HAS_POINTS : 0) |
    (table && final ? layout.HAS_TABLE : 0) |
    (final ? layout.IS_FINAL : 0);
  f32.set([0, vibrance, saturation], at(layout.FLAGS));
  const word = (offset: number, value: number) => { new Int32Array(f32.buffer, address + offset, 1)[0] = value; };
  word(layout.FLAGS, flags);
  matricesOf(space).forEach((matrix, i) => f32.set(matrix, at(layout.TO_WIDE) + 9 * i));
  if (hues) f32.set(hues, at(layout.HUE_TABLE));
  if (curves) {
    const tables = [curves.master, ...(curves.channels ?? [])];
    [layout.CURVE_MASTER, layout.CURVE_RED, layout.CURVE_GREEN, layout.CURVE_BLUE].forEach((offset, i) => f32.set(tables[i] ?? IDENTITY_CURVE, at(offset)));
  }
  if (calibration) f32.set([...calibrationMatrix(calibration, space, kernels), calibration.shadowTint], at(layout.CALIBRATION));
  if (refine !== undefined) f32.set([refine], at(layout.REFINE));
  if (points) {
    word(layout.POINT_COUNT, Math.min(layout.MOST_POINTS, points.length));
    f32.set(between(space, 'prophoto'), at(layout.TO_PROPHOTO));
    points.slice(0, layout.MOST_POINTS).forEach((point, i) => f32.set(packPoint(kernels, point), at(layout.POINTS) + i * (layout.POINT_BYTES / 4)));
  }
  if (table && nodes !== undefined) {
    const { dimensions, divisions, gamma, gamut, primaries } = table.table;
    [nodes, divisions, dimensions, TABLE_GAMMAS.indexOf(gamma), gamut === 'extend' ? 1 : 0].forEach((value, i) => word(layout.TABLE + 4 * i, value));
    f32.set([table.amount, 0, 0, ...between(space, primaries), ...between(primaries, space)], at(layout.TABLE_AMOUNT));
  }
  if (grading) {
    f32.set([grading.low, grading.high, grading.width], at(layout.GRADE_LOW));
    grading.wheels.forEach(({ hue, chroma, luminance }, i) => {
      const radians = (hue / 180) * Math.PI;
      // The kernels' own sine, so that every host writes the same bits.
      f32.set([chroma * kernels.cos(radians), chroma * kernels.sin(radians), luminance, 0], at(layout.GRADE_WHEELS) + 4 * i);
    });
  }
}

