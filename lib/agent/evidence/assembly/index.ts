// One pass over an 8-bit picture of three channels: everything that evidence is made of is counted while a pixel's numbers are at hand.
// In doubles, in the order of `measure`, so that sums are the same to the last bit.
export { heapBase } from '../../../develop/kernels/assembly/memory';

/** What a call is given: tables, numbers of the picture, where to count. Its fields are laid out as `counter.ts` writes them. */
@unmanaged
class Job {
  width: i32;
  height: i32;
  data: usize;
  /** Where skin is: a byte for each pixel. */
  inside: usize;
  /** Bytes along an edge: the grid's column or row of each place. */
  columns: usize;
  rows: usize;
  grid: i32;
  tile: i32;
  across: i32;
  /** f64 for each tile: its darkest channel. */
  dark: usize;
  /** f32 for each pixel. */
  luma: usize;
  /** For each luma bin: sums of a, b and chroma, f64, then a count, u32; 32 bytes. */
  tones: usize;
  /** u32 for each chroma bin. */
  chromas: usize;
  chromaLast: i32;
  /** For each group (cells, colours, skin) u32 for each luma bin, and three f64. */
  bins: usize;
  sums: usize;
  length: i32;
  colours: i32;
  skinAt: i32;
  /** f32 by code value; f32 by step; bytes by diamond angle. */
  linear: usize;
  cbrt: usize;
  bandAt: usize;
  /** f64: nine of the matrix, three of luma. */
  weights: usize;
  /** f64: bins a unit of luma, of chroma, steps of the diamond, chroma worth naming; then six totals. */
  scales: usize;
  totals: usize;
}

// @ts-ignore: decorator
@inline function count(at: usize): void { store<u32>(at, load<u32>(at) + 1); }
// @ts-ignore: decorator
@inline function add(at: usize, value: f64): void { store<f64>(at, load<f64>(at) + value); }
// @ts-ignore: decorator
@inline function group(bins: usize, sums: usize, index: i32, length: i32, bin: usize, a: f64, b: f64, strength: f64): void {
  count(bins + ((<usize>(index * length) + bin) << 2));
  const at = sums + <usize>index * 24;
  add(at, a);
  add(at + 8, b);
  add(at + 16, strength);
}
// @ts-ignore: decorator
@inline function root(table: usize, at: f64): f64 {
  const whole = <i32>at, from = table + (<usize>whole << 2);
  const low = <f64>load<f32>(from);
  return low + (<f64>load<f32>(from, 4) - low) * (at - <f64>whole);
}

export function pass(job: Job): void {
  const w = job.weights, s = job.scales;
  const m0 = load<f64>(w), m1 = load<f64>(w, 8), m2 = load<f64>(w, 16), m3 = load<f64>(w, 24), m4 = load<f64>(w, 32), m5 = load<f64>(w, 40), m6 = load<f64>(w, 48), m7 = load<f64>(w, 56), m8 = load<f64>(w, 64);
  const wr = load<f64>(w, 72), wg = load<f64>(w, 80), wb = load<f64>(w, 88);
  const scale = load<f64>(s), chromaScale = load<f64>(s, 8), diamondScale = load<f64>(s, 16), named = load<f64>(s, 24);
  const width = job.width, height = job.height, tile = job.tile, length = job.length, linear = job.linear, cbrt = job.cbrt, columns = job.columns;
  // The compiler cannot know that nothing of the job changes meanwhile.
  const bins = job.bins, sums = job.sums, tones = job.tones, chromas = job.chromas, chromaLast = job.chromaLast, bandAt = job.bandAt, colours = job.colours, skinAt = job.skinAt;
  let low = 0, high = 0, rgSum = 0, ybSum = 0;
  let rgSquares: i64 = 0, ybSquares: i64 = 0;
  let data = job.data, luma = job.luma, inside = job.inside;
  for (let y = 0; y < height; y++) {
    const gridRow = <i32>load<u8>(job.rows + y) * job.grid;
    let inTile = 0, tileAt = job.dark + (<usize>((y / tile) * job.across) << 3);
    for (let x = 0; x < width; x++) {
      const red = <i32>load<u8>(data), green = <i32>load<u8>(data, 1), blue = <i32>load<u8>(data, 2);
      data += 3;
      low += i32(max(red, max(green, blue)) <= 1);
      high += i32(max(red, max(green, blue)) >= 254);
      const rg = red - green, yb = red + green - 2 * blue;
      rgSum += rg;
      ybSum += yb;
      rgSquares += <i64>(rg * rg);
      ybSquares += <i64>(yb * yb);
      const least = <f64>min(red, min(green, blue));
      if (least < load<f64>(tileAt)) store<f64>(tileAt, least);
      if (++inTile === tile) {
        inTile = 0;
        tileAt += 8;
      }
      const r = <f64>load<f32>(linear + (<usize>red << 2)), g = <f64>load<f32>(linear + (<usize>green << 2)), bl = <f64>load<f32>(linear + (<usize>blue << 2));
      const l = root(cbrt, m0 * r + m1 * g + m2 * bl), m = root(cbrt, m3 * r + m4 * g + m5 * bl), sh = root(cbrt, m6 * r + m7 * g + m8 * bl);
      const labA = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * sh, labB = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * sh;
      const light = <f32>(wr * <f64>red + wg * <f64>green + wb * <f64>blue);
      // Rounded as planes hold them.
      const a = <f64><f32>labA, b = <f64><f32>labB, strength = <f64><f32>sqrt<f64>(labA * labA + labB * labB);
      store<f32>(luma, light);
      luma += 4;
      const bin = <usize>min(<i32>(<f64>light * scale), length - 1);
      const tone = tones + (bin << 5);
      add(tone, a);
      add(tone + 8, b);
      add(tone + 16, strength);
      count(tone + 24);
      count(chromas + (<usize>min(<i32>(strength * chromaScale), chromaLast) << 2));
      group(bins, sums, gridRow + <i32>load<u8>(columns + x), length, bin, a, b, strength);
      if (strength >= named) {
        const turn = b >= 0 ? (a >= 0 ? (a + b === 0 ? 0 : b / (a + b)) : 1 - a / (b - a)) : a < 0 ? 2 + b / (a + b) : 3 + a / (a - b);
        group(bins, sums, colours + <i32>load<u8>(bandAt + <usize>(turn * diamondScale)), length, bin, a, b, strength);
      }
      if (load<u8>(inside)) group(bins, sums, skinAt, length, bin, a, b, strength);
      inside++;
    }
  }
  const totals = job.totals;
  store<f64>(totals, <f64>low);
  store<f64>(totals, <f64>high, 8);
  store<f64>(totals, <f64>rgSum, 16);
  store<f64>(totals, <f64>rgSquares, 24);
  store<f64>(totals, <f64>ybSum, 32);
  store<f64>(totals, <f64>ybSquares, 40);
}
