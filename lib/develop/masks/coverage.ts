import type { Assets } from '../assets';
import type { Address } from '../kernels/arena';
import type { Module } from '../kernels/loader';
import type { PhotoMap, Positions } from '../pipeline/photo-map';
import { luminanceOf, toOklabLms } from '../pipeline/primaries';
import { combineFields, combineMode, inverted, maskStrength, type GradientMask, type ImageMask, type Mask, type RadialMask, type RangeMask } from '../settings';
import type { ColourSpace, Size } from '../types';
import { isPainting, painted } from './brush';
import { isComplement, maskKey } from './needs';
import { feathered, valuesOf } from './placed';

/** One row of the picture: `n` output pixels from column `first` of row `y`, with the untouched photo's linear red, green and blue. */
export type MaskRow = { readonly y: number; readonly first: number; readonly n: number; readonly rgb: readonly [Address, Address, Address] };

/** Writes a mask's coverage of a row, 0…1, to `dst`. */
export type Coverage = (dst: Address, row: MaskRow) => void;

/** Where the picture lies: `map` takes output pixel indices to px of the full upright photo, in which masks are placed. */
export type MaskContext = {
  readonly module: Module; readonly full: Size; readonly map: PhotoMap; readonly space: ColourSpace; readonly width: number;
  readonly assets: Assets;
  /** Where the pixels of a row lie in the photo: the only way to ask where a warp is. */
  readonly positions: Positions;
};

const MODES = { add: 0, subtract: 1, intersect: 2 } as const;

/** The masks of a list that count, in order, with strokes that follow each other at its start as one: painting them together costs one plane. */
function partsOf(masks: readonly Mask[]): readonly Mask[] {
  const active = masks.filter(({ MaskActive }) => MaskActive !== false);
  const others = active.findIndex((mask) => !isPainting([mask]));
  const strokes = others < 0 ? active : active.slice(0, others);
  return strokes.length > 1 ? [{ What: 'Mask/Aggregate', Masks: strokes }, ...active.slice(strokes.length)] : active;
}

/**
 * The coverage of a list of masks, combined in order. A mask that cannot be computed (its raster is missing, its kind unknown) covers nothing, so
 * it never spreads an adjustment over a picture that it was not meant for. `slot` names scratch memory.
 */
export function groupCoverage(masks: readonly Mask[], context: MaskContext, slot: string): Coverage {
  const { arena, kernels } = context.module;
  const scratch = arena.slot(`${slot}.mask`, context.width * 4 + 16);
  const parts = partsOf(masks).map((mask, index) => {
    const coverage = coverageOf(mask, context, `${slot}.${index}`);
    return { coverage, mode: MODES[combineMode(mask)], strength: maskStrength(mask), invert: coverage !== undefined && inverted(mask) };
  });
  return (dst, row) => {
    kernels.fillRow(dst, 0, row.n);
    for (const { coverage, mode, strength, invert } of parts) {
      if (coverage) coverage(scratch, row);
      else kernels.fillRow(scratch, 0, row.n);
      kernels.combineRow(dst, scratch, row.n, mode, strength, invert);
    }
  };
}

function coverageOf(mask: Mask, context: MaskContext, slot: string): Coverage | undefined {
  switch (mask.What) {
    case 'Mask/Gradient': return gradient(mask, context);
    case 'Mask/CircularGradient': return radial(mask, context);
    case 'Mask/RangeMask': return range(mask, context, slot);
    case 'Mask/Aggregate': return aggregate(mask.Masks, context, slot);
    // How it combines is the list's business: alone it is what it covers.
    case 'Mask/Paint': return painted([{ ...mask, ...combineFields('add') }], context, slot);
    case 'Mask/Image': return image(mask, context, slot);
    case 'unknown': return undefined;
  }
}

function aggregate(masks: readonly Mask[], context: MaskContext, slot: string): Coverage {
  const active = masks.filter(({ MaskActive }) => MaskActive !== false);
  return isPainting(active) ? painted(active, context, slot) : groupCoverage(active, context, slot);
}

function image(mask: ImageMask, context: MaskContext, slot: string): Coverage | undefined {
  const key = maskKey(mask);
  const found = key === undefined ? undefined : context.assets.masks?.[key];
  if (!found) return undefined;
  const coverage = feathered(found, mask.MaskFeather ?? 0, context, slot);
  return isComplement(mask) ? complement(coverage, context, slot) : coverage;
}

function complement(coverage: Coverage, { module: { arena, kernels }, width }: MaskContext, slot: string): Coverage {
  const inner = arena.slot(`${slot}.inner`, width * 4 + 16);
  return (dst, row) => {
    coverage(inner, row);
    kernels.fillRow(dst, 1, row.n);
    kernels.accumulateRow(dst, inner, -1, row.n);
  };
}

function gradient(mask: GradientMask, { module: { kernels }, full, map: { frame: map, warp }, positions }: MaskContext): Coverage {
  const zx = mask.ZeroX * full.width, zy = mask.ZeroY * full.height;
  const dx = mask.FullX * full.width - zx, dy = mask.FullY * full.height - zy;
  const length = dx * dx + dy * dy;
  if (length === 0) return (dst, { n }) => kernels.fillRow(dst, 1, n);
  const step = (map.xx * dx + map.yx * dy) / length;
  return (dst, { y, first, n }) => {
    if (warp) {
      const { xs, ys } = positions.at(y, first, n);
      return kernels.gradientRowAt(dst, n, xs, ys, dx / length, dy / length, -(zx * dx + zy * dy) / length);
    }
    const origin = ((map.x0 + map.xy * y - zx) * dx + (map.y0 + map.yy * y - zy) * dy) / length;
    kernels.gradientRow(dst, n, first, step, origin);
  };
}

function radial(mask: RadialMask, { module: { kernels }, full, map: { frame: map, warp }, positions }: MaskContext): Coverage {
  const cx = ((mask.Left + mask.Right) / 2) * full.width, cy = ((mask.Top + mask.Bottom) / 2) * full.height;
  const a = Math.max(0.5, (Math.abs(mask.Right - mask.Left) / 2) * full.width), b = Math.max(0.5, (Math.abs(mask.Bottom - mask.Top) / 2) * full.height);
  const round = Math.max(0, mask.Roundness) / 100;
  const rx = a + (Math.min(a, b) - a) * round, ry = b + (Math.min(a, b) - b) * round;
  const power = 2 * kernels.exp2(Math.max(0, -mask.Roundness) / 50);
  const angle = (mask.Angle / 180) * Math.PI;
  const cos = kernels.cos(angle), sin = kernels.sin(angle);
  const bias = Math.min(0.95, Math.max(0.05, mask.Midpoint / 100));
  const uStep = (map.xx * cos + map.yx * sin) / rx, vStep = (map.yx * cos - map.xx * sin) / ry;
  return (dst, { y, first, n }) => {
    if (warp) {
      const { xs, ys } = positions.at(y, first, n);
      const [ux, uy, vx, vy] = [cos / rx, sin / rx, -sin / ry, cos / ry];
      return kernels.radialRowAt(dst, n, xs, ys, ux, uy, -(cx * ux + cy * uy), vx, vy, -(cx * vx + cy * vy), power, mask.Feather / 100, bias);
    }
    const dx = map.x0 + map.xy * y - cx, dy = map.y0 + map.yy * y - cy;
    kernels.radialRow(dst, n, first, uStep, (dx * cos + dy * sin) / rx, vStep, (dy * cos - dx * sin) / ry, power, mask.Feather / 100, bias);
  };
}

/** How far, in Oklab, a colour range reaches: from nearly one colour to a third of all. */
const reachOf = (amount: number): number => 0.04 + 0.3 * amount;

function range({ CorrectionRangeMask: spec }: RangeMask, context: MaskContext, slot: string): Coverage | undefined {
  const { module: { arena, kernels }, space, width } = context;
  const finish = (coverage: Coverage): Coverage => (spec.Invert === true ? complement(coverage, context, slot) : coverage);

  if (spec.Type === 2) {
    const [start = 0, from = 0, to = 1, end = 1] = spec.LumRange ?? [];
    const luma = arena.slot('mask.luma', 16);
    arena.f32.set(luminanceOf(space), luma / 4);
    return finish((dst, { rgb, n }) => kernels.luminanceRangeRow(dst, ...rgb, luma, n, start, from, to, end));
  }
  if (spec.Type === 3 && context.assets.depth) {
    const [start = 0, from = 0, to = 1, end = 1] = spec.DepthRange ?? [];
    const depth = valuesOf(context.assets.depth, context, `${slot}.depth`);
    const values = arena.slot(`${slot}.values`, width * 4 + 16);
    return finish((dst, row) => {
      depth(values, row);
      kernels.trapezoidRow(dst, values, row.n, start, from, to, end);
    });
  }
  if (spec.Type !== 1) return undefined;

  const models = (spec.PointModels ?? []).filter((model) => model.length >= 3);
  if (models.length === 0) return undefined;
  const lms = arena.slot('mask.lms', 48);
  arena.f32.set(toOklabLms(space), lms / 4);
  const lab = ['L', 'a', 'b'].map((name) => arena.slot(`mask.lab.${name}`, Math.max(width, models.length) * 4 + 16)) as [Address, Address, Address];
  const rgb = ['r', 'g', 'b'].map((name) => arena.slot(`mask.sample.${name}`, models.length * 4 + 16)) as [Address, Address, Address];
  rgb.forEach((row, channel) => arena.f32.set(models.map((model) => model[channel] ?? 0), row / 4));
  kernels.decodeRow(...rgb, models.length);
  kernels.oklabRow(...lab, ...rgb, lms, models.length);
  const samples = arena.slot(`${slot}.samples`, models.length * 12);
  const { f32 } = arena;
  models.forEach((_, index) => lab.forEach((row, channel) => { f32[samples / 4 + index * 3 + channel] = f32[row / 4 + index] ?? 0; }));
  const reach = reachOf(spec.ColorAmount ?? 0.5);
  return finish((dst, row) => {
    kernels.oklabRow(...lab, ...row.rgb, lms, row.n);
    kernels.colourRangeRow(dst, ...lab, samples, models.length, reach, row.n);
  });
}
