import { shrink } from '@/lib/imaging/shrink';
import type { Pixels } from '@/lib/develop/types';
import { pixelsOf, planeOf, type Plane3 } from './colours';
import type { Plan, Rect } from './plan';

/** The canvas that goes to the model, in the photo's space. */
export async function canvasOf(photo: Pixels, { view, inner, canvas }: Plan): Promise<Plane3> {
  const part = planeOf(await shrink(cut(photo, view), { width: inner.width, height: inner.height }), photo.space);
  const data = new Float32Array(canvas.width * canvas.height * 3);
  for (let y = 0; y < canvas.height; y++) {
    const row = Math.min(inner.height - 1, Math.max(0, y - inner.y));
    for (let x = 0; x < canvas.width; x++) {
      const from = (row * inner.width + Math.min(inner.width - 1, Math.max(0, x - inner.x))) * 3;
      const to = (y * canvas.width + x) * 3;
      data[to] = part.data[from] ?? 0; data[to + 1] = part.data[from + 1] ?? 0; data[to + 2] = part.data[from + 2] ?? 0;
    }
  }
  return { ...canvas, data };
}

/** The canvas as every model takes it: sRGB, 8 bits. */
export const sent = (canvas: Plane3, photo: Pick<Pixels, 'space'>): Pixels => pixelsOf(inSrgb(canvas, photo), 'srgb');

function inSrgb({ width, height, data }: Plane3, { space }: Pick<Pixels, 'space'>): Plane3 {
  if (space === 'srgb') return { width, height, data };
  const deep = new Uint16Array(data.length);
  for (let i = 0; i < deep.length; i++) deep[i] = Math.round(Math.min(1, Math.max(0, data[i] ?? 0)) * 65535);
  return planeOf({ width, height, channels: 3, depth: 16, space, data: deep }, 'srgb');
}

function cut(photo: Pixels, { x, y, width, height }: Rect): Pixels {
  if (width === photo.width && height === photo.height) return photo;
  const { channels } = photo;
  const copy = <T extends Uint8Array | Uint16Array>(data: T, out: T): T => {
    for (let row = 0; row < height; row++) {
      const from = ((y + row) * photo.width + x) * channels;
      out.set(data.subarray(from, from + width * channels), row * width * channels);
    }
    return out;
  };
  const size = width * height * channels;
  return photo.depth === 8 ? { ...photo, width, height, data: copy(photo.data, new Uint8Array(size)) } : { ...photo, width, height, data: copy(photo.data, new Uint16Array(size)) };
}
