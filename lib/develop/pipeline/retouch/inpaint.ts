import { IGNORED, KNOWN, relax, WANTED } from './membrane';

/**
 * Completion of a hole from the rest of a picture: every patch of the result should look like some patch outside the hole (Wexler, Shechtman & Irani
 * 2007). The nearest patches are found by PatchMatch (Barnes, Shechtman, Finkelstein & Goldman 2009), from a coarse picture to the fine one. What counts is
 * the field of offsets: a larger copy of the picture is filled with its own pixels by the same field.
 *
 * Everything is plain arithmetic and one generator of random numbers: the same on every host.
 */
export type Picture = { readonly width: number; readonly height: number; /** Three channels of log-light, interleaved. */ readonly colour: Float32Array; /** 1: to be filled. */ readonly hole: Uint8Array; /** 1: not to be taken from, the hole included. */ readonly barred: Uint8Array };

/** For each pixel of the picture where its content comes from, as an offset in px; `known` where there is one. */
export type Field = { readonly width: number; readonly height: number; readonly dx: Int16Array; readonly dy: Int16Array; readonly known: Uint8Array };

/** Half side of a patch: 7 × 7. */
const HALF = 3;
/** A hole this deep (px) is filled at one go. */
const COARSEST_DEPTH = 5;
/** Patches this unlike (stops², mean of a patch) count half. */
const UNLIKE = 0.02;
/** Cost that a patch may have above its best for the sake of continuing its neighbour. */
const COHERENCE = 1.3;

/** Integers in 0 … 2³² − 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
}

/** Distance in px (city blocks) of each hole pixel from what is known, at most 255. */
function depths({ width, height, hole }: Picture): Uint8Array {
  const depth = Uint8Array.from(hole, (inside) => (inside ? 255 : 0));
  const least = (at: number, other: number | undefined) => { if (other !== undefined && other + 1 < (depth[at] ?? 0)) depth[at] = other + 1; };
  for (let at = 0; at < depth.length; at++) { if (at % width > 0) least(at, depth[at - 1]); least(at, depth[at - width]); }
  for (let at = depth.length - 1; at >= 0; at--) { if (at % width < width - 1) least(at, depth[at + 1]); least(at, at + width < width * height ? depth[at + width] : undefined); }
  return depth;
}

function halved({ width, height, colour, hole, barred }: Picture): Picture {
  const w = Math.ceil(width / 2), h = Math.ceil(height / 2);
  const half: Picture = { width: w, height: h, colour: new Float32Array(w * h * 3), hole: new Uint8Array(w * h), barred: new Uint8Array(w * h) };
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const to = y * w + x;
      let count = 0;
      for (let k = 0; k < 4; k++) {
        const sx = Math.min(width - 1, 2 * x + (k & 1)), sy = Math.min(height - 1, 2 * y + (k >> 1)), from = sy * width + sx;
        if (hole[from]) half.hole[to] = 1;
        if (barred[from]) half.barred[to] = 1;
        if (hole[from]) continue;
        count++;
        for (let c = 0; c < 3; c++) half.colour[to * 3 + c] = (half.colour[to * 3 + c] ?? 0) + (colour[from * 3 + c] ?? 0);
      }
      for (let c = 0; c < 3 && count > 0; c++) half.colour[to * 3 + c] = (half.colour[to * 3 + c] ?? 0) / count;
    }
  }
  return half;
}

/** Search for one level of the pyramid. */
class Level {
  readonly targets: Int32Array;
  readonly sources: Int32Array;
  readonly #valid: Uint8Array;
  readonly match: Int32Array;
  readonly cost: Float32Array;
  readonly #picture: Picture;
  readonly #depth: Uint8Array;

  constructor(picture: Picture) {
    const { width, height, hole, barred } = picture;
    this.#picture = picture;
    this.#depth = depths(picture);
    const near = grown(hole, width, height), off = grown(barred, width, height);
    this.#valid = new Uint8Array(width * height);
    const targets: number[] = [], sources: number[] = [];
    for (let y = HALF; y < height - HALF; y++) {
      for (let x = HALF; x < width - HALF; x++) {
        const at = y * width + x;
        if (near[at]) targets.push(at);
        if (!off[at]) { sources.push(at); this.#valid[at] = 1; }
      }
    }
    this.targets = Int32Array.from(targets);
    this.sources = Int32Array.from(sources);
    this.match = new Int32Array(width * height).fill(-1);
    this.cost = new Float32Array(width * height).fill(Infinity);
  }

  /** Mean squared difference of the patches around two pixels; gives up once above `limit`. */
  #difference(a: number, b: number, limit: number): number {
    const { width, colour } = this.#picture;
    const most = limit * 147;
    let sum = 0;
    for (let y = -HALF; y <= HALF; y++) {
      let p = (a + y * width - HALF) * 3, q = (b + y * width - HALF) * 3;
      for (const end = p + 21; p < end; p++, q++) {
        const d = (colour[p] ?? 0) - (colour[q] ?? 0);
        sum += d * d;
      }
      if (sum > most) return Infinity;
    }
    return sum / 147;
  }

  #try(at: number, source: number): void {
    if (source === this.match[at] || source < 0 || !this.#valid[source]) return;
    const cost = this.#difference(at, source, this.cost[at] ?? Infinity);
    if (cost < (this.cost[at] ?? 0)) { this.match[at] = source; this.cost[at] = cost; }
  }

  /** Starts from a coarser level's matches, or from anywhere. */
  seed(random: () => number, coarse?: { readonly width: number; readonly match: Int32Array }): void {
    const { width } = this.#picture;
    for (const at of this.targets) {
      const x = at % width, y = Math.floor(at / width);
      const from = coarse ? (coarse.match[(y >> 1) * coarse.width + (x >> 1)] ?? -1) : -1;
      const guess = coarse && from >= 0 ? (2 * Math.floor(from / coarse.width) + (y & 1)) * width + 2 * (from % coarse.width) + (x & 1) : -1;
      this.match[at] = guess >= 0 && this.#valid[guess] ? guess : (this.sources[random() % this.sources.length] ?? 0);
      this.cost[at] = 0;
    }
  }

  /** One sweep of propagation and random search. The picture has changed since the last: costs are taken anew. */
  search(random: () => number, forward: boolean): void {
    const { width, height } = this.#picture;
    const { targets, match, cost } = this;
    for (const at of targets) cost[at] = this.#difference(at, match[at] ?? 0, Infinity);
    for (let n = 0; n < targets.length; n++) {
      const at = targets[forward ? n : targets.length - 1 - n] ?? 0;
      for (const step of [1, width]) {
        const neighbour = forward ? at - step : at + step;
        const theirs = match[neighbour] ?? -1;
        if (theirs >= 0) this.#try(at, forward ? theirs + step : theirs - step);
      }
      for (let reach = Math.max(width, height); reach >= 1; reach >>= 1) {
        const best = match[at] ?? 0, bx = best % width, by = Math.floor(best / width);
        const x = bx - reach + (random() % (2 * reach + 1)), y = by - reach + (random() % (2 * reach + 1));
        if (x >= HALF && y >= HALF && x < width - HALF && y < height - HALF) this.#try(at, y * width + x);
      }
    }
  }

  /** Paints the hole: each pixel the mean of what the patches over it say, surer near what is known. */
  vote(): void {
    const { width, colour, hole } = this.#picture;
    for (let at = 0; at < hole.length; at++) {
      if (!hole[at]) continue;
      let r = 0, g = 0, b = 0, total = 0;
      for (let y = -HALF; y <= HALF; y++) {
        for (let x = -HALF; x <= HALF; x++) {
          const q = at + y * width + x, from = this.match[q] ?? -1;
          if (from < 0) continue;
          const doubt = 1 + (this.cost[q] ?? 0) / UNLIKE, deep = 1 + (this.#depth[q] ?? 0);
          const weight = 1 / (doubt * doubt * deep * deep);
          const p = (from - y * width - x) * 3;
          r += weight * (colour[p] ?? 0);
          g += weight * (colour[p + 1] ?? 0);
          b += weight * (colour[p + 2] ?? 0);
          total += weight;
        }
      }
      if (total === 0) continue;
      colour[at * 3] = r / total;
      colour[at * 3 + 1] = g / total;
      colour[at * 3 + 2] = b / total;
    }
  }

  /** Lets matches continue their neighbours' where that costs little: larger pieces of the picture stay whole. */
  cohere(): void {
    const { width } = this.#picture;
    const best = this.cost.slice();
    for (let pass = 0; pass < 4; pass++) {
      const forward = pass % 2 === 0;
      for (let n = 0; n < this.targets.length; n++) {
        const at = this.targets[forward ? n : this.targets.length - 1 - n] ?? 0;
        for (const step of [1, width]) {
          const neighbour = forward ? at - step : at + step;
          const theirs = this.match[neighbour] ?? -1;
          const source = forward ? theirs + step : theirs - step;
          if (theirs < 0 || !this.#valid[source] || source === this.match[at]) continue;
          const limit = (best[at] ?? 0) * COHERENCE + 0.001;
          const cost = this.#difference(at, source, limit);
          if (cost <= limit) { this.match[at] = source; this.cost[at] = cost; break; }
        }
      }
    }
  }
}

/** A mask grown by half a patch each way. */
function grown(mask: Uint8Array, width: number, height: number): Uint8Array {
  const across = new Uint8Array(mask.length), out = new Uint8Array(mask.length);
  for (let at = 0; at < mask.length; at++) {
    if (!mask[at]) continue;
    const x = at % width;
    across.fill(1, at - Math.min(HALF, x), at + Math.min(HALF, width - 1 - x) + 1);
  }
  for (let y = 0; y < height; y++) {
    for (let k = Math.max(0, y - HALF); k <= Math.min(height - 1, y + HALF); k++) {
      for (let x = 0; x < width; x++) if (across[k * width + x]) out[y * width + x] = 1;
    }
  }
  return out;
}

/** Fills the picture's hole in place and answers where its content came from; `undefined` where there is nothing to take from. */
export function complete(picture: Picture, seed: number): Field | undefined {
  const random = generator(Math.imul(Math.round(seed) + 1, 0x9e3779b1));
  const level = fill(picture, random, 0);
  return level && fieldOf(picture, level);
}

function fill(picture: Picture, random: () => number, height: number): Level | undefined {
  const { width } = picture;
  const deepest = depths(picture).reduce((most, depth) => Math.max(most, depth), 0);
  let coarse: Level | undefined;
  let coarseWidth = 0;
  if (deepest > COARSEST_DEPTH && width > 8 * HALF && picture.height > 8 * HALF) {
    const half = halved(picture);
    coarse = fill(half, random, height + 1);
    coarseWidth = half.width;
  }
  const level = new Level(picture);
  if (level.targets.length === 0 || level.sources.length < 16) return undefined;
  if (coarse) {
    level.seed(random, { width: coarseWidth, match: coarse.match });
    level.vote();
  } else {
    smooth(picture);
    level.seed(random);
  }
  const rounds = coarse ? Math.min(6, 3 + height) : 12;
  for (let round = 0; round < rounds; round++) {
    level.search(random, true);
    level.search(random, false);
    level.vote();
  }
  level.cohere();
  level.vote();
  return level;
}

/** A first guess: the hole as a membrane over its edge. */
function smooth({ width, height, colour, hole }: Picture): void {
  const state = Uint8Array.from(hole, (inside, at) => (inside ? WANTED : at >= 0 ? KNOWN : IGNORED));
  relax({ columns: width, rows: height, channels: 3, state, values: colour });
}

/** Offsets of the patches' centres, carried outward a little so that the surroundings of the hole have some too. */
function fieldOf({ width, height }: Picture, { targets, match }: Level): Field {
  const field: Field = { width, height, dx: new Int16Array(width * height), dy: new Int16Array(width * height), known: new Uint8Array(width * height) };
  for (const at of targets) {
    const from = match[at] ?? at;
    field.dx[at] = (from % width) - (at % width);
    field.dy[at] = Math.floor(from / width) - Math.floor(at / width);
    field.known[at] = 1;
  }
  let front = Array.from(targets);
  for (let step = 0; step < 8; step++) {
    const next: number[] = [];
    for (const at of front) {
      const x = at % width;
      for (const to of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (to < 0 || to >= field.known.length || field.known[to]) continue;
        field.known[to] = 1;
        field.dx[to] = field.dx[at] ?? 0;
        field.dy[to] = field.dy[at] ?? 0;
        next.push(to);
      }
    }
    front = next;
  }
  return field;
}
