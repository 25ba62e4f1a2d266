'use client';

import { useMemo, type RefObject } from 'react';
import type { Size } from '@/lib/develop/types';
import { FIT_MARGIN } from '../canvas/use-view';
import { fitView } from '../canvas/zoom';
import type { Place } from '../pointing/marks';
import { usePlacing } from '../pointing/use-marks';
import { useStudio, useStudioData } from '../studio/context';
import { directionOf, minus, toPixels, toShares, type Point } from './plane';

/** Between the picture on the screen and the photo's px, in which masks are drawn. */
export type Ground = {
  /** Size of the photo, and of the picture after crop. */
  readonly full: Size;
  readonly picture: Size;
  /** Px of the photo that one CSS px shows. */
  readonly perPixel: number;
  readonly toPoint: (event: { readonly clientX: number; readonly clientY: number }) => Point;
  readonly pointOf: (place: Place) => Point;
  /** Shares of the picture, for CSS. */
  readonly placeOf: (point: Point) => Place;
  /** Points as an SVG path in the picture's px. */
  readonly path: (points: readonly Point[], closed: boolean) => string;
  /** Direction of the picture's rows in the photo at a place: other than zero where the picture is turned. Radians. */
  readonly rowsAt: (point: Point) => number;
};

const STEP = 0.01;

/** @param ref an element that covers the picture */
export function useGround(ref: RefObject<Element | null>, picture: Size): Ground {
  const { photo: { width, height } } = useStudioData();
  const { toPhoto, toPicture } = usePlacing();
  const scale = useStudio(({ view, viewport }) => (view ?? fitView(picture, viewport, FIT_MARGIN)).scale);
  return useMemo((): Ground => {
    const full = { width, height };
    const pointOf = (place: Place): Point => toPixels(toPhoto(place), full);
    const placeOf = (point: Point): Place => toPicture(toShares(point, full));
    return {
      full, picture, perPixel: 1 / scale, pointOf, placeOf,
      toPoint: ({ clientX, clientY }) => {
        const box = ref.current?.getBoundingClientRect();
        return box ? pointOf([(clientX - box.left) / box.width, (clientY - box.top) / box.height]) : [0, 0];
      },
      path: (points, closed) => points.map((point, i) => {
        const [u, v] = placeOf(point);
        return `${i === 0 ? 'M' : 'L'}${(u * picture.width).toFixed(1)} ${(v * picture.height).toFixed(1)}`;
      }).join('') + (closed ? 'Z' : ''),
      rowsAt: (point) => {
        const [u, v] = placeOf(point);
        return directionOf(minus(pointOf([u + STEP, v]), point));
      },
    };
  }, [ref, width, height, picture, scale, toPhoto, toPicture]);
}
