import sharp from 'sharp';

/** Plays an image model for tests: repaints a disc, and returns the picture as off as models do. Used by tests only. */
export type Manner = {
  /** Centre and radius of what is painted, shares of the canvas; absent: nothing. */
  readonly disc?: readonly [x: number, y: number, radius: number];
  /** Everything is moved by so many px of the canvas, and magnified about the middle. */
  readonly shift?: readonly [x: number, y: number];
  readonly scale?: number;
  readonly gain?: readonly [number, number, number];
  readonly offset?: readonly [number, number, number];
  readonly size?: readonly [width: number, height: number];
  readonly format?: 'png' | 'jpeg' | 'webp';
};

export const PAINT = [215, 40, 160] as const;

export async function painted(picture: Uint8Array, { disc, shift = [0, 0], scale = 1, gain = [1, 1, 1], offset = [0, 0, 0], size, format = 'png' }: Manner): Promise<Buffer> {
  const { data, info: { width, height } } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const source = Uint8Array.from(data);
  if (disc) {
    const [cx, cy, radius] = disc;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) if (((x + 0.5) / width - cx) ** 2 + (((y + 0.5) / height - cy) * (height / width)) ** 2 < radius ** 2) source.set(PAINT, (y * width + x) * 3);
    }
  }
  const out = Buffer.alloc(source.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      // Bilinear, edges repeated.
      const u = Math.min(width - 1, Math.max(0, (x + 0.5 - width / 2 - shift[0]) / scale + width / 2 - 0.5)), v = Math.min(height - 1, Math.max(0, (y + 0.5 - height / 2 - shift[1]) / scale + height / 2 - 0.5));
      const x0 = Math.floor(u), y0 = Math.floor(v), x1 = Math.min(width - 1, x0 + 1), y1 = Math.min(height - 1, y0 + 1), fx = u - x0, fy = v - y0;
      for (let c = 0; c < 3; c++) {
        const top = (source[(y0 * width + x0) * 3 + c] ?? 0) * (1 - fx) + (source[(y0 * width + x1) * 3 + c] ?? 0) * fx;
        const bottom = (source[(y1 * width + x0) * 3 + c] ?? 0) * (1 - fx) + (source[(y1 * width + x1) * 3 + c] ?? 0) * fx;
        out[(y * width + x) * 3 + c] = Math.round(Math.min(255, Math.max(0, (top * (1 - fy) + bottom * fy) * (gain[c] ?? 1) + 255 * (offset[c] ?? 0))));
      }
    }
  }
  const image = sharp(out, { raw: { width, height, channels: 3 } });
  if (size) image.resize(size[0], size[1], { fit: 'fill' });
  return (format === 'png' ? image.png({ compressionLevel: 1 }) : image.toFormat(format, { quality: 92 })).toBuffer();
}
