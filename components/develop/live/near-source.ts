import type { Engine, Analysis } from '@/lib/develop/engine';
import type { Pixels, Size } from '@/lib/develop/types';

type Photo = { readonly engine: Engine; readonly full: Size; readonly analysis: Analysis };

/** Sizes kept: a drag moves between a few, looks and steps are small. */
const KEPT = 4;

/** The mean of what lies under each pixel, of numbers that stand for light themselves. */
function averaged(source: Pixels, { width, height }: Size): Pixels {
  const { channels, data } = source;
  const out = source.depth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  const [across, down] = [source.width / width, source.height / height];
  const row = new Float64Array(source.width * channels);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    const [top, bottom] = [y * down, Math.min(source.height, (y + 1) * down)];
    for (let line = Math.floor(top); line < bottom; line++) {
      const share = Math.min(bottom, line + 1) - Math.max(top, line);
      for (let i = 0, from = line * row.length; i < row.length; i++) row[i] = (row[i] ?? 0) + share * (data[from + i] ?? 0);
    }
    for (let x = 0; x < width; x++) {
      const [left, right] = [x * across, Math.min(source.width, (x + 1) * across)];
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let column = Math.floor(left); column < right; column++) sum += (Math.min(right, column + 1) - Math.max(left, column)) * (row[column * channels + c] ?? 0);
        out[(y * width + x) * channels + c] = Math.round(sum / ((right - left) * (bottom - top)));
      }
    }
  }
  return { ...source, width, height, data: out } as Pixels;
}

/** The photo at exactly `size`: through the engine, which scales light; a scene's numbers are light already. */
function shrunk({ engine, full, analysis }: Photo, source: Pixels, size: Size): Pixels {
  if (source.scene || source.depth !== 8) return averaged(source, size);
  const data = new Uint8Array(size.width * size.height * source.channels);
  engine.render({ source, full, settings: {}, analysis, output: size, target: data, depth: 8, rows: [0, size.height] });
  return { ...source, ...size, data };
}

/**
 * The photo at the very sizes that pictures of it are rendered at. Scaling costs as much for every pixel of the source as all the tools for one of the picture:
 * done once instead of for every move of a slider, a drag affords twice the pixels.
 */
export class NearSources {
  readonly #kept = new Map<string, { readonly of: Pixels; readonly pixels: Pixels }>();

  /** `source` at `size`, which must be no larger and have its shape. The same object as long as it is kept. */
  at(photo: Photo, source: Pixels, size: Size): Pixels {
    if (size.width >= source.width || size.height >= source.height) return source;
    const name = `${size.width} ${size.height}`;
    const known = this.#kept.get(name);
    const near = known?.of === source ? known : { of: source, pixels: shrunk(photo, source, size) };
    this.#kept.delete(name);
    this.#kept.set(name, near);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    return near.pixels;
  }
}
