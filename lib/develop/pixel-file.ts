import type { Pixels } from './types';

/** Pixels as bytes, for where no picture format keeps them: a header in JSON, its length in front, then the numbers, little-endian. */

type Header = Omit<Pixels, 'data'>;

export const PIXEL_FILE_TYPE = 'application/vnd.evoroom.pixels';

const LENGTH_BYTES = 4;

export function packPixels(pixels: Pixels): Uint8Array {
  const { data, ...header } = pixels;
  // Numbers start where both hosts can look at them in place.
  const text = JSON.stringify(header satisfies Header);
  const words = new TextEncoder().encode(text.padEnd(Math.ceil((text.length + LENGTH_BYTES) / 16) * 16 - LENGTH_BYTES));
  const bytes = new Uint8Array(LENGTH_BYTES + words.length + data.byteLength);
  new DataView(bytes.buffer).setUint32(0, words.length, true);
  bytes.set(words, LENGTH_BYTES);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), LENGTH_BYTES + words.length);
  return bytes;
}

/** @throws RangeError or SyntaxError when the bytes are no such file */
export function unpackPixels(bytes: ArrayBuffer): Pixels {
  const length = new DataView(bytes).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, LENGTH_BYTES, length))) as Header;
  const start = LENGTH_BYTES + length, count = header.width * header.height * header.channels;
  return { ...header, data: header.depth === 8 ? new Uint8Array(bytes, start, count) : new Uint16Array(bytes, start, count) } as Pixels;
}

/** With an opaque alpha channel, which a canvas wants. */
export function withAlpha(pixels: Pixels): Pixels {
  if (pixels.channels === 4) return pixels;
  const { width, height, depth, data } = pixels;
  const out = depth === 8 ? new Uint8Array(width * height * 4) : new Uint16Array(width * height * 4);
  const opaque = depth === 8 ? 255 : 65535;
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    out[to] = data[from] ?? 0;
    out[to + 1] = data[from + 1] ?? 0;
    out[to + 2] = data[from + 2] ?? 0;
    out[to + 3] = opaque;
  }
  return { ...pixels, channels: 4, data: out } as Pixels;
}
