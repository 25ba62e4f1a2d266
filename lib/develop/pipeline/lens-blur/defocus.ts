import type { Assets } from '../../assets';
import type { Address } from '../../kernels/arena';
import { groupCoverage, type MaskContext, type MaskRow } from '../../masks/coverage';
import { valuesOf } from '../../masks/placed';
import { type LensBlur, rangeBlurs } from '../../settings';

/** Whether there is anything to tell what is out of focus by: depth with a range, or masks. */
export const tellsFocus = (blur: LensBlur, assets: Assets): boolean => (assets.depth !== undefined && rangeBlurs(blur)) || blur.masks.length > 0;

/** Writes how far out of focus a row's pixels are, −1 in front … 0 … 1 behind: by depth where it is known, and sharp where the focus masks cover. */
export function defocusOf(blur: LensBlur, context: MaskContext, slot: string): (dst: Address, row: MaskRow) => void {
  const { module: { arena, kernels }, assets } = context;
  const depth = assets.depth && rangeBlurs(blur) ? valuesOf(assets.depth, context, `${slot}.depth`) : undefined;
  const focus = blur.masks.length > 0 ? groupCoverage(blur.masks, context, `${slot}.focus`) : undefined;
  const cover = arena.slot(`${slot}.cover`, context.width * 4 + 16);
  return (dst, row) => {
    if (depth) {
      depth(dst, row);
      kernels.defocusRow(dst, dst, row.n, ...blur.range);
    } else kernels.fillRow(dst, 1, row.n);
    if (!focus) return;
    focus(cover, row);
    kernels.refocusRow(dst, cover, row.n);
  };
}
