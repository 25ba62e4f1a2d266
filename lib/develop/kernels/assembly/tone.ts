// The tone stage: dehaze, white balance and one gain per pixel, then a shoulder that keeps highlights from clipping.
//
//   J  = A + (I − A)·g                 dehaze; g from the transmission t and the amount (He, Sun & Tang 2009; the model solved for J)
//   Δl = E + C·φC(l) + W·φW(l) + B·φB(l) + H·φH(base) + S·φS(base)
//        + clarity·(l − coarse)·mid + texture·(lowpass − fine) + sharpness·detail
//   Where the photo is blown, its light is known only from below, so what darkens it counts less toward white: E times 1 − v·smooth(l, −1.6 … 0),
//   H·φH + S·φS times 1 − v·smooth(l, −0.7 … 0), v whether anything is blown. White stays white, and what is nearly white rolls off from it.
//   RGB ← J · k · 2^Δl                 k: white-balance gains that keep a neutral's luminance
//
// Δl is linear in the amounts (Clarity and Texture: above zero, and below), so a local correction is the same tool with an amount that varies over the
// picture. φ look at the tone after Exposure and dehaze, as a photographer does. Gains are common to the channels, so hue and saturation ratios stay.
// A RAW photo's light goes through the base curve instead of the shoulder.
// The shoulder is the identity below KNEE; above it is Reinhard's extended curve scaled so that the brightest tone a white could have got here lands on 1.

import { baseCurveRow } from './base-curve';
import { dehazeRow } from './dehaze';
import { exp2x4, mulAdd, splat } from './math';
import { BELOW_SHOULDER, shoulderRow, slopeRow } from './shoulder';
import { source, travel, YB, YG, YR } from './tone-block';
import { lookup, TABLE_BYTES } from './tone-tables';
import { blacks, contrast, highlights, midtones, shadows, smooth, whites } from './weights';

// @ts-ignore: decorator
@inline const BASE: i32 = 1;
// @ts-ignore: decorator
@inline const POINT: i32 = 2;
// @ts-ignore: decorator
@inline const CLARITY: i32 = 4;
// @ts-ignore: decorator
@inline const TEXTURE: i32 = 8;
// @ts-ignore: decorator
@inline const SHARPEN: i32 = 16;
// @ts-ignore: decorator
@inline const DEHAZE: i32 = 32;
// @ts-ignore: decorator
@inline const LOCAL_BALANCE: i32 = 64;

/** The rows are light of a RAW photo's scene, with `headroom` stops above white: the base curve takes the shoulder's place. */
// @ts-ignore: decorator
@inline const SCENE: i32 = 1024;

/** Part of the photo is blown, and may be darkened. */
// @ts-ignore: decorator
@inline const BLOWN: i32 = 2048;

/** Some amount varies over the picture; one of Highlights and Shadows does; one of Contrast, Whites and Blacks does. */
// @ts-ignore: decorator
@inline const VARIES: i32 = 128;
// @ts-ignore: decorator
@inline const BASE_VARIES: i32 = 256;
// @ts-ignore: decorator
@inline const POINT_VARIES: i32 = 512;

/**
 * Pixels that all passes run over before the next ones. Each tool is a short pass of its own: its steps wait for each other, and the processor works
 * on several vectors at a time only while their steps fit its window.
 */
// @ts-ignore: decorator
@inline const STRIP: i32 = 256;
/** Of a strip: how far its tone moved before the tools look at it, how far each tone moves in all, and a white's could have, in stops; a white's gain by balance. */
const SHIFTS: usize = memory.data(1024, 16);
const DELTAS: usize = memory.data(1024, 16);
const CEILINGS: usize = memory.data(1024, 16);
const BALANCES: usize = memory.data(1024, 16);

/**
 * One row of `n` pixels in place; rows are the addresses at the head of `block` (layout: `pipeline/tone.ts`). Every amount is an
 * address and a stride: 1 for a plane of amounts, 0 for one vector that holds for the whole picture.
 */
export function toneRow(block: usize, n: i32): void {
  const flags = load<i32>(block, 44);
  const R = load<usize>(block), G = load<usize>(block, 4), B = load<usize>(block, 8);
  if (flags & DEHAZE) dehazeRow(block, n);
  for (let from = 0; from < n; from += STRIP) {
    const count = min<i32>(STRIP, n - from);
    const at = <usize>from << 2;
    exposureStrip(block, at, count, (flags & DEHAZE) !== 0);
    if (flags & BASE) baseStrip(block, at, count, (flags & BASE_VARIES) !== 0);
    if (flags & BLOWN) blownStrip(block, at, count);
    if (flags & POINT) pointStrip(block, at, count, (flags & POINT_VARIES) !== 0);
    if (flags & CLARITY) clarityStrip(block, at, count);
    if (flags & TEXTURE) textureStrip(block, at, count);
    if (flags & SHARPEN) sharpenStrip(block, at, count);
    const bright = flags & LOCAL_BALANCE ? localBalanceStrip(block, at, count) : balanceStrip(block, at, count);
    if (flags & SCENE) baseCurveRow(R + at, G + at, B + at, count, block + 172, CEILINGS, load<f32>(block, 212));
    else if (bright) {
      slopeRow(CEILINGS, BALANCES, count);
      shoulderRow(R + at, G + at, B + at, count, block + 172, BALANCES);
    }
  }
}

function exposureStrip(block: usize, at: usize, n: i32, dehazed: bool): void {
  const moved = load<usize>(block, 28) + at, cleared = load<usize>(block, 208) + at;
  const amounts = source(block, 0), step = travel(block, 0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const exposure = v128.load(amounts + ((at + i) & step));
    v128.store(DELTAS + i, exposure);
    v128.store(SHIFTS + i, dehazed ? f32x4.add(exposure, v128.load(moved + i)) : exposure);
    v128.store(CEILINGS + i, dehazed ? f32x4.add(exposure, v128.load(cleared + i)) : exposure);
  }
}

/** Highlights and Shadows: of the base's tone. */
function baseStrip(block: usize, at: usize, n: i32, varies: bool): void {
  const bases = load<usize>(block, 16) + at, table = load<usize>(block, 40);
  const highlightsAt = source(block, 2), highlightsStep = travel(block, 2), shadowsAt = source(block, 3), shadowsStep = travel(block, 3);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const base = f32x4.add(v128.load(bases + i), v128.load(SHIFTS + i));
    const local = varies
      ? mulAdd(v128.load(highlightsAt + ((at + i) & highlightsStep)), highlights(base), f32x4.mul(v128.load(shadowsAt + ((at + i) & shadowsStep)), shadows(base)))
      : lookup(table, base);
    v128.store(DELTAS + i, f32x4.add(v128.load(DELTAS + i), local));
    v128.store(CEILINGS + i, f32x4.add(v128.load(CEILINGS + i), local));
  }
}

/** Gives back what Exposure, Highlights and Shadows took from the brightest light of a photo that is blown. */
function blownStrip(block: usize, at: usize, n: i32): void {
  const L = load<usize>(block, 12) + at, blown = v128.load_splat<f32>(block, 216);
  const amounts = source(block, 0), step = travel(block, 0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const l = v128.load(L + i), delta = v128.load(DELTAS + i), exposure = v128.load(amounts + ((at + i) & step));
    const rest = f32x4.pmin(splat(0), f32x4.sub(delta, exposure));
    const taken = mulAdd(f32x4.pmin(splat(0), exposure), smooth(l, -1.6, 0), f32x4.mul(rest, smooth(l, -0.7, 0)));
    // No more than would make it brighter than it was.
    const back = f32x4.mul(blown, f32x4.pmax(taken, f32x4.pmin(splat(0), delta)));
    v128.store(DELTAS + i, f32x4.sub(delta, back));
    v128.store(CEILINGS + i, f32x4.sub(v128.load(CEILINGS + i), back));
  }
}

/** Contrast, Whites and Blacks: of the pixel's tone. */
function pointStrip(block: usize, at: usize, n: i32, varies: bool): void {
  const L = load<usize>(block, 12) + at, table = load<usize>(block, 40) + TABLE_BYTES;
  const contrastAt = source(block, 1), contrastStep = travel(block, 1), whitesAt = source(block, 4), whitesStep = travel(block, 4);
  const blacksAt = source(block, 5), blacksStep = travel(block, 5);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const tone = f32x4.add(v128.load(L + i), v128.load(SHIFTS + i));
    const white = v128.load(whitesAt + ((at + i) & whitesStep));
    let delta = v128.load(DELTAS + i);
    if (varies) {
      delta = mulAdd(v128.load(contrastAt + ((at + i) & contrastStep)), contrast(tone), delta);
      delta = mulAdd(white, whites(tone), delta);
      delta = mulAdd(v128.load(blacksAt + ((at + i) & blacksStep)), blacks(tone), delta);
    } else {
      delta = f32x4.add(delta, lookup(table, tone));
    }
    v128.store(DELTAS + i, delta);
    v128.store(CEILINGS + i, mulAdd(white, splat(0.4), v128.load(CEILINGS + i)));
  }
}

/** Amounts above zero by a share more: detail can grow without end, but below −1 it would turn over. */
// @ts-ignore: decorator
@inline
function strengthened(amount: v128, share: f32): v128 {
  return mulAdd(f32x4.pmax(splat(0), amount), splat(share), amount);
}

function clarityStrip(block: usize, at: usize, n: i32): void {
  const L = load<usize>(block, 12) + at, coarses = load<usize>(block, 20) + at;
  const amounts = source(block, 6), step = travel(block, 6);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const coarse = v128.load(coarses + i);
    const d = f32x4.sub(v128.load(L + i), coarse);
    // Differences as small as noise count less, so that skies stay smooth; very large ones too, so that nothing rings.
    const size = f32x4.abs(d);
    const held = f32x4.div(f32x4.mul(d, size), f32x4.mul(f32x4.add(size, splat(0.05)), mulAdd(size, splat(0.5), splat(1))));
    const weight = f32x4.mul(held, midtones(f32x4.add(coarse, v128.load(SHIFTS + i))));
    v128.store(DELTAS + i, mulAdd(strengthened(v128.load(amounts + ((at + i) & step)), 0.4), weight, v128.load(DELTAS + i)));
  }
}

function textureStrip(block: usize, at: usize, n: i32): void {
  const lows = load<usize>(block, 32) + at, fines = load<usize>(block, 24) + at;
  const amounts = source(block, 7), step = travel(block, 7);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const d = f32x4.sub(v128.load(lows + i), v128.load(fines + i));
    const held = f32x4.div(d, mulAdd(f32x4.abs(d), splat(0.8), splat(1)));
    v128.store(DELTAS + i, mulAdd(strengthened(v128.load(amounts + ((at + i) & step)), 0.6), f32x4.mul(held, splat(0.9)), v128.load(DELTAS + i)));
  }
}

function sharpenStrip(block: usize, at: usize, n: i32): void {
  const details = load<usize>(block, 36) + at;
  const amounts = source(block, 8), step = travel(block, 8);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    v128.store(DELTAS + i, mulAdd(v128.load(amounts + ((at + i) & step)), v128.load(details + i), v128.load(DELTAS + i)));
  }
}

/** Gains of one white balance; answers whether any value may reach the shoulder. */
function balanceStrip(block: usize, at: usize, n: i32): bool {
  const R = load<usize>(block) + at, G = load<usize>(block, 4) + at, B = load<usize>(block, 8) + at;
  const kR = v128.load_splat<f32>(block, 144), kG = v128.load_splat<f32>(block, 148), kB = v128.load_splat<f32>(block, 152), kMax = v128.load_splat<f32>(block, 156);
  let most = splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const gain = exp2x4(v128.load(DELTAS + i));
    const r = f32x4.mul(v128.load(R + i), f32x4.mul(gain, kR)), g = f32x4.mul(v128.load(G + i), f32x4.mul(gain, kG)), b = f32x4.mul(v128.load(B + i), f32x4.mul(gain, kB));
    most = f32x4.pmax(most, f32x4.pmax(r, f32x4.pmax(g, b)));
    v128.store(R + i, r);
    v128.store(G + i, g);
    v128.store(B + i, b);
    v128.store(BALANCES + i, kMax);
  }
  return v128.any_true(f32x4.gt(most, splat(BELOW_SHOULDER)));
}

/** The same where temperature or tint varies over the picture. */
function localBalanceStrip(block: usize, at: usize, n: i32): bool {
  const R = load<usize>(block) + at, G = load<usize>(block, 4) + at, B = load<usize>(block, 8) + at;
  const temperatureAt = source(block, 10), temperatureStep = travel(block, 10), tintAt = source(block, 11), tintStep = travel(block, 11);
  let most = splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const t = v128.load(temperatureAt + ((at + i) & temperatureStep)), m = v128.load(tintAt + ((at + i) & tintStep));
    const kr = exp2x4(mulAdd(t, splat(0.62), f32x4.mul(m, splat(0.22))));
    const kg = exp2x4(f32x4.mul(m, splat(-0.42)));
    const kb = exp2x4(mulAdd(t, splat(-1.05), f32x4.mul(m, splat(0.22))));
    const norm = f32x4.div(splat(1), mulAdd(kr, splat(YR), mulAdd(kg, splat(YG), f32x4.mul(kb, splat(YB)))));
    const gain = f32x4.mul(exp2x4(v128.load(DELTAS + i)), norm);
    const r = f32x4.mul(v128.load(R + i), f32x4.mul(gain, kr)), g = f32x4.mul(v128.load(G + i), f32x4.mul(gain, kg)), b = f32x4.mul(v128.load(B + i), f32x4.mul(gain, kb));
    most = f32x4.pmax(most, f32x4.pmax(r, f32x4.pmax(g, b)));
    v128.store(R + i, r);
    v128.store(G + i, g);
    v128.store(B + i, b);
    v128.store(BALANCES + i, f32x4.mul(norm, f32x4.pmax(kr, f32x4.pmax(kg, kb))));
  }
  return v128.any_true(f32x4.gt(most, splat(BELOW_SHOULDER)));
}
