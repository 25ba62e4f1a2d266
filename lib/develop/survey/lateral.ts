import type { Survey } from '../assets';
import type { Pixels } from '../types';
import { encodedBy } from './encoded';

/** Side of the windows that a shift is measured in, px of the analysed picture. */
const WINDOW = 17;
/** Windows nearer to the centre than this tell nothing: the shift is proportional to the distance. */
const LEAST_RADIUS = 0.25;
/** Encoded values beyond which a channel may be clipped, and its edges moved by that. */
const DARK = 0.03;
const BRIGHT = 0.96;
/** Least gradient along the radius, root of the mean square per px. */
const LEAST_EDGE = 0.012;
/** Least sharpness: mean square of the second difference over that of the gradient, 1/(2σ²) for an edge blurred by σ px. What is out of focus has fringes of other kinds. */
const LEAST_SHARPNESS = 0.09;
/** A channel has to follow green this well in a window: the share of its variance that is explained. */
const EXPLAINED = 0.9;
/** Shifts smaller than this in the corners, px of the analysed picture, cannot be seen at full size either. */
const LEAST_SHIFT = 0.05;
/** No lens errs by more in the corners, as a share of the radius: what looks so is something else. */
const MOST_SHIFT = 0.003;
const ROUNDS = 4;

type Model = readonly [k0: number, k1: number];
type Plane = { readonly data: Float32Array; readonly width: number; readonly height: number };
/** `x`, `y`: of the window from the centre. Shifts are in half diagonals. */
type Sample = { readonly r: number; readonly x: number; readonly y: number; readonly shift: number; readonly weight: number };

/**
 * Lateral chromatic aberration from the photo alone: how much larger or smaller red and blue are than green, as k0 + k1·r². In windows with an edge
 * across the radius the channel is fitted as α·G + β + γ·∂G/∂r, whose shift along the radius is γ/α (Lucas & Kanade 1981, along one direction);
 * shifts of all windows are fitted by the radial model with Tukey's weights, the channel is moved accordingly, and what is left is measured again.
 */
export function lateralOf(pixels: Pixels): Survey['lateral'] {
  const [red, green, blue] = [0, 1, 2].map((channel) => planeOf(pixels, channel)) as [Plane, Plane, Plane];
  const windows = windowsOf(green);
  if (windows.length < 12) return undefined;
  const found = { red: measure(red, green, windows), blue: measure(blue, green, windows) };
  const none: Model = [0, 0];
  return found.red || found.blue ? { red: found.red ?? none, blue: found.blue ?? none } : undefined;
}

function planeOf(pixels: Pixels, channel: number): Plane {
  const { width, height, channels, data } = pixels;
  const tone = encodedBy(pixels);
  return { width, height, data: Float32Array.from({ length: width * height }, (_, i) => tone(data[i * channels + channel] ?? 0)) };
}

const unitOf = ({ width, height }: Plane): number => Math.sqrt(width * width + height * height) / 2;

/** Rings that windows are taken from, so that all distances have a say, and the most from each. */
const RINGS = 8;
const PER_RING = 160;

/** Corners of the windows with an edge across the radius, the strongest of each ring. */
function windowsOf(green: Plane): readonly (readonly [x: number, y: number])[] {
  const { width, height } = green;
  const rings: { x: number; y: number; strength: number }[][] = Array.from({ length: RINGS }, () => []);
  const step = Math.max(6, Math.round(WINDOW / 2));
  for (let y = 2; y + WINDOW + 2 < height; y += step) {
    for (let x = 2; x + WINDOW + 2 < width; x += step) {
      const r = radialAt(width, height, x, y)[2] / unitOf(green);
      if (r < LEAST_RADIUS) continue;
      const strength = edgeAcross(green, x, y);
      if (strength > LEAST_EDGE) rings[Math.min(RINGS - 1, Math.floor(((r - LEAST_RADIUS) / (1 - LEAST_RADIUS)) * RINGS))]?.push({ x, y, strength });
    }
  }
  return rings.flatMap((ring) => ring.sort((a, b) => b.strength - a.strength).slice(0, PER_RING)).map(({ x, y }) => [x, y]);
}

/** Root mean square of the gradient along the radius, or 0 where the window is clipped or out of focus. */
function edgeAcross({ data, width, height }: Plane, x0: number, y0: number): number {
  let sum = 0, steep = 0, bent = 0;
  const [ux, uy] = radialAt(width, height, x0, y0);
  for (let y = y0; y < y0 + WINDOW; y++) {
    for (let x = x0; x < x0 + WINDOW; x++) {
      const i = y * width + x;
      const value = data[i] ?? 0;
      if (value < DARK || value > BRIGHT) return 0;
      const left = data[i - 1] ?? 0, right = data[i + 1] ?? 0, above = data[i - width] ?? 0, below = data[i + width] ?? 0;
      const dx = (right - left) / 2, dy = (below - above) / 2;
      const slope = ux * dx + uy * dy;
      sum += slope * slope;
      steep += dx * dx + dy * dy;
      bent += (right - 2 * value + left) * (right - 2 * value + left) + (below - 2 * value + above) * (below - 2 * value + above);
    }
  }
  return bent < LEAST_SHARPNESS * steep ? 0 : Math.sqrt(sum) / WINDOW;
}

function radialAt(width: number, height: number, x0: number, y0: number): readonly [number, number, number] {
  const u = x0 + WINDOW / 2 - width / 2, v = y0 + WINDOW / 2 - height / 2;
  const length = Math.sqrt(u * u + v * v);
  return [u / length, v / length, length];
}

function measure(channel: Plane, green: Plane, windows: readonly (readonly [number, number])[]): Model | undefined {
  let model: Model = [0, 0];
  let error = Infinity;
  let samples: readonly Sample[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    samples = windows.flatMap(([x, y]) => shiftIn(channel, green, x, y, model));
    const fitted = fit(samples);
    if (!fitted) return undefined;
    model = [model[0] + fitted.model[0], model[1] + fitted.model[1]];
    error = fitted.error;
    if (Math.abs(fitted.model[0]) + Math.abs(fitted.model[1]) < 1e-6) break;
  }
  const unit = unitOf(green);
  // Where most windows lie: what counts is the shift there, not what the polynomial says of the outermost corner.
  const corner = Math.abs(model[0] + model[1] * 0.64) * 0.8 * unit;
  if (Math.abs(model[0] + model[1]) > MOST_SHIFT) return undefined;
  return corner > LEAST_SHIFT && corner > 4 * error * 0.8 * unit && symmetric(samples, corner / unit) ? model : undefined;
}

/** A lens errs the same way all round: what is left in any half of the picture has to be small beside what was found. */
function symmetric(samples: readonly Sample[], found: number): boolean {
  const halves = [(one: Sample) => one.x < 0, (one: Sample) => one.x >= 0, (one: Sample) => one.y < 0, (one: Sample) => one.y >= 0];
  return halves.every((half) => {
    const left = fit(samples.filter(half));
    return !left || Math.abs(left.model[0] + left.model[1] * 0.64) * 0.8 < 0.5 * found;
  });
}

/** The value of a plane between its pixels: Catmull–Rom. */
function between({ data, width }: Plane, x: number, y: number): number {
  const ix = Math.floor(x), iy = Math.floor(y);
  const tx = x - ix, ty = y - iy;
  const weights = (t: number): readonly [number, number, number, number] => [0.5 * t * (-1 + t * (2 - t)), 0.5 * (2 + t * t * (3 * t - 5)), 0.5 * t * (1 + t * (4 - 3 * t)), 0.5 * t * t * (t - 1)];
  const wx = weights(tx), wy = weights(ty);
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    const row = (iy - 1 + j) * width + ix - 1;
    sum += (wy[j] ?? 0) * (wx[0] * (data[row] ?? 0) + wx[1] * (data[row + 1] ?? 0) + wx[2] * (data[row + 2] ?? 0) + wx[3] * (data[row + 3] ?? 0));
  }
  return sum;
}

/** What is left of the shift in a window once the channel is read by the model so far. */
function shiftIn(channel: Plane, green: Plane, x0: number, y0: number, [k0, k1]: Model): readonly Sample[] {
  const { data, width, height } = green;
  const [ux, uy, length] = radialAt(width, height, x0, y0);
  const unit = unitOf(green);
  const factor = 1 + k0 + k1 * (length / unit) * (length / unit);
  // Moments of (g, slope) against the channel c, each about its mean.
  let n = 0, sg = 0, ss = 0, sc = 0, gg = 0, gs = 0, slope2 = 0, gc = 0, sc2 = 0, cc = 0;
  for (let y = y0; y < y0 + WINDOW; y++) {
    for (let x = x0; x < x0 + WINDOW; x++) {
      const i = y * width + x;
      const px = width / 2 + (x + 0.5 - width / 2) * factor - 0.5, py = height / 2 + (y + 0.5 - height / 2) * factor - 0.5;
      if (px < 1 || py < 1 || px > width - 3 || py > height - 3) return [];
      const c = k0 === 0 && k1 === 0 ? (channel.data[i] ?? 0) : between(channel, px, py);
      if (c < DARK || c > BRIGHT) return [];
      const g = data[i] ?? 0;
      const s = (ux * ((data[i + 1] ?? 0) - (data[i - 1] ?? 0)) + uy * ((data[i + width] ?? 0) - (data[i - width] ?? 0))) / 2;
      n++;
      sg += g; ss += s; sc += c;
      gg += g * g; gs += g * s; slope2 += s * s; gc += g * c; sc2 += s * c; cc += c * c;
    }
  }
  const Vgg = gg - (sg * sg) / n, Vgs = gs - (sg * ss) / n, Vss = slope2 - (ss * ss) / n, Vgc = gc - (sg * sc) / n, Vsc = sc2 - (ss * sc) / n, Vcc = cc - (sc * sc) / n;
  const determinant = Vgg * Vss - Vgs * Vgs;
  if (!(determinant > 1e-9) || !(Vcc > 1e-4)) return [];
  const alpha = (Vgc * Vss - Vsc * Vgs) / determinant, gamma = (Vsc * Vgg - Vgc * Vgs) / determinant;
  const explained = (alpha * Vgc + gamma * Vsc) / Vcc;
  if (alpha < 0.2 || explained < EXPLAINED) return [];
  // c(p) = G(p + s): what the channel shows here green shows s px further out, so the channel's picture is larger by −s/length.
  const shift = gamma / alpha;
  if (Math.abs(shift) > 2) return [];
  return [{ r: length / unit, x: ux, y: uy, shift: -shift / unit, weight: (alpha * alpha * determinant) / Vgg / (Vcc * (1 - explained) + 1e-4) }];
}

/** Weighted least squares of shift = k0·r + k1·r³, with Tukey's weights; `error`: standard error of the factor at r = 0.8. */
function fit(samples: readonly Sample[]): { readonly model: Model; readonly error: number } | undefined {
  if (samples.length < 12) return undefined;
  let model: Model = [0, 0], spread = Infinity, error = Infinity;
  // k1 needs edges at many distances; else one factor has to do.
  const far = samples.filter(({ r }) => r > 0.65).length, near = samples.filter(({ r }) => r < 0.5).length;
  const both = far >= 20 && near >= 20;
  for (let round = 0; round < 8; round++) {
    let a = 0, b = 0, c = 0, d = 0, e = 0;
    for (const { r, shift, weight } of samples) {
      const cube = r * r * r;
      const left = shift - model[0] * r - model[1] * cube;
      const t = spread === Infinity ? 0 : left / (4.685 * spread);
      if (Math.abs(t) >= 1) continue;
      const w = Math.min(weight, 1e4) * (1 - t * t) * (1 - t * t);
      a += w * r * r;
      b += w * r * cube;
      c += w * cube * cube;
      d += w * r * shift;
      e += w * cube * shift;
    }
    const determinant = a * c - b * b;
    if (!(a > 0)) return undefined;
    model = both && determinant > 1e-9 * a * c ? [(d * c - e * b) / determinant, (e * a - d * b) / determinant] : [d / a, 0];
    const [k0, k1] = model;
    const residuals = samples.map(({ r, shift }) => Math.abs(shift - k0 * r - k1 * r * r * r)).sort((x, y) => x - y);
    spread = Math.max(1e-7, (residuals[Math.floor(residuals.length / 2)] ?? 0) * 1.4826);
    error = (1.5 * spread) / (0.6 * Math.sqrt(samples.length));
  }
  return { model, error };
}
