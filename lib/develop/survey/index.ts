import type { Survey } from '../assets';
import { USUAL_FOCAL } from '../pipeline/warp/guides';
import type { Pixels } from '../types';
import { lateralOf } from './lateral';
import { findSegments } from './segments';
import { uprightOf } from './upright';

/**
 * What the photo's edges say of its perspective and of its lens. `pixels`: the whole upright photo at the size that is analysed. `focal`: focal length
 * over the width of the film, in long edges (35 mm equivalent / 36), where the photo tells; it changes how much is stretched, not what stands upright.
 */
export function survey(pixels: Pixels, focal: number = USUAL_FOCAL): Survey {
  const lateral = lateralOf(pixels);
  return { upright: uprightOf(findSegments(pixels), pixels, focal), ...(lateral && { lateral }) };
}
