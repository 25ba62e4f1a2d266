'use client';

import { useEffect, useMemo, useState } from 'react';
import type { TileAddress } from '@/lib/develop/pyramid';
import type { Size } from '@/lib/develop/types';
import { useStudio } from '../studio/context';
import { StackView, useStack } from './stack';
import { visiblePart } from './tiles';
import type { PictureSource } from './use-picture';
import { FIT_MARGIN } from './use-view';
import { fitView } from './zoom';

/** CSS px across. */
const ACROSS = 208;
const LENS: Size = { width: ACROSS, height: ACROSS };
/** The pointer rests for this long, in milliseconds, before tiles are fetched for what is under it. */
const REST = 70;

type Props = { readonly picture: Size; readonly sourceOf: (edge: number) => PictureSource; readonly tileUrl: (tile: TileAddress) => string };

/** A lens under the pointer: 100 %, and four times that where the picture is at 100 % already. */
export function Loupe({ picture, sourceOf, tileUrl }: Props) {
  const pointer = useStudio((state) => state.pointer);
  const view = useStudio((state) => state.view);
  const viewport = useStudio((state) => state.viewport);
  const fit = fitView(picture, viewport, FIT_MARGIN);
  const at = view ?? fit;
  const pixelRatio = typeof devicePixelRatio === 'number' ? devicePixelRatio : 1;
  const scale = (at.scale * pixelRatio < 0.99 ? 1 : 4) / pixelRatio;
  const place = pointer && { x: (pointer.x - at.x) / at.scale, y: (pointer.y - at.y) / at.scale };
  const inside = place !== null && place.x >= 0 && place.y >= 0 && place.x < picture.width && place.y < picture.height;
  const lens = place && { scale, x: ACROSS / 2 - place.x * scale, y: ACROSS / 2 - place.y * scale };
  const [x, y] = inside && lens ? [lens.x, lens.y] : [undefined, undefined];
  const part = useMemo(() => (x === undefined ? { x: 0, y: 0, width: 0, height: 0 } : visiblePart(picture, { scale, x, y }, LENS)), [picture, scale, x, y]);
  const [rested, setRested] = useState(part);
  useEffect(() => {
    const timer = setTimeout(() => setRested(part), REST);
    return () => clearTimeout(timer);
  }, [part]);
  const stack = useStack({ picture, scale, fit: fit.scale, pixelRatio, part: rested, sourceOf, tileUrl });
  if (!inside || !pointer || !lens) return null;
  return (
    <div aria-hidden data-testid="loupe" className="pointer-events-none absolute z-20 overflow-hidden rounded-full border-2 border-white/80 bg-canvas shadow-2xl" style={{ width: ACROSS, height: ACROSS, left: pointer.x - ACROSS / 2, top: pointer.y - ACROSS / 2 }}>
      <div className="absolute top-0 left-0" style={{ width: picture.width * scale, height: picture.height * scale, transform: `translate(${Math.round(lens.x)}px, ${Math.round(lens.y)}px)` }}>
        <StackView stack={stack} alt="" coarse={scale * pixelRatio >= 3} />
      </div>
    </div>
  );
}
