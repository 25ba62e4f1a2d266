import { drawn, pyramid, type Map2, type Plane } from './gradients';
import type { Plane3 } from './colours';

/** What to do to the model's numbers, per channel: gain · v + offset. */
export type Drift = { readonly gain: readonly [number, number, number]; readonly offset: readonly [number, number, number] };
const NO_DRIFT: Drift = { gain: [1, 1, 1], offset: [0, 0, 0] };

/** Long edge of the grid that colours are compared on. */
const COLOUR_EDGE = 384;
/** Models come back a little off; more is meant. Gain 0.8…1.25, offset a tenth; where anything may have been meant, half of that. */
const BOUNDS = { part: { gain: 0.25, offset: 0.1 }, whole: { gain: 0.12, offset: 0.05 } } as const;
/** Residuals that count as the same colour. */
const SAME = 0.06;
/** As much of the picture must be unchanged before a drift is believed where no part was named. */
const UNCHANGED = 0.35;

const channels = ({ width, height, data }: Plane3): readonly Plane[] => [0, 1, 2].map((channel) => {
  const plane = new Float32Array(width * height);
  for (let i = 0, at = channel; i < plane.length; i++, at += 3) plane[i] = data[at] ?? 0;
  return { width, height, data: plane };
});

/** The canvas and what the map sees of the model's picture, channel by channel, on one grid over the canvas. */
export type Compared = { readonly grid: { readonly width: number; readonly height: number }; readonly canvas: readonly Plane[]; readonly made: readonly Plane[]; readonly weight: Float32Array };

export function compared(canvas: Plane3, made: Plane3, still: Plane, map: Map2): Compared {
  const k = Math.min(1, COLOUR_EDGE / Math.max(canvas.width, canvas.height));
  const grid = { width: Math.max(8, Math.round(canvas.width * k)), height: Math.max(8, Math.round(canvas.height * k)) };
  const own: Map2 = { sx: 1, sy: 1, ox: 0, oy: 0 };
  return {
    grid,
    canvas: channels(canvas).map((plane) => drawn(pyramid(plane), own, canvas, grid)),
    made: channels(made).map((plane) => drawn(pyramid(plane), map, canvas, grid)),
    weight: drawn(pyramid(still), own, canvas, grid).data.map((value) => (value > 0.95 ? 1 : 0)),
  };
}

/** Least squares over what lies near the last fit; each round lets go of more that was changed on purpose. */
function fit(x: Float32Array, y: Float32Array, weight: Float32Array, bounds: { readonly gain: number; readonly offset: number }): readonly [number, number] {
  let gain = 1, offset = 0, reach = 0.16;
  for (let round = 0; round < 6; round++) {
    let n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (let i = 0; i < x.length; i++) {
      if (weight[i] === 0) continue;
      const [a, b] = [x[i] ?? 0, y[i] ?? 0];
      // At the ends numbers are clipped and say nothing of the slope.
      if (a < 0.01 || a > 0.99 || b < 0.01 || b > 0.99 || Math.abs(gain * a + offset - b) > reach) continue;
      n++; sx += a; sy += b; sxx += a * a; sxy += a * b;
    }
    const variance = n * sxx - sx * sx;
    if (n < 64) return [1, 0];
    // One tone says nothing of a slope either.
    const slope = variance > 1e-4 * n * n ? (n * sxy - sx * sy) / variance : 1;
    gain = Math.min(1 + bounds.gain, Math.max(1 / (1 + bounds.gain), slope));
    offset = Math.min(bounds.offset, Math.max(-bounds.offset, (sy - gain * sx) / n));
    reach = Math.max(0.03, reach * 0.7);
  }
  return [gain, offset];
}

/**
 * How far the model's colours are off where nothing was to change. Where no part was named, only a small drift of a picture that is otherwise
 * mostly the same counts as one: anything else may be what was asked for.
 */
export function driftOf({ canvas, made, weight }: Compared, isPart: boolean): Drift {
  const fits = [0, 1, 2].map((channel) => fit(made[channel]?.data ?? new Float32Array(), canvas[channel]?.data ?? new Float32Array(), weight, BOUNDS[isPart ? 'part' : 'whole']));
  const [r = [1, 0], g = [1, 0], b = [1, 0]] = fits;
  const drift: Drift = { gain: [r[0], g[0], b[0]], offset: [r[1], g[1], b[1]] };
  if (isPart) return drift;
  let same = 0, all = 0;
  for (let i = 0; i < weight.length; i++) {
    if (weight[i] === 0) continue;
    all++;
    if ([0, 1, 2].every((c) => Math.abs((drift.gain[c] ?? 1) * (made[c]?.data[i] ?? 0) + (drift.offset[c] ?? 0) - (canvas[c]?.data[i] ?? 0)) < SAME)) same++;
  }
  return same >= UNCHANGED * all ? drift : NO_DRIFT;
}
