// The tone stage: dehaze, white balance and one gain per pixel, then a shoulder that keeps highlights from clipping.
//
//   J  = A + (I − A)·g                 dehaze; g from the transmission t and the amount (He, Sun & Tang 2009; the model solved for J)
//   Δl = E + C·φC(l) + W·φW(l) + B·φB(l) + H·φH(base) + S·φS(base)
//        + clarity·(l − coarse)·mid + texture·(lowpass − fine) + sharpness·detail
//   RGB ← J · k · 2^Δl                 k: white-balance gains that keep a neutral's luminance
//
// Δl is linear in the amounts, so a local correction is the same tool with an amount that varies over the picture. φ look at the tone after
// Exposure and dehaze, as a photographer does. Gains are common to the channels, so hue and saturation ratios stay.
// The shoulder is the identity below KNEE; above it is Reinhard's extended curve scaled so that the brightest tone a white could have got here lands on 1.

import { alongLines } from './chords';
import { clampx4, exp2x4, mulAdd, splat } from './math';
import { logLuminance } from './linear';
import { wholex4 } from './slice';
import { blacks, contrast, highlights, midtones, shadows, whites } from './weights';

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

/** Some amount varies over the picture; one of Highlights and Shadows does; one of Contrast, Whites and Blacks does. */
// @ts-ignore: decorator
@inline const VARIES: i32 = 128;
// @ts-ignore: decorator
@inline const BASE_VARIES: i32 = 256;
// @ts-ignore: decorator
@inline const POINT_VARIES: i32 = 512;

// Tables of what the tone tools of one picture add up to, for amounts that do not vary: pairs (value, rise to the next cell).
// @ts-ignore: decorator
@inline const TABLE_FROM: f32 = -14;
// @ts-ignore: decorator
@inline const TABLE_CELLS_PER_STOP: f32 = 128;
// @ts-ignore: decorator
@inline const TABLE_CELLS: i32 = 2560;
// @ts-ignore: decorator
@inline const TABLE_BYTES: usize = 20480;

// @ts-ignore: decorator
@inline const KNEE: f32 = 0.5;
// @ts-ignore: decorator
@inline const REACH: f32 = 1.7;
// Rec.2020 luminance.
// @ts-ignore: decorator
@inline const YR: f32 = 0.2627;
// @ts-ignore: decorator
@inline const YG: f32 = 0.678;
// @ts-ignore: decorator
@inline const YB: f32 = 0.0593;

/** Identity up to KNEE, then Reinhard's extended curve t(1 + t/T²)/(1 + t) in t = (x − KNEE)/(1 − KNEE); `slope` is 1/T². */
// @ts-ignore: decorator
@inline
function shoulder(x: v128, slope: v128): v128 {
  const t = f32x4.mul(f32x4.sub(x, splat(KNEE)), splat(1.0 / (1.0 - KNEE)));
  const curve = f32x4.div(f32x4.mul(t, mulAdd(t, slope, splat(1))), f32x4.add(splat(1), t));
  return v128.bitselect(mulAdd(curve, splat(1.0 - KNEE), splat(KNEE)), x, f32x4.gt(t, splat(0)));
}

/** Address of an amount's values. */
// @ts-ignore: decorator
@inline
function source(block: usize, index: usize): usize {
  return load<usize>(block + 48 + index * 8);
}

/** What to mask the running offset with: all ones for a plane of amounts, 0 for one vector that holds everywhere. */
// @ts-ignore: decorator
@inline
function travel(block: usize, index: usize): usize {
  return 0 - load<usize>(block + 52 + index * 8);
}

/** What Highlights and Shadows, and what Contrast, Whites and Blacks, do to the tones of four table cells from `cell` on. */
function tabulated(amounts: usize, cell: i32, point: bool): v128 {
  const x = mulAdd(f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(cell), i32x4(0, 1, 2, 3))), splat(<f32>1.0 / TABLE_CELLS_PER_STOP), splat(TABLE_FROM));
  if (point) {
    const sum = mulAdd(v128.load(amounts, 16), contrast(x), f32x4.mul(v128.load(amounts, 64), whites(x)));
    return mulAdd(v128.load(amounts, 80), blacks(x), sum);
  }
  return mulAdd(v128.load(amounts, 32), highlights(x), f32x4.mul(v128.load(amounts, 48), shadows(x)));
}

/** Fills two tables of TABLE_BYTES at `tables`: of the base, then of the tone. `amounts`: one vector for each amount. Off by less than 2e-5 stops. */
export function toneTables(tables: usize, amounts: usize): void {
  for (let point = 0; point < 2; point++) {
    let out = tables + <usize>point * TABLE_BYTES;
    for (let cell = 0; cell < TABLE_CELLS; cell += 4) {
      const value = tabulated(amounts, cell, point === 1);
      const rise = f32x4.sub(tabulated(amounts, cell + 1, point === 1), value);
      v128.store(out, v128.shuffle<f32>(value, rise, 0, 4, 1, 5));
      v128.store(out, v128.shuffle<f32>(value, rise, 2, 6, 3, 7), 16);
      out += 32;
    }
  }
}

/** The value of a table at four tones; beyond its ends it stays level. */
// @ts-ignore: decorator
@inline
function lookup(table: usize, x: v128): v128 {
  const u = clampx4(mulAdd(x, splat(TABLE_CELLS_PER_STOP), splat(-TABLE_FROM * TABLE_CELLS_PER_STOP)), 0, <f32>TABLE_CELLS - <f32>0.01);
  const whole = f32x4.floor(u);
  return alongLines(table, i32x4.shl(wholex4(whole), 3), f32x4.sub(u, whole));
}

/** White-balance gains of an amount pair into `out` (3 floats): +temperature is amber, +tint is magenta; a neutral keeps its luminance. */
export function balanceGains(out: usize, temperature: f32, tint: f32): void {
  const t = splat(temperature), m = splat(tint);
  const r = exp2x4(mulAdd(t, splat(0.62), f32x4.mul(m, splat(0.22))));
  const g = exp2x4(f32x4.mul(m, splat(-0.42)));
  const b = exp2x4(mulAdd(t, splat(-1.05), f32x4.mul(m, splat(0.22))));
  const norm = f32x4.div(splat(1), mulAdd(r, splat(YR), mulAdd(g, splat(YG), f32x4.mul(b, splat(YB)))));
  store<f32>(out, f32x4.extract_lane(f32x4.mul(r, norm), 0));
  store<f32>(out, f32x4.extract_lane(f32x4.mul(g, norm), 0), 4);
  store<f32>(out, f32x4.extract_lane(f32x4.mul(b, norm), 0), 8);
}

/**
 * Dehaze of one row in place. The row of transmissions becomes how many stops the tone moves, the row at 208 how many more a white could. Apart
 * from the rest of the stage because its steps wait for each other: alone, the processor works on several vectors at a time.
 */
function dehazeRow(block: usize, n: i32): void {
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
    const clear = f32x4.div(one, f32x4.sub(one, f32x4.mul(f32x4.mul(f32x4.pmax(zero, d), splat(0.8)), veil)));
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

/**
 * One row of `n` pixels in place; rows are the addresses at the head of `block` (layout: `pipeline/tone-block.ts`). Every amount is an
 * address and a stride: 1 for a plane of amounts, 0 for one vector that holds for the whole picture.
 */
export function toneRow(block: usize, n: i32): void {
  if (load<i32>(block, 44) & DEHAZE) dehazeRow(block, n);
  for (let from = 0; from < n; from += STRIP) {
    const count = min<i32>(STRIP, n - from);
    if (load<i32>(block, 44) & VARIES) {
      measureStrip(block, from, count, false);
      applyStrip(block, from, count, false);
    } else {
      measureStrip(block, from, count, true);
      applyStrip(block, from, count, true);
    }
  }
}

/** Pixels between the two halves of the stage. */
// @ts-ignore: decorator
@inline const STRIP: i32 = 256;
/** Of a strip: how far each tone moves, in stops; how far a white here could have. */
const DELTAS: usize = memory.data(1024, 16);
const CEILINGS: usize = memory.data(1024, 16);

/**
 * The first half: DELTAS and CEILINGS of `n` pixels from `first` on. `uniform`: no amount varies; a constant, so there are two
 * kernels.
 */
// @ts-ignore: decorator
@inline
function measureStrip(block: usize, first: i32, n: i32, uniform: bool): void {
  const L = load<usize>(block, 12);
  const baseRow = load<usize>(block, 16), coarseRow = load<usize>(block, 20), fineRow = load<usize>(block, 24), veilRow = load<usize>(block, 28);
  const lowRow = load<usize>(block, 32), detailRow = load<usize>(block, 36);
  const flags = load<i32>(block, 44);
  // Read before the loop: inside it every store could have changed them, as far as the compiler knows.
  const exposureAt = source(block, 0), exposureStep = travel(block, 0), contrastAt = source(block, 1), contrastStep = travel(block, 1);
  const highlightsAt = source(block, 2), highlightsStep = travel(block, 2), shadowsAt = source(block, 3), shadowsStep = travel(block, 3);
  const whitesAt = source(block, 4), whitesStep = travel(block, 4), blacksAt = source(block, 5), blacksStep = travel(block, 5);
  const clarityAt = source(block, 6), clarityStep = travel(block, 6), textureAt = source(block, 7), textureStep = travel(block, 7);
  const sharpnessAt = source(block, 8), sharpnessStep = travel(block, 8), clearedRow = load<usize>(block, 208);
  const zero = splat(0), one = splat(1);
  const baseTable = load<usize>(block, 40), pointTable = baseTable + TABLE_BYTES;
  // Vectors of the amounts that hold everywhere; of the others these are not used.
  const exposure1 = v128.load(exposureAt), whites1 = v128.load(whitesAt), clarity1 = v128.load(clarityAt);
  const texture1 = v128.load(textureAt), sharpness1 = v128.load(sharpnessAt);

  const start = <usize>first << 2;
  for (let i = start, end = start + (<usize>n << 2); i < end; i += 16) {
    const l = v128.load(L + i);
    const exposure = uniform ? exposure1 : v128.load(exposureAt + (i & exposureStep));
    let shift = exposure;
    let ceiling = exposure;

    if (flags & DEHAZE) {
      shift = f32x4.add(shift, v128.load(veilRow + i));
      ceiling = f32x4.add(ceiling, v128.load(clearedRow + i));
    }

    const tone = f32x4.add(l, shift);
    let delta = exposure;
    if (flags & BASE) {
      const base = f32x4.add(v128.load(baseRow + i), shift);
      const local = uniform || !(flags & BASE_VARIES)
        ? lookup(baseTable, base)
        : mulAdd(v128.load(highlightsAt + (i & highlightsStep)), highlights(base), f32x4.mul(v128.load(shadowsAt + (i & shadowsStep)), shadows(base)));
      delta = f32x4.add(delta, local);
      ceiling = f32x4.add(ceiling, local);
    }
    if (flags & POINT) {
      const w = uniform ? whites1 : v128.load(whitesAt + (i & whitesStep));
      if (uniform || !(flags & POINT_VARIES)) {
        delta = f32x4.add(delta, lookup(pointTable, tone));
      } else {
        delta = mulAdd(v128.load(contrastAt + (i & contrastStep)), contrast(tone), delta);
        delta = mulAdd(w, whites(tone), delta);
        delta = mulAdd(v128.load(blacksAt + (i & blacksStep)), blacks(tone), delta);
      }
      ceiling = mulAdd(w, splat(0.4), ceiling);
    }
    if (flags & CLARITY) {
      const coarse = v128.load(coarseRow + i);
      const d = f32x4.sub(l, coarse);
      // Differences as small as noise count less, so that skies stay smooth; very large ones too, so that nothing rings.
      const size = f32x4.abs(d);
      const held = f32x4.div(f32x4.mul(d, size), f32x4.mul(f32x4.add(size, splat(0.03)), mulAdd(size, splat(0.5), one)));
      delta = mulAdd(uniform ? clarity1 : v128.load(clarityAt + (i & clarityStep)), f32x4.mul(held, midtones(f32x4.add(coarse, shift))), delta);
    }
    if (flags & TEXTURE) {
      const d = f32x4.sub(v128.load(lowRow + i), v128.load(fineRow + i));
      const held = f32x4.div(d, mulAdd(f32x4.abs(d), splat(0.8), one));
      delta = mulAdd(f32x4.mul(uniform ? texture1 : v128.load(textureAt + (i & textureStep)), splat(0.9)), held, delta);
    }
    if (flags & SHARPEN) delta = mulAdd(uniform ? sharpness1 : v128.load(sharpnessAt + (i & sharpnessStep)), v128.load(detailRow + i), delta);

    v128.store(DELTAS + (i - start), delta);
    v128.store(CEILINGS + (i - start), ceiling);
  }
}

/** The second half: gains and shoulder on `n` pixels from `first` on. */
// @ts-ignore: decorator
@inline
function applyStrip(block: usize, first: i32, n: i32, uniform: bool): void {
  const R = load<usize>(block), G = load<usize>(block, 4), B = load<usize>(block, 8);
  const flags = load<i32>(block, 44);
  const m0 = v128.load_splat<f32>(block, 172), m1 = v128.load_splat<f32>(block, 176), m2 = v128.load_splat<f32>(block, 180);
  const m3 = v128.load_splat<f32>(block, 184), m4 = v128.load_splat<f32>(block, 188), m5 = v128.load_splat<f32>(block, 192);
  const m6 = v128.load_splat<f32>(block, 196), m7 = v128.load_splat<f32>(block, 200), m8 = v128.load_splat<f32>(block, 204);
  const kR = v128.load_splat<f32>(block, 144), kG = v128.load_splat<f32>(block, 148), kB = v128.load_splat<f32>(block, 152), kMax = v128.load_splat<f32>(block, 156);
  const temperatureAt = source(block, 10), temperatureStep = travel(block, 10), tintAt = source(block, 11), tintStep = travel(block, 11);
  const zero = splat(0), one = splat(1);
  const start = <usize>first << 2;
  for (let i = start, end = start + (<usize>n << 2); i < end; i += 16) {
    let r = v128.load(R + i), g = v128.load(G + i), b = v128.load(B + i);
    let gain = exp2x4(v128.load(DELTAS + (i - start)));
    let balance = kMax;
    if (!uniform && flags & LOCAL_BALANCE) {
      const t = v128.load(temperatureAt + (i & temperatureStep)), m = v128.load(tintAt + (i & tintStep));
      const kr = exp2x4(mulAdd(t, splat(0.62), f32x4.mul(m, splat(0.22))));
      const kg = exp2x4(f32x4.mul(m, splat(-0.42)));
      const kb = exp2x4(mulAdd(t, splat(-1.05), f32x4.mul(m, splat(0.22))));
      const norm = f32x4.div(one, mulAdd(kr, splat(YR), mulAdd(kg, splat(YG), f32x4.mul(kb, splat(YB)))));
      gain = f32x4.mul(gain, norm);
      r = f32x4.mul(r, f32x4.mul(gain, kr));
      g = f32x4.mul(g, f32x4.mul(gain, kg));
      b = f32x4.mul(b, f32x4.mul(gain, kb));
      balance = f32x4.mul(norm, f32x4.pmax(kr, f32x4.pmax(kg, kb)));
    } else {
      r = f32x4.mul(r, f32x4.mul(gain, kR));
      g = f32x4.mul(g, f32x4.mul(gain, kG));
      b = f32x4.mul(b, f32x4.mul(gain, kB));
    }

    // The shoulder acts on the largest channel of the output's primaries, because that is the one that would clip. No output channel is more
    // than REACH times the largest working one, so most dark pixels are known not to get there.
    if (v128.any_true(f32x4.gt(f32x4.pmax(r, f32x4.pmax(g, b)), splat(KNEE / REACH)))) {
      const outR = mulAdd(m0, r, mulAdd(m1, g, f32x4.mul(m2, b)));
      const outG = mulAdd(m3, r, mulAdd(m4, g, f32x4.mul(m5, b)));
      const outB = mulAdd(m6, r, mulAdd(m7, g, f32x4.mul(m8, b)));
      const peak = f32x4.pmax(outR, f32x4.pmax(outG, outB));
      if (v128.any_true(f32x4.gt(peak, splat(KNEE)))) {
        const white = f32x4.mul(exp2x4(f32x4.pmax(zero, v128.load(CEILINGS + (i - start)))), balance);
        const least = f32x4.pmin(outR, f32x4.pmin(outG, outB));
        const top = f32x4.pmax(one, f32x4.mul(f32x4.sub(white, splat(KNEE)), splat(1.0 / (1.0 - KNEE))));
        const slope = f32x4.div(one, f32x4.mul(top, top));
        const high = f32x4.pmin(one, shoulder(peak, slope));
        const low = f32x4.pmin(one, shoulder(least, slope));
        // Largest and smallest channel go through the curve, the middle one keeps its place between them (as DNG's tone curve does), so the hue
        // stays. That is one scaling and one neutral offset, which are the same in any primaries with this white.
        const k = f32x4.div(f32x4.sub(high, low), f32x4.pmax(splat(1e-6), f32x4.sub(peak, least)));
        const offset = f32x4.sub(low, f32x4.mul(k, least));
        const bent = f32x4.gt(peak, splat(KNEE));
        r = v128.bitselect(mulAdd(r, k, offset), r, bent);
        g = v128.bitselect(mulAdd(g, k, offset), g, bent);
        b = v128.bitselect(mulAdd(b, k, offset), b, bent);
      }
    }
    v128.store(R + i, r);
    v128.store(G + i, g);
    v128.store(B + i, b);
  }
}
