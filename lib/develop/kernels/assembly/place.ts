// Values that lie on the photo as a plane of their own resolution (brush strokes, rasters of masks), read wherever the photo's positions ask.

import { clampx4, mulAdd, splat } from './math';
import { wholex4 } from './slice';

/** Positions of the output pixels first … first + n − 1 of a row in px of the photo: x = x0 + xStep·i, y = y0 + yStep·i. */
export function positionsRow(xs: usize, ys: usize, n: i32, first: i32, xStep: f32, x0: f32, yStep: f32, y0: f32): void {
  for (let i = 0; i < n; i += 4) {
    const index = f32x4.convert_i32x4_s(i32x4.add(i32x4.splat(first + i), i32x4(0, 1, 2, 3)));
    v128.store(xs + (<usize>i << 2), mulAdd(index, splat(xStep), splat(x0)));
    v128.store(ys + (<usize>i << 2), mulAdd(index, splat(yStep), splat(y0)));
  }
}

/**
 * dst[i] = the plane (`width` × `height` floats over the whole photo) at the photo position (xs[i], ys[i]), bilinear, its edge repeated.
 * sx and sy: cells of the plane per px of the photo.
 */
export function planeRow(dst: usize, xs: usize, ys: usize, n: i32, plane: usize, width: i32, height: i32, sx: f32, sy: f32): void {
  const lastX = max<i32>(0, width - 2), lastY = max<i32>(0, height - 2);
  const right: usize = width > 1 ? 4 : 0, below: usize = height > 1 ? <usize>width << 2 : 0;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const x = clampx4(mulAdd(v128.load(xs + i), splat(sx), splat(-0.5)), 0, <f32>(width - 1));
    const y = clampx4(mulAdd(v128.load(ys + i), splat(sy), splat(-0.5)), 0, <f32>(height - 1));
    const cx = i32x4.min_s(wholex4(x), i32x4.splat(lastX)), cy = i32x4.min_s(wholex4(y), i32x4.splat(lastY));
    const fx = f32x4.sub(x, f32x4.convert_i32x4_s(cx)), fy = f32x4.sub(y, f32x4.convert_i32x4_s(cy));
    const at = i32x4.shl(i32x4.add(i32x4.mul(cy, i32x4.splat(width)), cx), 2);
    const p0 = plane + <usize>i32x4.extract_lane(at, 0), p1 = plane + <usize>i32x4.extract_lane(at, 1), p2 = plane + <usize>i32x4.extract_lane(at, 2), p3 = plane + <usize>i32x4.extract_lane(at, 3);
    const a = four(p0, p1, p2, p3), b = four(p0 + right, p1 + right, p2 + right, p3 + right);
    const c = four(p0 + below, p1 + below, p2 + below, p3 + below), d = four(p0 + below + right, p1 + below + right, p2 + below + right, p3 + below + right);
    const top = mulAdd(f32x4.sub(b, a), fx, a), bottom = mulAdd(f32x4.sub(d, c), fx, c);
    v128.store(dst + i, mulAdd(f32x4.sub(bottom, top), fy, top));
  }
}

// @ts-ignore: decorator
@inline
function four(p0: usize, p1: usize, p2: usize, p3: usize): v128 {
  let v = v128.load32_zero(p0);
  v = v128.load_lane<f32>(p1, v, 1);
  v = v128.load_lane<f32>(p2, v, 2);
  return v128.load_lane<f32>(p3, v, 3);
}

/** A raster of bytes as a plane of `width` × `height` floats 0…1 over the same extent, bilinear. */
export function spreadRaster(dst: usize, raster: usize, rasterWidth: i32, rasterHeight: i32, width: i32, height: i32): void {
  const sx = <f32>rasterWidth / <f32>width, sy = <f32>rasterHeight / <f32>height;
  const scale: f32 = 1.0 / 255;
  for (let y = 0; y < height; y++) {
    const v = min<f32>(max<f32>((<f32>y + 0.5) * sy - 0.5, 0), <f32>(rasterHeight - 1));
    const y0 = <i32>v, y1 = min<i32>(y0 + 1, rasterHeight - 1);
    const fy = v - <f32>y0;
    for (let x = 0; x < width; x++) {
      const u = min<f32>(max<f32>((<f32>x + 0.5) * sx - 0.5, 0), <f32>(rasterWidth - 1));
      const x0 = <i32>u, x1 = min<i32>(x0 + 1, rasterWidth - 1);
      const fx = u - <f32>x0;
      const a = <f32>load<u8>(raster + y0 * rasterWidth + x0), b = <f32>load<u8>(raster + y0 * rasterWidth + x1);
      const c = <f32>load<u8>(raster + y1 * rasterWidth + x0), d = <f32>load<u8>(raster + y1 * rasterWidth + x1);
      const top = a + (b - a) * fx, bottom = c + (d - c) * fx;
      store<f32>(dst + (<usize>(y * width + x) << 2), (top + (bottom - top) * fy) * scale);
    }
  }
}

/** dst[i] = a smooth trapezoid of src[i]: 0 before `start`, 1 within `from` … `to`, 0 after `end`. */
export function trapezoidRow(dst: usize, src: usize, n: i32, start: f32, from: f32, to: f32, end: f32): void {
  const rise = <f32>1.0 / max<f32>(1e-3, from - start), fall = <f32>1.0 / max<f32>(1e-3, end - to);
  for (let i: usize = 0, last = <usize>n << 2; i < last; i += 16) {
    const v = v128.load(src + i);
    const low = mulAdd(f32x4.sub(v, splat(from)), splat(rise), splat(1)), high = mulAdd(f32x4.sub(splat(to), v), splat(fall), splat(1));
    const t = clampx4(f32x4.pmin(low, high), 0, 1);
    v128.store(dst + i, f32x4.mul(f32x4.mul(t, t), mulAdd(t, splat(-2), splat(3))));
  }
}

/** dst[i] += (src[i] − dst[i])·t. */
export function mixRow(dst: usize, src: usize, n: i32, t: f32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const v = v128.load(dst + i);
    v128.store(dst + i, mulAdd(f32x4.sub(v128.load(src + i), v), splat(t), v));
  }
}
