import { blurred, type Plane } from './planes';

/** A round place that is lower (`sign` 1) than its surroundings. `contrast`: by how much, of a range of 1; `noise`: standard deviation around it. */
export type Blob = { readonly x: number; readonly y: number; /** px, to where it has faded. */ readonly radius: number; readonly contrast: number; readonly noise: number };

/** Standard deviations (px) that are looked for: from what is more than noise to a thirtieth of the picture, half an octave apart. */
const SIGMAS = [1.4, 2, 2.8, 4, 5.6, 8] as const;
const RATIO = 1.6;
/** A blob of this standard deviation answers with so much of its contrast to the difference of two Gaussians (σ and 1.6 σ) of its own size. */
const ANSWER = 0.22;
/** Curvatures along and across of a round thing differ by less than this. */
const ROUND = 2.2;

/**
 * Dark blobs: maxima in place and scale of differences of Gaussians (Lowe 2004), round (ratio of the principal curvatures) and clear of what the
 * surroundings do by themselves.
 */
export function darkBlobs(plane: Plane, least: number, allowed: (x: number, y: number, radius: number) => boolean): readonly Blob[] {
  const { width, height } = plane;
  const answers = SIGMAS.map((sigma) => {
    const near = blurred(plane, sigma), far = blurred(plane, sigma * RATIO);
    const data = far.data;
    for (let i = 0; i < data.length; i++) data[i] = (data[i] ?? 0) - (near.data[i] ?? 0);
    return data;
  });
  const blobs: Blob[] = [];
  for (let level = 0; level < SIGMAS.length; level++) {
    const here = answers[level], sigma = SIGMAS[level] ?? 1;
    if (!here) continue;
    const margin = Math.ceil(sigma * 3);
    for (let y = margin; y < height - margin; y++) {
      for (let x = margin; x < width - margin; x++) {
        const at = y * width + x, value = here[at] ?? 0;
        if (value < least * ANSWER || !allowed(x, y, sigma * 2)) continue;
        if (!isPeak(answers, level, at, width, value) || !isRound(here, at, width)) continue;
        const radius = sigma * 2.2;
        const noise = roughness(plane, x, y, radius);
        blobs.push({ x, y, radius, contrast: value / ANSWER, noise });
      }
    }
  }
  return withoutOverlaps(blobs);
}

function isPeak(answers: readonly Float32Array[], level: number, at: number, width: number, value: number): boolean {
  for (let l = Math.max(0, level - 1); l <= Math.min(answers.length - 1, level + 1); l++) {
    const answer = answers[l];
    if (!answer) continue;
    for (const row of [-width, 0, width]) {
      for (let dx = -1; dx <= 1; dx++) {
        const to = at + row + dx;
        if ((to !== at || l !== level) && (answer[to] ?? 0) >= value) return false;
      }
    }
  }
  return true;
}

function isRound(answer: Float32Array, at: number, width: number): boolean {
  const v = (dx: number, dy: number): number => answer[at + dy * width + dx] ?? 0;
  const xx = v(1, 0) + v(-1, 0) - 2 * v(0, 0), yy = v(0, 1) + v(0, -1) - 2 * v(0, 0), xy = (v(1, 1) + v(-1, -1) - v(1, -1) - v(-1, 1)) / 4;
  const trace = xx + yy, determinant = xx * yy - xy * xy;
  return determinant > 0 && trace * trace < ((ROUND + 1) * (ROUND + 1) * determinant) / ROUND;
}

/**
 * What goes on around a place by itself: standard deviation of 24 small means, on two rings outside it, about the plane that fits them best, and the
 * noise within those means.
 */
function roughness({ width, height, data }: Plane, x: number, y: number, radius: number): number {
  const values: number[] = [];
  const patch = Math.max(1, Math.round(radius * 0.35));
  for (const ring of [1.9, 2.9]) {
    for (const [cx, cy] of RING) {
      const px = Math.round(x + cx * radius * ring), py = Math.round(y + cy * radius * ring);
      let sum = 0, count = 0;
      for (let j = py - patch; j <= py + patch; j++) for (let i = px - patch; i <= px + patch; i++) if (i >= 0 && j >= 0 && i < width && j < height) { sum += data[j * width + i] ?? 0; count++; }
      if (count > 0) values.push(sum / count - 0, cx * ring, cy * ring);
    }
  }
  const n = values.length / 3;
  if (n < 8) return Infinity;
  let mean = 0, sx = 0, sy = 0, xx = 0, yy = 0;
  for (let k = 0; k < values.length; k += 3) mean += (values[k] ?? 0) / n;
  for (let k = 0; k < values.length; k += 3) {
    const v = (values[k] ?? 0) - mean, u = values[k + 1] ?? 0, w = values[k + 2] ?? 0;
    sx += v * u; sy += v * w; xx += u * u; yy += w * w;
  }
  let off = 0;
  for (let k = 0; k < values.length; k += 3) { const v = (values[k] ?? 0) - mean - (sx / xx) * (values[k + 1] ?? 0) - (sy / yy) * (values[k + 2] ?? 0); off += v * v; }
  return Math.sqrt(off / (n - 3));
}

/** Twelve directions: cosines and sines of thirds of right angles. */
const H = 0.8660254037844386;
const RING = [[1, 0], [H, 0.5], [0.5, H], [0, 1], [-0.5, H], [-H, 0.5], [-1, 0], [-H, -0.5], [-0.5, -H], [0, -1], [0.5, -H], [H, -0.5]] as const;

/** Of those that overlap the clearest. */
function withoutOverlaps(blobs: readonly Blob[]): readonly Blob[] {
  const kept: Blob[] = [];
  for (const blob of [...blobs].sort((a, b) => b.contrast - a.contrast || a.y - b.y || a.x - b.x)) {
    if (kept.every((other) => (other.x - blob.x) ** 2 + (other.y - blob.y) ** 2 > Math.max(other.radius, blob.radius) ** 2)) kept.push(blob);
  }
  return kept;
}
