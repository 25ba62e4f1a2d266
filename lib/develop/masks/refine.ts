import type { Raster, Refinement } from '../assets';
import type { Module } from '../kernels/loader';
import { linearPlanes } from '../pipeline/analysis';
import type { Pixels } from '../types';

/** Blocks of the analysed picture that share a model. */
const CELL = 2;
/** Contrasts well above √ε of the guide (square root of light, 0…1) are edges that a mask follows; smaller ones are texture that it ignores. */
const EPSILON = 6e-4;
/** Pixels of the raster by which its edges may be wrong: how far around a pixel the model looks. */
const DOUBT = 1.5;
const RADIUS = { least: 2, most: 12 } as const;
/** A raster this coarse (its radius in blocks) is fitted again to its own last answer, made more decided: one fit alone leaves a haze along edges. */
const COARSE = 4, ROUNDS = 2, DECIDED = 1.7;

/**
 * Models a raster by the photo's colours, cell by cell. The coarser the raster, the farther its edges may move to find the photo's.
 *
 * @param pixels the whole upright photo at `analysisSize`
 */
export function refine(module: Module, pixels: Pixels, raster: Raster): Refinement {
  const { arena, kernels } = module;
  const { width, height } = pixels;
  const [r, g, b] = linearPlanes(module, pixels);
  const p = arena.slot('matte.p', width * height * 4);
  const bytes = arena.slot('matte.raster', raster.data.length);
  arena.u8.set(raster.data, bytes);
  kernels.spreadRaster(p, bytes, raster.width, raster.height, width, height);

  const columns = Math.ceil(width / CELL), rows = Math.ceil(height / CELL), count = columns * rows;
  const stride = Math.ceil(count / 4) * 16;
  const moments = arena.slot('matte.moments', stride * 13), scratch = arena.slot('matte.scratch', stride), grid = arena.slot('matte.grid', count * 16);
  const radius = Math.min(RADIUS.most, Math.max(RADIUS.least, Math.ceil((DOUBT * width) / raster.width / CELL)));
  const fit = (reach: number): void => {
    kernels.matteMoments(moments, stride, r, g, b, p, width, height, CELL);
    for (let k = 0; k < 13; k++) kernels.boxMean(moments + k * stride, moments + k * stride, scratch, columns, rows, reach);
    kernels.matteModel(moments, stride, count, EPSILON);
    for (let k = 0; k < 4; k++) kernels.boxMean(moments + k * stride, moments + k * stride, scratch, columns, rows, reach);
    kernels.quads(grid, moments, stride, count);
  };
  fit(radius);
  const xs = arena.slot('matte.xs', width * 4 + 16), ys = arena.slot('matte.ys', width * 4 + 16);
  for (let round = 1; round <= ROUNDS && radius >= COARSE; round++) {
    for (let y = 0; y < height; y++) {
      const at = y * width * 4;
      kernels.positionsRow(xs, ys, width, 0, 1, 0.5, 0, y + 0.5);
      kernels.matteRow(p + at, r + at, g + at, b + at, xs, ys, width, grid, columns, rows, columns / width, rows / height);
    }
    kernels.decide(p, width * height, DECIDED);
    fit(Math.max(RADIUS.least, radius >> round));
  }
  return { width: columns, height: rows, data: arena.floats(grid, count * 4).slice() };
}
