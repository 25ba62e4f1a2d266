// Defringe: narrow coloured seams along edges of strong contrast lose what they have more colour than their surroundings.
//
//   q = (c·b₁(h) − ε)₊ − (c·b₂(h) − ε)₊  c: chroma, h: hue of square-root red, green, blue; b: 1 within a band of hues, 0 beyond its soft ends
//   excess = q₊ − opening(q₊)            white top-hat (F. Meyer 1979): what is narrower than the opening's window; for the second band with −q
//   U, V ← U, V · (1 − k·gate·excess/c)  gate: range of luma in the window
//
// A coloured area wider than the window has no excess inside, so it keeps its colour whatever its hue.

import { clampx4, mulAdd, splat } from './math';
import { smooth } from './weights';

/** Chroma that nobody sees in a fringe. */
// @ts-ignore: decorator
@inline const LEAST: f32 = 0.02;
/** Range of luma, in √light, where an edge begins to count and where it counts fully. */
// @ts-ignore: decorator
@inline const EDGE_FROM: f32 = 0.1;
// @ts-ignore: decorator
@inline const EDGE_TO: f32 = 0.25;

/**
 * Chroma times how much its hue belongs to a band: 1 within, 0 beyond its soft ends. With the band's direction (x, y), the cosine of its outer half width
 * and 1/(cos inner − cos outer) at `band`, it is (the angle's cosine − outer)·that, held to 0…1, and needs no angle.
 */
// @ts-ignore: decorator
@inline
function within(band: usize, a: v128, b: v128, chroma: v128): v128 {
  const along = mulAdd(a, v128.load32_splat(band), f32x4.mul(b, v128.load32_splat(band, 4)));
  const inside = f32x4.mul(f32x4.sub(along, f32x4.mul(chroma, v128.load32_splat(band, 8))), v128.load32_splat(band, 12));
  return f32x4.pmin(chroma, f32x4.pmax(splat(0), inside));
}

// The two axes of the colour hexagon, from U and V; `g` is green's difference to luma.
// @ts-ignore: decorator
@inline
function redwards(U: v128, g: v128, V: v128): v128 {
  return f32x4.sub(U, f32x4.mul(f32x4.add(g, V), splat(0.5)));
}
// @ts-ignore: decorator
@inline
function greenwards(g: v128, V: v128): v128 {
  return f32x4.mul(f32x4.sub(g, V), splat(0.8660254037844386));
}

/** q of a row; answers whether it is anything but 0. `bands`: the two bands as `within` has them. */
export function fringeHueRow(q: usize, u: usize, v: usize, luma: usize, bands: usize, n: i32): bool {
  const ru = splat(-load<f32>(luma) / load<f32>(luma, 4)), bv = splat(-load<f32>(luma, 8) / load<f32>(luma, 4));
  const zero = splat(0);
  let any = splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const U = v128.load(u + i), V = v128.load(v + i);
    const g = mulAdd(ru, U, f32x4.mul(bv, V));
    const a = redwards(U, g, V), b = greenwards(g, V);
    const chroma = f32x4.sqrt(mulAdd(a, a, f32x4.mul(b, b)));
    const first = f32x4.pmax(zero, f32x4.sub(within(bands, a, b, chroma), splat(LEAST)));
    const second = f32x4.pmax(zero, f32x4.sub(within(bands + 16, a, b, chroma), splat(LEAST)));
    const value = f32x4.sub(first, second);
    any = v128.or(any, f32x4.ne(value, zero));
    v128.store(q + i, value);
  }
  return v128.any_true(any);
}

/** Holds a row above (sign 1) or below (sign −1) zero, in place. */
export function holdRow(row: usize, sign: f32, n: i32): void {
  const zero = splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = v128.load(row + i);
    v128.store(row + i, sign > 0 ? f32x4.pmax(zero, x) : f32x4.pmin(zero, x));
  }
}

/**
 * Takes the excess out of a row in place. `first` and `second`: openings of q and, negative, of −q; `low` and `high`: extremes of luma. `bands`: the two
 * bands as `within` has them, each followed by its amount; `added`: a row of amounts that hold for all hues and add to these.
 */
export function defringeRow(u: usize, v: usize, q: usize, first: usize, second: usize, low: usize, high: usize, added: usize, luma: usize, bands: usize, n: i32): void {
  const ru = splat(-load<f32>(luma) / load<f32>(luma, 4)), bv = splat(-load<f32>(luma, 8) / load<f32>(luma, 4));
  const zero = splat(0), one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const colour = v128.load(q + i);
    const excess = f32x4.add(
      f32x4.pmax(zero, f32x4.sub(f32x4.pmax(zero, colour), v128.load(first + i))),
      f32x4.pmax(zero, f32x4.sub(v128.load(second + i), f32x4.pmin(zero, colour))),
    );
    const gate = smooth(f32x4.sub(v128.load(high + i), v128.load(low + i)), EDGE_FROM, EDGE_TO);
    const wanted = f32x4.mul(excess, gate);
    // Almost everywhere there is nothing to do.
    if (!v128.any_true(f32x4.gt(wanted, zero))) continue;
    const U = v128.load(u + i), V = v128.load(v + i);
    const g = mulAdd(ru, U, f32x4.mul(bv, V));
    const a = redwards(U, g, V), b = greenwards(g, V);
    const chroma = f32x4.sqrt(mulAdd(a, a, f32x4.mul(b, b)));
    const some = f32x4.pmax(splat(1e-6), chroma);
    const banded = mulAdd(within(bands, a, b, chroma), v128.load32_splat(bands, 16), f32x4.mul(within(bands + 20, a, b, chroma), v128.load32_splat(bands, 36)));
    const k = clampx4(f32x4.add(f32x4.div(banded, some), v128.load(added + i)), 0, 1);
    const left = f32x4.pmax(zero, f32x4.sub(one, f32x4.div(f32x4.mul(k, wanted), some)));
    v128.store(u + i, f32x4.mul(U, left));
    v128.store(v + i, f32x4.mul(V, left));
  }
}
