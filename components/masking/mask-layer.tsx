'use client';

import { useRef } from 'react';
import type { Size } from '@/lib/develop/types';
import { useStudio } from '../studio/context';
import { BrushSurface } from './brush-surface';
import { DrawSurface } from './draw-surface';
import { isBrushed } from './edits';
import { useGround } from './ground';
import { LinearHandles } from './linear-handles';
import { PickSurface } from './pick-surface';
import { Pins } from './pins';
import { RadialHandles } from './radial-handles';
import { useMaskEdits, useShownCorrections } from './use-mask-edits';

type Props = { /** The picture's own size, after crop. */ readonly picture: Size };

/** Masks on the picture: where one is drawn, the handles of the one in hand, a pin for each of the others. */
export function MaskLayer({ picture }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const ground = useGround(ref, picture);
  const edits = useMaskEdits();
  const corrections = useShownCorrections();
  const drawing = useStudio((state) => state.drawing);
  const inHand = useStudio((state) => state.inHand);
  const mask = inHand ? corrections[inHand.correction]?.CorrectionMasks[inHand.mask] : undefined;
  const shape = drawing?.kind === 'linear' || drawing?.kind === 'radial' ? drawing.kind : undefined;
  const picked = drawing?.kind === 'colour' || drawing?.kind === 'luminance' || drawing?.kind === 'object' ? drawing.kind : undefined;
  // While the first stroke is drawn its mask is there already; the surface under the hand stays.
  const painting = drawing ? drawing.kind === 'brush' : isBrushed(mask);
  return (
    <div ref={ref} data-testid="mask-layer" className="absolute inset-0">
      {shape && <DrawSurface kind={shape} into={drawing?.into} ground={ground} edits={edits} />}
      {drawing && picked && <PickSurface key={picked} kind={picked} into={drawing.into} ground={ground} edits={edits} />}
      {painting && <BrushSurface at={drawing ? undefined : (inHand ?? undefined)} into={drawing?.into} ground={ground} edits={edits} />}
      {inHand && mask?.What === 'Mask/Gradient' && <LinearHandles mask={mask} at={inHand} ground={ground} edits={edits} />}
      {inHand && mask?.What === 'Mask/CircularGradient' && <RadialHandles mask={mask} at={inHand} ground={ground} edits={edits} />}
      {!drawing && <Pins corrections={corrections} ground={ground} edits={edits} />}
    </div>
  );
}
