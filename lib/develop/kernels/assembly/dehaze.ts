// Dehaze by the atmospheric scattering model: J = A + (I − A)·g, g from the transmission t and the amount (He, Sun & Tang 2009; solved for J).

import { logLuminance } from './linear';
import { clampx4, mulAdd, splat } from './math';
import { source, travel, YB, YG, YR } from './tone-block';

/**
 * Dehaze of one row in place. The row of transmissions becomes how many stops the tone moves, the row at 208 how many more a white could. Apart
 * from the rest of the stage because its steps wait for each other: alone, the processor works on several vectors at a time.
 */
export function dehazeRow(block: usize, n: i32): void {
  const R = load<usize>(block), G = load<usize>(block, 4), B = load<usize>(block, 8), L = load<usize>(block, 12);
  const veilRow = load<usize>(block, 28), clearedRow = load<usize>(block, 208);
  const amounts = source(block, 9), step = travel(block, 9);
  const airR = v128.load_splat<f32>(block, 160), airG = v128.load_splat<f32>(block, 164), airB = v128.load_splat<f32>(block, 168);
  const clearR = f32x4.div(splat(1), airR), clearG = f32x4.div(splat(1), airG), clearB = f32x4.div(splat(1), airB);
  const airY = mulAdd(airR, splat(YR), mulAdd(airG, splat(YG), f32x4.mul(airB, splat(YB))));
  const zero = splat(0), one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const r = v128.load(R + i), g = v128.load(G + i), b = v128.load(B + i);
    const d = v128.load(amounts + (i & step));
    // A dark pixel cannot lie deeper in the veil than its darkest channel allows: keeps J above zero.
    const dark = f32x4.pmin(f32x4.mul(r, clearR), f32x4.pmin(f32x4.mul(g, clearG), f32x4.mul(b, clearB)));
    const veil = f32x4.pmin(f32x4.sub(one, clampx4(v128.load(veilRow + i), 0.15, 1)), f32x4.mul(clampx4(dark, 0, 1), splat(0.92)));
    // More at the start of the slider than at its end: what is left of a veil shows most once the rest is gone.
    const up = f32x4.pmax(zero, d);
    const taken = f32x4.mul(up, mulAdd(up, splat(-0.55), splat(1.4)));
    const clear = f32x4.div(one, f32x4.sub(one, f32x4.mul(taken, veil)));
    const mist = mulAdd(f32x4.pmin(zero, d), mulAdd(veil, splat(0.5), splat(0.25)), one);
    const clears = f32x4.gt(d, zero);
    const gain = v128.bitselect(clear, mist, clears);
    // J = A + (I − A)·gain; of its luminance the same.
    const before = mulAdd(r, splat(YR), mulAdd(g, splat(YG), f32x4.mul(b, splat(YB))));
    const after = f32x4.pmax(zero, mulAdd(f32x4.sub(before, airY), gain, airY));
    // Clearing takes half of the model's colour and half of the old colour at the new luminance: the model alone turns thin skies neon.
    const old = v128.and(clears, splat(0.5));
    const model = f32x4.sub(one, old);
    const scale = mulAdd(old, f32x4.div(after, f32x4.pmax(splat(1e-6), before)), f32x4.mul(gain, model));
    const air = f32x4.mul(f32x4.sub(one, gain), model);
    v128.store(R + i, f32x4.pmax(zero, mulAdd(r, scale, f32x4.mul(airR, air))));
    v128.store(G + i, f32x4.pmax(zero, mulAdd(g, scale, f32x4.mul(airG, air))));
    v128.store(B + i, f32x4.pmax(zero, mulAdd(b, scale, f32x4.mul(airB, air))));
    v128.store(veilRow + i, f32x4.sub(logLuminance(after), v128.load(L + i)));
    v128.store(clearedRow + i, f32x4.pmax(zero, f32x4.mul(f32x4.sub(clear, one), splat(0.25))));
  }
}
