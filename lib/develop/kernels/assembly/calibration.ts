/**
 * Calibration on linear rows of the output primaries, in place: colours are mixed anew from moved primaries, R' = Σ mᵢⱼ·RGBⱼ with rows that add up to 1
 * (pipeline/colour/calibration.ts makes them). The matrix acts on differences from each channel, so R = G = B stays so to the last bit.
 *
 * Shadow tint: gains of 2^(−0.8·t·w) and 2^(0.4·t·w) that pull green against red and blue where it is dark, w = Y₀²/(Y₀² + Y²), Y₀ = 0.03. Black stays black.
 */
import { CALIBRATION, SHADOW_TINT } from './colour-layout';
import { exp2x4, mulAdd, splat } from './math';

// @ts-ignore: decorator
@inline const DARK: f32 = 0.03;
// @ts-ignore: decorator
@inline const GREEN_STOPS: f32 = -0.8;
// @ts-ignore: decorator
@inline const OTHER_STOPS: f32 = 0.4;

export function calibrateRows(recipe: usize, r: usize, g: usize, b: usize, count: i32): void {
  const m = recipe + CALIBRATION;
  const rg = v128.load32_splat(m, 4), rb = v128.load32_splat(m, 8);
  const gr = v128.load32_splat(m, 12), gb = v128.load32_splat(m, 20);
  const br = v128.load32_splat(m, 24), bg = v128.load32_splat(m, 28);
  const tint = load<f32>(recipe, SHADOW_TINT);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    const gMinusR = f32x4.sub(G, R), bMinusR = f32x4.sub(B, R), bMinusG = f32x4.sub(B, G);
    let outR = mulAdd(rb, bMinusR, mulAdd(rg, gMinusR, R));
    let outG = f32x4.sub(mulAdd(gb, bMinusG, G), f32x4.mul(gr, gMinusR));
    let outB = f32x4.sub(f32x4.sub(B, f32x4.mul(br, bMinusR)), f32x4.mul(bg, bMinusG));
    if (tint != 0) {
      const y = f32x4.pmax(splat(0), mulAdd(R, splat(0.2126), mulAdd(G, splat(0.7152), f32x4.mul(B, splat(0.0722)))));
      const share = f32x4.mul(splat(tint), f32x4.div(splat(DARK * DARK), mulAdd(y, y, splat(DARK * DARK))));
      const others = exp2x4(f32x4.mul(share, splat(OTHER_STOPS)));
      outR = f32x4.mul(outR, others);
      outG = f32x4.mul(outG, exp2x4(f32x4.mul(share, splat(GREEN_STOPS))));
      outB = f32x4.mul(outB, others);
    }
    v128.store(r + i, outR);
    v128.store(g + i, outG);
    v128.store(b + i, outB);
  }
}
