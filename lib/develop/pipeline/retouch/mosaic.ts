/**
 * A hole filled by few large pieces of the picture, each moved as a whole (shift-map: Pritch, Kav-Venaki & Peleg 2009; dominant offsets: He & Sun 2012,
 * "Statistics of patch offsets for image completion"). Seams run where two pieces agree: the labelling of least cost by α-expansion (Boykov, Veksler & Zabih
 * 2001). Pieces are copies: grain, texture and sharpness are the photo's own.
 */
import { CutGraph } from './min-cut';

/** Writes three colours in log-light. */
export type Read = (x: number, y: number, out: Float32Array, at: number) => void;

/** Which offset each pixel of a window takes its colour from; −1 where it is not filled. */
export type Mosaic = { readonly width: number; readonly height: number; readonly label: Int16Array; /** dx, dy in px per label. */ readonly offsets: Int32Array };

export type Scene = {
  readonly read: Read;
  /** Whether content may come from a pixel. */
  readonly open: (x: number, y: number) => boolean;
  /** What a pixel costs that takes its content from this label; nothing where seams alone decide. */
  readonly cost?: (at: number, label: number) => number;
};

/** Costs in whole numbers: so many to a stop. */
const UNIT = 1024;
const FORBIDDEN = 4e6;
/** A difference beyond this (stops, three channels) is no worse: one hard edge is as good as another. */
const MOST = 3;

/** Seam costs between labels of a mosaic. */
export class Seams {
  readonly #pair = new Float32Array(12);

  constructor(readonly mosaic: Mosaic, readonly scene: Scene) {}

  allowed(x: number, y: number, label: number): boolean {
    const { offsets } = this.mosaic;
    return this.scene.open(x + (offsets[2 * label] ?? 0), y + (offsets[2 * label + 1] ?? 0));
  }

  /** How unlike two labels are at a pixel; label −1 is the picture itself. */
  #unlike(x: number, y: number, a: number, b: number): number {
    const { offsets } = this.mosaic, pair = this.#pair;
    this.scene.read(x + (a < 0 ? 0 : (offsets[2 * a] ?? 0)), y + (a < 0 ? 0 : (offsets[2 * a + 1] ?? 0)), pair, 0);
    this.scene.read(x + (b < 0 ? 0 : (offsets[2 * b] ?? 0)), y + (b < 0 ? 0 : (offsets[2 * b + 1] ?? 0)), pair, 3);
    let sum = 0;
    for (let c = 0; c < 3; c++) sum += Math.abs((pair[c] ?? 0) - (pair[c + 3] ?? 0));
    return Math.min(MOST, sum);
  }

  /** In costs: how unlike two labels are at one pixel, half of a seam there. */
  half(x: number, y: number, a: number, b: number): number {
    return a === b ? 0 : Math.round(UNIT * this.#unlike(x, y, a, b));
  }

  /** Cost of a seam between two neighbours; with b = −1 the second is outside the hole. */
  between(x: number, y: number, nx: number, ny: number, a: number, b: number): number {
    if (a === b) return 0;
    return b < 0 ? 2 * this.half(nx, ny, a, b) : this.half(x, y, a, b) + this.half(nx, ny, a, b);
  }

  own(x: number, y: number, label: number): number {
    if (!this.allowed(x, y, label)) return FORBIDDEN;
    return this.scene.cost ? Math.round(UNIT * this.scene.cost(y * this.mosaic.width + x, label)) : 0;
  }
}

/** Lets the pixels of `active` take label α where the whole becomes cheaper. `index` maps pixels to places in `active` plus one, and is all zero before and after. */
export function expand(seams: Seams, alpha: number, active: Int32Array, index: Int32Array): boolean {
  const { width, height, label } = seams.mosaic;
  const graph = new CutGraph(active.length);
  for (let n = 0; n < active.length; n++) index[active[n] ?? 0] = n + 1;
  const add = (n: number, value: number) => { graph.terminal[n] = (graph.terminal[n] ?? 0) + value; };
  // What most pairs cost: both have one label, and each gives its half of a seam to α.
  const halves = new Int32Array(active.length);
  for (let n = 0; n < active.length; n++) {
    const at = active[n] ?? 0, x = at % width, y = (at - x) / width, here = label[at] ?? 0;
    halves[n] = seams.half(x, y, here, alpha);
    add(n, here === alpha ? -FORBIDDEN : seams.own(x, y, alpha) - seams.own(x, y, here));
  }
  for (let n = 0; n < active.length; n++) {
    const at = active[n] ?? 0, x = at % width, y = (at - x) / width, here = label[at] ?? 0;
    for (let d = 0; d < 4; d++) {
      const nx = x + (d === 0 ? 1 : d === 1 ? -1 : 0), ny = y + (d === 2 ? 1 : d === 3 ? -1 : 0);
      if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
      const other = ny * width + nx, there = label[other] ?? -1, m = (index[other] ?? 0) - 1;
      if (m < 0) { add(n, seams.between(x, y, nx, ny, alpha, there) - seams.between(x, y, nx, ny, here, there)); continue; }
      if ((d & 1) === 1) continue;
      let both = 0, second = 0, first = 0;
      if (here === there) second = first = (halves[n] ?? 0) + (halves[m] ?? 0);
      else {
        both = seams.between(x, y, nx, ny, here, there);
        second = (halves[n] ?? 0) + seams.half(nx, ny, here, alpha);
        first = seams.half(x, y, there, alpha) + (halves[m] ?? 0);
        if (here === alpha) second = 0;
        if (there === alpha) first = 0;
      }
      add(n, first - both);
      add(m, -first);
      // Where the pair is not submodular (labels that cost more together than apart) the seam is taken as free.
      graph.flow[n * 4 + d] = Math.max(0, second + first - both);
      graph.next[n * 4 + d] = m;
      graph.next[m * 4 + (d ^ 1)] = n;
    }
  }
  const taken = graph.cut();
  let changed = false;
  for (let n = 0; n < active.length; n++) {
    const at = active[n] ?? 0;
    index[at] = 0;
    if (taken[n] && label[at] !== alpha) { label[at] = alpha; changed = true; }
  }
  return changed;
}

/** The better labelling around all seams: every label may move its border by up to `reach` px. */
export function mendSeams(seams: Seams, reach: number): void {
  const { width, height, label } = seams.mosaic;
  const borders = new Map<number, number[]>();
  const meet = (one: number, at: number) => { const list = borders.get(one); if (list) list.push(at); else borders.set(one, [at]); };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const here = label[at] ?? -1;
      if (here < 0) continue;
      for (const other of [x + 1 < width ? at + 1 : -1, y + 1 < height ? at + width : -1]) {
        const there = other < 0 ? -1 : (label[other] ?? -1);
        if (there >= 0 && there !== here) { meet(here, at); meet(there, at); }
      }
    }
  }
  const index = new Int32Array(width * height), seen = new Int32Array(width * height);
  let turn = 0;
  for (const alpha of [...borders.keys()].sort((a, b) => a - b)) {
    turn++;
    const active: number[] = [];
    for (const at of borders.get(alpha) ?? []) {
      const x = at % width, y = (at - x) / width;
      for (let j = Math.max(0, y - reach); j <= Math.min(height - 1, y + reach); j++) {
        for (let i = Math.max(0, x - reach); i <= Math.min(width - 1, x + reach); i++) {
          const k = j * width + i;
          if (seen[k] === turn || (label[k] ?? -1) < 0) continue;
          seen[k] = turn;
          if (label[k] === alpha || seams.allowed(i, j, alpha)) active.push(k);
        }
      }
    }
    if (active.length > 0) expand(seams, alpha, Int32Array.from(active), index);
  }
}

/** Gives pixels without a label that of the nearest one that has, for `steps` px around. */
export function spread({ width, label }: Mosaic, steps: number): void {
  let front: number[] = [];
  for (let at = 0; at < label.length; at++) if ((label[at] ?? -1) >= 0) front.push(at);
  for (let step = 0; step < steps && front.length > 0; step++) {
    const next: number[] = [];
    for (const at of front) {
      const x = at % width;
      for (const to of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (to < 0 || to >= label.length || (label[to] ?? 0) >= 0) continue;
        label[to] = label[at] ?? -1;
        next.push(to);
      }
    }
    front = next;
  }
}
