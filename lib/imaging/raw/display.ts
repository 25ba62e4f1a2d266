import { fromScene, times } from '@/lib/develop/pipeline/primaries';
import { headroomOf } from '@/lib/develop/pipeline/scene';
import type { Pixels, Scene } from '@/lib/develop/types';

/** The engine's base curve (`kernels/assembly/base-curve.ts`) without any tool. */
function baseCurve(scene: Scene): (x: number) => number {
  const middle = 0.18, contrast = 1.5;
  const white = headroomOf(scene) ** contrast, grey = middle ** contrast;
  const k = (white * grey * (1 - middle)) / (middle * white - grey);
  return (x) => (x <= 0 ? 0 : Math.min(1, ((1 + k / white) * x ** contrast) / (x ** contrast + k)));
}

const encode = (v: number): number => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);

/** Steps of the tables from which pixels are read. */
const STEPS = 4096;

/** A scene as the 8-bit picture that it renders to by default: for eyes and networks, not for editing. */
export function displayOf(pixels: Pixels & { readonly scene: Scene }): Pixels {
  const { width, height, data, scene, space, channels } = pixels;
  const curve = baseCurve(scene), top = headroomOf(scene);
  // By the root of the light, which spaces dark tones about as eyes do.
  const tones = Float32Array.from({ length: STEPS + 1 }, (_, k) => curve(top * (k / STEPS) ** 2));
  const codes = Uint8Array.from({ length: STEPS + 1 }, (_, k) => Math.round(255 * encode((k / STEPS) ** 2)));
  const tone = (x: number): number => tones[Math.round(Math.sqrt(Math.min(1, Math.max(0, x / top))) * STEPS)] ?? 1;
  const code = (v: number): number => codes[Math.round(Math.sqrt(Math.min(1, Math.max(0, v))) * STEPS)] ?? 255;
  const matrix = fromScene(scene, space);
  const out = new Uint8Array(width * height * channels).fill(255);
  for (let at = 0; at < data.length; at += channels) {
    const rgb = times(matrix, [(data[at] ?? 0) / 65535, (data[at + 1] ?? 0) / 65535, (data[at + 2] ?? 0) / 65535]);
    const peak = Math.max(...rgb), least = Math.min(...rgb);
    const high = tone(peak), low = tone(least);
    const scale = peak > least ? (high - low) / (peak - least) : 0;
    for (let c = 0; c < 3; c++) out[at + c] = code(low + ((rgb[c] ?? 0) - least) * scale);
  }
  return { width, height, channels, space, depth: 8, data: out };
}
