// Lens blur by layers. Pictures are interleaved f32 (r, g, b, weight), linear light times weight, so that what has no weight bleeds nowhere.
// A disc, or any shape whose rows are spans, is gathered from running sums along the rows: cost grows with the shape's height, not its area.
//
//   sum(y, x) = Σ_rows weight · (I(y + dy, x + b) − I(y + dy, x + a)),   I(y, t) = ∫₀ᵗ row y
//
// Highlights are opened up before and closed after, so that small lights make bright discs while even areas keep their value:
//   open: u → u / (1 − β·u) above the threshold, close: e → e / (1 + β·e), on luminance.

import { clampx4, splat } from './math';

// @ts-ignore: decorator
@inline
function luminance(c: v128, luma: v128): f32 {
  const p = f32x4.mul(c, luma);
  return f32x4.extract_lane(p, 0) + f32x4.extract_lane(p, 1) + f32x4.extract_lane(p, 2);
}

/** dst = interleaved opened colours, weight 1. `luma`: three luminance weights and a zero. */
export function openRow(dst: usize, r: usize, g: usize, b: usize, n: i32, luma: usize, threshold: f32, beta: f32, range: f32): void {
  const weights = v128.load(luma);
  const room: f32 = 1 - threshold;
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    let c = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(splat(1), 0, load<f32>(r + at)), 1, load<f32>(g + at)), 2, load<f32>(b + at));
    const y = luminance(c, weights);
    if (beta > 0 && y > threshold) {
      const u = min<f32>((y - threshold) / room, 1);
      const opened = threshold + room * (u / (1 - beta * u)) + max<f32>(y - 1, 0);
      c = f32x4.replace_lane(f32x4.mul(c, splat(opened / y)), 3, 1);
    }
    v128.store(dst + (at << 2), c);
  }
}

/** dst[i] = src[i] · clamp(min(a1·s + b1, a2·s + b2)). */
export function weighRow(dst: usize, src: usize, s: usize, n: i32, a1: f32, b1: f32, a2: f32, b2: f32): void {
  for (let i = 0; i < n; i++) {
    const v = load<f32>(s + (<usize>i << 2));
    const w = max<f32>(0, min<f32>(1, min<f32>(a1 * v + b1, a2 * v + b2)));
    v128.store(dst + (<usize>i << 4), f32x4.mul(v128.load(src + (<usize>i << 4)), splat(w)));
  }
}

/** Means of 2 × 2; an odd edge stands for itself. */
export function halveQuads(dst: usize, src: usize, width: i32, height: i32): void {
  const w = (width + 1) >> 1, h = (height + 1) >> 1;
  const quarter = splat(0.25);
  for (let y = 0; y < h; y++) {
    const top = src + (<usize>(2 * y * width) << 4), bottom = src + (<usize>(min<i32>(2 * y + 1, height - 1) * width) << 4);
    for (let x = 0; x < w; x++) {
      const left = <usize>(2 * x) << 4, right = <usize>min<i32>(2 * x + 1, width - 1) << 4;
      const sum = f32x4.add(f32x4.add(v128.load(top + left), v128.load(top + right)), f32x4.add(v128.load(bottom + left), v128.load(bottom + right)));
      v128.store(dst + (<usize>(y * w + x) << 4), f32x4.mul(sum, quarter));
    }
  }
}

/** sums: `height` rows of width + 1 running sums. */
export function runningSums(sums: usize, src: usize, width: i32, height: i32): void {
  let from = src, to = sums;
  for (let y = 0; y < height; y++) {
    let sum = splat(0);
    v128.store(to, sum);
    to += 16;
    for (let x = 0; x < width; x++, from += 16, to += 16) {
      sum = f32x4.add(sum, v128.load(from));
      v128.store(to, sum);
    }
  }
}

/** Beyond the row its ends repeat. */
// @ts-ignore: decorator
@inline
function integral(row: usize, t: f32, width: i32): v128 {
  const i = max<i32>(0, min<i32>(<i32>t, width - 1));
  const p = row + (<usize>i << 4);
  const low = v128.load(p);
  return f32x4.add(low, f32x4.mul(f32x4.sub(v128.load(p, 16), low), splat(t - <f32>i)));
}

/**
 * Gathers a shape around every pixel, divided by the shape's area: `spans` holds `count` rows of (dy, from, to, weight) in px, as f32. With `cut` > 0 the shape is
 * also held within a disc of `radius` that lies off towards the edge of the picture: the barrel of the lens.
 */
export function gatherShape(dst: usize, sums: usize, width: i32, height: i32, spans: usize, count: i32, radius: f32, cut: f32): void {
  const stride = <usize>(width + 1) << 4;
  const cx: f32 = <f32>width * 0.5, cy: f32 = <f32>height * 0.5;
  const toCut = cut * radius / sqrt<f32>(cx * cx + cy * cy);
  let area: f32 = 0;
  for (let k = 0; k < count; k++) {
    const span = spans + (<usize>k << 4);
    area += (load<f32>(span, 8) - load<f32>(span, 4)) * load<f32>(span, 12);
  }
  const scale: f32 = 1 / area;
  for (let y = 0; y < height; y++) {
    const row = dst + (<usize>(y * width) << 4);
    if (cut > 0) gatherCutRow(row, sums, stride, width, height, spans, count, radius, toCut, <f32>y + 0.5 - cy, cx, y);
    else gatherRow(row, sums, stride, width, height, spans, count, scale, y);
  }
}

/** One row of a shape that is the same everywhere: along a span's row both ends move on by whole pixels. */
function gatherRow(dst: usize, sums: usize, stride: usize, width: i32, height: i32, spans: usize, count: i32, scale: f32, y: i32): void {
  memory.fill(dst, 0, <usize>width << 4);
  for (let k = 0; k < count; k++) {
    const span = spans + (<usize>k << 4);
    const row = sums + <usize>max<i32>(0, min<i32>(height - 1, y + <i32>load<f32>(span))) * stride;
    const from: f32 = load<f32>(span, 4) + 0.5, to: f32 = load<f32>(span, 8) + 0.5;
    const a = <i32>Mathf.floor(from), b = <i32>Mathf.floor(to);
    const weight = splat(load<f32>(span, 12) * scale), fa = splat(from - <f32>a), fb = splat(to - <f32>b);
    const first = min<i32>(width, max<i32>(0, -a)), last = max<i32>(first, min<i32>(width, width - b));
    for (let x = 0; x < width; x++) {
      if (x === first) {
        // Where both ends lie within the row.
        let low = row + (<usize>(x + a) << 4), high = row + (<usize>(x + b) << 4), at = dst + (<usize>x << 4);
        for (; x < last; x++, low += 16, high += 16, at += 16) {
          const l = v128.load(low), h = v128.load(high);
          const left = f32x4.add(l, f32x4.mul(f32x4.sub(v128.load(low, 16), l), fa)), right = f32x4.add(h, f32x4.mul(f32x4.sub(v128.load(high, 16), h), fb));
          v128.store(at, f32x4.add(v128.load(at), f32x4.mul(f32x4.sub(right, left), weight)));
        }
        if (x >= width) break;
      }
      const at = dst + (<usize>x << 4);
      const sum = f32x4.sub(integral(row, <f32>x + to, width), integral(row, <f32>x + from, width));
      v128.store(at, f32x4.add(v128.load(at), f32x4.mul(sum, weight)));
    }
  }
}

/** One row of a shape that the barrel of the lens cuts, differently everywhere. */
function gatherCutRow(dst: usize, sums: usize, stride: usize, width: i32, height: i32, spans: usize, count: i32, radius: f32, toCut: f32, fromCentre: f32, cx: f32, y: i32): void {
  const offY = fromCentre * toCut;
  for (let x = 0; x < width; x++) {
    const centre = <f32>x + 0.5;
    const offX = (centre - cx) * toCut;
    let sum = splat(0);
    let covered: f32 = 0;
    for (let k = 0; k < count; k++) {
      const span = spans + (<usize>k << 4);
      const dy = load<f32>(span), v = dy - offY, square = radius * radius - v * v;
      if (square <= 0) continue;
      const half = sqrt<f32>(square);
      const from = max<f32>(load<f32>(span, 4), offX - half), to = min<f32>(load<f32>(span, 8), offX + half);
      if (to <= from) continue;
      const weight = load<f32>(span, 12);
      covered += (to - from) * weight;
      const row = sums + <usize>max<i32>(0, min<i32>(height - 1, y + <i32>dy)) * stride;
      sum = f32x4.add(sum, f32x4.mul(f32x4.sub(integral(row, centre + to, width), integral(row, centre + from, width)), splat(weight)));
    }
    v128.store(dst + (<usize>x << 4), f32x4.mul(sum, splat(1 / max<f32>(covered, 1e-3))));
  }
}

/** dst += src. */
export function addQuads(dst: usize, src: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 4; i < end; i += 16) v128.store(dst + i, f32x4.add(v128.load(dst + i), v128.load(src + i)));
}

/**
 * A finished layer as four u16 per cell, square roots of 0…1: colour as a share of `range`, closed again, times its coverage, and coverage. Roots of products are products of roots,
 * so that a colour between cells of one colour is that colour, whatever they cover.
 */
export function closeQuads(dst: usize, src: usize, n: i32, luma: usize, threshold: f32, beta: f32, range: f32): void {
  const weights = v128.load(luma);
  const room: f32 = 1 - threshold;
  for (let i = 0; i < n; i++) {
    const q = v128.load(src + (<usize>i << 4));
    const coverage = max<f32>(0, f32x4.extract_lane(q, 3));
    let c = f32x4.mul(f32x4.pmax(splat(0), q), splat(coverage > 1e-5 ? 1 / coverage : 0));
    const y = luminance(c, weights);
    if (beta > 0 && y > threshold) {
      const e = (y - threshold) / room;
      c = f32x4.mul(c, splat((threshold + room * (e / (1 + beta * e))) / y));
    }
    c = f32x4.mul(f32x4.replace_lane(f32x4.mul(c, splat(1 / range)), 3, 1), splat(min<f32>(1, coverage)));
    const root = f32x4.mul(f32x4.sqrt(clampx4(c, 0, 1)), splat(65535));
    const whole = i32x4.trunc_sat_f32x4_u(f32x4.add(root, splat(0.5)));
    store<i64>(dst + (<usize>i << 3), i64x2.extract_lane(i16x8.narrow_i32x4_u(whole, whole), 0));
  }
}

/** s[i] = how far out of focus a distance is: −1 nearest … 0 in focus … 1 farthest, between the range's ends. `d` and `s` may be the same row. */
export function defocusRow(s: usize, d: usize, n: i32, nearOuter: f32, nearInner: f32, farInner: f32, farOuter: f32): void {
  const near: f32 = 1 / max<f32>(nearInner - nearOuter, 1e-3), far: f32 = 1 / max<f32>(farOuter - farInner, 1e-3);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const v = v128.load(d + i);
    const behind = f32x4.mul(f32x4.pmax(splat(0), f32x4.sub(v, splat(farInner))), splat(far));
    const before = f32x4.mul(f32x4.pmax(splat(0), f32x4.sub(splat(nearInner), v)), splat(near));
    v128.store(s + i, clampx4(f32x4.sub(behind, before), -1, 1));
  }
}

/** s[i] ·= 1 − focus[i]. */
export function refocusRow(s: usize, focus: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(s + i, f32x4.mul(v128.load(s + i), f32x4.sub(splat(1), v128.load(focus + i))));
}

/** Colours times a weight, and the weight: how far behind the focus they are, times `gain`, at most 1. */
export function weighedRows(dr: usize, dg: usize, db: usize, dw: usize, r: usize, g: usize, b: usize, s: usize, n: i32, gain: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const w = clampx4(f32x4.mul(v128.load(s + i), splat(gain)), 0, 1);
    v128.store(dr + i, f32x4.mul(v128.load(r + i), w));
    v128.store(dg + i, f32x4.mul(v128.load(g + i), w));
    v128.store(db + i, f32x4.mul(v128.load(b + i), w));
    v128.store(dw + i, w);
  }
}

/** Colours divided by their weight, in place. */
export function dividedRows(r: usize, g: usize, b: usize, w: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const k = f32x4.div(splat(1), f32x4.pmax(splat(1e-6), v128.load(w + i)));
    v128.store(r + i, f32x4.mul(v128.load(r + i), k));
    v128.store(g + i, f32x4.mul(v128.load(g + i), k));
    v128.store(b + i, f32x4.mul(v128.load(b + i), k));
  }
}

/** Cell (x, y) of a layer, both in cells, as (r, g, b, coverage), bilinear. `layer`: its record. */
// @ts-ignore: decorator
@inline
function cell(layer: usize, x: f32, y: f32): v128 {
  const data = <usize>load<u32>(layer), width = load<i32>(layer, 4), height = load<i32>(layer, 8);
  const u = max<f32>(0, min<f32>(x * load<f32>(layer, 12) - 0.5, <f32>(width - 1))), v = max<f32>(0, min<f32>(y * load<f32>(layer, 16) - 0.5, <f32>(height - 1)));
  const i = min<i32>(<i32>u, max<i32>(0, width - 2)), j = min<i32>(<i32>v, max<i32>(0, height - 2));
  const fu = splat(u - <f32>i), fv = splat(v - <f32>j);
  const right: usize = width > 1 ? 8 : 0, below: usize = height > 1 ? <usize>width << 3 : 0;
  const p = data + (<usize>(j * width + i) << 3);
  const a = texel(p), b = texel(p + right), c = texel(p + below), d = texel(p + below + right);
  const top = f32x4.add(a, f32x4.mul(f32x4.sub(b, a), fu)), bottom = f32x4.add(c, f32x4.mul(f32x4.sub(d, c), fu));
  const root = f32x4.mul(f32x4.add(top, f32x4.mul(f32x4.sub(bottom, top), fv)), splat(1.0 / 65535.0));
  return f32x4.mul(f32x4.mul(root, root), f32x4.replace_lane(v128.load32_splat(layer, 24), 3, 1));
}

// @ts-ignore: decorator
@inline
function texel(p: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(v128.load64_zero(p)));
}

/** A layer's colour, with how much of it is known in the last lane. */
// @ts-ignore: decorator
@inline
function colourOf(c: v128): v128 {
  const coverage = f32x4.extract_lane(c, 3);
  return f32x4.replace_lane(f32x4.mul(c, splat(1 / max<f32>(coverage, 1e-4))), 3, max<f32>(0, min<f32>(1, coverage * 40 - 0.04)));
}

/** a towards b by t, as far as b is known. */
// @ts-ignore: decorator
@inline
function towards(a: v128, b: v128, t: f32): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.sub(b, a), splat(t * f32x4.extract_lane(b, 3))));
}

/** Below this share a foreground's veil is nothing: less than half a step of 8 bits. */
// @ts-ignore: decorator
@inline const VEIL: f32 = 0.002;

/**
 * One row through the layers, in place. `s`: defocus; xs, ys: positions in px of the photo. `layers`: `count` records (address, width, height, cells per px
 * of the photo in x and y, defocus at which the layer holds, range of its colours), the farthest out of focus first, then the foreground and what lies behind it if `before`.
 * `small`: rows of red, green, blue blurred a little, for what is less out of focus than the last layer; 0 where there are none. What is in focus keeps its bits.
 */
export function defocusRows(r: usize, g: usize, b: usize, s: usize, xs: usize, ys: usize, n: i32, layers: usize, count: i32, before: bool, small: usize, pitch: usize): void {
  const front = layers + <usize>count * 32, behind = front + 32;
  const least = load<f32>(layers + <usize>(count - 1) * 32, 20);
  for (let i = 0; i < n; i++) {
    const at = <usize>i << 2;
    const defocus = load<f32>(s + at);
    if (defocus === 0 && !before) continue;
    const x = load<f32>(xs + at), y = load<f32>(ys + at);
    const sharp = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(splat(0), 0, load<f32>(r + at)), 1, load<f32>(g + at)), 2, load<f32>(b + at));
    let out = sharp;
    if (defocus > 0) {
      if (defocus <= least) {
        const t = defocus / least;
        const last = colourOf(cell(layers + <usize>(count - 1) * 32, x, y));
        if (small) {
          // Sharp → a little blurred at half way → the last layer.
          const soft = f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(splat(1), 0, load<f32>(small + at)), 1, load<f32>(small + pitch + at)), 2, load<f32>(small + pitch * 2 + at));
          out = t < 0.5 ? towards(sharp, soft, 2 * t) : towards(soft, last, 2 * t - 1);
        } else out = towards(sharp, last, t);
      } else {
        let k = 0;
        while (k < count - 2 && defocus < load<f32>(layers + <usize>(k + 1) * 32, 20)) k++;
        const layer = layers + <usize>k * 32;
        const high = load<f32>(layer, 20);
        out = towards(sharp, colourOf(cell(layer, x, y)), 1);
        if (defocus < high && count > 1) out = towards(out, colourOf(cell(layer + 32, x, y)), (high - defocus) / (high - load<f32>(layer + 32, 20)));
      }
    }
    if (before) {
      const veil = cell(front, x, y);
      const coverage = f32x4.extract_lane(veil, 3);
      if (coverage < VEIL && defocus === 0) continue;
      if (defocus < 0) out = towards(sharp, colourOf(cell(behind, x, y)), 1 - max<f32>(0, 1 + defocus / load<f32>(front, 20)));
      if (coverage >= VEIL) out = f32x4.add(f32x4.mul(out, splat(1 - coverage)), veil);
    }
    store<f32>(r + at, f32x4.extract_lane(out, 0));
    store<f32>(g + at, f32x4.extract_lane(out, 1));
    store<f32>(b + at, f32x4.extract_lane(out, 2));
  }
}
