import type { Size } from '@/lib/develop/types';

/** One number per pixel. */
export type Plane = Size & { readonly data: Float32Array };

/** Canvas px → px of the model's picture, each axis by itself: at = scale · canvas + offset. */
export type Map2 = { readonly sx: number; readonly sy: number; readonly ox: number; readonly oy: number };

/** The plane and its halves, down to 16 px: a step of the mip map whose footprint fits is read instead of many pixels. */
export function pyramid(plane: Plane): readonly Plane[] {
  const levels = [plane];
  for (let last = plane; Math.min(last.width, last.height) > 16;) {
    last = half(last);
    levels.push(last);
  }
  return levels;
}

function half({ width, height, data }: Plane): Plane {
  const w = width >> 1, h = height >> 1;
  const out = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = 2 * y * width + 2 * x;
      out[y * w + x] = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0)) / 4;
    }
  }
  return { width: w, height: h, data: out };
}

/** Bilinear, px centres at whole numbers, edges repeated. */
export function sample({ width, height, data }: Plane, x: number, y: number): number {
  const cx = Math.min(width - 1, Math.max(0, x)), cy = Math.min(height - 1, Math.max(0, y));
  const x0 = Math.floor(cx), y0 = Math.floor(cy);
  const x1 = Math.min(width - 1, x0 + 1), y1 = Math.min(height - 1, y0 + 1);
  const fx = cx - x0, fy = cy - y0;
  const top = (data[y0 * width + x0] ?? 0) * (1 - fx) + (data[y0 * width + x1] ?? 0) * fx;
  const bottom = (data[y1 * width + x0] ?? 0) * (1 - fx) + (data[y1 * width + x1] ?? 0) * fx;
  return top * (1 - fy) + bottom * fy;
}

/** What the map sees of a picture, drawn on a grid over the canvas. Levels are those of the picture. */
export function drawn(levels: readonly Plane[], map: Map2, canvas: Size, grid: Size): Plane {
  const stepX = canvas.width / grid.width, stepY = canvas.height / grid.height;
  const footprint = Math.max(map.sx * stepX, map.sy * stepY);
  const level = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, footprint)) + 0.25)));
  const source = levels[level];
  if (!source || !levels[0]) return { ...grid, data: new Float32Array(grid.width * grid.height) };
  const kx = source.width / levels[0].width, ky = source.height / levels[0].height;
  const data = new Float32Array(grid.width * grid.height);
  for (let y = 0; y < grid.height; y++) {
    const sy = (map.sy * (y + 0.5) * stepY + map.oy) * ky - 0.5;
    for (let x = 0; x < grid.width; x++) data[y * grid.width + x] = sample(source, (map.sx * (x + 0.5) * stepX + map.ox) * kx - 0.5, sy);
  }
  return { ...grid, data };
}

/** Where edges run and how: the gradient over its own length, so that a strong edge counts no more than a clear one. */
export type Field = Size & { readonly x: Float32Array; readonly y: Float32Array; /** Mean length of the gradient. */ readonly energy: number };

/**
 * Normalised gradient field (Haber & Modersitzki, “Intensity gradient based registration and fusion of multi-modal images”, 2006): it knows shapes and
 * not colours, so that a picture and its repainted copy still agree.
 */
export function fieldOf({ width, height, data }: Plane): Field {
  const x = new Float32Array(width * height), y = new Float32Array(width * height);
  let sum = 0;
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const at = row * width + column;
      const gx = ((data[at + 1] ?? 0) - (data[at - 1] ?? 0)) / 2, gy = ((data[at + width] ?? 0) - (data[at - width] ?? 0)) / 2;
      x[at] = gx; y[at] = gy;
      sum += Math.hypot(gx, gy);
    }
  }
  const energy = sum / Math.max(1, (width - 2) * (height - 2));
  const floor = Math.max(1e-4, energy);
  for (let at = 0; at < x.length; at++) {
    const length = Math.sqrt((x[at] ?? 0) ** 2 + (y[at] ?? 0) ** 2 + floor ** 2);
    x[at] = (x[at] ?? 0) / length; y[at] = (y[at] ?? 0) / length;
  }
  return { width, height, x, y, energy };
}
