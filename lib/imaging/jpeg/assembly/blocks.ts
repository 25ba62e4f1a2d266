// A row of MCUs: pixels → blocks of quantised coefficients, without the zeros.

import { convert, halve } from './colour';
import { transform } from './dct';
import { keep, keepEmpty, kept } from './entropy';

/** Up to six blocks of an MCU, then chroma before it is halved: 2 × 4 blocks. */
const BLOCKS: usize = memory.data(6 * 128, 16);
const CHROMA: usize = memory.data(8 * 128, 16);
/** An MCU's pixels where the picture ends within it; loads reach 8 bytes further than they need. */
const PIXELS: usize = memory.data(16 * 48 + 16, 16);

/** The MCU at `rgb`, of which `columns` × `rows` px are in the picture, with the last ones repeated. */
function padded(rgb: usize, stride: usize, columns: i32, rows: i32, size: i32): void {
  for (let y = 0; y < size; y++) {
    const from = rgb + <usize>min(y, rows - 1) * stride;
    for (let x = 0; x < size; x++) {
      const pixel = from + <usize>min(x, columns - 1) * 3, at = PIXELS + y * size * 3 + x * 3;
      store<u16>(at, load<u16>(pixel));
      store<u8>(at, load<u8>(pixel, 2), 2);
    }
  }
}

/**
 * Appends a row of MCUs to the blocks kept and returns their end. `rgb` is the picture's row of pixels at its top, `width` px wide, of which `rows`
 * are left (more than an MCU has: all of it). `halved`: chroma is (4:2:0), MCUs are 16 × 16. Reads up to 8 bytes past the end.
 */
export function encodeRow(rgb: usize, width: i32, rows: i32, halved: bool): usize {
  const size = halved ? 16 : 8;
  const stride = <usize>width * 3;
  rows = min(rows, size);
  for (let x = 0; x < width; x += size) {
    let at = rgb + <usize>x * 3, step = stride;
    const columns = min(size, width - x);
    if (columns < size || rows < size) {
      padded(at, stride, columns, rows, size);
      at = PIXELS;
      step = <usize>size * 3;
    }
    if (halved) mcu420(at, step, columns, rows);
    else mcu444(at, step);
  }
  return kept();
}

function mcu444(at: usize, step: usize): void {
  convert(at, step, BLOCKS, BLOCKS + 128, BLOCKS + 256);
  for (let i: usize = 0; i < 3; i++) {
    transform(BLOCKS + i * 128, i > 0 ? 1 : 0);
    keep(BLOCKS + i * 128, i);
  }
}

function mcu420(at: usize, step: usize, columns: i32, rows: i32): void {
  for (let i: usize = 0; i < 4; i++) {
    convert(at + (i >> 1) * 8 * step + (i & 1) * 24, step, BLOCKS + i * 128, CHROMA + i * 128, CHROMA + 512 + i * 128);
  }
  halve(CHROMA, BLOCKS + 512);
  halve(CHROMA + 512, BLOCKS + 640);
  // Below the picture the last row of halved chroma goes on, as libjpeg has it.
  for (let row = <usize>((rows + 1) >> 1); row < 8; row++) {
    v128.store(BLOCKS + 512 + row * 16, v128.load(BLOCKS + 512 + row * 16 - 16));
    v128.store(BLOCKS + 640 + row * 16, v128.load(BLOCKS + 640 + row * 16 - 16));
  }
  for (let i: usize = 0; i < 4; i++) {
    // Blocks without a pixel of the picture cost nothing: no coefficients, and the mean of the block before.
    if (((i & 1) !== 0 && columns <= 8) || ((i & 2) !== 0 && rows <= 8)) {
      keepEmpty();
    } else {
      transform(BLOCKS + i * 128, 0);
      keep(BLOCKS + i * 128, 0);
    }
  }
  for (let i: usize = 1; i < 3; i++) {
    transform(BLOCKS + 384 + i * 128, 1);
    keep(BLOCKS + 384 + i * 128, i);
  }
}
