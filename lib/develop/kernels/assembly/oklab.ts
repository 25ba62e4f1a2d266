/**
 * Oklab, rows of linear RGB ↔ rows of L, a, b. Björn Ottosson, "A perceptual color space for image processing" (2020). The RGB ↔ LMS
 * matrices come with the recipe, because they depend on the primaries; the LMS' ↔ Lab ones are the published ones.
 */
import { FROM_LMS, TO_LMS } from './colour-layout';
import { cbrtx4, mulAdd, splat } from './math';

/** Applies the 3×3 matrix at `matrix` (row major f32) to three rows in place. `count` is rounded up to whole vectors. */
export function matrixRows(matrix: usize, x: usize, y: usize, z: usize, count: i32): void {
  const m0 = v128.load32_splat(matrix), m1 = v128.load32_splat(matrix, 4), m2 = v128.load32_splat(matrix, 8);
  const m3 = v128.load32_splat(matrix, 12), m4 = v128.load32_splat(matrix, 16), m5 = v128.load32_splat(matrix, 20);
  const m6 = v128.load32_splat(matrix, 24), m7 = v128.load32_splat(matrix, 28), m8 = v128.load32_splat(matrix, 32);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const r = v128.load(x + i), g = v128.load(y + i), b = v128.load(z + i);
    v128.store(x + i, mulAdd(m2, b, mulAdd(m1, g, f32x4.mul(m0, r))));
    v128.store(y + i, mulAdd(m5, b, mulAdd(m4, g, f32x4.mul(m3, r))));
    v128.store(z + i, mulAdd(m8, b, mulAdd(m7, g, f32x4.mul(m6, r))));
  }
}

/** Linear RGB (of the recipe's primaries) → Oklab, in place. */
export function toOklabRows(recipe: usize, x: usize, y: usize, z: usize, count: i32): void {
  matrixRows(recipe + TO_LMS, x, y, z, count);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const l = cbrtx4(v128.load(x + i)), m = cbrtx4(v128.load(y + i)), s = cbrtx4(v128.load(z + i));
    v128.store(x + i, mulAdd(l, splat(0.2104542553), mulAdd(m, splat(0.7936177850), f32x4.mul(s, splat(-0.0040720468)))));
    v128.store(y + i, mulAdd(l, splat(1.9779984951), mulAdd(m, splat(-2.4285922050), f32x4.mul(s, splat(0.4505937099)))));
    v128.store(z + i, mulAdd(l, splat(0.0259040371), mulAdd(m, splat(0.7827717662), f32x4.mul(s, splat(-0.8086757660)))));
  }
}

/** Oklab → linear RGB (of the recipe's primaries), in place. */
export function fromOklabRows(recipe: usize, x: usize, y: usize, z: usize, count: i32): void {
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const L = v128.load(x + i), a = v128.load(y + i), b = v128.load(z + i);
    const l = mulAdd(b, splat(0.2158037573), mulAdd(a, splat(0.3963377774), L));
    const m = mulAdd(b, splat(-0.0638541728), mulAdd(a, splat(-0.1055613458), L));
    const s = mulAdd(b, splat(-1.2914855480), mulAdd(a, splat(-0.0894841775), L));
    v128.store(x + i, f32x4.mul(f32x4.mul(l, l), l));
    v128.store(y + i, f32x4.mul(f32x4.mul(m, m), m));
    v128.store(z + i, f32x4.mul(f32x4.mul(s, s), s));
  }
  matrixRows(recipe + FROM_LMS, x, y, z, count);
}
