import type { Address } from '@/lib/develop/kernels/arena';
import { kernels } from './kernels';
import { type Colours, type Plane, planeOf } from './plane';

/** How easily a boundary passes each pixel: 1 on flat ground, near 0 on a strong edge of the picture (Oklab distance to the right and lower neighbours). */
export function edgeWeights(lab: Colours, strength = 1): Plane {
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
  const k = kernels();
  // Rows end in columns that nothing flows through.
  const pitch = (width >> 2) * 4 + 4, row = pitch * 4, planes = height * pitch;
  const place = (name: string, rows: number): Address => {
    const address = k.room(name, rows * pitch + 4);
    k.arena.floats(address, rows * pitch + 4).fill(0);
    return address;
  };
  const [u, lead, px, py, costs, limits] = [place('u', height), place('lead', height + 1), place('px', height + 1), place('py', height + 1), place('cost', height), place('limit', height)] as const;
  const { f32 } = k.arena;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0, at = y * pitch; x < width; x++, at++, i++) {
      const own = cost.data[i] ?? 0, inside = start ? (start.data[i] ?? 0) : own < 0 ? 1 : 0;
      f32[u / 4 + at] = inside;
      f32[lead / 4 + at] = inside;
      f32[costs / 4 + at] = own;
      f32[limits / 4 + at] = smoothness * (weights.data[i] ?? 0);
    }
  }
  k.run.minimalCut(u, lead, px + row, py + row, costs, limits, pitch, width, height, iterations);
  const found = k.read(u, planes), out = planeOf(cost);
  for (let y = 0; y < height; y++) out.data.set(found.subarray(y * pitch, y * pitch + width), y * width);
  return out;
}

/** Connected parts (4 neighbours) of what is above ½: for each pixel its part from 1, 0 outside; and the parts' sizes in px. */
export function parts(mask: Plane): { readonly of: Int32Array; readonly sizes: readonly number[] } {
  const { width, height, data } = mask;
  const of = new Int32Array(width * height), stack = new Int32Array(width * height);
  const sizes: number[] = [0];
  let top = 0;
  const visit = (i: number, id: number): void => {
    if (of[i] !== 0 || (data[i] ?? 0) <= 0.5) return;
    of[i] = id;
    stack[top++] = i;
  };
  for (let s = 0; s < of.length; s++) {
    if (of[s] !== 0 || (data[s] ?? 0) <= 0.5) continue;
    const id = sizes.length;
    let size = 0;
    visit(s, id);
    while (top > 0) {
      const i = stack[--top] ?? 0, x = i % width;
      size++;
      if (x > 0) visit(i - 1, id);
      if (x + 1 < width) visit(i + 1, id);
      if (i >= width) visit(i - width, id);
      if (i + width < of.length) visit(i + width, id);
    }
    sizes.push(size);
  }
  return { of, sizes };
}
