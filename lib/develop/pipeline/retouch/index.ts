/**
 * Retouching replaces source pixels, in the photo's frame, before anything else looks at them: spots and strokes, then red eyes. Done once per
 * (source, retouch settings), it gives small rectangles of finished pixels (`Patch`) that the sampler lays over the source while it reads.
 *
 * What has to be found (a heal's source, a removal's patches) is found on the photo at the analysis size, whatever size is rendered, so that a preview
 * and an export show the same.
 */
import type { Module } from '../../kernels/loader';
import { isList } from '../../settings/json';
import { anchorOf, RED_EYES, redEyesOf, RETOUCH_AREAS, type RetouchArea, retouchAreasOf } from '../../settings';
import type { DevelopSettings, Pixels } from '../../types';
import { Canvas, type Patch } from './canvas';
import { clone, heal, logTableOf, shifted } from './heal';
import { redEye } from './red-eye';
import { withinLimit } from './limit';
import { mosaicFilling, planRemoval, type Removal } from './remove';
import { type ShapeGrid, shapeGrid } from './shape';
import { findSource, overviewOf } from './source';

export type { Patch } from './canvas';

export const hasRetouch = (settings: DevelopSettings): boolean => retouchAreasOf(settings).length > 0 || redEyesOf(settings, { width: 1e4, height: 1e4 }).length > 0;

/** The same for settings that retouch alike. */
export const retouchKey = (settings: DevelopSettings): string => (hasRetouch(settings) ? JSON.stringify([settings[RETOUCH_AREAS] ?? null, settings[RED_EYES] ?? null]) : '');

/** Where an area's pixels come from: one offset, in fractions of the photo, or a field of them. */
type Origin = { readonly dx: number; readonly dy: number } | Removal;

const isAutomatic = (area: RetouchArea): boolean => area.source === undefined;

/** The origins of the areas that have no source of their own; `small` is the photo at the analysis size. */
function findOrigins(module: Module, small: Pixels, areas: readonly RetouchArea[]): ReadonlyMap<RetouchArea, Origin> {
  const automatic = areas.filter(isAutomatic);
  if (automatic.length === 0) return new Map();
  const overview = overviewOf(small, logTableOf(module, small), areas);
  const { cos, sin } = module.kernels;
  return new Map(automatic.flatMap((area): readonly (readonly [RetouchArea, Origin])[] => {
    const origin = (area.method === 'remove' ? planRemoval(overview, area) : undefined) ?? findSource(overview, area, cos, sin);
    return origin ? [[area, origin]] : [];
  }));
}

/**
 * Where healed and cloned areas without a source of their own take their pixels from, shares of the photo; one for each value of `RetouchAreas`.
 * `small` as for `retouch`, which finds the same.
 */
export function foundSources(module: Module, small: Pixels, settings: DevelopSettings): readonly (readonly [x: number, y: number] | undefined)[] {
  const value = settings[RETOUCH_AREAS];
  const listed = (isList(value) ? value : []).map((one) => retouchAreasOf({ [RETOUCH_AREAS]: [one] })[0]);
  const areas = withinLimit(listed.filter((area): area is RetouchArea => area !== undefined), small);
  const wanted = areas.filter((area) => isAutomatic(area) && area.method !== 'remove');
  if (wanted.length === 0) return listed.map(() => undefined);
  const overview = overviewOf(small, logTableOf(module, small), areas);
  const { cos, sin } = module.kernels;
  return listed.map((area) => {
    const found = area && wanted.includes(area) ? findSource(overview, area, cos, sin) : undefined;
    const anchor = area && anchorOf(area);
    return found && anchor && [anchor.x + found.dx, anchor.y + found.dy];
  });
}

/** Patches over `source` (the upright photo at any size) for the settings' retouching. `small`: the same photo at the analysis size. */
export function retouch(module: Module, source: Pixels, small: Pixels, settings: DevelopSettings): readonly Patch[] {
  const areas = withinLimit(retouchAreasOf(settings), small);
  const canvas = new Canvas(source);
  const origins = findOrigins(module, small, areas);
  for (const area of areas) {
    const grid = shapeGrid(area, source);
    const origin = originOf(area, origins);
    if (grid && origin) canvas.add(patchesFor(module, canvas, area, grid, origin));
  }
  for (const eye of redEyesOf(settings, source)) canvas.add(redEye(module.kernels, canvas, eye));
  return canvas.patches;
}

function originOf(area: RetouchArea, origins: ReadonlyMap<RetouchArea, Origin>): Origin | undefined {
  const anchor = anchorOf(area);
  return area.source ? { dx: area.source.x - anchor.x, dy: area.source.y - anchor.y } : origins.get(area);
}

function patchesFor(module: Module, canvas: Canvas, area: RetouchArea, grid: ShapeGrid, origin: Origin): readonly Patch[] {
  const { width, height } = canvas.pixels;
  if ('pieces' in origin) {
    const table = logTableOf(module, canvas.pixels);
    return heal(module, canvas, area, grid, table, mosaicFilling(canvas, table, grid, origin));
  }
  const dx = Math.round(origin.dx * width), dy = Math.round(origin.dy * height);
  if (area.method === 'clone') return clone(canvas, area, grid, dx, dy);
  const table = logTableOf(module, canvas.pixels);
  return heal(module, canvas, area, grid, table, shifted(canvas, table, dx, dy));
}
