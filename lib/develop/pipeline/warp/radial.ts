import type { LensModel, RadialModel } from '../../assets';

/**
 * A function of the distance from the photo's centre as samples at k/KNOTS·REACH, k = 0 … KNOTS, linear between them and constant beyond. The distance
 * is 1 in the corners of the photo.
 */
export type RadialTable = Float32Array;

export const KNOTS = 1024;
/** Perspective reaches beyond the corners. */
export const REACH = 2;

export function radialTable(f: (r: number) => number): RadialTable {
  return Float32Array.from({ length: KNOTS + 1 }, (_, k) => f((k / KNOTS) * REACH));
}

export function readTable(table: RadialTable, r: number): number {
  const at = Math.min(KNOTS, (r / REACH) * KNOTS);
  const k = Math.min(KNOTS - 1, Math.floor(at));
  const low = table[k] ?? 0, high = table[k + 1] ?? 0;
  return low + (high - low) * (at - k);
}

/** Radii of a map that never folds back: where its polynomial turns round beyond the picture that it was measured on, it goes on straight. */
export function monotone(f: (r: number) => number): (r: number) => number {
  let edge = REACH;
  const step = REACH / KNOTS;
  for (let r = step; r <= REACH; r += step) {
    if (f(r) < f(r - step) + step * 0.05) {
      edge = r - step;
      break;
    }
  }
  const slope = edge >= step ? Math.max(0.05, (f(edge) - f(edge - step)) / step) : 1;
  return (r) => (r <= edge ? f(r) : f(edge) + (r - edge) * slope);
}

/**
 * Manual Distortion: a point at r shows what lies at r·(1 + k·(1 − r²)), so that the corners stay where they are. k is 0.4 at 100, which draws a
 * barrel straight, and −0.5 at −100 (published measurements of Camera Raw's renders).
 */
export const manualDistortion = (amount: number) => {
  const k = amount * (amount > 0 ? 0.004 : 0.005);
  return (r: number): number => r * (1 + k * (1 - r * r));
};

/** Lens Vignetting: gain in stops at the corners for 100, and how steeply it begins for Midpoint 0 … 100. */
const CORNER_STOPS = 2.2;

/** Stops that Lens Vignetting adds at a distance. */
export const manualVignette = (amount: number, midpoint: number) => {
  // r², r⁴ … r¹⁰ by whole powers: a mix of two neighbours stands for a power between them.
  const power = 1 + 4 * (midpoint / 100);
  const whole = Math.floor(power), part = power - whole;
  return (r: number): number => {
    const s = Math.min(1.2, r * r);
    let rise = s;
    for (let k = 1; k < whole; k++) rise *= s;
    return (amount / 100) * CORNER_STOPS * (rise + (rise * s - rise) * part);
  };
};

/** Where a lens shows, at which radius, what a perfect one would show at `r`; lensfun's models, in the units of `lens.unit`. */
function ideal(model: RadialModel): (r: number) => number {
  switch (model.kind) {
    case 'ptlens': {
      const { a, b, c } = model;
      return (r) => r * (((a * r + b) * r + c) * r + 1 - a - b - c);
    }
    case 'poly3': {
      const { k1 } = model;
      return (r) => r * (1 - k1 + k1 * r * r);
    }
    case 'poly5': {
      const { k1, k2 } = model;
      return (r) => r * (1 + r * r * (k1 + k2 * r * r));
    }
  }
}

/**
 * Distortion of a profile at a scale of 0 … 2, as radii in half diagonals; enlarged as much as it takes for the corrected photo to fill its frame,
 * as Lightroom's profiles do.
 */
export function profileDistortion(lens: LensModel, scale: number, aspect: number): ((r: number) => number) | undefined {
  if (!lens.distortion || scale === 0) return undefined;
  const model = ideal(lens.distortion);
  const bent = monotone((r) => r + (model(r * lens.unit) / lens.unit - r) * scale);
  // The frame is filled when no border point looks outside; between middle and corner of each side.
  let most = 1e-9;
  const halfX = aspect / Math.sqrt(aspect * aspect + 1), halfY = 1 / Math.sqrt(aspect * aspect + 1);
  for (let k = 0; k <= 32; k++) {
    for (const [x, y] of [[halfX, (halfY * k) / 32], [(halfX * k) / 32, halfY]] as const) {
      const r = Math.sqrt(x * x + y * y);
      most = Math.max(most, bent(r) / r);
    }
  }
  if (most <= 1) return bent;
  // Enlarging looks nearer to the centre, where the bend is another: solve for the zoom at which the worst border point just stays inside.
  let low = 1, high = 2;
  for (let step = 0; step < 24; step++) {
    const zoom = (low + high) / 2;
    let inside = true;
    for (let k = 0; k <= 32 && inside; k++) {
      for (const [x, y] of [[halfX, (halfY * k) / 32], [(halfX * k) / 32, halfY]] as const) {
        const r = Math.sqrt(x * x + y * y);
        if (bent(r / zoom) > r) inside = false;
      }
    }
    if (inside) high = zoom;
    else low = zoom;
  }
  return (r) => bent(r / high);
}

/** Stops that a profile adds at a distance: lensfun's `pa`, the lens keeps 1 + k1·r² + k2·r⁴ + k3·r⁶ of the light. */
export function profileVignette(lens: LensModel, scale: number, log2: (x: number) => number): ((r: number) => number) | undefined {
  if (!lens.vignetting || scale === 0) return undefined;
  const [k1, k2, k3] = lens.vignetting;
  return (r) => {
    const s = Math.min(1, r) * Math.min(1, r) * lens.vignettingUnit * lens.vignettingUnit;
    const kept = 1 + s * (k1 + s * (k2 + s * k3));
    return -scale * log2(Math.max(0.05, kept));
  };
}
