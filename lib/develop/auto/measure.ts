import type { Module } from '../kernels/loader';
import { workingPlanes } from '../pipeline/analysis';
import type { CameraColour, Pixels } from '../types';
import { estimateLight, RATIO_BINS, ratioBin, type Light } from './light';

/** What Auto looks at: measured once for a photo, small enough to travel and to keep. */
export type Measures = {
  /** Shares of the photo by log-luminance, from TONE_FROM up in steps of 1 / TONES_PER_STOP stops. */
  readonly tones: Float32Array;
  /** Share of the photo with a channel at its end, and with all channels at zero. */
  readonly clipped: number;
  readonly blocked: number;
  /** Mean of (max − min) / max over what is neither black nor clipped: 0 grey … 1 pure. */
  readonly saturation: number;
  readonly light: Light;
  /** Of a RAW photo: stops above white that its numbers reach, and the camera, with which the light has a temperature in Kelvin. */
  readonly headroom?: number;
  readonly camera?: CameraColour;
};

/** Stops, white at 0; what a RAW photo has above it counts too. */
export const TONE_FROM = -9;
export const TONES_PER_STOP = 16;
export const TONE_COUNT = 13 * TONES_PER_STOP;

/** Of a photo that was not looked at: an even spread of tones in neutral light. */
export const UNMEASURED: Measures = { tones: new Float32Array(TONE_COUNT).fill(1 / TONE_COUNT), clipped: 0, blocked: 0, saturation: 0, light: { temperature: 0, tint: 0, confidence: 0 } };

/** Some 256 × 256 pixels say as much as all of them. */
const SAMPLES = 256;
const TOP = 0.97;
const BOTTOM = 0.002;

/**
 * Measures a whole photo at analysis size in linear Rec.2020 and by its log-luminance. Only sums, products, quotients and square roots of what is in
 * memory: the same on every host.
 */
export function measure(module: Module, pixels: Pixels): Measures {
  const { r, g, b, l } = workingPlanes(module, pixels);
  const { arena: { f32 }, kernels } = module;
  const { width, height, scene } = pixels;
  const reach = scene ? 65535 / scene.white : 1;
  const top = TOP * reach;
  const stride = Math.max(1, Math.round(Math.max(width, height) / SAMPLES));
  const tones = new Float32Array(TONE_COUNT);
  const ratios = new Float64Array(RATIO_BINS * RATIO_BINS);
  const powers = [0, 0, 0] as [number, number, number];
  let count = 0, clipped = 0, blocked = 0, saturation = 0, coloured = 0;
  for (let y = 0; y < height; y += stride) {
    for (let x = 0; x < width; x += stride) {
      const at = y * width + x;
      const [R, G, B] = [f32[r / 4 + at] ?? 0, f32[g / 4 + at] ?? 0, f32[b / 4 + at] ?? 0];
      const high = R > G ? (R > B ? R : B) : G > B ? G : B;
      const low = R < G ? (R < B ? R : B) : G < B ? G : B;
      count += 1;
      const tone = Math.floor(((f32[l / 4 + at] ?? 0) - TONE_FROM) * TONES_PER_STOP);
      const cell = tone < 0 ? 0 : tone >= TONE_COUNT ? TONE_COUNT - 1 : tone;
      tones[cell] = (tones[cell] ?? 0) + 1;
      if (high >= top) { clipped += 1; continue; }
      if (high <= BOTTOM) { blocked += 1; continue; }
      saturation += (high - low) / high;
      coloured += 1;
      if (low < BOTTOM / 2) continue;
      // Light tones tell more of the light than dark ones, which noise and flare colour.
      const weight = G / (G + 0.06);
      const bin = ratioBin(R, G, B);
      if (bin >= 0) ratios[bin] = (ratios[bin] ?? 0) + weight;
      // Shades of grey: the fourth power lies between the mean and the brightest patch.
      powers[0] += R * R * R * R;
      powers[1] += G * G * G * G;
      powers[2] += B * B * B * B;
    }
  }
  const per = 1 / Math.max(1, count);
  return {
    tones: tones.map((n) => n * per),
    clipped: clipped * per,
    blocked: blocked * per,
    saturation: saturation / Math.max(1, coloured),
    light: estimateLight(ratios, powers, kernels.log2),
    ...(scene && { headroom: kernels.log2(reach) }),
    ...(scene?.camera && { camera: scene.camera }),
  };
}
