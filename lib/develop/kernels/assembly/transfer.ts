/** The sRGB curve over rows, and the way from the working space into the colour LUT's domain. */
import { FROM_WIDE } from './colour-layout';
import { decodeSignedx4, encodeSignedx4, mulAdd } from './math';

/** Signed encode of one row in place. */
export function encodeRow(row: usize, count: i32): void {
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) v128.store(at, encodeSignedx4(v128.load(at)));
}

/** Signed decode of one row in place. */
export function decodeRow(row: usize, count: i32): void {
  const end = row + (<usize>count << 2);
  for (let at = row; at < end; at += 16) v128.store(at, decodeSignedx4(v128.load(at)));
}

/**
 * Linear Rec.2020 rows → signed sRGB-encoded rows of the recipe's output primaries, in place. The matrix acts on differences from each
 * channel, so that R = G = B gives R = G = B to the last bit.
 */
export function encodeWideRows(recipe: usize, r: usize, g: usize, b: usize, count: i32): void {
  const matrix = recipe + FROM_WIDE;
  const rg = v128.load32_splat(matrix, 4), rb = v128.load32_splat(matrix, 8);
  const gr = v128.load32_splat(matrix, 12), gb = v128.load32_splat(matrix, 20);
  const br = v128.load32_splat(matrix, 24), bg = v128.load32_splat(matrix, 28);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    const gMinusR = f32x4.sub(G, R), bMinusR = f32x4.sub(B, R), bMinusG = f32x4.sub(B, G);
    v128.store(r + i, encodeSignedx4(mulAdd(rb, bMinusR, mulAdd(rg, gMinusR, R))));
    v128.store(g + i, encodeSignedx4(f32x4.sub(mulAdd(gb, bMinusG, G), f32x4.mul(gr, gMinusR))));
    v128.store(b + i, encodeSignedx4(f32x4.sub(f32x4.sub(B, f32x4.mul(br, bMinusR)), f32x4.mul(bg, bMinusG))));
  }
}
