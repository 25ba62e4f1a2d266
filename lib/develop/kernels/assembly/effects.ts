// Post-crop vignette and grain, in display-encoded values, after colour.

import { clampx4, mulAdd, splat } from './math';
import { hashx4 } from './pack';
import { radius } from './masks';
import { smooth } from './weights';

// @ts-ignore: decorator
@inline
function columns(first: i32, i: i32): v128 {
  return f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(first + i), i32x4(0, 1, 2, 3)));
}

/** Pixels that a vignette is weighed for before it is drawn: loops without branches keep their constants in registers. */
// @ts-ignore: decorator
@inline const STRIP: i32 = 256;
const WEIGHTS: usize = memory.data(1024, 16);

/**
 * u(i) = u0 + i·uStep and v are distances from the frame's centre in half widths and heights. `inner`, `outer`: where it starts and is
 * full. `amount` −1…1. Style 1 highlight priority (bright pixels keep their light, darks gain depth), 2 colour priority (all channels alike),
 * 3 paint overlay (mixed with black or white). `protect` 0…1 is Highlights: how much of the darkening bright pixels are spared.
 */
export function vignetteRow(
  r: usize, g: usize, b: usize, n: i32, first: i32, uStep: f32, u0: f32, v: f32, power: f32,
  inner: f32, outer: f32, amount: f32, style: i32, protect: f32,
): void {
  for (let from = 0; from < n; from += STRIP) {
    const count = min<i32>(STRIP, n - from);
    const at = <usize>from << 2;
    if (!weigh(count, first + from, uStep, u0, abs(v), power, inner, outer, abs(amount))) continue;
    if (style === 3) paint(r + at, g + at, b + at, count, amount > 0 ? 1 : 0);
    else if (amount > 0) lighten(r + at, g + at, b + at, count);
    else darken(r + at, g + at, b + at, count, style === 1, protect);
  }
}

/** Fills WEIGHTS; answers whether any is above nothing. */
function weigh(n: i32, first: i32, uStep: f32, u0: f32, v: f32, power: f32, inner: f32, outer: f32, strength: f32): bool {
  if (power !== 2) return weights(n, first, uStep, u0, v, power, inner, outer, strength, false);
  // The farthest pixel of a strip is one of its ends.
  const u = max(abs(<f32>first * uStep + u0), abs(<f32>(first + n - 1) * uStep + u0));
  return sqrt(u * u + v * v) > inner && weights(n, first, uStep, u0, v, power, inner, outer, strength, true);
}

// @ts-ignore: decorator
@inline
function weights(n: i32, first: i32, uStep: f32, u0: f32, v: f32, power: f32, inner: f32, outer: f32, strength: f32, elliptic: bool): bool {
  let most = splat(0);
  for (let i = 0; i < n; i += 4) {
    const u = f32x4.abs(mulAdd(columns(first, i), splat(uStep), splat(u0)));
    const distance = elliptic ? f32x4.sqrt(mulAdd(u, u, splat(v * v))) : radius(u, splat(v), power);
    const m = f32x4.mul(smooth(distance, inner, outer), splat(strength));
    most = f32x4.pmax(most, m);
    v128.store(WEIGHTS + (<usize>i << 2), m);
  }
  return v128.any_true(most);
}

function paint(r: usize, g: usize, b: usize, n: i32, colour: f32): void {
  const over = splat(colour);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const m = v128.load(WEIGHTS + i);
    const red = v128.load(r + i), green = v128.load(g + i), blue = v128.load(b + i);
    v128.store(r + i, mulAdd(f32x4.sub(over, red), m, red));
    v128.store(g + i, mulAdd(f32x4.sub(over, green), m, green));
    v128.store(b + i, mulAdd(f32x4.sub(over, blue), m, blue));
  }
}

/** c(1 + g)/(1 + g·c): doubles darks and leaves white white. */
function lighten(r: usize, g: usize, b: usize, n: i32): void {
  const one = splat(1);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const red = v128.load(r + i), green = v128.load(g + i), blue = v128.load(b + i);
    const gain = f32x4.mul(v128.load(WEIGHTS + i), splat(1.5));
    const peak = f32x4.pmax(red, f32x4.pmax(green, blue));
    const k = f32x4.div(f32x4.add(one, gain), mulAdd(gain, peak, one));
    v128.store(r + i, f32x4.mul(red, k));
    v128.store(g + i, f32x4.mul(green, k));
    v128.store(b + i, f32x4.mul(blue, k));
  }
}

function darken(r: usize, g: usize, b: usize, n: i32, highlights: bool, protect: f32): void {
  const one = splat(1);
  const spare = splat(highlights ? <f32>0.25 + <f32>0.75 * protect : <f32>0.75 * protect), deepen = splat(highlights ? 0.3 : 0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const red = v128.load(r + i), green = v128.load(g + i), blue = v128.load(b + i);
    const peak = f32x4.pmax(red, f32x4.pmax(green, blue));
    const spared = f32x4.mul(smooth(peak, 0.55, 1.0), spare);
    const k = f32x4.sub(one, f32x4.mul(f32x4.mul(v128.load(WEIGHTS + i), splat(0.85)), f32x4.sub(one, spared)));
    const depth = f32x4.mul(f32x4.mul(k, f32x4.sub(one, k)), deepen);
    v128.store(r + i, f32x4.mul(red, f32x4.sub(k, f32x4.mul(depth, f32x4.sub(one, red)))));
    v128.store(g + i, f32x4.mul(green, f32x4.sub(k, f32x4.mul(depth, f32x4.sub(one, green)))));
    v128.store(b + i, f32x4.mul(blue, f32x4.sub(k, f32x4.mul(depth, f32x4.sub(one, blue)))));
  }
}

/** |x| < 2²², a whole number, as integers: in x + 1.5·2²³ it is the low bits. */
// @ts-ignore: decorator
@inline
function integers(x: v128): v128 {
  return i32x4.sub(f32x4.add(x, splat(12582912)), i32x4.splat(0x4b400000));
}

/** Sum of two 16-bit halves of a hash, 0 … 131070: a triangular distribution, closer to film than a flat one. */
// @ts-ignore: decorator
@inline
function lattice(x: v128, y: v128): v128 {
  const h = hashx4(v128.xor(x, y));
  return f32x4.convert_i32x4_s(i32x4.add(v128.and(h, i32x4.splat(0xffff)), i32x4.shr_u(h, 16)));
}

/** Value noise in −1…1 (Perlin's smoothstep between random lattice values). */
// @ts-ignore: decorator
@inline
function noise(x: v128, y: v128, seed: i32): v128 {
  const fx = f32x4.floor(x), fy = f32x4.floor(y);
  let tx = f32x4.sub(x, fx), ty = f32x4.sub(y, fy);
  tx = f32x4.mul(f32x4.mul(tx, tx), mulAdd(tx, splat(-2), splat(3)));
  ty = f32x4.mul(f32x4.mul(ty, ty), mulAdd(ty, splat(-2), splat(3)));
  const ix = i32x4.mul(integers(fx), i32x4.splat(0x27d4eb2d)), jx = i32x4.add(ix, i32x4.splat(0x27d4eb2d));
  const row = i32x4.mul(integers(fy), i32x4.splat(0x165667b1)), next = i32x4.add(row, i32x4.splat(0x165667b1));
  const iy = v128.xor(row, i32x4.splat(seed)), jy = v128.xor(next, i32x4.splat(seed));
  const a = lattice(ix, iy), b = lattice(jx, iy), c = lattice(ix, jy), d = lattice(jx, jy);
  const top = mulAdd(f32x4.sub(b, a), tx, a);
  const bottom = mulAdd(f32x4.sub(d, c), tx, c);
  return mulAdd(mulAdd(f32x4.sub(bottom, top), ty, top), splat(1.0 / 65535.0), splat(-1));
}

/**
 * Film grain: luminance noise, strongest in the mid-tones, none at white. (x, y) run in grains of the full photo: position(i) = origin + step·i.
 * `rough` 0…1 adds an octave of clumps twice as large. `amount` is the noise's amplitude in encoded units, times that of a row of `amounts` 0…1, if there is one.
 */
export function grainRow(r: usize, g: usize, b: usize, n: i32, first: i32, xStep: f32, x0: f32, yStep: f32, y0: f32, amount: f32, amounts: usize, rough: f32, seed: i32): void {
  for (let i = 0; i < n; i += 4) {
    const at = <usize>i << 2;
    const index = columns(first, i);
    const x = mulAdd(index, splat(xStep), splat(x0)), y = mulAdd(index, splat(yStep), splat(y0));
    let value = noise(x, y, seed);
    // Turned by 3:4:5 against the finer grain, so that the two never line up.
    if (rough > 0) value = mulAdd(noise(mulAdd(x, splat(0.376), f32x4.mul(y, splat(0.282))), mulAdd(y, splat(0.376), f32x4.mul(x, splat(-0.282))), seed ^ 0x5bd1e995), splat(rough), value);
    const red = v128.load(r + at), green = v128.load(g + at), blue = v128.load(b + at);
    const luma = clampx4(mulAdd(red, splat(0.2126), mulAdd(green, splat(0.7152), f32x4.mul(blue, splat(0.0722)))), 0, 1);
    const weight = f32x4.mul(f32x4.mul(f32x4.add(luma, splat(0.08)), f32x4.sub(splat(1), luma)), splat(3.43));
    const strength = amounts ? f32x4.mul(clampx4(v128.load(amounts + at), 0, 1), splat(amount)) : splat(amount);
    const grain = f32x4.mul(f32x4.mul(value, strength), weight);
    v128.store(r + at, clampx4(f32x4.add(red, grain), 0, 1));
    v128.store(g + at, clampx4(f32x4.add(green, grain), 0, 1));
    v128.store(b + at, clampx4(f32x4.add(blue, grain), 0, 1));
  }
}
