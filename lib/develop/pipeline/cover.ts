import { groupCoverage } from '../masks/coverage';
import type { Module } from '../kernels/loader';
import type { Mask } from '../settings';
import { photoMap } from './geometry';
import { Positions } from './photo-map';
import { makePlanes } from './planes';
import type { RenderJob } from './render';
import { Sampler } from './sampler';

/** Which part of a rendered picture a list of masks covers. */
export type CoverJob = Pick<RenderJob, 'source' | 'full' | 'settings' | 'assets' | 'output'> & { readonly masks: readonly Mask[] };

const TILE = { width: 512, height: 32 };

/** Coverage of masks in the frame of the settings, `output.width` × `output.height` bytes, 0…255. */
export function cover(module: Module, { source, full, settings, assets = {}, output, masks }: CoverJob): Uint8Array {
  const { arena } = module;
  const map = photoMap(full, settings, output, assets);
  const sampler = new Sampler(module, source, map, output, true, 0);
  const positions = new Positions(module, 'cover', map, TILE.width);
  const coverage = groupCoverage(masks, { module, full, map, space: source.space, width: TILE.width, assets, positions }, 'cover');
  const planes = makePlanes(arena, 'cover.tile', TILE.width, TILE.height, source.channels === 4);
  const line = arena.slot('cover.line', TILE.width * 4 + 16);
  const out = new Uint8Array(output.width * output.height);
  for (let y0 = 0; y0 < output.height; y0 += TILE.height) {
    for (let x0 = 0; x0 < output.width; x0 += TILE.width) {
      const x1 = Math.min(output.width, x0 + TILE.width), y1 = Math.min(output.height, y0 + TILE.height), n = x1 - x0;
      sampler.read({ x0, y0, x1, y1 }, planes);
      for (let y = y0; y < y1; y++) {
        const at = (y - y0) * planes.pitch;
        coverage(line, { y, first: x0, n, rgb: [planes.r + at, planes.g + at, planes.b + at] });
        const values = arena.floats(line, n);
        for (let i = 0; i < n; i++) out[y * output.width + x0 + i] = Math.round((values[i] ?? 0) * 255);
      }
    }
  }
  return out;
}
