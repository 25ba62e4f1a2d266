import { blur, boxMean, map, type Colours, type Plane, planeOf, ramp } from './plane';

/**
 * Minimum barrier distance to the photo's border (Zhang et al. 2015): how much a path from the border must rise and fall to reach a pixel, per
 * channel. Background joins the border on flat paths; a thing that stands out is walled off from it. Three raster passes.
 */
function barrier(channel: Float32Array, width: number, height: number): Float32Array {
  const distance = new Float32Array(channel.length).fill(Infinity);
  const high = channel.slice(), low = channel.slice();
  for (let i = 0; i < channel.length; i++) {
    const x = i % width;
    if (x === 0 || x === width - 1 || i < width || i >= channel.length - width) distance[i] = 0;
  }
  const visit = (i: number, from: number): void => {
    const value = channel[i] ?? 0;
    const up = Math.max(high[from] ?? 0, value), down = Math.min(low[from] ?? 0, value);
    if (up - down < (distance[i] ?? 0)) {
      distance[i] = up - down;
      high[i] = up;
      low[i] = down;
    }
  };
  for (let pass = 0; pass < 4; pass++) {
    if (pass % 2 === 0) {
      for (let y = 1; y < height; y++) for (let x = 1; x < width; x++) {
        visit(y * width + x, (y - 1) * width + x);
        visit(y * width + x, y * width + x - 1);
      }
    } else {
      for (let y = height - 2; y >= 0; y--) for (let x = width - 2; x >= 0; x--) {
        visit(y * width + x, (y + 1) * width + x);
        visit(y * width + x, y * width + x + 1);
      }
    }
  }
  return distance;
}

/** Colour distance of every pixel from what each side of the border looks like; three of four sides must find it foreign. */
function foreign(lab: Colours): Plane {
  const { width, height } = lab;
  const depth = Math.max(2, Math.round(Math.min(width, height) * 0.06));
  const sides: readonly ((x: number, y: number) => boolean)[] = [(_, y) => y < depth, (_, y) => y >= height - depth, (x) => x < depth, (x) => x >= width - depth];
  const maps = sides.map((within) => {
    const sums = [0, 0, 0], squares = [0, 0, 0];
    let n = 0;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
      if (!within(x, y)) continue;
      n++;
      for (let c = 0; c < 3; c++) {
        const v = lab.data[(y * width + x) * 3 + c] ?? 0;
        sums[c] = (sums[c] ?? 0) + v;
        squares[c] = (squares[c] ?? 0) + v * v;
      }
    }
    const mean = sums.map((s) => s / n), variance = squares.map((s, c) => Math.max(0.0009, s / n - (mean[c] ?? 0) ** 2));
    const out = planeOf(lab);
    for (let i = 0; i < out.data.length; i++) {
      let d = 0;
      for (let c = 0; c < 3; c++) d += ((lab.data[i * 3 + c] ?? 0) - (mean[c] ?? 0)) ** 2 / (variance[c] ?? 1);
      out.data[i] = Math.sqrt(d);
    }
    return out;
  });
  return map(maps[0] as Plane, (_, i) => {
    const values = maps.map(({ data }) => data[i] ?? 0);
    return values.reduce((sum, v) => sum + v, 0) - Math.max(...values);
  });
}

/** Where the lens was focused: contrast of fine detail against that of the next coarser scale, so that strong but soft edges do not count. */
export function sharpness(light: Plane): Plane {
  const fine = blur(light, 1), coarse = blur(light, 3);
  const energy = map(light, (v, i) => (v - (fine.data[i] ?? 0)) ** 2);
  const wide = map(light, (_, i) => ((fine.data[i] ?? 0) - (coarse.data[i] ?? 0)) ** 2);
  const radius = Math.max(3, Math.round(light.width / 50));
  const a = boxMean(energy, radius), b = boxMean(wide, radius);
  // Running sums leave dust below zero.
  return map(a, (v, i) => Math.sqrt(Math.max(0, v)) * ramp(Math.sqrt(Math.max(0, v) / (Math.max(0, b.data[i] ?? 0) + 1e-6)), 0.1, 0.6));
}

/** To 0…1 by the value that all but a hundredth stay below. */
export function normalised(plane: Plane): Plane {
  const sorted = plane.data.slice().sort();
  const low = sorted[Math.floor(sorted.length * 0.01)] ?? 0, high = sorted[Math.floor(sorted.length * 0.99)] ?? 1;
  return map(plane, (v) => ramp(v, low, Math.max(high, low + 1e-6)));
}

export type Saliency = { readonly map: Plane; /** How much of the photo's detail sits together, 0…1: high where only the subject is in focus. */ readonly focus: number };

/** What draws the eye: walled off from the border, foreign to it, in focus, toward the middle. `lab` small, `detail` lightness of the same shape at a larger size. */
export function saliencyOf(lab: Colours, focused: Plane): Saliency {
  const { width, height } = lab;
  const channel = (c: number): Float32Array => Float32Array.from({ length: width * height }, (_, i) => lab.data[i * 3 + c] ?? 0);
  const distances = [0, 1, 2].map((c) => barrier(channel(c), width, height));
  const walls = normalised(boxMean({ width, height, data: Float32Array.from({ length: width * height }, (_, i) => (distances[0]?.[i] ?? 0) + 2 * (distances[1]?.[i] ?? 0) + 2 * (distances[2]?.[i] ?? 0)) }, 1));
  const odd = normalised(foreign(lab));
  const sharp = normalised(focused);
  // A photo with one plane of focus has most of its area without detail.
  const focus = 1 - ramp(sharp.data.reduce((sum, v) => sum + v, 0) / sharp.data.length, 0.08, 0.3);
  const out = planeOf(lab);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const i = y * width + x;
    const dx = (x + 0.5) / width - 0.5, dy = (y + 0.5) / height - 0.5;
    const centre = Math.exp(-(dx * dx + dy * dy) / (2 * 0.28 ** 2));
    out.data[i] = ((1 - 0.6 * focus) * (0.6 * (walls.data[i] ?? 0) + 0.4 * (odd.data[i] ?? 0)) + 0.6 * focus * (sharp.data[i] ?? 0)) * (0.35 + 0.65 * centre);
  }
  return { map: normalised(out), focus };
}
