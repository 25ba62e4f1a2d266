/**
 * The membrane of seamless cloning: inside an area, the function without tension that meets given values around it, Δf = 0 (Pérez, Gangnet & Blake 2003,
 * "Poisson Image Editing", eq. 4: what is added to the source so that it meets the target). Solved from a coarse grid to the fine one, with
 * successive over-relaxation on each.
 */

export const IGNORED = 0, KNOWN = 1, WANTED = 2;

/** By how much a value wants to be greater than its neighbour's to the left (`right`) or above (`down`), each for the cell that it leads from. */
export type Jumps = { readonly right: Float32Array; readonly down: Float32Array };

/** A grid of `channels` values per cell and what each cell is. With `jumps` the membrane is Δf = div v (eq. 3 of the paper), torn where its filling is. */
export type Membrane = { readonly columns: number; readonly rows: number; readonly channels: number; readonly state: Uint8Array; readonly values: Float32Array; readonly jumps?: Jumps };

const SWEEPS = 24;
const OVER = 1.7;

/** Fills the wanted cells in place. Where nothing is known they are zero. */
export function relax(membrane: Membrane): void {
  const { columns, rows, channels, state, values, jumps } = membrane;
  const wanted: number[] = [];
  for (let at = 0; at < state.length; at++) if (state[at] === WANTED) wanted.push(at);
  if (wanted.length === 0) return;
  if (columns > 2 || rows > 2) {
    const coarse = halved(membrane);
    relax(coarse);
    for (const at of wanted) {
      const from = ((Math.floor(at / columns) >> 1) * coarse.columns + ((at % columns) >> 1)) * channels;
      for (let c = 0; c < channels; c++) values[at * channels + c] = coarse.values[from + c] ?? 0;
    }
  }
  const n = wanted.length;
  const places = Int32Array.from(wanted), around = new Int32Array(n * 4).fill(-1), counts = new Uint8Array(n), pull = new Float64Array(n * channels);
  for (let k = 0; k < n; k++) {
    const at = places[k] ?? 0, x = at % columns;
    for (let side = 0; side < 4; side++) {
      const to = side === 0 ? (x > 0 ? at - 1 : -1) : side === 1 ? (x < columns - 1 ? at + 1 : -1) : side === 2 ? at - columns : at + columns;
      if (to < 0 || to >= state.length || state[to] === IGNORED) continue;
      around[4 * k + (counts[k] ?? 0)] = to * channels;
      counts[k] = (counts[k] ?? 0) + 1;
      if (jumps) for (let c = 0; c < channels; c++) pull[k * channels + c] = (pull[k * channels + c] ?? 0) + jumpTo(jumps, side, at * channels + c, to * channels + c);
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let step = 0; step < n; step++) {
      const k = sweep % 2 === 0 ? step : n - 1 - step;
      const at = (places[k] ?? 0) * channels, count = counts[k] ?? 0;
      if (count === 0) continue;
      for (let c = 0; c < channels; c++) {
        let sum = pull[k * channels + c] ?? 0;
        for (let side = 4 * k; side < 4 * k + count; side++) sum += values[(around[side] ?? 0) + c] ?? 0;
        const here = values[at + c] ?? 0;
        values[at + c] = here + OVER * (sum / count - here);
      }
    }
  }
}

/** What a neighbour (0 left, 1 right, 2 above, 3 below) says that a value is more than its own. */
function jumpTo({ right, down }: Jumps, side: number, here: number, there: number): number {
  if (side === 0) return right[there] ?? 0;
  if (side === 1) return -(right[here] ?? 0);
  return side === 2 ? (down[there] ?? 0) : -(down[here] ?? 0);
}

/** Jumps between cells twice as large: from centre to centre over one whole and two half steps, mean of the two rows or columns. */
function halvedJumps({ right, down }: Jumps, columns: number, rows: number, channels: number): Jumps {
  const w = Math.ceil(columns / 2), h = Math.ceil(rows / 2);
  const half = { right: new Float32Array(w * h * channels), down: new Float32Array(w * h * channels) };
  const read = (from: Float32Array, x: number, y: number, c: number): number => (x < columns && y < rows ? (from[(y * columns + x) * channels + c] ?? 0) : 0);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      for (let c = 0; c < channels; c++) {
        let across = 0, along = 0;
        for (let k = 0; k < 2; k++) {
          across += 0.5 * read(right, 2 * x, 2 * y + k, c) + read(right, 2 * x + 1, 2 * y + k, c) + 0.5 * read(right, 2 * x + 2, 2 * y + k, c);
          along += 0.5 * read(down, 2 * x + k, 2 * y, c) + read(down, 2 * x + k, 2 * y + 1, c) + 0.5 * read(down, 2 * x + k, 2 * y + 2, c);
        }
        half.right[(y * w + x) * channels + c] = across / 2;
        half.down[(y * w + x) * channels + c] = along / 2;
      }
    }
  }
  return half;
}

/** Half the cells each way: known where any of the four is, their mean. */
function halved({ columns, rows, channels, state, values, jumps }: Membrane): Membrane {
  const half: Membrane = { columns: Math.ceil(columns / 2), rows: Math.ceil(rows / 2), channels, state: new Uint8Array(Math.ceil(columns / 2) * Math.ceil(rows / 2)), values: new Float32Array(Math.ceil(columns / 2) * Math.ceil(rows / 2) * channels), ...(jumps && { jumps: halvedJumps(jumps, columns, rows, channels) }) };
  for (let y = 0; y < half.rows; y++) {
    for (let x = 0; x < half.columns; x++) {
      const to = y * half.columns + x;
      let known = 0;
      let some = false;
      for (let k = 0; k < 4; k++) {
        const sx = 2 * x + (k & 1), sy = 2 * y + (k >> 1);
        if (sx >= columns || sy >= rows) continue;
        const from = sy * columns + sx;
        if (state[from] === WANTED) some = true;
        if (state[from] !== KNOWN) continue;
        known++;
        for (let c = 0; c < channels; c++) half.values[to * channels + c] = (half.values[to * channels + c] ?? 0) + (values[from * channels + c] ?? 0);
      }
      half.state[to] = known > 0 ? KNOWN : some ? WANTED : IGNORED;
      for (let c = 0; c < channels && known > 0; c++) half.values[to * channels + c] = (half.values[to * channels + c] ?? 0) / known;
    }
  }
  return half;
}
