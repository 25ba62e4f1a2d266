import { gaussian } from '../gaussian';
import { addressIn, amountRows, grown, lightOf, type Stage, type StageContext, type StageTool } from './stage';

/** Standard deviations of the two blurs that amounts of ½ and 1 come to, px of the full photo. */
const LESS = 1.5;
const MORE = 3.5;
const MOST_TAPS = 16;

/** What LocalSharpness below −50 does: the area goes out of focus. */
export const blur: StageTool = {
  reads: [],
  amounts: ['blur'],
  isIdentity: () => true,
  stage: ({ module, scale }: StageContext): Stage | undefined => {
    const { arena, kernels } = module;
    const less = gaussian(module, 'blur.less', LESS * scale, MOST_TAPS);
    // The stronger blur is made from the weaker: variances add.
    const more = gaussian(module, 'blur.more', Math.sqrt(MORE * MORE - LESS * LESS) * scale, MOST_TAPS);
    if (more.radius === 0) return undefined;
    return {
      works: 'light',
      halo: less.radius + more.radius,
      run: (tile, area) => {
        const { rect, pitch } = tile;
        const bytes = pitch * (rect.y1 - rect.y0);
        const across = arena.slot('blur.across', bytes), first = arena.slot('blur.first', bytes), second = arena.slot('blur.second', bytes);
        const spread = (dst: number, src: number, { radius, weights }: typeof less, to: typeof area) => {
          const n = to.x1 - to.x0;
          for (let y = to.y0 - radius; y < to.y1 + radius; y++) kernels.blurRow(addressIn(tile, across, to.x0, y), addressIn(tile, src, to.x0, y), 4, weights, radius, n);
          for (let y = to.y0; y < to.y1; y++) kernels.blurRow(addressIn(tile, dst, to.x0, y), addressIn(tile, across, to.x0, y), pitch, weights, radius, n);
        };
        const amount = amountRows(module, tile, 'blur', area);
        for (const plane of lightOf(tile)) {
          spread(first, plane, less, grown(area, more.radius));
          spread(second, first, more, area);
          for (let y = area.y0; y < area.y1; y++) {
            kernels.blurMixRow(addressIn(tile, plane, area.x0, y), addressIn(tile, first, area.x0, y), addressIn(tile, second, area.x0, y), amount(y), area.x1 - area.x0);
          }
        }
      },
    };
  },
};
