import type { Vector } from '../pipeline/primaries';

/** The colour, linear Rec.2020 up to brightness, that increments (1 = 100 on the sliders) turn grey: one over their gains (`kernels/assembly/balance.ts`). */
export const greyBefore = ({ temperature, tint }: { readonly temperature: number; readonly tint: number }): Vector =>
  [2 ** -(0.62 * temperature + 0.22 * tint), 2 ** (0.42 * tint), 2 ** (1.05 * temperature - 0.22 * tint)];
