'use client';

import type { Size } from '@/lib/develop/types';
import { usePlacing } from '../pointing/use-marks';
import { useStudio, useStudioData } from '../studio/context';

/** Circles around the spots that are offered, over the picture. `picture`: its own size, after crop. */
export function SpotLayer({ picture }: { readonly picture: Size }) {
  const { photo } = useStudioData();
  const found = useStudio((state) => state.spots);
  const { toPicture } = usePlacing();
  if (found?.photoId !== photo.id) return null;
  const long = Math.max(photo.width, photo.height);
  return (
    <svg aria-hidden data-testid="spots" viewBox={`0 0 ${picture.width} ${picture.height}`} className="pointer-events-none absolute inset-0 h-full w-full">
      {found.spots.map(({ x, y, radius }) => {
        const [u, v] = toPicture([x, y]);
        return [['black', 3], ['white', 1.5]].map(([stroke, strokeWidth]) => <circle key={`${x} ${y} ${stroke}`} cx={u * picture.width} cy={v * picture.height} r={Math.max(1.6 * radius * long, picture.width / 160)} fill="none" stroke={String(stroke)} strokeWidth={strokeWidth} vectorEffect="non-scaling-stroke" />);
      })}
    </svg>
  );
}
