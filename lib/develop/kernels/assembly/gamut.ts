/**
 * Gamut compression on Oklab rows: a colour moves along a straight line toward a grey, at constant hue, until it fits the output cube.
 *
 * The grey is nearly as light as the colour; the more chroma the colour has, the nearer to mid-grey. At strictly constant lightness bright
 * yellow would turn into cream before it gave up any lightness. The rule is Björn Ottosson's adaptive L₀ ("sRGB gamut clipping", 2021):
 * L₀ = ½·(1 + sgn(d)·(e − √(e² − 2|d|))), d = L − ½, e = ½ + |d| + α·C.
 *
 * Let q be a colour's distance from its grey as a share of the most that fits. Below the knee nothing changes; above it
 * q' = k + w·d/(w + d), d = q − k, w = 1 − k, which nears 1 smoothly, so that strong edits keep their gradations instead of piling up on the
 * boundary. The knee is 0.8, or the share that the colour had before the edit if that was more: a photo's own vivid colours are never dulled.
 *
 * Along the line each linear channel is a cubic polynomial in the share. The largest share that fits is bracketed by bisection to an eighth, then found
 * by Newton's method on all six faces of the cube at once: of each channel's steps toward the face that it nears the shortest counts. On random colours it is off
 * by 1e-5 on average; where the line grazes a face, in deep blues, the share is off by more and the colour is not.
 *
 * Every lane is computed for itself: what a colour becomes does not depend on which colours it is computed with.
 */
import { FROM_LMS } from './colour-layout';
import { mulAdd, splat } from './math';

/** How fast chroma draws the grey toward the middle (Ottosson's α). */
// @ts-ignore: decorator
@inline const ADAPTATION: f32 = 0.4;
// @ts-ignore: decorator
@inline const KNEE: f32 = 0.8;
/** Shares beyond this are never needed: they mean that the colour is below the knee. */
// @ts-ignore: decorator
@inline const REACH: f32 = 1 / KNEE;
// @ts-ignore: decorator
@inline const BISECTIONS: i32 = 3;
// @ts-ignore: decorator
@inline const NEWTON_STEPS: i32 = 2;
/**
 * Below blue the gamut is hollow: the ray from grey to the blue corner dips out by 0.0076·L³ (0.0007 at the corner). That much counts as
 * inside, to be clipped later, or else blue could not be told from colours far outside.
 */
// @ts-ignore: decorator
@inline const HOLLOW: f32 = -0.008;
// @ts-ignore: decorator
@inline const LOWEST: f32 = -0.001;
// @ts-ignore: decorator
@inline const HIGHEST: f32 = 1.00001;

// @ts-ignore: decorator
@inline
function horner(k: v128, c0: v128, c1: v128, c2: v128, c3: v128): v128 {
  return mulAdd(mulAdd(mulAdd(c3, k, c2), k, c1), k, c0);
}

// @ts-ignore: decorator
@inline
function row(m: usize, l: v128, mm: v128, s: v128): v128 {
  return mulAdd(v128.load32_splat(m, 8), s, mulAdd(v128.load32_splat(m, 4), mm, f32x4.mul(v128.load32_splat(m), l)));
}

/** Whether the colours at share k of the way from their greys lie in the output cube: the three channels as cubics in k. */
// @ts-ignore: decorator
@inline
function inside(k: v128, lowest: v128, c0: v128, r1: v128, r2: v128, r3: v128, g1: v128, g2: v128, g3: v128, b1: v128, b2: v128, b3: v128): v128 {
  const R = horner(k, c0, r1, r2, r3), G = horner(k, c0, g1, g2, g3), B = horner(k, c0, b1, b2, b3);
  const low = f32x4.pmin(f32x4.pmin(R, G), B), high = f32x4.pmax(f32x4.pmax(R, G), B);
  return v128.and(f32x4.ge(low, lowest), f32x4.le(high, splat(HIGHEST)));
}

/** The share at which a channel meets the face that it nears at share k, by one Newton step. */
// @ts-ignore: decorator
@inline
function meets(k: v128, low: v128, c0: v128, c1: v128, c2: v128, c3: v128): v128 {
  const p2 = mulAdd(c3, k, c2), p1 = mulAdd(p2, k, c1);
  const value = mulAdd(p1, k, c0), slope = mulAdd(mulAdd(c3, k, p2), k, p1);
  const face = v128.bitselect(splat(HIGHEST), low, f32x4.ge(slope, splat(0)));
  return f32x4.add(k, f32x4.div(f32x4.sub(face, value), slope));
}

/** Lightness of the grey toward which a colour is compressed. */
// @ts-ignore: decorator
@inline
function greyOf(L: v128, a: v128, b: v128): v128 {
  const half = splat(0.5);
  const d = f32x4.sub(L, half);
  const sign = v128.and(d, i32x4.splat(0x80000000));
  const x = v128.xor(d, sign);
  const e = mulAdd(f32x4.sqrt(mulAdd(a, a, f32x4.mul(b, b))), splat(ADAPTATION), f32x4.add(x, half));
  const root = f32x4.sqrt(f32x4.pmax(splat(0), f32x4.sub(f32x4.mul(e, e), f32x4.add(x, x))));
  return mulAdd(v128.xor(f32x4.sub(e, root), sign), half, half);
}

/** Largest share of the way from `grey` to the colours, at most REACH, that fits. Where not even grey does it is of no use, but within 0 … REACH. */
function largestShare(recipe: usize, grey: v128, L: v128, a: v128, b: v128): v128 {
  // l' = G + k·p: the cube of it is G³ + 3G²p·k + 3Gp²·k² + p³·k³.
  const rise = f32x4.sub(L, grey);
  const p = f32x4.add(rise, mulAdd(b, splat(0.2158037573), f32x4.mul(a, splat(0.3963377774))));
  const q = f32x4.add(rise, mulAdd(b, splat(-0.0638541728), f32x4.mul(a, splat(-0.1055613458))));
  const r = f32x4.add(rise, mulAdd(b, splat(-1.2914855480), f32x4.mul(a, splat(-0.0894841775))));
  const pp = f32x4.mul(p, p), qq = f32x4.mul(q, q), rr = f32x4.mul(r, r);
  const ppp = f32x4.mul(pp, p), qqq = f32x4.mul(qq, q), rrr = f32x4.mul(rr, r);
  const G3 = f32x4.mul(grey, splat(3)), GG = f32x4.mul(grey, grey), GG3 = f32x4.mul(grey, G3), GGG = f32x4.mul(GG, grey);
  const m = recipe + FROM_LMS;
  const r1 = f32x4.mul(GG3, row(m, p, q, r)), r2 = f32x4.mul(G3, row(m, pp, qq, rr)), r3 = row(m, ppp, qqq, rrr);
  const g1 = f32x4.mul(GG3, row(m + 12, p, q, r)), g2 = f32x4.mul(G3, row(m + 12, pp, qq, rr)), g3 = row(m + 12, ppp, qqq, rrr);
  const b1 = f32x4.mul(GG3, row(m + 24, p, q, r)), b2 = f32x4.mul(G3, row(m + 24, pp, qq, rr)), b3 = row(m + 24, ppp, qqq, rrr);
  const lowest = f32x4.pmax(splat(LOWEST), mulAdd(GGG, splat(HOLLOW), splat(-1e-6)));

  const one = splat(1), reach = splat(REACH);
  const within = inside(reach, lowest, GGG, r1, r2, r3, g1, g2, g3, b1, b2, b3);
  if (i32x4.all_true(within)) return reach;
  // First the share that matters most, so that a colour that fits as it is is left alone.
  const atOne = inside(one, lowest, GGG, r1, r2, r3, g1, g2, g3, b1, b2, b3);
  let fits = v128.and(one, atOne);
  let step = v128.bitselect(splat((REACH - 1) / 2), splat(0.5), atOne);
  for (let i = 0; i < BISECTIONS; i++) {
    const k = f32x4.add(fits, step);
    fits = v128.bitselect(k, fits, inside(k, lowest, GGG, r1, r2, r3, g1, g2, g3, b1, b2, b3));
    step = f32x4.mul(step, splat(0.5));
  }
  // `step` is half of what is left.
  const end = f32x4.add(fits, f32x4.add(step, step));
  let share = f32x4.add(fits, step);
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const next = f32x4.pmin(f32x4.pmin(f32x4.pmin(end, meets(share, lowest, GGG, r1, r2, r3)), meets(share, lowest, GGG, g1, g2, g3)), meets(share, lowest, GGG, b1, b2, b3));
    share = f32x4.pmax(fits, next);
  }
  return v128.bitselect(reach, share, within);
}

/** The knee of colours that are in the photo already: `knee` from their Oklab rows, KNEE … 1. */
export function kneeRows(recipe: usize, Lrow: usize, aRow: usize, bRow: usize, knee: usize, count: i32): void {
  const one = splat(1);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 16) {
    const L = v128.load(Lrow + i), a = v128.load(aRow + i), b = v128.load(bRow + i);
    const share = largestShare(recipe, greyOf(L, a, b), L, a, b);
    v128.store(knee + i, f32x4.pmin(one, f32x4.div(one, f32x4.pmax(splat(1e-6), share))));
  }
}

/** Compresses the Oklab rows (L, a, b) in place, given the knees of the colours before the edit. */
export function compressRows(recipe: usize, Lrow: usize, aRow: usize, bRow: usize, kneeRow: usize, count: i32): void {
  const one = splat(1);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 16) {
    const L = v128.load(Lrow + i), a = v128.load(aRow + i), b = v128.load(bRow + i);
    const grey = greyOf(L, a, b);
    const share = largestShare(recipe, grey, L, a, b);
    if (i32x4.all_true(f32x4.ge(share, splat(REACH)))) continue;
    const knee = v128.load(kneeRow + i);
    const q = f32x4.div(one, f32x4.pmax(splat(1e-6), share));
    const d = f32x4.pmax(splat(0), f32x4.sub(q, knee));
    const w = f32x4.sub(one, knee);
    const held = f32x4.add(f32x4.pmin(q, knee), f32x4.div(f32x4.mul(w, d), f32x4.pmax(splat(1e-7), f32x4.add(w, d))));
    const factor = f32x4.pmin(one, f32x4.mul(held, share));
    v128.store(Lrow + i, v128.bitselect(mulAdd(f32x4.sub(L, grey), factor, grey), L, f32x4.lt(factor, one)));
    v128.store(aRow + i, f32x4.mul(a, factor));
    v128.store(bRow + i, f32x4.mul(b, factor));
  }
}
