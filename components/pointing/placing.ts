import { placesInPhoto, type Assets } from '@/lib/develop/engine';
import type { DevelopSettings, Size } from '@/lib/develop/types';
import type { Place } from './marks';

/** Between the picture that is shown and the photo under it, under whatever crop, turn and warp; both in shares. */
export type Placing = { readonly toPhoto: (place: Place) => Place; readonly toPicture: (place: Place) => Place };

const DIFFERENCE = 1e-4;
const CLOSE = 1e-6;
const MOST_ROUNDS = 12;

export function placingOf(full: Size, settings: DevelopSettings, assets?: Assets): Placing {
  const toPhoto = placesInPhoto(full, settings, assets);
  return { toPhoto, toPicture: (place) => inverse(toPhoto, place) };
}

/** Newton's method: one round where the map is affine, a few where a warp bends it. */
function inverse(map: Placing['toPhoto'], [x, y]: Place): Place {
  let [u, v] = [0.5, 0.5];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const [px, py] = map([u, v]);
    const [ex, ey] = [x - px, y - py];
    if (Math.hypot(ex, ey) < CLOSE) break;
    const [ux, uy] = map([u + DIFFERENCE, v]), [vx, vy] = map([u, v + DIFFERENCE]);
    const [a, b, c, d] = [(ux - px) / DIFFERENCE, (vx - px) / DIFFERENCE, (uy - py) / DIFFERENCE, (vy - py) / DIFFERENCE];
    const determinant = a * d - b * c;
    if (Math.abs(determinant) < 1e-9) break;
    u += (d * ex - b * ey) / determinant;
    v += (a * ey - c * ex) / determinant;
  }
  return [u, v];
}
