import type { Found } from '../assets';
import type { Address } from '../kernels/arena';
import type { Coverage, MaskContext } from './coverage';

/** Long edge, in cells, at which a feathered raster is blurred: fine enough for the smallest feather that replaces the photo's edges. */
const SOFT_EDGE = 384;
/** Share of the photo's long edge that a feather of 100 reaches. */
const FEATHER_REACH = 0.08;
/** Feathers up to this blend from the photo's own edges to soft ones. */
const FEATHER_ONSET = 10;

/** Reads values 0…1 of what was found at a row's pixels. `slot` names the memory it is kept in. */
export function valuesOf(found: Found, context: MaskContext, slot: string): Coverage {
  const { module: { arena, kernels }, positions, full } = context;
  if (found.refinement) {
    const { width, height, data } = found.refinement;
    const grid = arena.hold(`${slot}.models`, data.byteLength, found.id, (at) => arena.f32.set(data, at / 4));
    return (dst, row) => {
      const { xs, ys } = positions.at(row.y, row.first, row.n);
      kernels.matteRow(dst, ...row.rgb, xs, ys, row.n, grid, width, height, width / full.width, height / full.height);
    };
  }
  const { width, height } = found;
  return planeReader(width, height, arena.hold(`${slot}.plane`, width * height * 4, found.id, (at) => {
    const bytes = arena.slot('mask.bytes', found.data.length);
    arena.u8.set(found.data, bytes);
    kernels.spreadRaster(at, bytes, width, height, width, height);
  }), context);
}

/** Reads a plane of floats that lies over the whole photo. */
export function planeReader(width: number, height: number, plane: Address, { module: { kernels }, positions, full }: MaskContext): Coverage {
  return (dst, row) => {
    const { xs, ys } = positions.at(row.y, row.first, row.n);
    kernels.planeRow(dst, xs, ys, row.n, plane, width, height, width / full.width, height / full.height);
  };
}

/** What was found, its edges softened by `feather` 0…100: three box means, which come near to a Gaussian. */
export function feathered(found: Found, feather: number, context: MaskContext, slot: string): Coverage {
  const sharp = valuesOf(found, context, slot);
  if (feather <= 0) return sharp;
  const { module: { arena, kernels }, full } = context;
  const scale = SOFT_EDGE / Math.max(full.width, full.height);
  const width = Math.max(1, Math.round(full.width * scale)), height = Math.max(1, Math.round(full.height * scale));
  const plane = arena.hold(`${slot}.soft`, width * height * 4, found.id && `${found.id} ${feather}`, (at) => {
    const bytes = arena.slot('mask.bytes', found.data.length), scratch = arena.slot('mask.scratch', width * height * 4);
    arena.u8.set(found.data, bytes);
    kernels.spreadRaster(at, bytes, found.width, found.height, width, height);
    // Radii of the passes differ by one at most, so that the feather moves in thirds of a cell.
    const radii = Math.max(3, Math.round((Math.max(FEATHER_ONSET, feather) / 100) * FEATHER_REACH * 1.5 * SOFT_EDGE));
    for (let pass = 0; pass < 3; pass++) kernels.boxMean(at, at, scratch, width, height, Math.floor((radii + pass) / 3));
  });
  const soft = planeReader(width, height, plane, context);
  if (feather >= FEATHER_ONSET) return soft;
  const other = arena.slot(`${slot}.sharp`, context.width * 4 + 16);
  return (dst, row) => {
    sharp(dst, row);
    soft(other, row);
    kernels.mixRow(dst, other, row.n, feather / FEATHER_ONSET);
  };
}
