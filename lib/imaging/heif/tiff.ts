import type { HeifPixels } from '../decode-worker';

/** Field types of TIFF 6.0 §2. */
const SHORT = 3, LONG = 4, UNDEFINED = 7;
const ICC_PROFILE = 34675;

/**
 * Decoded pixels with their profile as an uncompressed TIFF in memory (TIFF 6.0), so that everything which follows, colour above all, goes the
 * one way that all files go.
 */
export function asTiff({ width, height, channels, data, icc }: HeifPixels): Buffer {
  const bits = data.BYTES_PER_ELEMENT * 8;
  const pixels = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const profile = Buffer.from(icc ?? []);
  const fields: (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, width], [257, LONG, 1, height], [258, SHORT, channels, 0], [259, SHORT, 1, 1], [262, SHORT, 1, 2],
    [273, LONG, 1, 0], [277, SHORT, 1, channels], [278, LONG, 1, height], [279, LONG, 1, pixels.length], [284, SHORT, 1, 1],
    ...(channels === 4 ? [[338, SHORT, 1, 2] as const] : []),
    ...(profile.length > 0 ? [[ICC_PROFILE, UNDEFINED, profile.length, 0] as const] : []),
  ];
  const bitsAt = 8 + 2 + fields.length * 12 + 4;
  const profileAt = bitsAt + channels * 2;
  const pixelsAt = Math.ceil((profileAt + profile.length) / 4) * 4;
  const head = Buffer.alloc(pixelsAt);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(fields.length, 8);
  const placed: Readonly<Record<number, number>> = { 258: bitsAt, 273: pixelsAt, [ICC_PROFILE]: profileAt };
  fields.forEach(([tag, type, count, value], k) => {
    const at = 10 + k * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(placed[tag] ?? value, at + 8);
  });
  for (let c = 0; c < channels; c++) head.writeUInt16LE(bits, bitsAt + c * 2);
  profile.copy(head, profileAt);
  return Buffer.concat([head, pixels]);
}
