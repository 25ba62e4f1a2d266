/**
 * Tone curves on encoded Rec.2020 rows. The master curve (parametric, named and point curve in one table) keeps hue the way Adobe's
 * does (DNG SDK, "RefBaselineRGBTone"): the largest and the smallest channel go through the curve and the middle one keeps its place
 * between them, so the RGB hue angle does not turn while contrast still moves saturation. The red, green and blue curves then act
 * each on its own channel: they are meant to colour.
 *
 * Refined saturation: with Y the luma before the master curve and Y' after it, the picture whose saturation stays is Y' + (RGB − Y)·Y'/Y, the same
 * channel ratios at the new luma. A share of the saturation that the curve brings is kept: a mix of that picture and the curve's.
 */
import { CURVE_BLUE, CURVE_CELLS, CURVE_GREEN, CURVE_MASTER, CURVE_RED, HAS_CHANNEL_CURVES, HAS_REFINE, FLAGS, REFINE } from './colour-layout';
import { clampx4, mulAdd, splat } from './math';

/** Looks four values up in a table of CURVE_CELLS + 1; beyond 0…1 the curve goes on with slope 1 from its ends. */
// @ts-ignore: decorator
@inline
function lookup(table: usize, x: v128): v128 {
  const held = clampx4(x, 0, 1);
  const u = f32x4.mul(held, splat(<f32>CURVE_CELLS));
  const cell = i32x4.min_s(i32x4.trunc_sat_f32x4_s(u), i32x4.splat(CURVE_CELLS - 1));
  const f = f32x4.sub(u, f32x4.convert_i32x4_s(cell));
  const p0 = table + (<usize>i32x4.extract_lane(cell, 0) << 2);
  const p1 = table + (<usize>i32x4.extract_lane(cell, 1) << 2);
  const p2 = table + (<usize>i32x4.extract_lane(cell, 2) << 2);
  const p3 = table + (<usize>i32x4.extract_lane(cell, 3) << 2);
  const y0 = f32x4(load<f32>(p0), load<f32>(p1), load<f32>(p2), load<f32>(p3));
  const y1 = f32x4(load<f32>(p0, 4), load<f32>(p1, 4), load<f32>(p2, 4), load<f32>(p3, 4));
  return f32x4.add(mulAdd(f32x4.sub(y1, y0), f, y0), f32x4.sub(x, held));
}

// Rec.2020 luma.
// @ts-ignore: decorator
@inline
function luma(r: v128, g: v128, b: v128): v128 {
  return mulAdd(r, splat(0.2627), mulAdd(g, splat(0.678), f32x4.mul(b, splat(0.0593))));
}

/** Encoded Rec.2020 rows through the recipe's curves, in place. */
export function curveRows(recipe: usize, r: usize, g: usize, b: usize, count: i32): void {
  const channels = (load<i32>(recipe, FLAGS) & HAS_CHANNEL_CURVES) != 0, refine = (load<i32>(recipe, FLAGS) & HAS_REFINE) != 0;
  const kept = load<f32>(recipe, REFINE);
  const end = <usize>count << 2;
  for (let i: usize = 0; i < end; i += 16) {
    let R = v128.load(r + i), G = v128.load(g + i), B = v128.load(b + i);
    const high = f32x4.pmax(f32x4.pmax(R, G), B), low = f32x4.pmin(f32x4.pmin(R, G), B);
    const newHigh = lookup(recipe + CURVE_MASTER, high), newLow = lookup(recipe + CURVE_MASTER, low);
    // (new spread) / (old spread); a grey has no spread, and no middle to place.
    const scale = f32x4.div(f32x4.sub(newHigh, newLow), f32x4.pmax(splat(1e-7), f32x4.sub(high, low)));
    const oldR = R, oldG = G, oldB = B;
    R = mulAdd(f32x4.sub(R, low), scale, newLow);
    G = mulAdd(f32x4.sub(G, low), scale, newLow);
    B = mulAdd(f32x4.sub(B, low), scale, newLow);
    if (refine) {
      const y = luma(oldR, oldG, oldB), newY = luma(R, G, B);
      const ratio = f32x4.div(newY, f32x4.pmax(splat(1e-3), y));
      const plain = splat(1 - kept), bent = splat(kept);
      R = mulAdd(R, bent, f32x4.mul(mulAdd(f32x4.sub(oldR, y), ratio, newY), plain));
      G = mulAdd(G, bent, f32x4.mul(mulAdd(f32x4.sub(oldG, y), ratio, newY), plain));
      B = mulAdd(B, bent, f32x4.mul(mulAdd(f32x4.sub(oldB, y), ratio, newY), plain));
    }
    if (channels) {
      R = lookup(recipe + CURVE_RED, R);
      G = lookup(recipe + CURVE_GREEN, G);
      B = lookup(recipe + CURVE_BLUE, B);
    }
    v128.store(r + i, R);
    v128.store(g + i, G);
    v128.store(b + i, B);
  }
}
