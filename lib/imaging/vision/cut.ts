import { clamp, type Picture, type Plane, planeOf } from './plane';

/** How easily a boundary passes each pixel: 1 on flat ground, near 0 on a strong edge of the picture (Oklab distance to the right and lower neighbours). */
export function edgeWeights(lab: Picture, strength = 1): Plane {
  const { width, height, data } = lab;
  const steps = planeOf(lab);
  let mean = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x, right = (x + 1 < width ? i + 1 : i) * 3, below = (y + 1 < height ? i + width : i) * 3;
      let sum = 0;
      for (let c = 0; c < 3; c++) sum += ((data[right + c] ?? 0) - (data[i * 3 + c] ?? 0)) ** 2 + ((data[below + c] ?? 0) - (data[i * 3 + c] ?? 0)) ** 2;
      steps.data[i] = sum;
      mean += sum;
    }
  }
  mean = Math.max(1e-5, mean / (width * height));
  for (let i = 0; i < steps.data.length; i++) steps.data[i] = 0.04 + 0.96 * Math.exp((-strength * (steps.data[i] ?? 0)) / (2 * mean));
  return steps;
}

/**
 * The region whose boundary is cheapest: minimises Σ w·|∇u| + Σ cost·u over u in 0…1, where `cost` is negative for what belongs inside.
 * This is the graph cut's energy in its convex, continuous form (Chan, Esedoglu & Nikolova 2006), solved by a primal-dual iteration
 * (Chambolle & Pock 2011): no bias to the grid's directions, and the same result however it is started.
 */
export function minimalCut(cost: Plane, weights: Plane, smoothness: number, iterations = 160, start?: Plane): Plane {
  const { width, height } = cost;
  const count = width * height;
  const step = 1 / Math.sqrt(8);
  const u = start ? start.data.slice() : cost.data.map((value) => (value < 0 ? 1 : 0));
  const lead = u.slice();
  const px = new Float32Array(count), py = new Float32Array(count);
  const D = cost.data, W = weights.data;
  for (let n = 0; n < iterations; n++) {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const here = lead[i] ?? 0;
        let a = (px[i] ?? 0) + (x + 1 < width ? step * ((lead[i + 1] ?? 0) - here) : 0);
        let b = (py[i] ?? 0) + (y + 1 < height ? step * ((lead[i + width] ?? 0) - here) : 0);
        const most = smoothness * (W[i] ?? 0), length = Math.sqrt(a * a + b * b);
        if (length > most) {
          const scale = most / length;
          a *= scale;
          b *= scale;
        }
        px[i] = a;
        py[i] = b;
      }
    }
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const divergence = (px[i] ?? 0) - (x > 0 ? (px[i - 1] ?? 0) : 0) + (py[i] ?? 0) - (y > 0 ? (py[i - width] ?? 0) : 0);
        const before = u[i] ?? 0, after = clamp(before + step * (divergence - (D[i] ?? 0)));
        u[i] = after;
        lead[i] = 2 * after - before;
      }
    }
  }
  return { width, height, data: u };
}

/** Connected parts (4 neighbours) of what is above ½: for each pixel its part from 1, 0 outside; and the parts' sizes in px. */
export function parts(mask: Plane): { readonly of: Int32Array; readonly sizes: readonly number[] } {
  const { width, height, data } = mask;
  const of = new Int32Array(width * height);
  const sizes: number[] = [0];
  const stack: number[] = [];
  for (let s = 0; s < of.length; s++) {
    if (of[s] !== 0 || (data[s] ?? 0) <= 0.5) continue;
    const id = sizes.length;
    let size = 0;
    of[s] = id;
    stack.push(s);
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      size++;
      const x = i % width;
      for (const n of [x > 0 ? i - 1 : -1, x + 1 < width ? i + 1 : -1, i - width, i + width]) {
        if (n >= 0 && n < of.length && of[n] === 0 && (data[n] ?? 0) > 0.5) {
          of[n] = id;
          stack.push(n);
        }
      }
    }
    sizes.push(size);
  }
  return { of, sizes };
}
