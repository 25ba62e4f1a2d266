import type { Field, Picture } from './inpaint';
import { expand, type Mosaic, type Scene, Seams } from './mosaic';

/** Offsets that a mosaic is made of, at most, beside those that a pixel has no other for. */
const MOST_OFFSETS = 48;
const SWEEPS = 2;
/** Weight of being like the filling that the patches agreed on, against seams; differences of a pixel beyond `FAR` (stops, three channels) are no worse. */
const LIKENESS = 0.55;
const FAR = 2.4;
/** A label so much less like the filling than the present one is not tried. */
const HOPE = 0.35;
/** Half side of the square over which likeness is taken. */
const HALF = 2;

/** The offsets that most pixels of the hole chose, and one for each pixel that none of those serves. */
function offsetsOf({ width, hole }: Picture, field: Field, open: Scene['open']): Int32Array {
  const counts = new Map<number, number>();
  const key = (dx: number, dy: number): number => (dy + 8192) * 16384 + dx + 8192;
  for (let at = 0; at < hole.length; at++) if (hole[at] && field.known[at]) { const k = key(field.dx[at] ?? 0, field.dy[at] ?? 0); counts.set(k, (counts.get(k) ?? 0) + 1); }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const chosen: number[] = [];
  for (const [k] of sorted) { if (chosen.length === MOST_OFFSETS * 2) break; chosen.push((k % 16384) - 8192, Math.floor(k / 16384) - 8192); }
  for (let at = 0; at < hole.length; at++) {
    if (!hole[at] || !field.known[at]) continue;
    const x = at % width, y = (at - x) / width;
    let served = false;
    for (let n = 0; n < chosen.length && !served; n += 2) served = open(x + (chosen[n] ?? 0), y + (chosen[n + 1] ?? 0));
    if (!served) chosen.push(field.dx[at] ?? 0, field.dy[at] ?? 0);
  }
  return Int32Array.from(chosen);
}

/**
 * Few pieces instead of a field of patches. `picture` has its hole filled by what the patches agreed on (`complete`): the pieces are to be like it, and to
 * meet each other and the surroundings.
 */
export function mosaicOf(picture: Picture, field: Field): Mosaic {
  const { width, height, colour, hole, barred } = picture;
  const open: Scene['open'] = (x, y) => x >= 0 && y >= 0 && x < width && y < height && barred[y * width + x] === 0;
  const read: Scene['read'] = (x, y, out, to) => {
    const from = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 3;
    out[to] = colour[from] ?? 0; out[to + 1] = colour[from + 1] ?? 0; out[to + 2] = colour[from + 2] ?? 0;
  };
  const offsets = offsetsOf(picture, field, open);
  const labels = offsets.length / 2;
  const inside: number[] = [];
  const place = new Int32Array(width * height).fill(-1);
  for (let at = 0; at < hole.length; at++) if (hole[at]) { place[at] = inside.length; inside.push(at); }
  const costs = new Float32Array(inside.length * labels);
  const unlike = new Float32Array(width * height);
  for (let label = 0; label < labels; label++) {
    const dx = offsets[2 * label] ?? 0, dy = offsets[2 * label + 1] ?? 0;
    for (const at of inside) {
      const x = at % width, y = (at - x) / width, sx = Math.min(width - 1, Math.max(0, x + dx)), sy = Math.min(height - 1, Math.max(0, y + dy));
      const p = at * 3, q = (sy * width + sx) * 3;
      unlike[at] = Math.min(FAR, Math.abs((colour[p] ?? 0) - (colour[q] ?? 0)) + Math.abs((colour[p + 1] ?? 0) - (colour[q + 1] ?? 0)) + Math.abs((colour[p + 2] ?? 0) - (colour[q + 2] ?? 0)));
    }
    for (let n = 0; n < inside.length; n++) {
      const at = inside[n] ?? 0, x = at % width, y = (at - x) / width;
      let sum = 0, count = 0;
      for (let j = Math.max(0, y - HALF); j <= Math.min(height - 1, y + HALF); j++) for (let i = Math.max(0, x - HALF); i <= Math.min(width - 1, x + HALF); i++) if (hole[j * width + i]) { sum += unlike[j * width + i] ?? 0; count++; }
      costs[n * labels + label] = (LIKENESS * sum) / count;
    }
  }
  const label = new Int16Array(width * height).fill(-1);
  const mosaic: Mosaic = { width, height, label, offsets };
  const seams = new Seams(mosaic, { read, open, cost: (at, which) => costs[(place[at] ?? 0) * labels + which] ?? 0 });
  inside.forEach((at, n) => {
    const x = at % width, y = (at - x) / width;
    let best = 0, least = Infinity;
    for (let which = 0; which < labels; which++) if ((costs[n * labels + which] ?? 0) < least && seams.allowed(x, y, which)) { best = which; least = costs[n * labels + which] ?? 0; }
    label[at] = best;
  });
  const index = new Int32Array(width * height);
  let candidates = Array.from({ length: labels }, (_, which) => which);
  for (let sweep = 0, changed = true; sweep < SWEEPS && changed; sweep++) {
    changed = false;
    for (const which of candidates) {
      const active: number[] = [];
      for (let n = 0; n < inside.length; n++) {
        const at = inside[n] ?? 0, here = label[at] ?? 0, x = at % width;
        if (here === which || ((costs[n * labels + which] ?? 0) < (costs[n * labels + here] ?? 0) + HOPE && seams.allowed(x, (at - x) / width, which))) active.push(at);
      }
      if (active.length > 0 && expand(seams, which, Int32Array.from(active), index)) changed = true;
    }
    const used = new Set(label);
    candidates = candidates.filter((which) => used.has(which));
  }
  return mosaic;
}
