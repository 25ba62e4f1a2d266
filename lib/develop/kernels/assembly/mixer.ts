/**
 * The eight-colour mixer (HSL, black and white), vibrance and saturation, on Oklab rows.
 *
 * Everything that depends on hue comes from one periodic table (recipe.ts builds it from smooth weights that add up to 1), read with linear
 * interpolation, so nothing jumps anywhere on the hue wheel. With C the chroma and C' the result:
 *   hue         rotate by shift(h)
 *   saturation  C' = C·(1 + s) for s < 0, C·(1 + s/(1 + (C/0.3)²)) for s > 0: pale colours gain most, vivid ones do not turn neon
 *   luminance   L' = L^(2^(−lum·f)), f = C²/(C² + 0.05²): black, white and greys stay; darkening takes chroma along
 *   vibrance    as saturation with a lower knee, weighted by hue (skin is spared)
 */
import { FLAGS, HAS_CHROMA, HAS_HUE_TABLE, HAS_LIFTS, HAS_TURNS, HUE_ENTRIES, HUE_TABLE, IS_GRAYSCALE, SATURATION, VIBRANCE } from './colour-layout';
import { atan2x4, cosx4, exp2x4, mulAdd, powx4, sinx4, splat } from './math';

// @ts-ignore: decorator
@inline const TURN_TO_ENTRIES: f32 = 57.29577951308232;
// @ts-ignore: decorator
@inline const GREY_CHROMA: f32 = 0.05;
// @ts-ignore: decorator
@inline const MIXER_KNEE: f32 = 0.3;
// @ts-ignore: decorator
@inline const SATURATION_KNEE: f32 = 0.4;
// @ts-ignore: decorator
@inline const VIBRANCE_UP_KNEE: f32 = 0.13;
// @ts-ignore: decorator
@inline const VIBRANCE_DOWN_KNEE: f32 = 0.22;

/** 1 / (1 + (c/knee)²) */
// @ts-ignore: decorator
@inline
function fade(c: v128, knee: f32): v128 {
  const x = f32x4.mul(c, splat(1 / knee));
  return f32x4.div(splat(1), mulAdd(x, x, splat(1)));
}

/** One hue-table entry, interpolated. */
// @ts-ignore: decorator
@inline
function entry(table: usize, cell: i32, f: v128): v128 {
  const at = table + (<usize>cell << 4);
  const low = v128.load(at);
  return mulAdd(f32x4.sub(v128.load(at, 16), low), f, low);
}

/** The recipe's hue table, vibrance, saturation and grayscale applied to Oklab rows in place. */
export function mixRows(recipe: usize, Lrow: usize, aRow: usize, bRow: usize, count: i32): void {
  const flags = load<i32>(recipe, FLAGS);
  const hueTable = (flags & HAS_HUE_TABLE) != 0, chroma = (flags & HAS_CHROMA) != 0, grayscale = (flags & IS_GRAYSCALE) != 0;
  const turns = (flags & HAS_TURNS) != 0, lifts = (flags & HAS_LIFTS) != 0;
  const vibrance = load<f32>(recipe, VIBRANCE), saturation = load<f32>(recipe, SATURATION);
  const table = recipe + HUE_TABLE;
  const one = splat(1);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    let L = v128.load(Lrow + i), a = v128.load(aRow + i), b = v128.load(bRow + i);
    let C = f32x4.sqrt(mulAdd(a, a, f32x4.mul(b, b)));
    let gain = one;
    if (hueTable) {
      const turn = f32x4.mul(atan2x4(b, a), splat(TURN_TO_ENTRIES));
      const u = f32x4.add(turn, v128.and(f32x4.lt(turn, splat(0)), splat(<f32>HUE_ENTRIES)));
      const cell = i32x4.min_s(i32x4.trunc_sat_f32x4_s(u), i32x4.splat(HUE_ENTRIES - 1));
      const f = f32x4.sub(u, f32x4.convert_i32x4_s(cell));
      const e0 = entry(table, i32x4.extract_lane(cell, 0), v128.shuffle<f32>(f, f, 0, 0, 0, 0));
      const e1 = entry(table, i32x4.extract_lane(cell, 1), v128.shuffle<f32>(f, f, 1, 1, 1, 1));
      const e2 = entry(table, i32x4.extract_lane(cell, 2), v128.shuffle<f32>(f, f, 2, 2, 2, 2));
      const e3 = entry(table, i32x4.extract_lane(cell, 3), v128.shuffle<f32>(f, f, 3, 3, 3, 3));
      const e01low = v128.shuffle<f32>(e0, e1, 0, 4, 1, 5), e01high = v128.shuffle<f32>(e0, e1, 2, 6, 3, 7);
      const e23low = v128.shuffle<f32>(e2, e3, 0, 4, 1, 5), e23high = v128.shuffle<f32>(e2, e3, 2, 6, 3, 7);
      const shift = v128.shuffle<f32>(e01low, e23low, 0, 1, 4, 5), s = v128.shuffle<f32>(e01low, e23low, 2, 3, 6, 7);
      const luminance = v128.shuffle<f32>(e01high, e23high, 0, 1, 4, 5), spare = v128.shuffle<f32>(e01high, e23high, 2, 3, 6, 7);

      if (turns) {
        const sine = sinx4(shift), cosine = cosx4(shift);
        const turned = f32x4.sub(f32x4.mul(a, cosine), f32x4.mul(b, sine));
        b = mulAdd(a, sine, f32x4.mul(b, cosine));
        a = turned;
      }
      gain = mulAdd(s, v128.bitselect(fade(C, MIXER_KNEE), one, f32x4.gt(s, splat(0))), one);
      if (lifts) {
        const CC = f32x4.mul(C, C);
        const coloured = f32x4.div(CC, f32x4.add(CC, splat(GREY_CHROMA * GREY_CHROMA)));
        const gamma = exp2x4(f32x4.neg(f32x4.mul(luminance, coloured)));
        const moved = f32x4.sub(gamma, one);
        // L^γ as L·L^(γ−1): exactly L where nothing moves.
        const lift = v128.bitselect(powx4(f32x4.pmax(splat(1e-4), L), moved), one, f32x4.ne(moved, splat(0)));
        L = f32x4.mul(L, lift);
        gain = f32x4.mul(gain, f32x4.pmin(one, lift));
      }
      C = f32x4.mul(C, gain);

      const knee = vibrance > 0 ? VIBRANCE_UP_KNEE : VIBRANCE_DOWN_KNEE;
      const vivid = mulAdd(f32x4.mul(splat(vibrance), spare), fade(C, knee), one);
      gain = f32x4.mul(gain, vivid);
      C = f32x4.mul(C, vivid);
    }
    if (chroma) {
      const amount = saturation > 0 ? f32x4.mul(splat(saturation), fade(C, SATURATION_KNEE)) : splat(saturation);
      gain = f32x4.mul(gain, f32x4.add(amount, one));
    }
    if (grayscale) gain = splat(0);
    v128.store(Lrow + i, L);
    v128.store(aRow + i, f32x4.mul(a, gain));
    v128.store(bRow + i, f32x4.mul(b, gain));
  }
}
