/** A small DNG writer for tests (DNG 1.7.1 on TIFF 6.0): what a camera with known matrices would have recorded of a known scene. */
import type { Matrix3 } from '@/lib/develop/types';
import { tiffDirectory, type TiffField } from '../tiff-directory';

export type TestCamera = {
  /** XYZ → camera RGB under illuminants of EXIF's LightSource; one or two. */
  readonly matrices: readonly { readonly illuminant: number; readonly fromXyz: Matrix3; readonly forward?: Matrix3 }[];
  /** Camera RGB of a neutral thing. */
  readonly neutral: readonly [number, number, number];
  readonly black?: number;
  readonly white?: number;
  /** Stops. */
  readonly baselineExposure?: number;
  readonly orientation?: number;
  readonly make?: string;
  readonly model?: string;
  /** A JPEG that goes into the file as its preview. */
  readonly preview?: Uint8Array;
  readonly previewSize?: readonly [width: number, height: number];
};

const BYTE = 1, ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5, SRATIONAL = 10;

const packed = (count: number, size: number, write: (buffer: Buffer, k: number) => void): Buffer => {
  const buffer = Buffer.alloc(count * size);
  for (let k = 0; k < count; k++) write(buffer, k);
  return buffer;
};
const bytes = (tag: number, values: readonly number[]): TiffField => ({ tag, type: BYTE, count: values.length, data: Buffer.from(values) });
const shorts = (tag: number, ...values: readonly number[]): TiffField => ({ tag, type: SHORT, count: values.length, data: packed(values.length, 2, (b, k) => b.writeUInt16LE(values[k] ?? 0, k * 2)) });
const longs = (tag: number, ...values: readonly number[]): TiffField => ({ tag, type: LONG, count: values.length, data: packed(values.length, 4, (b, k) => b.writeUInt32LE(values[k] ?? 0, k * 4)) });
const text = (tag: number, value: string): TiffField => ({ tag, type: ASCII, count: value.length + 1, data: Buffer.from(`${value}\0`, 'latin1') });
const DENOMINATOR = 1_000_000;
const rationals = (tag: number, values: readonly number[], signed = true): TiffField => ({
  tag, type: signed ? SRATIONAL : RATIONAL, count: values.length,
  data: packed(values.length, 8, (b, k) => { b.writeInt32LE(Math.round((values[k] ?? 0) * DENOMINATOR), k * 8); b.writeInt32LE(DENOMINATOR, k * 8 + 4); }),
});

/**
 * A Bayer DNG (RGGB). `scene(x, y)` is the camera's RGB at a pixel, 1 where the sensor is full; more is clipped.
 * Even width and height.
 */
export function writeDng(width: number, height: number, scene: (x: number, y: number) => readonly [number, number, number], camera: TestCamera): Buffer {
  const { matrices, neutral, black = 256, white = 15871, baselineExposure, orientation = 1, make = 'Evocam', model = 'RAW 1', preview, previewSize = [0, 0] } = camera;
  const mosaic = Buffer.alloc(width * height * 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = scene(x, y)[(y & 1) + (x & 1)] ?? 0;
      mosaic.writeUInt16LE(Math.round(black + (white - black) * Math.min(1, Math.max(0, value))), (y * width + x) * 2);
    }
  }
  const sensor = (stripAt: number): readonly TiffField[] => [
    longs(254, 0), longs(256, width), longs(257, height), shorts(258, 16), shorts(259, 1), shorts(262, 32803), longs(273, stripAt), shorts(277, 1),
    longs(278, height), longs(279, mosaic.length), shorts(284, 1), shorts(33421, 2, 2), bytes(33422, [0, 1, 1, 2]), shorts(50714, black), longs(50717, white),
  ];
  const colour: readonly TiffField[] = [
    text(271, make), text(272, model), shorts(274, orientation), bytes(50706, [1, 4, 0, 0]), bytes(50707, [1, 1, 0, 0]), text(50708, `${make} ${model}`),
    rationals(50728, neutral, false),
    ...matrices.flatMap(({ illuminant, fromXyz, forward }, k) => [shorts(50778 + k, illuminant), rationals(50721 + k, fromXyz), ...(forward ? [rationals(50964 + k, forward)] : [])]),
    ...(baselineExposure === undefined ? [] : [rationals(50730, [baselineExposure])]),
  ];
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  if (!preview) {
    const at = 8 + tiffDirectory(8, [...sensor(0), ...colour]).length;
    return Buffer.concat([header, tiffDirectory(8, [...sensor(at), ...colour]), mosaic]);
  }
  // As cameras do: the preview first, the sensor's data in a sub-directory.
  const first = (subAt: number, previewAt: number): readonly TiffField[] => [
    longs(254, 1), longs(256, previewSize[0]), longs(257, previewSize[1]), shorts(258, 8, 8, 8), shorts(259, 7), shorts(262, 6), longs(273, previewAt), shorts(277, 3),
    longs(278, previewSize[1]), longs(279, preview.length), longs(330, subAt), ...colour,
  ];
  const subAt = 8 + tiffDirectory(8, first(0, 0)).length;
  const padded = Buffer.concat([preview, Buffer.alloc(preview.length % 2)]);
  const previewAt = subAt + tiffDirectory(subAt, sensor(0)).length;
  return Buffer.concat([header, tiffDirectory(8, first(subAt, previewAt)), tiffDirectory(subAt, sensor(previewAt + padded.length)), padded, mosaic]);
}
