import { z } from 'zod';
import { CORRECTIONS, normalise } from '@/lib/develop/settings';
import type { JsonValue } from '@/lib/develop/types';

/** What a page may send as places that the user pointed at: masks of a correction, of these kinds and no more than this. */
const MOST_MASKS = 16;
const MOST_DABS = 4000;
const LARGEST = 192 * 1024;

/** Places are shares of the upright photo; a gradient or an ellipse may reach beyond it. */
const share = z.number().min(0).max(1);
const around = z.number().min(-1).max(2);
const percent = z.number().min(0).max(100);

const common = {
  MaskName: z.string().max(100).optional(), MaskActive: z.literal(true).optional(),
  MaskBlendMode: z.union([z.literal(0), z.literal(1)]).optional(), MaskInverted: z.boolean().optional(), MaskValue: share.optional(),
};
const mask = z.discriminatedUnion('What', [
  z.strictObject({ What: z.literal('Mask/Gradient'), ...common, ZeroX: around, ZeroY: around, FullX: around, FullY: around }),
  z.strictObject({
    What: z.literal('Mask/CircularGradient'), ...common, Left: around, Top: around, Right: around, Bottom: around,
    Angle: z.number().min(-360).max(360), Midpoint: percent, Feather: percent, Roundness: z.number().min(-100).max(100), Flipped: z.boolean(),
  }),
  z.strictObject({
    What: z.literal('Mask/Image'), ...common, MaskSubType: z.number().int().min(0).max(3), MaskSubCategoryID: z.number().int().min(0).max(99_999).optional(),
    ReferencePoint: z.string().regex(/^[01]\.?\d{0,6} [01]\.?\d{0,6}$/).optional(),
    Gesture: z.array(z.strictObject({ Points: z.array(z.strictObject({ X: share, Y: share })).min(2).max(64) })).max(1).optional(),
  }),
  z.strictObject({
    What: z.literal('Mask/Paint'), ...common, Dabs: z.array(z.string().regex(/^d \d\.\d{1,6} \d\.\d{1,6}$/)).min(1).max(MOST_DABS),
    Radius: z.number().min(0.001).max(0.5), Flow: share, CenterWeight: share,
  }),
]);

/** Masks as the document holds them. Whatever names another kind, lies elsewhere or is too much of it is refused. */
export const pointedMasks = z.array(mask).max(MOST_MASKS)
  .refine((masks) => JSON.stringify(masks).length <= LARGEST, 'Expected fewer or smaller places')
  .transform((masks): readonly JsonValue[] => {
    const { settings } = normalise({ [CORRECTIONS]: [{ What: 'Correction', CorrectionMasks: masks }] });
    const [correction] = settings[CORRECTIONS] as readonly [{ readonly CorrectionMasks: readonly JsonValue[] }];
    return correction.CorrectionMasks;
  });
