import type { Assets, LensModel, Survey } from '../assets';
import type { Pixels, Scene } from '../types';
import { chart, hueWheel, noise, scene, type Paint } from './charts';

/** A picture on which every tool has something to do: scene, hues, chroma noise, fringed edges, moiré, a red pupil. */
const everything = (width: number, height: number): Paint => {
  const landscape = scene(width, height), hues = hueWheel(width, height);
  return (x, y) => {
    const u = x / width, v = y / height;
    if (v > 0.82) return hues(x, Math.round((v - 0.82) / 0.18 * (height - 1)));
    const [r, g, b] = landscape(x, y);
    const speckle = (seed: number) => 0.12 * (noise(x, y, seed) - 0.5);
    // A pole against the sky with a purple fringe on one side and a green one on the other.
    const pole = x - Math.round(width * 0.55);
    if (v > 0.08 && v < 0.45) {
      if (pole >= 0 && pole < 6) return [0.04, 0.04, 0.05];
      if (pole === -1 || pole === -2) return [0.55, 0.3, 0.85];
      if (pole === 6 || pole === 7) return [0.35, 0.8, 0.4];
    }
    // A woven cloth: fine lines whose colour beats.
    if (u > 0.75 && v > 0.55 && v < 0.78) {
      const weave = 0.5 + 0.3 * Math.sin(x * 2.6), beat = 0.18 * Math.sin(x * 0.55 + y * 0.2);
      return [weave + beat, weave, weave - beat].map((c) => Math.min(1, Math.max(0, c))) as [number, number, number];
    }
    const pupil = Math.hypot(x - width * 0.275, y - height * 0.675);
    if (pupil < width * 0.02) return [0.8, 0.12, 0.1];
    return [r + speckle(3), g + speckle(5) * 0.4, b + speckle(7)].map((c) => Math.min(1, Math.max(0, c))) as [number, number, number];
  };
};

export const everythingChart = (width: number, height: number, depth: 8 | 16 = 16): Pixels => chart(width, height, everything(width, height), { depth });

/** Nikon D2H's matrix as LibRaw has it, and a neutral of daylight. */
const CAMERA: Scene = { white: 16384, camera: { matrices: [{ kelvin: 6504, fromXyz: [0.5733, -0.0911, -0.0629, -0.7967, 1.5987, 0.2055, -0.305, 0.4013, 0.7048] }], neutral: [0.5, 1, 0.7] } };

/** The same as a RAW photo: linear, white at a quarter of the scale. */
export function rawChart(width: number, height: number): Pixels {
  const { data, ...rest } = everythingChart(width, height, 16);
  const linear = Uint16Array.from(data, (v) => Math.round(((v / 65535) ** 2.2) * CAMERA.white));
  return { ...rest, depth: 16, scene: CAMERA, data: linear } as Pixels;
}

const raster = (width: number, height: number, value: (u: number, v: number) => number) => ({ width, height, data: Uint8Array.from({ length: width * height }, (_, i) => Math.round(255 * value((i % width) / width, Math.floor(i / width) / height))) });

const LENS: LensModel = { name: 'Test 24-70', unit: 1, distortion: { kind: 'ptlens', a: 0.01, b: -0.03, c: 0.01 }, vignettingUnit: 1, vignetting: [-0.4, 0.05, 0] };
const SURVEY: Survey = {
  upright: {
    auto: [1, 0.02, -0.01, -0.01, 1, 0, 0, 0.02, 1], full: [1, 0.03, -0.02, -0.02, 1, 0, 0.01, 0.05, 1],
    level: [1, 0.02, -0.01, -0.02, 1, 0.01, 0, 0, 1], vertical: [1, 0.03, -0.015, 0, 1, 0, 0, 0.06, 1],
  },
  lateral: { red: [0.004, 0], blue: [-0.004, 0] },
};

/** What a host would have found in the chart. */
export const EVERYTHING_FOUND: Assets = {
  masks: {
    subject: raster(60, 40, (u, v) => (u > 0.2 && u < 0.4 && v > 0.5 ? 1 : 0)), sky: raster(60, 40, (_, v) => (v < 0.5 ? 1 : 0)),
    'people/face': raster(60, 40, (u, v) => (Math.hypot(u - 0.3, v - 0.6) < 0.1 ? 1 : 0)),
  },
  depth: raster(60, 40, (_, v) => 1 - v),
  lens: LENS,
  survey: SURVEY,
};
