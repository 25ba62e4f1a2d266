import type { RawLibrary, RawMetadata, RawPicture, Settings } from './libraw';

/** Pixels of a strip: LibRaw holds some 14 bytes for each beside the file and the sensor's data. */
const STRIP_PIXELS = 10_000_000;
/** Strips begin at whole periods of Bayer's (2) and X-Trans's (6) filters, and overlap by more than demosaicing looks around. */
const PERIOD = 12;
const OVERLAP = 24;

export type WholePicture = { readonly width: number; readonly height: number; readonly data: Uint16Array; /** The greatest number of the sensor. */ readonly greatest: number };

/** Where pixels of a stored row go in the upright picture (LibRaw's flip: bit 0 mirrors columns, bit 1 rows, bit 2 swaps them afterwards). */
function placement({ width, height, flip }: RawMetadata): { readonly columns: number; readonly rows: number; readonly start: (row: number) => number; readonly step: number } {
  const swapped = (flip & 4) !== 0;
  const [columns, rows] = swapped ? [height, width] : [width, height];
  const [alongRow, alongColumn] = swapped ? [width, 1] : [1, width];
  const step = flip & 1 ? -alongRow : alongRow;
  const first = flip & 1 ? (columns - 1) * alongRow : 0;
  return { columns, rows, step, start: (row) => first + (flip & 2 ? rows - 1 - row : row) * alongColumn };
}

/** Interleaved RGB of a row, from any number of colours, to its place. */
function put(target: Uint16Array, { data, width, colors }: RawPicture, row: number, start: number, step: number): void {
  const second = colors >= 3 ? 1 : 0, third = colors >= 3 ? 2 : 0;
  for (let x = 0, from = row * width * colors, to = start * 3; x < width; x++, from += colors, to += step * 3) {
    target[to] = data[from] ?? 0;
    target[to + 1] = data[from + second] ?? 0;
    target[to + 2] = data[from + third] ?? 0;
  }
}

/** The picture in one piece, in shared memory. */
export function pictureAtOnce(library: RawLibrary, settings: Settings): WholePicture {
  const file = library.open(settings);
  const picture = file.picture();
  const { width, height } = picture;
  const data = new Uint16Array(new SharedArrayBuffer(width * height * 6));
  for (let row = 0; row < height; row++) put(data, picture, row, row * width, 1);
  const greatest = file.metadata.color_data.data_maximum;
  file.close();
  return { width, height, data, greatest };
}

/**
 * The same strip by strip, with the same pixels: a 45-megapixel photo takes half the memory. What LibRaw cannot cut (turned Fuji sensors, pixels
 * that are not square) comes in one piece.
 */
export function pictureInStrips(library: RawLibrary, metadata: RawMetadata, settings: Settings, stripPixels = STRIP_PIXELS): WholePicture {
  const { width, height } = metadata;
  const { columns, rows, start, step } = placement(metadata);
  const count = Math.ceil((width * height) / stripPixels);
  if (count < 2) return pictureAtOnce(library, settings);
  const cut = (k: number): number => (k >= count ? rows : Math.floor((rows * k) / count / PERIOD) * PERIOD);
  const data = new Uint16Array(new SharedArrayBuffer(width * height * 6));
  let greatest = 0;
  for (let k = 0; k < count; k++) {
    const from = Math.max(0, cut(k) - OVERLAP), to = Math.min(rows, cut(k + 1) + OVERLAP);
    const file = library.open({ ...settings, userFlip: 0, cropbox: [0, from, columns, to - from] });
    const picture = file.picture();
    greatest = Math.max(greatest, file.metadata.color_data.data_maximum);
    file.close();
    if (picture.width !== columns || picture.height !== to - from) return pictureAtOnce(library, settings);
    for (let row = cut(k); row < cut(k + 1); row++) put(data, picture, row - from, start(row), step);
  }
  return { width, height, data, greatest };
}
