/** From the camera's RGB, white-balanced and unclipped, to the engine's scene: linear Rec.2020 with highlights put back together. */
import { balancedToRec2020 } from '@/lib/develop/camera';
import type { CameraColour } from '@/lib/develop/types';

/** A channel counts as clipped from this share of its limit on, wholly at the second: noise and demosaicing blur the limit. */
const CLIPS_FROM = 0.94;
const CLIPPED = 0.99;

type Triple = readonly [number, number, number];

/** How much of a channel is lost, 0…1. */
const lostShare = (value: number, limit: number): number => Math.min(1, Math.max(0, (value / limit - CLIPS_FROM) / (CLIPPED - CLIPS_FROM)));

/**
 * In place. `data`: interleaved camera RGB in which neutrals have equal channels and channel k clips at `limits[k]`.
 * A lost channel follows the mean of the others, as light that is bright enough to clip is mostly near neutral ("inpaint opposed" of darktable, without
 * its offset, which one coloured thing would spread over all highlights); where all are lost the highlight is white, as bright as the numbers go.
 */
export function toScene(data: Uint16Array, limits: Triple, camera: CameraColour): void {
  const [m0, m1, m2, m3, m4, m5, m6, m7, m8] = balancedToRec2020(camera);
  const [R, G, B] = limits;
  const nearR = R * CLIPS_FROM, nearG = G * CLIPS_FROM, nearB = B * CLIPS_FROM;
  const top = 65535;
  for (let i = 0; i + 2 < data.length; i += 3) {
    let r = data[i] ?? 0, g = data[i + 1] ?? 0, b = data[i + 2] ?? 0;
    if (r > nearR || g > nearG || b > nearB) {
      const lostR = lostShare(r, R), lostG = lostShare(g, G), lostB = lostShare(b, B);
      const keptR = 1 - lostR, keptG = 1 - lostG, keptB = 1 - lostB;
      // White comes in as the last channel goes.
      const guess = (a: number, keptA: number, c: number, keptC: number): number => {
        const kept = keptA + keptC;
        const white = kept < 1 ? (1 - kept) * (1 - kept) : 0;
        return (a * keptA + c * keptC + top * white) / (kept + white);
      };
      const newR = r + lostR * Math.max(0, guess(g, keptG, b, keptB) - r);
      const newG = g + lostG * Math.max(0, guess(r, keptR, b, keptB) - g);
      const newB = b + lostB * Math.max(0, guess(r, keptR, g, keptG) - b);
      [r, g, b] = [newR, newG, newB];
    }
    const x = m0 * r + m1 * g + m2 * b, y = m3 * r + m4 * g + m5 * b, z = m6 * r + m7 * g + m8 * b;
    // Clamped by hand: a Uint16Array wraps around.
    data[i] = x > 65535 ? 65535 : x < 0 ? 0 : x + 0.5;
    data[i + 1] = y > 65535 ? 65535 : y < 0 ? 0 : y + 0.5;
    data[i + 2] = z > 65535 ? 65535 : z < 0 ? 0 : z + 0.5;
  }
}
