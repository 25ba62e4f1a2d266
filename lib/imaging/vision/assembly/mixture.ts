// Negative log density of a Gaussian mixture at every colour of a picture.

import { exp2x4, log2x4, mulAdd, splat } from '../../../develop/kernels/assembly/math';

/** Floats per component: mean (3), inverse covariance xx xy xz yy yz zz times −½·log2 e with mixed terms doubled (6), log2(weight / √det). */
const COMPONENT: usize = 10;
// @ts-ignore: decorator
@inline const MINUS_LN2: f32 = -0.6931471805599453;

/** dst (n) = −ln(Σ density + 1e-9) of the interleaved colours. */
export function mixtureCost(dst: usize, colours: usize, n: i32, components: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>n; i += 4) {
    const at = colours + i * 12;
    const p = v128.load(at), q = v128.load(at, 16), r = v128.load(at, 32);
    const L = v128.shuffle<i32>(v128.shuffle<i32>(p, q, 0, 3, 6, 6), r, 0, 1, 2, 5);
    const A = v128.shuffle<i32>(v128.shuffle<i32>(p, q, 1, 4, 7, 7), r, 0, 1, 2, 6);
    const B = v128.shuffle<i32>(v128.shuffle<i32>(p, q, 2, 5, 5, 5), r, 0, 1, 4, 7);
    let density = splat(1e-9);
    for (let k: i32 = 0; k < count; k++) {
      const c = components + <usize>k * COMPONENT * 4;
      const x = f32x4.sub(L, v128.load32_splat(c)), y = f32x4.sub(A, v128.load32_splat(c, 4)), z = f32x4.sub(B, v128.load32_splat(c, 8));
      const along = mulAdd(x, v128.load32_splat(c, 12), mulAdd(y, v128.load32_splat(c, 16), f32x4.mul(z, v128.load32_splat(c, 20))));
      const rest = mulAdd(y, v128.load32_splat(c, 24), f32x4.mul(z, v128.load32_splat(c, 28)));
      const exponent = mulAdd(x, along, mulAdd(y, rest, mulAdd(f32x4.mul(z, z), v128.load32_splat(c, 32), v128.load32_splat(c, 36))));
      density = f32x4.add(density, exp2x4(exponent));
    }
    v128.store(dst + (i << 2), f32x4.mul(splat(MINUS_LN2), log2x4(density)));
  }
}
